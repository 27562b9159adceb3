"""Reza's role does not see personal and internal fields any more; Sara's does."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from peyvand.core.manifest import offers
from peyvand.people.actions.customers import NewCustomer, create_customer, update_customer
from peyvand.people.api.shapes import CustomerIn, CustomerOut
from peyvand.people.forms.profile import LABELS
from peyvand.people.imports import CUSTOMERS as IMPORTED
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import parse_contact
from peyvand.people.tables import CUSTOMERS
from peyvand.people.tests.making import browser, person
from peyvand.platform.actions.imports import Choices, begin, choose, receive_file, run_import
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.choices import FieldClass
from peyvand.platform.field_classes import classes_of
from peyvand.platform.models import Role, RoleRight, User
from tests.cast import Cast

CANARIES = ("9125550001", "۵۵۵ ۰۰۰۱", "0013542419", "۰۰۱۳۵۴۲۴۱۹", "zqnote")
LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


@pytest.fixture
def customer(cast: Cast) -> Customer:
    return person(cast.sara, phone="09125550001", national_id="0013542419", notes="zqnote")


@pytest.fixture
def reza(cast: Cast) -> User:
    """Reza, from now on in a role that exports, and sees and changes public fields only."""
    role = Role.objects.get(key="marketer")
    rights = RoleRight.objects.filter(role=role)
    rights.filter(model__in=("personal_field", "internal_field")).update(level="none")
    rights.filter(model="customer", action__in=("change", "export", "import", "add")).update(level="all")
    User.objects.filter(pk=cast.reza.pk).update(role=role)
    return User.objects.get(pk=cast.reza.pk)


def test_every_field_that_anything_shows_has_a_class() -> None:
    known = classes_of("customer")
    named = {
        *LABELS,
        *CustomerOut.model_fields,
        *CustomerIn.model_fields,
        *(field.key for field in IMPORTED.fields),
        *(field.key for field in CUSTOMERS.fields),
        *(field.key for field in offers("list_fields") if field.subject == "customer" and not field.field_class),
    }
    assert named - set(known) - {"id", "people", "role", "decides"} == set()
    assert set(known.values()) <= set(FieldClass.values)


def test_a_list_has_no_column_filter_or_sort_of_a_hidden_class(cast: Cast, customer: Customer, reza: User) -> None:
    sara, he = browser(cast.sara), browser(reza)
    asked = {"columns": "phone,national_id,city"}
    assert "0013542419" in sara.get("/customers/", asked).content.decode()
    page = he.get("/customers/", asked).content.decode()
    assert customer.name in page
    assert not [one for one in CANARIES if one in page]
    for query in ("f=phone:has:0912", "f=national_id:begins:001", "f=city:has:x|birthday:known:", "sort=national_id"):
        answer = he.get(f"/customers/?{query}")
        assert answer.status_code == 422
        assert "این فهرست" in answer.content.decode()
    assert customer.name in he.get("/customers/?national_id=0000000000").content.decode()


def test_an_export_leaves_a_hidden_class_out(customer: Customer, reza: User) -> None:
    answer = browser(reza).get("/customers/export/?columns=phone,national_id,city&format=csv")
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    heads = next(csv.reader(io.StringIO(text)))
    assert customer.name in text
    assert len(heads) == 2
    assert not [one for one in CANARIES if one in text]


def test_nobody_changes_a_field_of_a_class_she_may_not_change(customer: Customer, reza: User) -> None:
    update_customer(actor=reza, customer_id=customer.pk, profile={"city": "قم"})
    for profile in ({"notes": "x"}, {"national_id": None}):
        with pytest.raises(PermissionDenied):
            update_customer(actor=reza, customer_id=customer.pk, profile=profile)
    with pytest.raises(PermissionDenied):
        update_customer(actor=reza, customer_id=customer.pk, profile={}, contacts=())
    with pytest.raises(PermissionDenied):
        create_customer(
            actor=reza,
            new=NewCustomer(profile={"family_name": "نو"}, contacts=[parse_contact("phone", "09125550002")]),
        )
    customer.refresh_from_db()
    assert (customer.city, customer.notes, customer.contact_points.count()) == ("قم", "zqnote", 1)


def test_her_page_and_forms_lack_what_he_may_not_see(cast: Cast, customer: Customer, reza: User) -> None:
    he, base = browser(reza), f"/customers/{customer.pk}"
    for path in ("/", "/edit/", "/history/", "/head/"):
        page = he.get(base + path).content.decode()
        assert customer.name in page or path == "/history/"
        assert not [one for one in CANARIES if one in page], path
    seen = browser(cast.sara).get(f"{base}/").content.decode()
    assert "zqnote" in seen
    assert "0013542419" in seen.replace("\u2066", "").translate(LATIN)
    for name in ("national_id", "birthday", "notes"):
        assert he.get(f"{base}/facts/{name}/").status_code == 404
    assert he.post(f"{base}/groups/", {"groups": []}).status_code == 403


def test_a_form_without_a_field_leaves_it_as_it_is(customer: Customer, reza: User) -> None:
    forged = {"family_name": "رضایی", "version": str(customer.version), "notes": "", "national_id": ""}
    answer = browser(reza).post(
        f"/customers/{customer.pk}/edit/", forged | {"contact-a-kind": "phone", "contact-a-value": ""}
    )
    assert answer.status_code == 303
    customer.refresh_from_db()
    assert (customer.name, customer.notes, customer.national_id) == ("رضایی", "zqnote", "0013542419")
    assert customer.contact_points.count() == 1


def test_a_search_does_not_tell_whose_number_it_is(cast: Cast, customer: Customer, reza: User) -> None:
    he, she = browser(reza), browser(cast.sara)
    for asked in ("09125550001", "5550001", "0013542419", "+98 912 555 0001"):
        assert customer.name in she.get("/search/palette", {"q": asked}).content.decode()
        for path, name in (
            ("/search/palette", "q"),
            ("/customers/", "q"),
            ("/promises/", "q"),
            ("/jots/customers/", "who"),
        ):
            answer = he.get(path, {name: asked})
            assert (answer.status_code, customer.name in answer.content.decode()) == (200, False), (path, asked)
    assert customer.name in he.get("/search/palette", {"q": "کاظمی"}).content.decode()
    typed = {"kind": "person", "given_name": "09125550001", "family_name": "", "phone": "09125550001"}
    assert customer.name in she.post("/customers/similar/", typed).content.decode()
    assert he.post("/customers/similar/", typed).content.decode().strip() == ""


def test_the_api_leaves_hidden_fields_out_and_refuses_them_with_a_pointer(customer: Customer, reza: User) -> None:
    _token, secret = create_token(actor=reza, owner=reza, name="همه")
    he = Client(headers={"Authorization": f"Bearer {secret}"})
    one, many = he.get(f"/api/v1/customers/{customer.pk}"), he.get("/api/v1/customers?search=کاظمی")
    for shown in (one.json(), many.json()["items"][0]):
        assert shown["city"] == ""
        assert not {"phones", "contact_points", "national_id", "notes", "birthday", "group_ids"} & set(shown)
    assert he.get("/api/v1/customers?search=09125550001").json()["items"] == []
    wrong = he.patch(f"/api/v1/customers/{customer.pk}", {"notes": "x", "city": "قم"}, content_type="application/json")
    assert wrong.status_code == 422
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["#/notes"]


def test_a_token_without_the_scope_reads_public_fields_only(cast: Cast, customer: Customer) -> None:
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="فروشگاه", scopes=["customer:view"])
    shown = Client(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/v1/customers/{customer.pk}").json()
    assert (shown["name"], "phones" in shown) == (customer.name, False)


def test_an_import_cannot_write_what_its_person_may_not(reza: User, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = "نام,موبایل,شهر\nکافهٔ تازه,09125550003,قم\n".encode()
    run = receive_file(actor=reza, table="customers", pieces=[file], name="a.csv")
    assert set(run.mapping) == {"name", "city"}
    with pytest.raises(ValidationError):
        choose(actor=reza, import_id=run.pk, choices=Choices(mapping={"name": 0, "mobile": 1}))
    run_import(begin(actor=reza, import_id=choose(actor=reza, import_id=run.pk, choices=Choices(run.mapping)).pk).pk)
    assert Customer.objects.get(name="کافهٔ تازه").contact_points.count() == 0


def test_whom_an_order_belongs_to_is_found_by_what_its_person_may_see(
    reza: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    RoleRight.objects.update_or_create(role=reza.role, model="order", action="import", defaults={"level": "all"})
    file = "شماره سفارش,تاریخ,مبلغ,نام مشتری,تلفن مشتری\n1,2026-01-01,1000,کافه,09125550001\n".encode()
    run = receive_file(actor=reza, table="orders", pieces=[file], name="a.csv")
    assert {"number", "customer_name"} <= set(run.mapping)
    assert "customer_phone" not in run.mapping
    with pytest.raises(ValidationError):
        choose(actor=reza, import_id=run.pk, choices=Choices(run.mapping | {"customer_phone": 4}))


def test_who_does_not_see_every_field_merges_nobody(cast: Cast, customer: Customer) -> None:
    RoleRight.objects.filter(role__key="manager", model="personal_field").update(level="none")
    mina = User.objects.get(pk=cast.mina.pk)
    twin = person(cast.sara, national_id="0013542419")
    assert browser(mina).get(f"/customers/{customer.pk}/merge/").status_code == 403
    assert Customer.objects.visible_to(mina, "merge").count() == 0
    assert {customer.pk, twin.pk} <= set(Customer.objects.visible_to(mina).values_list("pk", flat=True))
