"""Reza's role does not see personal and internal fields any more; Sara's does."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied

from peyvand.core.manifest import offers
from peyvand.people.actions.customers import NewCustomer, create_customer, update_customer
from peyvand.people.api_shapes import CustomerIn, CustomerOut
from peyvand.people.forms.profile import LABELS
from peyvand.people.imports import CUSTOMERS as IMPORTED
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import parse_contact
from peyvand.people.tables import CUSTOMERS
from peyvand.people.tests.making import browser, person
from peyvand.platform.choices import FieldClass
from peyvand.platform.field_classes import classes_of
from peyvand.platform.models import Role, RoleRight, User
from tests.cast import Cast

CANARIES = ("9125550001", "۵۵۵ ۰۰۰۱", "0013542419", "zqnote")


@pytest.fixture
def customer(cast: Cast) -> Customer:
    return person(cast.sara, phone="09125550001", national_id="0013542419", notes="zqnote")


@pytest.fixture
def reza(cast: Cast) -> User:
    """Reza, from now on in a role that exports, and sees and changes public fields only."""
    role = Role.objects.get(key="marketer")
    rights = RoleRight.objects.filter(role=role)
    rights.filter(model__in=("personal_field", "internal_field")).update(level="none")
    rights.filter(model="customer", action__in=("change", "export")).update(level="all")
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
