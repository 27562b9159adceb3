"""What the tests of people and interactions begin with: a customer of somebody."""

from __future__ import annotations

from typing import Any

from django.test import Client

from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.choices import Kind
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import parse_contact
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import User


def person(owner: User, given: str = "علی‌رضا", family: str = "کاظمی", *, phone: str = "", **profile: Any) -> Customer:
    """Return a person whom `owner` answers for."""
    contacts = [parse_contact("phone", phone)] if phone else []
    names = {"given_name": given, "family_name": family}
    return create_customer(actor=owner, new=NewCustomer(profile=names | profile, contacts=contacts, owner_id=owner.pk))


def organisation(owner: User, name: str = "کافه نادری", **profile: Any) -> Customer:
    """Return an organisation that `owner` answers for."""
    new = NewCustomer(kind=Kind.ORGANISATION, profile={"name": name} | profile, owner_id=owner.pk)
    return create_customer(actor=owner, new=new)


def browser(user: User, *, part: bool = False) -> Client:
    """Return a browser in which `user` is signed in; `part` asks as htmx does."""
    client = Client(headers={"HX-Request": "true"} if part else {})
    client.force_login(user)
    return client


def program(user: User) -> Client:
    """Return a program that calls the API with all of `user`'s rights."""
    _token, secret = create_token(actor=user, owner=user, name="program")
    return Client(headers={"Authorization": f"Bearer {secret}"})
