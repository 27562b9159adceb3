"""The organisation's own fields of customers: defined in a page, there at once on every surface."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from peyvand.people.actions.care import set_groups
from peyvand.people.actions.customers import NewCustomer, create_customer, update_customer
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.parting import unmerge
from peyvand.people.models import Customer, Group
from peyvand.people.segments import Segment
from peyvand.people.tables import CUSTOMERS
from peyvand.people.tests.making import program
from peyvand.platform.actions.fields import FieldFacts, archive_field, order_fields, restore_field, save_field
from peyvand.platform.actions.imports import (
    Choices,
    begin,
    begin_undo,
    choose,
    receive_file,
    run_import,
    tables,
    undo_import,
)
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import Option
from peyvand.platform.models import AuditEntry, CustomField, Import, User
from tests.cast import Cast

GRINDERS = (Option("", "آسیاب کوچک", "Small"), Option("", "آسیاب بزرگ", "Large"))
FIELDS = {
    "seats": FieldFacts("number", "seats", "تعداد صندلی", "Seats"),
    "rent": FieldFacts("money", "rent", "اجاره", "Rent"),
    "opened": FieldFacts("date", "opened", "روز گشایش", "Opened"),
    "grinder": FieldFacts("choice", "grinder", "آسیاب", "Grinder", options=GRINDERS),
    "drinks": FieldFacts(
        "choices", "drinks", "نوشیدنی‌ها", "Drinks", options=(Option("", "قهوه", "Coffee"), Option("", "چای", "Tea"))
    ),
    "barista": FieldFacts("person", "barista", "مربی", "Trainer"),
    "terrace": FieldFacts("flag", "terrace", "حیاط", "Terrace"),
    "slogan": FieldFacts("text", "slogan", "شعار", "Slogan"),
}
KNOWN: dict[str, Any] = {
    "custom_seats": 40, "custom_rent": {"amount": 5_000_000, "currency": "IRR"}, "custom_opened": "2020-03-20",
    "custom_grinder": "large", "custom_drinks": ["coffee", "tea"], "custom_terrace": True, "custom_slogan": "كافه‌ی خوب",
}  # fmt: skip


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cafe(cast: Cast, name: str, **profile: Any) -> Customer:
    new = NewCustomer(kind="organisation", profile={"name": name, **profile}, owner_id=cast.sara.pk)
    return create_customer(actor=cast.sara, new=new)


@pytest.fixture
def fields(cast: Cast) -> dict[str, CustomField]:
    """One field of every kind, as Ali defined them."""
    return {key: save_field(actor=cast.ali, subject="customer", facts=facts) for key, facts in FIELDS.items()}


@pytest.fixture
def naderi(cast: Cast, fields: dict[str, CustomField]) -> Customer:
    """A café of Sara's of which everything is known, beside one of which nothing is."""
    cafe(cast, "ناشناخته")
    return cafe(cast, "کافه نادری", **KNOWN, custom_barista=cast.reza.pk)


def found(client: Client, query: str) -> list[str]:
    answer = client.get(f"/customers/?{query}")
    assert answer.status_code == 200, answer.content.decode()[:800]
    page = answer.content.decode()
    return [one.name for one in Customer.objects.order_by("pk") if f">{one.name}<" in page]


def test_a_defined_field_is_asked_for_and_shown_without_a_restart(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    form = sara.get(f"/customers/{naderi.pk}/edit/").content.decode()
    page = sara.get(f"/customers/{naderi.pk}/").content.decode()
    for facts in FIELDS.values():
        assert facts.label_fa in form and facts.label_fa in page
    for shown in ("۴۰", "۵۰۰٬۰۰۰ تومان", "۱ فروردین ۱۳۹۹", "آسیاب بزرگ", "قهوه، چای", "Reza", "بله", "کافه‌ی خوب"):
        assert shown in page, shown


def test_the_full_form_keeps_what_it_does_not_change_and_saves_what_it_does(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    sent = {
        "name": naderi.name, "version": "1", "custom_seats": "۵۵", "custom_rent": "۶۰۰٬۰۰۰", "custom_opened": "1399/01/02",
        "custom_grinder": "small", "custom_drinks": ["tea"], "custom_barista": str(cast.reza.pk),
        "custom_terrace": "false", "custom_slogan": "نو", "owner": str(cast.sara.pk),
    }  # fmt: skip
    assert sara.post(f"/customers/{naderi.pk}/edit/", sent).status_code == 303
    naderi.refresh_from_db()
    assert naderi.extra == {
        "seats": 55, "rent": {"amount": 6_000_000, "currency": "IRR"}, "opened": "2020-03-21", "grinder": "small",
        "drinks": ["tea"], "barista": cast.reza.pk, "terrace": False, "slogan": "نو",
    }  # fmt: skip


def test_one_field_is_edited_where_it_stands_and_the_history_tells(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    url = f"/customers/{naderi.pk}/facts/custom_grinder/"
    assert "آسیاب کوچک" in sara.get(url).content.decode()
    assert "آسیاب کوچک" in sara.post(url, {"version": "1", "value": "small"}).content.decode()
    history = sara.get(f"/customers/{naderi.pk}/history/").content.decode()
    assert history.index("آسیاب بزرگ") < history.index("آسیاب کوچک")
    assert AuditEntry.objects.of("customer", naderi.pk)[0].changes == {"custom_grinder": ["large", "small"]}
    wrong = sara.post(f"/customers/{naderi.pk}/facts/custom_seats/", {"version": "2", "value": "زیاد"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    "condition",
    [
        "custom_seats:above:۳۹", "custom_rent:is:۵۰۰٬۰۰۰ تومان", "custom_opened:period:1399-01", "custom_opened:until:1399/01/01",
        "custom_grinder:any:large", "custom_drinks:any:tea", "custom_terrace:any:true", "custom_slogan:has:كافه",
        "custom_slogan:begins:کافه", "custom_drinks:known:", "custom_slogan:known:",
    ],
)  # fmt: skip
def test_lists_are_filtered_by_a_field_of_every_kind(cast: Cast, naderi: Customer, condition: str) -> None:
    assert found(signed_in(cast.sara), f"f={condition}") == ["کافه نادری"]
    over_http = program(cast.sara).get(f"/api/v1/customers?{urlencode({'f': condition})}").json()["items"]
    assert [item["name"] for item in over_http] == ["کافه نادری"]


def test_the_rule_of_a_group_may_ask_for_them(cast: Cast, naderi: Customer) -> None:
    for condition in (("custom_seats", "above", ["39"]), ("custom_drinks", "any", ["tea"])):
        rule = {"all": [dict(zip(("field", "op", "values"), condition, strict=True))]}
        assert list(Segment.of(rule, cast.mina).customers(Customer.objects.all())) == [naderi]


def test_what_is_not_known_is_found_as_not_known(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    assert found(sara, f"f=custom_barista:any:{cast.reza.pk}") == ["کافه نادری"]
    for key in FIELDS:
        assert found(sara, f"f=custom_{key}:empty:") == ["ناشناخته"], key


def test_lists_are_sorted_by_every_field_that_has_an_order_and_show_it(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    columns = ",".join(f"custom_{key}" for key in FIELDS)
    for key in FIELDS:
        if key != "drinks":
            page = sara.get(f"/customers/?sort=custom_{key}&columns={columns}").content.decode()
            assert page.index("کافه نادری") < page.index("ناشناخته"), key
    assert "۵۰۰٬۰۰۰" in page and "Reza" in page and "قهوه" in page


def test_a_cell_of_the_list_is_changed_in_its_place(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    url = f"/customers/{naderi.pk}/cell/custom_rent/"
    assert "۵۰۰٬۰۰۰" in sara.get(url, headers={"HX-Request": "true"}).content.decode()
    cell = sara.post(url, {"custom_rent": "۷۰۰٬۰۰۰"}, headers={"HX-Request": "true"}).content.decode()
    assert "۷۰۰٬۰۰۰" in cell and "cell-edit" in cell


def test_an_export_holds_words_and_numbers(cast: Cast, naderi: Customer) -> None:
    answer = signed_in(cast.mina).get(
        "/customers/export/?columns=custom_seats,custom_grinder,custom_drinks,custom_terrace&f=custom_seats:known:"
    )
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][1:] == ["تعداد صندلی", "آسیاب", "نوشیدنی‌ها", "حیاط"]
    assert rows[1] == ["کافه نادری", "40", "آسیاب بزرگ", "قهوه، چای", "بله"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("custom_seats", "زیاد"), ("custom_seats", True), ("custom_seats", 10**16), ("custom_rent", 5),
        ("custom_rent", {"amount": 1, "currency": "USD"}), ("custom_opened", "دیروزها"), ("custom_grinder", "huge"),
        ("custom_drinks", "tea"), ("custom_barista", 10**9), ("custom_terrace", "yes"), ("custom_nothing", 1),
        ("custom_slogan", 5),
    ],
)  # fmt: skip
def test_a_value_that_the_field_cannot_hold_is_refused_by_name(
    cast: Cast, naderi: Customer, name: str, value: Any
) -> None:
    with pytest.raises(ValidationError) as refused:
        update_customer(actor=cast.sara, customer_id=naderi.pk, profile={name: value})
    assert list(refused.value.message_dict) == [name]


def test_a_field_is_required_in_a_group_only(cast: Cast, naderi: Customer, fields: dict[str, CustomField]) -> None:
    gold = Group.objects.create(name="طلایی")
    facts = FieldFacts("number", "", "تعداد صندلی", "Seats", required_for=[f"group:{gold.pk}"])
    save_field(actor=cast.ali, subject="customer", facts=facts, field_id=fields["seats"].pk)
    update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_seats": None})
    set_groups(actor=cast.sara, customer_id=naderi.pk, group_ids=[gold.pk])
    with pytest.raises(ValidationError):
        update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_seats": None})
    form = signed_in(cast.sara).post(f"/customers/{naderi.pk}/edit/", {"name": "x", "version": "3", "custom_seats": ""})
    assert form.status_code == 422


def test_an_archived_field_is_gone_everywhere_and_its_values_come_back(
    cast: Cast, naderi: Customer, fields: dict[str, CustomField]
) -> None:
    archive_field(actor=cast.ali, field_id=fields["slogan"].pk)
    sara = signed_in(cast.sara)
    assert "شعار" not in sara.get(f"/customers/{naderi.pk}/").content.decode()
    assert sara.get("/customers/?f=custom_slogan:has:x").status_code == 422
    with pytest.raises(ValidationError):
        update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_slogan": "نو"})
    restore_field(actor=cast.ali, field_id=fields["slogan"].pk)
    assert "کافه‌ی خوب" in sara.get(f"/customers/{naderi.pk}/").content.decode()


def test_an_option_that_went_stays_where_it_was_chosen(
    cast: Cast, naderi: Customer, fields: dict[str, CustomField]
) -> None:
    facts = FieldFacts("choice", "", "آسیاب", "Grinder", options=[Option("small", "کوچک", "Small")])
    save_field(actor=cast.ali, subject="customer", facts=facts, field_id=fields["grinder"].pk)
    sara = signed_in(cast.sara)
    assert "آسیاب بزرگ" in sara.get(f"/customers/{naderi.pk}/").content.decode()
    update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_grinder": "large", "city": "تهران"})
    update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_grinder": "small"})
    with pytest.raises(ValidationError):
        update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_grinder": "large"})


def test_two_who_edit_the_same_field_are_asked_which_holds(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    seen = AuditEntry.objects.of("customer", naderi.pk).values_list("id", flat=True).first()
    update_customer(actor=cast.mina, customer_id=naderi.pk, profile={"custom_seats": 10, "custom_drinks": ["tea"]})
    sent = {
        "name": naderi.name,
        "version": "1",
        "seen": str(seen),
        "custom_seats": "۲۰",
        "custom_drinks": ["coffee", "tea"],
    }
    page = sara.post(f"/customers/{naderi.pk}/edit/", sent).content.decode()
    assert "choose-custom_seats" in page and "۲۰" in page and "۱۰" in page
    assert "choose-custom_drinks" not in page
    done = sara.post(
        f"/customers/{naderi.pk}/edit/",
        {**sent, "version": "2", "custom_drinks": ["tea"], "choose-custom_seats": "theirs"},
    )
    naderi.refresh_from_db()
    assert (done.status_code, naderi.extra["seats"], naderi.extra["drinks"]) == (303, 10, ["tea"])


def test_a_merge_chooses_each_field_and_its_undoing_puts_it_back(cast: Cast, naderi: Customer) -> None:
    twin = cafe(cast, "کافه نادری", custom_seats=12, custom_slogan="کهنه")
    before = dict(naderi.extra)
    done = merge(actor=cast.mina, union=Union(twin.pk, naderi.pk, {"custom_seats": "keep", "custom_slogan": "lose"}))
    twin.refresh_from_db()
    assert twin.extra == before | {"seats": 12}
    unmerge(actor=cast.mina, merge_id=done.pk)
    twin.refresh_from_db()
    naderi.refresh_from_db()
    assert (twin.extra, naderi.extra) == ({"seats": 12, "slogan": "کهنه"}, before)


def test_only_who_administers_defines_fields_and_wrong_definitions_are_refused_in_words(
    cast: Cast, fields: dict[str, CustomField]
) -> None:
    assert signed_in(cast.sara).get("/office/fields/customer/new/").status_code == 403
    ali = signed_in(cast.ali)
    new = "/office/fields/customer/new/"
    assert ali.post(new, {"kind": "text", "label_fa": "", "label_en": "", "field_class": "public"}).status_code == 422
    assert ali.post(new, {"kind": "choice", "label_fa": "بی‌گزینه", "field_class": "public"}).status_code == 422
    assert (
        ali.post(new, {"kind": "text", "key": "seats", "label_fa": "دیگر", "field_class": "public"}).status_code == 422
    )
    rows = {"option-key": ["", ""], "option-fa": ["سرخ", "آبی"], "option-en": ["", "Blue"]}
    assert ali.post(new, {"kind": "choice", "label_fa": "رنگ", "field_class": "internal", **rows}).status_code == 303
    made = CustomField.objects.get(label_fa="رنگ")
    assert (made.key, [one["key"] for one in made.choices], made.field_class) == ("field", ["o1", "blue"], "internal")


def test_fields_are_put_in_order(cast: Cast, fields: dict[str, CustomField]) -> None:
    ids = [one.pk for one in fields.values()]
    order_fields(actor=cast.ali, subject="customer", field_ids=[ids[3]])
    assert [one.id for one in registry.living("customer")] == [ids[3], *ids[:3], *ids[4:]]
    ali = signed_in(cast.ali)
    assert ali.post("/office/fields/customer/order/", {"up": str(ids[0])}).status_code == 303
    assert registry.living("customer")[0].id == ids[0]
    assert (
        ali.post("/office/fields/customer/order/", {"order": "1,x,99"}, headers={"HX-Request": "true"}).status_code
        == 204
    )


def test_the_example_shows_the_field_that_is_being_typed(cast: Cast) -> None:
    ali = signed_in(cast.ali)
    sent = {"subject": "customer", "kind": "money", "label_fa": "بودجه", "help_fa": "در سال"}
    shown = ali.post("/office/fields/example/", sent).content.decode()
    assert "بودجه" in shown and "در سال" in shown and "data-currency" in shown
    assert "option-fa" in ali.post("/office/fields/example/?options", sent | {"kind": "choices"}).content.decode()
    assert "option-fa" not in ali.post("/office/fields/example/?options", sent).content.decode()


def test_labels_follow_the_language_of_the_reader(cast: Cast, fields: dict[str, CustomField]) -> None:
    with translation.override("en"):
        english = CUSTOMERS.allowed(cast.sara)["custom_seats"].label
    with translation.override("fa"):
        assert (english, CUSTOMERS.allowed(cast.sara)["custom_seats"].label) == ("Seats", "تعداد صندلی")


def test_numbers_are_kept_as_they_were_typed(cast: Cast, naderi: Customer) -> None:
    update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_seats": "۱۲٫۵"})
    naderi.refresh_from_db()
    assert json.dumps(naderi.extra["seats"]) == "12.5"
    assert found(signed_in(cast.sara), "f=custom_seats:is:۱۲٫۵") == ["کافه نادری"]
    assert Decimal(str(naderi.extra["seats"])) == Decimal("12.5") and date.fromisoformat(naderi.extra["opened"])


def test_the_api_reads_and_writes_them_and_points_at_what_is_wrong(cast: Cast, naderi: Customer) -> None:
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="t")
    call = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}
    client, url = Client(), f"/api/v1/customers/{naderi.pk}"
    assert client.get(url, **call).json()["custom"] == {**naderi.extra}
    kept = client.patch(url, {"custom": {"seats": 41, "terrace": None}}, **call).json()["custom"]
    assert (kept["seats"], kept["terrace"], kept["slogan"]) == (41, None, "کافه‌ی خوب")
    refused = client.patch(url, {"custom": {"seats": "many", "colour": "red"}}, **call)
    assert refused.status_code == 422
    assert {error["pointer"] for error in refused.json()["errors"]} == {"#/custom/seats", "#/custom/colour"}
    made = client.post("/api/v1/customers", {"family_name": "رها", "custom": {"drinks": ["tea", "coffee"]}}, **call)
    assert made.json()["custom"]["drinks"] == ["coffee", "tea"]


def test_a_class_hides_a_field_from_who_may_not_see_it(
    cast: Cast, naderi: Customer, fields: dict[str, CustomField]
) -> None:
    facts = replace(FIELDS["slogan"], field_class="special")
    save_field(actor=cast.ali, subject="customer", facts=facts, field_id=fields["slogan"].pk)
    sara, omid = signed_in(cast.sara), signed_in(cast.omid)
    update_customer(actor=cast.sara, customer_id=naderi.pk, profile={"custom_slogan": "zqcanary"})
    places = ("", "history/")
    assert all("zqcanary" in sara.get(f"/customers/{naderi.pk}/{place}").content.decode() for place in places)
    assert not any("zqcanary" in omid.get(f"/customers/{naderi.pk}/{place}").content.decode() for place in places)
    assert omid.get("/customers/?f=custom_slogan:has:zq").status_code == 422


def imported(actor: User, text: str) -> Import:
    """Return the import of a table of customers by the columns that it suggests itself."""
    run = receive_file(actor=actor, table="customers", pieces=[text.encode()], name="cafes.csv")
    choose(actor=actor, import_id=run.pk, choices=Choices(run.mapping))
    begin(actor=actor, import_id=run.pk)
    return run_import(run.pk)


def test_an_import_fills_them_and_its_undoing_empties_them(cast: Cast, naderi: Customer) -> None:
    Customer.objects.filter(pk=naderi.pk).update(external_id="N-1")
    table = tables()["customers"]
    keys = {field.key: field for field in table.fields}
    assert keys["custom_grinder"].synonyms == ("آسیاب", "Grinder", "grinder")
    before = Customer.objects.get(pk=naderi.pk).extra
    text = "کد مشتری,نام,تعداد صندلی,آسیاب,نوشیدنی‌ها,حیاط,مربی,روز گشایش,اجاره\n"
    text += "N-1,کافه نادری,۶۰,Small,چای,خیر,Sara,1400/01/01,\n"
    text += "N-2,کافه تازه,7,بزرگ‌ترین,,,,,\nN-3,کافه سوم,8,,قهوه؛چای,بله,,,۱۰ تومان\n"
    run = imported(cast.mina, text)
    assert (run.updated, run.created, run.rejected) == (1, 1, 1)
    naderi.refresh_from_db()
    assert naderi.extra == before | {
        "seats": 60, "grinder": "small", "drinks": ["tea"], "terrace": False, "barista": cast.sara.pk,
        "opened": "2021-03-21",
    }  # fmt: skip
    third = Customer.objects.get(external_id="N-3")
    assert third.extra == {
        "seats": 8, "drinks": ["coffee", "tea"], "terrace": True, "rent": {"amount": 100, "currency": "IRR"},
    }  # fmt: skip
    begin_undo(actor=cast.mina, import_id=run.pk, force=True)
    undo_import(run.pk)
    naderi.refresh_from_db()
    assert naderi.extra == before


def test_the_example_of_a_field_of_an_unknown_kind_is_a_text(cast: Cast) -> None:
    sent = {"subject": "customer", "kind": "x", "label_fa": "تازه"}
    client = Client()
    client.force_login(cast.ali)
    assert client.post("/office/fields/example/", sent).status_code == 200
