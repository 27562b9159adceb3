"""Mina's way through the import page, and who is kept out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from peyvand.platform import organisation
from peyvand.platform.actions.imports import Choices, choose, work_on
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import, User
from peyvand.platform.tests.test_imports import CUSTOMERS, RETAIL
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="peyvand.platform.signin.EmailOrPhoneBackend")
    return client


def upload(client: Client, table: str, data: bytes, name: str = "list.csv") -> Any:
    return client.post(reverse("platform:import_new"), {"table": table, "file": SimpleUploadedFile(name, data)})


def columns_of(run: Import, **more: str) -> dict[str, str]:
    return {f"c{place}": key for key, place in run.mapping.items()} | more


def test_mina_goes_from_the_file_to_the_report_and_back(cast: Cast) -> None:
    mina = as_(cast.mina)
    here = upload(mina, "customers", CUSTOMERS.replace("ی", "ي").encode("cp1256")).headers["Location"]
    run = Import.objects.get()
    assert "Windows-1256" in mina.get(here).content.decode()
    asked = {"match_by": "auto", "policy": "update"}
    assert mina.post(reverse("platform:import_choose", args=[run.pk]), columns_of(run, **asked)).status_code == 302
    assert 'hx-trigger="every 1s"' in mina.get(here).content.decode()
    work_on(run.pk)
    checked = mina.get(here).content.decode()
    assert reverse("platform:import_begin", args=[run.pk]) in checked
    assert "۴" in checked
    assert apps.get_model("people", "Customer").objects.count() == 0
    mina.post(reverse("platform:import_begin", args=[run.pk]))
    work_on(run.pk)
    report = mina.get(here, headers={"HX-Request": "true"}).content.decode()
    assert report.lstrip().startswith('<div id="import-steps"')
    assert apps.get_model("people", "Customer").objects.count() == 2
    file = b"".join(mina.get(reverse("platform:import_errors", args=[run.pk])))
    assert file.decode("utf-8-sig").count("\n") == 3
    mina.post(reverse("platform:import_undo", args=[run.pk]))
    work_on(run.pk)
    run.refresh_from_db()
    assert run.status == ImportStatus.UNDONE
    assert apps.get_model("people", "Customer").objects.count() == 0


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("مشتری\u200cها.csv", "مشتری\u200cها.csv"),
        (r"C:\فایل\u200cها\مشتری\u200cها.csv".replace(r"\u200c", "\u200c"), "مشتری\u200cها.csv"),
        ("..&#47;مشتری\u200cها\u202evsc.exe&#0;\u2066\x07.csv", "مشتری\u200cهاvsc.exe\ufffd.csv"),
    ],
)
def test_a_file_is_called_as_it_was_called_at_home(cast: Cast, told: str, kept: str) -> None:
    """Half-spaces stay; folders, control characters and what turns the direction of text do not."""
    mina = as_(cast.mina)
    head = f'--b\r\nContent-Disposition: form-data; name="table"\r\n\r\ncustomers\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="{told}"\r\n\r\n'
    body = head.encode() + CUSTOMERS.encode() + b"\r\n--b--\r\n"
    there = mina.post(reverse("platform:import_new"), body, content_type="multipart/form-data; boundary=b")
    assert Import.objects.get().file_name == kept
    assert f"<title>{kept}" in mina.get(there.headers["Location"]).content.decode()


ORDERS = b"InvoiceNo,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n1,Filter,2,2026-01-05,500,77\n"
PEOPLE = "نام,موبایل,ایمیل,شهر\nنوری,09121111111,n@x.example,شیراز\n".encode()


@pytest.mark.parametrize(("data", "table"), [(ORDERS, "orders"), (PEOPLE, "customers"), (b"a,b\n1,2\n", "customers")])
def test_mina_need_not_say_what_is_in_a_file(cast: Cast, data: bytes, table: str) -> None:
    told = upload(as_(cast.mina), "", data)
    assert told.status_code == 302
    assert Import.objects.get().table == table


def test_a_wrong_guess_is_put_right_and_known_the_next_time(cast: Cast) -> None:
    mina = as_(cast.mina)
    here = upload(mina, "customers", b"customer,phone,date\nNouri,09121111111,2026-01-05\n").headers["Location"]
    read = {"table": "interactions", "encoding": "utf-8", "delimiter": ",", "header_row": "1"}
    assert mina.post(f"{here}read/", read).status_code == 302
    run = Import.objects.get()
    assert (run.table, run.mapping) == ("interactions", {"customer_name": 0, "customer_phone": 1, "occurred_at": 2})
    choose(actor=cast.mina, import_id=run.pk, choices=Choices(run.mapping))
    upload(mina, "", b"date,customer,phone\n2026-02-05,Nouri,09121111111\n")
    assert Import.objects.latest("pk").table == "interactions"


def test_a_wrong_delimiter_is_corrected(cast: Cast) -> None:
    mina = as_(cast.mina)
    here = upload(mina, "customers", "a|b;نام\n1|2;سارا\n".encode()).headers["Location"]
    run = Import.objects.get()
    how = {"encoding": "utf-8", "delimiter": ";", "header_row": "۱"}
    mina.post(reverse("platform:import_read", args=[run.pk]), how)
    run.refresh_from_db()
    assert run.header == ["a|b", "نام"]
    assert 'value="۱"' in mina.get(f"{here}?change=file").content.decode()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04broken", b"%PDF-1.7 x", b'a,b\n"never closed,1\n', b"\x00\x01\x02\x00" * 40]
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(cast: Cast, data: bytes) -> None:
    answer = upload(as_(cast.mina), "customers", data)
    assert answer.status_code in {302, 422}
    if answer.status_code == 422:
        assert "field-error" in answer.content.decode()
        assert not Import.objects.exists()
    else:
        assert as_(cast.mina).get(answer.headers["Location"]).status_code == 200


def test_two_columns_for_one_field_are_refused_beside_the_column(cast: Cast) -> None:
    mina = as_(cast.mina)
    upload(mina, "customers", "نام,نام مشتری\nسارا,رضا\n".encode())
    run = Import.objects.get()
    answer = mina.post(reverse("platform:import_choose", args=[run.pk]), {"c0": "name", "c1": "name"})
    assert answer.status_code == 422
    run.refresh_from_db()
    assert run.status == ImportStatus.DRAFT


def test_old_history_offers_to_be_seen_in_its_own_time(cast: Cast) -> None:
    ali = as_(cast.ali)
    here = upload(ali, "orders", RETAIL.encode()).headers["Location"]
    run = Import.objects.get()
    ali.post(reverse("platform:import_choose", args=[run.pk]), columns_of(run, currency="GBP"))
    work_on(run.pk)
    ali.post(reverse("platform:import_begin", args=[run.pk]))
    work_on(run.pk)
    offer = reverse("platform:import_as_of", args=[run.pk])
    assert offer in ali.get(here).content.decode()
    ali.post(offer)
    assert str(organisation.as_of()) == "2010-12-02"
    assert offer not in ali.get(here).content.decode()


def test_undoing_what_was_built_on_asks_first(cast: Cast) -> None:
    mina = as_(cast.mina)
    upload(mina, "customers", CUSTOMERS.encode())
    run = Import.objects.get()
    mina.post(reverse("platform:import_choose", args=[run.pk]), columns_of(run))
    work_on(run.pk)
    mina.post(reverse("platform:import_begin", args=[run.pk]))
    work_on(run.pk)
    apps.get_model("people", "Customer").objects.filter(external_id="1").update(version=2)
    asked = mina.post(reverse("platform:import_undo", args=[run.pk]))
    assert asked.status_code == 409
    assert "۱" in asked.content.decode()
    run.refresh_from_db()
    assert run.status == ImportStatus.DONE


def test_strangers_see_no_import_and_sellers_cannot_begin_one(cast: Cast) -> None:
    upload(as_(cast.mina), "customers", CUSTOMERS.encode())
    run = Import.objects.get()
    assert as_(cast.leila).get(reverse("platform:import", args=[run.pk])).status_code == 404
    assert as_(cast.sara).get(reverse("platform:import_new")).status_code == 403
    assert as_(cast.omid).get(reverse("platform:imports")).status_code == 403
    assert as_(cast.leila).post(reverse("platform:import_begin", args=[run.pk])).status_code == 404
    assert Client().get(reverse("platform:imports")).status_code == 302
