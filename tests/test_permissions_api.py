"""Everybody's token at every operation of the API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from peyvand.config.api import api
from peyvand.platform.actions.tokens import create_token
from tests.permissions.operations import OPERATIONS, Call
from tests.permissions.world import World, allowed_first, changes, fingerprint, point_of_return
from tests.test_permissions import mark_of, resolve, said, watch

BASE = "/api/v1"


def test_the_table_knows_every_operation() -> None:
    every = {
        f"{method.upper()} {path.removeprefix(BASE)}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert every == set(OPERATIONS)


def filled(world: World, value: Any, whose: str) -> Any:
    """Put ids into a body; what is nothing but an id becomes a number."""
    if isinstance(value, dict):
        return {name: filled(world, one, whose) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(world, one, whose) for one in value]
    if isinstance(value, str):
        text = resolve(world, value, whose)
        return int(text) if re.fullmatch(r"{[\w:]+}", value) else text
    return value


def call(world: World, operation: str, asked: Call, whose: str, secret: str, version: str = "") -> Any:
    method, path = operation.split(" ")
    url = BASE + re.sub(r"{\w+}", resolve(world, asked.path, whose), path)
    url += "?" + resolve(world, asked.query, whose) if asked.query else ""
    client = world.visitor(secret)
    headers = {"If-Match": f'"{version}"'} if version else {}
    if asked.file:
        with world.file.open("rb") as file:
            return client.post(url, {**asked.body, "file": file}, headers=headers)
    body = b"" if asked.body is None else json.dumps(filled(world, asked.body, whose))
    return client.generic(method, url, body, content_type="application/json", headers=headers)


def try_one(world: World, operation: str, asked: Call, whose: str, before: dict[str, Any]) -> Iterator[str]:
    with point_of_return() as take_back:
        for name, wanted in allowed_first(asked.marks[whose]):
            response = call(world, operation, asked, whose, world.secrets[name])
            got, text = mark_of(response.status_code), said(response)
            if got == "+" or got != wanted:
                take_back()
            if got != wanted:
                yield f"{operation} {asked.query} of {whose or '-'}, {name}: {got}, not {wanted}: {text[:200]}"
            yield from watch(world, operation, name, whose, text)
    if not operation.startswith("GET") and (changed := changes(before)):
        yield f"{operation} of {whose or '-'}: who was refused changed {changed}"


def test_everybodys_token_at_every_operation(world: World) -> None:
    before = fingerprint()
    wrong = [
        fault
        for operation, calls in OPERATIONS.items()
        for asked in calls
        for whose in asked.marks
        for fault in try_one(world, operation, asked, whose, before)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_change_meant_for_another_version_is_never_made(world: World) -> None:
    """If-Match is heeded, or refused where there is no version: nobody takes a blind change for a safe one."""
    before = fingerprint()
    answered = {
        operation: response.status_code
        for operation, calls in OPERATIONS.items()
        if not operation.startswith("GET")
        for whose in [next(iter(calls[0].marks))]
        if (response := call(world, operation, calls[0], whose, world.secrets["ali"], "9999")).status_code != 412
    }
    assert answered == {}
    assert fingerprint() == before


@pytest.mark.parametrize("secret", ["", "pvd_guessed", "x" * 3000])
def test_without_a_living_token_nothing_is_answered(secret: str, world: World) -> None:
    before = fingerprint()
    answered = [
        (operation, whose, response.status_code)
        for operation, calls in OPERATIONS.items()
        for asked in calls[:1]
        for whose in list(asked.marks)[:1]
        if (response := call(world, operation, asked, whose, secret)).status_code not in {401, 429}
    ]
    assert answered == []
    assert fingerprint() == before


def test_a_token_reaches_no_further_than_its_scopes(world: World) -> None:
    """Ali may everything; his token that only reads customers may only that."""
    _token, secret = create_token(
        actor=world.user("ali"), owner=world.user("ali"), name="فقط خواندن", scopes=["customer:view"]
    )
    let_in = {
        operation
        for operation, calls in OPERATIONS.items()
        if call(world, operation, calls[0], next(iter(calls[0].marks)), secret).status_code < 400
    }
    assert let_in == {
        "GET /customers", "GET /customers/fields", "GET /customers/{customer_id}", "GET /customers/{customer_id}/timeline",
        "GET /customers/{customer_id}/brief", "GET /customers/{customer_id}/card", "GET /customers/{customer_id}/history", "GET /customers/{customer_id}/people", "GET /customers/{customer_id}/goals",
        "GET /customers/{customer_id}/roles", "GET /customers/{customer_id}/relations", "GET /relation-kinds", "GET /customers/{customer_id}/your-people",
        "GET /handovers", "GET /today", "GET /users/me", "GET /search", "GET /views",
    }  # fmt: skip


def test_bulk_changes_reach_only_ones_own(world: World) -> None:
    """Sara may change many at once; Nima's customer among them stays as it was, and untold."""
    before = fingerprint()
    with transaction.atomic():
        items = [
            {"id": world.id("customer", "nima"), "city": "یزد"},
            {"id": world.id("customer", "missing"), "city": "یزد"},
        ]
        response = call(world, "PATCH /customers/bulk", Call({}, {"items": items}), "", world.secrets["sara"])
        assert changes(before) == set()
        transaction.set_rollback(True)
    statuses = [one["status"] for one in response.json()["items"]]
    assert statuses == [404, 404]
    assert world.glimpses(said(response), "nima") == []
