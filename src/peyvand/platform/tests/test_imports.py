"""Mina brings her old customers, orders and calls in, looks at what happened, and takes it back."""

from __future__ import annotations

import gzip
import hashlib
import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from peyvand.platform.actions.imports import (
    Choices,
    WouldLose,
    begin,
    begin_undo,
    check_import,
    check_path,
    choose,
    receive_file,
    running,
    undo_import,
)
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import
from tests.cast import Cast
from tests.importing import bring

pytestmark = pytest.mark.django_db
CUSTOMERS = """کد مشتری,نام,موبایل,ایمیل,شهر
1,علي رضايي,09121112233,ali@example.ir,تهران
2,كافه نادري,0912 111 22 34,,شيراز
3,نيما كريمي,12,,يزد
4,,09121112236,,قم
"""


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def adds_up(run: Import) -> bool:
    return run.created + run.updated + run.skipped + run.rejected == run.rows


def customers() -> Any:
    return apps.get_model("people", "Customer").objects


def orders() -> Any:
    return apps.get_model("sales", "Order").objects


def business() -> dict[str, str]:
    """A hash of every row of every table that belongs to the business, whatever the ids."""
    hashes = {}
    for model in apps.get_models():
        if model._meta.app_label in {"people", "interactions", "catalog", "sales"}:
            skipped = {"updated_at", "version"}
            names = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if f.name not in skipped)
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}" ORDER BY "{model._meta.pk.column}"')
                hashes[model.__name__] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return hashes


def test_mina_brings_an_old_windows_file_in_and_reads_what_was_wrong(cast: Cast) -> None:
    run = bring(cast.mina, "customers", CUSTOMERS.replace("ی", "ي").encode("cp1256"))
    assert run.status == ImportStatus.DONE, run.error
    assert (run.rows, run.created, run.rejected) == (4, 2, 2)
    assert adds_up(run)
    ali = customers().get(external_id="1")
    assert (ali.name, ali.city) == ("علی رضایی", "تهران")
    assert ali.contact_points.get(kind="phone").value == "+989121112233"
    errors = Path(run.errors_path).read_text("utf-8-sig").splitlines()
    assert len(errors) == 3
    assert errors[1].startswith("4,موبايل,12,")
    assert errors[2].startswith("5,")


def test_a_customer_is_found_by_the_imported_phone(cast: Cast) -> None:
    bring(cast.mina, "customers", CUSTOMERS)
    assert [c.name for c in customers().matching("۰۹۱۲ ۱۱۱ ۲۲ ۳۴", cast.ali)] == ["کافه نادری"]


def test_the_same_file_twice_creates_nothing(cast: Cast) -> None:
    bring(cast.mina, "customers", CUSTOMERS)
    before = business()
    again = bring(cast.mina, "customers", CUSTOMERS)
    assert (again.created, again.updated, again.skipped, again.rejected) == (0, 0, 2, 2)
    assert business() == before


def test_a_newer_file_changes_what_it_says_and_undoing_puts_it_back(cast: Cast) -> None:
    bring(cast.mina, "customers", CUSTOMERS)
    before = business()
    newer = bring(
        cast.mina, "customers", "کد مشتری,نام,موبایل,شهر\n1,علی رضایی,09121119999,کرج\n9,مریم,09121118888,قم\n"
    )
    assert (newer.created, newer.updated) == (1, 1)
    ali = customers().get(external_id="1")
    assert ali.city == "کرج"
    assert {p.value for p in ali.contact_points.filter(kind="phone")} == {"+989121112233", "+989121119999"}
    begin_undo(actor=cast.mina, import_id=newer.pk)
    assert undo_import(newer.pk).status == ImportStatus.UNDONE
    assert business() == before


EVERYTHING = (
    "کد مشتری,نام کوچک,نام خانوادگی,لقب,نام ثبتی,موبایل,ایمیل,وب‌سایت,کد ملی,کد اقتصادی,شماره ثبت,شهر,نشانی,کد پستی,"
    "صنعت,منبع,تاریخ تولد,مسئول,یادداشت\n"
    "1,مهری,کاشانی,دکتر,کاشان نو,09121110000,m@example.ir,kashan.example,0499370899,411,77,کاشان,خیابان فین,8713111111,"
    "کاشی,نمایشگاه,1360/05/05,ali@alborz.example,سلام\n"
)


def test_whatever_a_file_changed_comes_back_however_many_chunks_changed_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.ali.email = "ali@alborz.example"
    cast.ali.save()
    bring(cast.mina, "customers", CUSTOMERS)
    before = business()
    monkeypatch.setattr(running, "CHUNK", 1)
    head, row = EVERYTHING.splitlines()
    again = row.replace("کاشانی", "یزدی").replace("09121110000", "09121110001")
    newer = bring(cast.mina, "customers", "\n".join([head, row, again]))
    assert (newer.updated, newer.rejected) == (2, 0)
    mehri = customers().get(external_id="1")
    assert (mehri.name, mehri.title, mehri.source) == ("مهری یزدی", "doctor", "exhibition")
    assert mehri.birthday and mehri.owner_id == cast.ali.pk and mehri.notes
    assert (mehri.addresses.count(), mehri.contact_points.count()) == (1, 6)
    begin_undo(actor=cast.mina, import_id=newer.pk)
    undo_import(newer.pk)
    assert business() == before


def test_creating_only_leaves_those_we_have_alone(cast: Cast) -> None:
    bring(cast.mina, "customers", CUSTOMERS)
    run = bring(cast.mina, "customers", "کد مشتری,نام,شهر\n1,دیگری,کرج\n7,تازه,کرج\n7,تازه,کرج\n", policy="create")
    assert (run.created, run.skipped) == (1, 2)
    assert run.reasons == {"exists": 1, "repeated": 1}
    assert customers().get(external_id="1").city == "تهران"


def test_two_firms_that_share_a_phone_stay_two(cast: Cast) -> None:
    run = bring(cast.mina, "customers", "کد مشتری,نام,تلفن\nA,یک,02188776655\nB,دو,02188776655\n,یک,02188776655\n")
    assert (run.created, run.skipped) == (2, 1)


def test_undoing_says_what_would_be_lost_and_keeps_it_unless_forced(cast: Cast) -> None:
    run = bring(cast.mina, "customers", CUSTOMERS)
    bring(cast.mina, "orders", "شماره سفارش,تاریخ,کد مشتری,تعداد,قیمت\n10,2024-01-05,1,2,1000\n")
    with pytest.raises(WouldLose) as loss:
        begin_undo(actor=cast.mina, import_id=run.pk)
    assert len(loss.value.sentences) == 1
    assert customers().count() == 2
    begin_undo(actor=cast.mina, import_id=run.pk, force=True)
    undo_import(run.pk)
    assert (customers().count(), orders().count()) == (0, 0)


def test_a_dry_run_counts_and_writes_nothing(cast: Cast) -> None:
    before = business()
    run = receive_file(actor=cast.mina, table="customers", pieces=[CUSTOMERS.encode()], name="c.csv")
    choose(actor=cast.mina, import_id=run.pk, choices=Choices(mapping=run.mapping))
    begin(actor=cast.mina, import_id=run.pk, dry=True)
    run = check_import(run.pk)
    assert run.status == ImportStatus.READY
    assert (run.checked["created"], run.checked["rejected"], run.created) == (2, 2, 0)
    assert len(check_path(run).read_text("utf-8-sig").splitlines()) == 3
    assert business() == before


def test_headers_that_came_before_are_mapped_as_then(cast: Cast) -> None:
    text = b"alpha,beta\n1,Nima\n"
    run = receive_file(actor=cast.mina, table="customers", pieces=[text], name="c.csv")
    choose(actor=cast.mina, import_id=run.pk, choices=Choices(mapping={"external_id": 0, "name": 1}))
    again = receive_file(actor=cast.mina, table="customers", pieces=[text], name="d.csv")
    assert again.mapping == {"external_id": 0, "name": 1}


def test_a_mapping_without_what_is_needed_is_refused_in_words(cast: Cast) -> None:
    run = receive_file(actor=cast.mina, table="orders", pieces=[b"number,price\n1,2\n"], name="o.csv")
    with pytest.raises(ValidationError) as refused:
        choose(actor=cast.mina, import_id=run.pk, choices=Choices(mapping={"number": 0}))
    assert "mapping" in refused.value.message_dict


def test_sara_may_not_import(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        receive_file(actor=cast.sara, table="customers", pieces=[b"a,b\n1,2\n"], name="c.csv")


RETAIL = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HEART,6.0,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,WHITE LANTERN,6.0,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
C536379,D,Discount,-1.0,2010-12-01 09:41:00,27.5,14527.0,United Kingdom
536414,22139,,56.0,2010-12-01 11:52:00,0.0,,United Kingdom
536544,21773,FREE,1.0,2010-12-01 14:32:00,0.0,17850.0,United Kingdom
"""


def test_retail_lines_become_orders_returns_products_and_customers(cast: Cast) -> None:
    run = bring(cast.mina, "orders", gzip.compress(RETAIL.encode()), currency="GBP")
    assert run.status == ImportStatus.DONE, run.error
    assert (run.rows, run.created, run.skipped) == (5, 4, 1)
    assert run.reasons == {"no_customer": 1}
    assert run.totals == {"amount:GBP": 814, "customers": 2, "lines": 4, "orders": 3, "products": 4}
    first, back = orders().get(number="536365"), orders().get(number="C536379")
    assert (first.total, first.kind, first.line_count, first.currency) == (3564, "sale", 2, "GBP")
    assert (back.total, back.kind) == (-2750, "return")
    assert first.customer.external_id == "17850"
    assert first.customer.last_touch_at == orders().get(number="536544").placed_at
    assert Path(run.errors_path).read_text("utf-8-sig").splitlines()[1].startswith("5,,,")
    assert run.newest_on.isoformat() == "2010-12-01"


def test_orders_we_have_are_never_touched_by_a_second_import(cast: Cast) -> None:
    bring(cast.mina, "orders", RETAIL, currency="GBP")
    before = business()
    again = bring(cast.mina, "orders", RETAIL, currency="GBP")
    assert (again.created, again.skipped) == (0, 5)
    assert business() == before


def test_undoing_orders_leaves_the_house_as_it_was(cast: Cast) -> None:
    bring(cast.mina, "customers", "کد مشتری,نام\n17850,مشتری قدیمی\n")
    before = business()
    run = bring(cast.mina, "orders", RETAIL, currency="GBP")
    begin_undo(actor=cast.mina, import_id=run.pk)
    undo_import(run.pk)
    assert business() == before


def test_calls_come_in_once_and_touch_the_customer(cast: Cast) -> None:
    bring(cast.mina, "customers", CUSTOMERS)
    text = "تاریخ,نوع,جهت,کد مشتری,موضوع\n1403/05/10 10:30,تماس,ورودی,1,پیگیری\n1403/05/11,رقص,ورودی,1,عجیب\n"
    run = bring(cast.mina, "interactions", text)
    assert (run.created, run.rejected) == (1, 1)
    call = apps.get_model("interactions", "Interaction").objects.get()
    assert (call.kind, call.direction, call.subject) == ("call", "in", "پیگیری")
    assert customers().get(external_id="1").last_touch_at == call.occurred_at
    again = bring(cast.mina, "interactions", text)
    assert (again.created, again.skipped) == (0, 1)


def lines(seed: int, count: int) -> Iterator[dict[str, str]]:
    """Order lines of a shop: some without a customer, some returns, orders torn apart over the file."""
    dice = random.Random(seed)
    for place in range(count):
        number = dice.randrange(1, count // 3)
        back = number % 7 == 0
        yield {
            "InvoiceNo": f"{'C' if back else ''}{number}",
            "StockCode": f"S{dice.randrange(40)}",
            "Quantity": str(dice.randrange(1, 30) * (-1 if back else 1)),
            "InvoiceDate": f"2011-{number % 12 + 1:02}-{number % 28 + 1:02} 10:{place % 60:02}:00",
            "UnitPrice": f"{dice.randrange(0, 9999) / 1000}",
            "CustomerID": "" if number % 5 == 0 else f"{number % 50}.0",
        }


def as_csv(rows: list[dict[str, str]]) -> bytes:
    head = ",".join(rows[0])
    return "\n".join([head, *(",".join(row.values()) for row in rows)]).encode()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_are_those_of_the_file_and_undoing_leaves_no_trace(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(running, "CHUNK", 37)
    bring(cast.mina, "customers", CUSTOMERS)
    before, rows = business(), list(lines(seed, 400))
    mine = [row for row in rows if row["CustomerID"]]
    total = sum(
        int((Decimal(row["Quantity"]) * Decimal(row["UnitPrice"]) * 100).quantize(Decimal(1), ROUND_HALF_UP))
        for row in mine
    )
    run = bring(cast.mina, "orders", as_csv(rows), currency="GBP")
    assert adds_up(run)
    assert (run.rows, run.created, run.skipped) == (len(rows), len(mine), len(rows) - len(mine))
    assert orders().count() == len({row["InvoiceNo"] for row in mine})
    assert sum(orders().values_list("total", flat=True)) == total
    assert sum(orders().values_list("line_count", flat=True)) == len(mine)
    begin_undo(actor=cast.mina, import_id=run.pk)
    undo_import(run.pk)
    assert business() == before


def test_what_is_still_to_come_is_told_and_not_kept(cast: Cast) -> None:
    """A year mistyped by ten would lie about a customer for ten years."""
    bring(cast.mina, "customers", CUSTOMERS)
    talks = "تاریخ,نوع,کد مشتری\n1403/05/10,تماس,1\n1499/05/10,تماس,1\n"
    run = bring(cast.mina, "interactions", talks)
    assert (run.created, run.rejected, run.reasons) == (1, 1, {"future": 1})
    sold = "شماره سفارش,کد مشتری,تاریخ,کالا,تعداد,قیمت\n1,1,1403/05/10,دانه,1,5\n2,1,1499/05/10,دانه,1,5\n"
    run = bring(cast.mina, "orders", sold)
    assert (run.created, run.rejected, run.reasons) == (1, 1, {"future": 1})
    assert "هنوز نرسیده" in Path(run.errors_path).read_text(encoding="utf-8-sig")
    assert [order.number for order in orders().all()] == ["1"]
