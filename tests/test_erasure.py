"""Sara's customer asks what we know about her, and then to be forgotten: nothing is left but sums."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Sum
from django.test import Client

from peyvand.people.actions.about import parts
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.actions.erasing import erase_customer
from peyvand.people.actions.gathering import ask_for_file, clear_old_files, label_of, write_file
from peyvand.people.actions.merging import Union, merge
from peyvand.people.forms.profile import LABELS
from peyvand.people.models import Affiliation, ContactPoint, Customer, PersonFile
from peyvand.people.rules.contacts import parse_contact
from peyvand.platform.actions.imports import begin, receive_file, run_import
from peyvand.platform.models import AttentionState, AuditEntry, IdempotencyKey, Import, ImportChange, Session
from peyvand.platform.sessions import SessionStore
from peyvand.sales.models import Order, OrderLine
from tests.cast import Cast
from tests.permissions.world import World, build, canary

MARK = canary("sara")


@pytest.fixture
def world(cast: Cast, tmp_path: Path, settings: Any) -> World:
    """A world of its own for each test: the others of this file count whole tables."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return build(cast, tmp_path)


def somewhere(places: str = f"{MARK}|9125551111", word: str = MARK) -> dict[str, int]:
    """Count the rows of every table in which her word or her number stands, stored sessions read out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence <> 't' AND relname !~ '^(pg|sql)_'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM \"{table}\" t WHERE t::text ~* '{places}'")
            found[table] = cursor.fetchone()[0]
    read = [json.dumps(SessionStore().decode(one.session_data)) for one in Session.objects.all()]
    return {table: count for table, count in found.items() if count} | (
        {"inside sessions": 1} if word in "".join(read) else {}
    )


@pytest.fixture
def hers(world: World, tmp_path: Path) -> Customer:
    """Sara's customer with her word everywhere that a word can stand."""
    customer = Customer.objects.get(pk=world.id("customer", "sara"))
    customer.contact_points.update(value=f"{MARK}@example.ir")
    ContactPoint.objects.filter(customer=customer, note="").delete()
    for order in Order.objects.filter(customer=customer):
        Order.objects.filter(pk=order.pk).update(number=f"A-{order.pk}")  # our own number, not hers
    run = Import.objects.get(pk=world.id("done_import", "leila"))
    file = tmp_path / "source.csv"
    file.write_text(f"نام\n{MARK}\n", encoding="utf-8")
    Import.objects.filter(pk=run.pk).update(path=str(file))
    ImportChange.objects.create(run=run, model="customer", object_id=customer.pk, before={"name": MARK})
    IdempotencyKey.objects.create(
        user=world.cast.sara, key="k", request_hash="h", body={"answer": {"id": customer.pk, "name": MARK}}
    )
    AttentionState.objects.create(
        user=world.cast.sara, key=f"people.step:{customer.pk}", state="snoozed", title=MARK, day="2026-01-01"
    )
    shop = Customer.objects.create(kind="organisation", name="کافه")
    Affiliation.objects.create(organisation=shop, person=customer)
    AuditEntry.objects.create(action="customer.people", model="customer", object_id=shop.pk, changes={"people": MARK})
    world.client("sara").get(f"/customers/{customer.pk}/")
    return customer


def forget(cast: Cast, customer: Customer) -> None:
    customer.refresh_from_db()
    erase_customer(actor=cast.ali, customer_id=customer.pk, version=customer.version)


def test_nothing_is_left_of_her_anywhere(
    world: World, hers: Customer, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    asked = ask_for_file(actor=world.cast.ali, customer_id=hers.pk)
    write_file(asked.pk, LABELS)
    kept = [Path(PersonFile.objects.get(pk=asked.pk).path), tmp_path / "source.csv"]
    assert len(somewhere()) > 15
    assert all(file.exists() for file in kept)
    with django_capture_on_commit_callbacks(execute=True):
        forget(world.cast, hers)
    assert somewhere() == {}
    assert not [file for file in kept if file.exists()]


def test_sums_stay_as_they_were(world: World, hers: Customer) -> None:
    def sums() -> list[Any]:
        lines = OrderLine.objects.aggregate(all=Sum("amount"))["all"]
        totals = Order.objects.aggregate(all=Sum("total"))["all"]
        return [Order.objects.count(), totals, OrderLine.objects.count(), lines]

    before = sums()
    forget(world.cast, hers)
    assert sums() == before


def test_nobody_finds_the_stub_or_brings_it_back(world: World, hers: Customer) -> None:
    forget(world.cast, hers)
    for path in (f"/customers/{hers.pk}/", "/customers/deleted/", "/customers/", "/search/palette?q=—"):
        answer = world.client("ali").get(path)
        assert answer.status_code == 404 or f"/customers/{hers.pk}/" not in answer.content.decode()
    assert world.client("ali").post(f"/customers/{hers.pk}/restore/").status_code == 404
    with pytest.raises(Customer.DoesNotExist):
        forget(world.cast, hers)


def test_a_file_does_not_bring_her_back_unnoticed(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    new = NewCustomer(profile={"family_name": "راد"}, contacts=[parse_contact("phone", "09125557777")])
    forget(cast, create_customer(actor=cast.mina, new=new))
    file = "نام,موبایل\nراد,۰۹۱۲۵۵۵۷۷۷۷\nکافه,09125558888\n".encode()
    run = receive_file(actor=cast.ali, table="customers", pieces=[file], name="a.csv")
    Import.objects.filter(pk=run.pk).update(status="ready")
    done = run_import(begin(actor=cast.ali, import_id=run.pk).pk)
    assert (done.created, done.skipped, done.reasons) == (1, 1, {"forgotten": 1})
    assert list(Customer.objects.filter(deleted_at=None).values_list("name", flat=True)) == ["کافه"]


@pytest.mark.parametrize("table", ["orders", "interactions"])
def test_nor_do_orders_and_talks(cast: Cast, settings: Any, tmp_path: Path, table: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    new = NewCustomer(profile={"family_name": "راد"}, contacts=[parse_contact("phone", "09125557777")])
    forget(cast, create_customer(actor=cast.mina, new=new))
    head, rest = (
        ("شماره سفارش,تاریخ,مبلغ", "7,1403/02/01,1000") if table == "orders" else ("تاریخ,موضوع", "1403/02/01,تماس")
    )
    file = f"نام مشتری,تلفن,{head}\nراد,09125557777,{rest}\n".encode()
    run = receive_file(actor=cast.ali, table=table, pieces=[file], name="a.csv")
    Import.objects.filter(pk=run.pk).update(status="ready")
    done = run_import(begin(actor=cast.ali, import_id=run.pk).pk)
    assert done.reasons == {"forgotten": 1}
    assert not Customer.objects.filter(deleted_at=None).exists()


def test_records_merged_into_hers_go_with_her(cast: Cast) -> None:
    one, other = (
        create_customer(actor=cast.mina, new=NewCustomer(profile={"family_name": name}))
        for name in ("zqone", "zqother")
    )
    merge(actor=cast.mina, union=Union(one.pk, other.pk))
    forget(cast, one)
    assert not Customer.objects.filter(name__contains="zq").exists()
    assert not AuditEntry.objects.filter(title__contains="zq").exists()


def test_only_an_administrator_forgets_and_only_in_two_steps(world: World, hers: Customer) -> None:
    page = f"/customers/{hers.pk}/erase/"
    with pytest.raises(PermissionDenied):
        erase_customer(actor=world.cast.mina, customer_id=hers.pk, version=hers.version)
    ali = world.client("ali")
    assert ali.post(page, {"name": "کسی دیگر"}).status_code == 422
    ali.post(page, {"sure": "forged"})
    assert Customer.objects.get(pk=hers.pk).erased_at is None
    shown = ali.post(page, {"name": hers.name}).content.decode()
    sure = shown.partition('name="sure" value="')[2].partition('"')[0]
    world.client("dana").post(page, {"sure": sure})
    assert Customer.objects.get(pk=hers.pk).erased_at is None
    ali.post(page, {"sure": sure})
    assert Customer.objects.get(pk=hers.pk).erased_at is not None


def test_she_gets_everything_as_data_and_as_a_page(world: World, hers: Customer, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = ask_for_file(actor=world.cast.dana, customer_id=hers.pk)
    write_file(asked.pk, LABELS)
    dana = Client()
    dana.force_login(world.cast.dana)
    answer: Any = dana.get(f"/customers/data/{asked.pk}/")
    (tmp_path / "fetched.zip").write_bytes(b"".join(answer.streaming_content))
    with zipfile.ZipFile(tmp_path / "fetched.zip") as file:
        data = json.loads(file.read("data.json"))
        page = file.read("data.html").decode()
    told = {"people.Customer", "people.ContactPoint", "interactions.Interaction", "sales.Order", "sales.OrderLine"}
    assert told | {"interactions.Promise", "relationship.Problem", "platform.AuditEntry"} <= set(data)
    assert MARK in page
    assert canary("nima") not in page + json.dumps(data)
    assert world.client("ali").get(f"/customers/data/{asked.pk}/").status_code == 404
    PersonFile.objects.update(asked_at="2020-01-01T00:00:00Z")
    clear_old_files()
    assert not PersonFile.objects.exists()


def test_every_table_that_is_told_of_has_a_name_for_people() -> None:
    nameless = {part.label for part in parts() if label_of(part.label) == part.label}
    assert not nameless
