"""The API's description is a promise: it changes on purpose, and nothing that fits or does not fit it breaks the house."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.internal.conjecture import providers
from ninja import Schema
from pytest_django import DjangoDbBlocker
from schemathesis import GenerationMode

from peyvand.config.api import api
from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.platform.actions.tokens import create_token
from peyvand.relationship.actions.review import review
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.cast import Cast, gather

SNAPSHOT = Path(__file__).parent / "openapi.json"


@pytest.mark.django_db
def test_the_description_is_the_one_that_was_promised() -> None:
    """To promise something new, delete tests/openapi.json, run this test twice and read the difference."""
    now = json.loads(Client().get("/api/v1/openapi.json").content)
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        pytest.fail("The snapshot was missing and has been written: look at it and commit it.")
    assert now == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_every_operation_asks_for_a_token_and_names_its_problems() -> None:
    document = description()
    silent = [
        f"{method} {path}"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation.get("security") != [{"Bearer": []}] or "default" not in operation["responses"]
    ]
    assert silent == []
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))
    assert [name for name in names if name.startswith("peyvand_")] == []


def test_no_two_shapes_share_a_name() -> None:
    """The description knows shapes by their name alone: of two the last one would be told for both."""
    known = [Schema]
    for shape in known:
        known += shape.__subclasses__()
    names = Counter(shape.__name__ for shape in set(known) if shape.__module__.startswith("peyvand."))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.django_db
def test_the_documents_load_nothing_from_elsewhere() -> None:
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert b"//cdn" not in page.content
    assert b'src="http' not in page.content


@pytest.fixture(scope="module")
def _the_description_alone() -> Iterator[None]:
    """Let Hypothesis not guess the words of our source, too.

    They change with every module that other tests have imported, so that no two runs would guess alike, and weighing
    each of them against each pattern of the description takes longer than all answers.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(providers, "_get_local_constants", providers.Constants)
        providers.CONSTANTS_CACHE.cache.clear()
        yield
    providers.CONSTANTS_CACHE.cache.clear()


@cache
def description() -> dict[str, Any]:
    """Return the description of the whole API."""
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    return told


def guesses() -> list[Any]:
    """Return every operation with values that fit its description, and with values that do not."""
    described = schemathesis.openapi.from_dict(description())
    operations = [result.ok() for result in described.get_all_operations()]
    return [pytest.param(one, mode, id=f"{one.label} {mode.value}") for one in operations for mode in GenerationMode]


@dataclass(frozen=True)
class House:
    """A client with Ali's token, and the ids of things that are there by the names of the path parameters."""

    client: Client
    real: dict[str, int]


@pytest.fixture(scope="module")
def standing_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """One house for all guesses; each leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = gather()
        _token, secret = create_token(actor=cast.ali, owner=cast.ali, name="guessing")
        client = Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)
        yield House(client, real_objects(cast))
        transaction.set_rollback(True)


@pytest.mark.usefixtures("_the_description_alone", "db")
@pytest.mark.parametrize(("operation", "mode"), guesses())
def test_no_guess_breaks_the_house(standing_house: House, operation: Any, mode: GenerationMode) -> None:
    """Whatever is sent, the answer is an answer: never 5xx, and every refusal is a problem document."""
    real = standing_house.real if mode is GenerationMode.POSITIVE else {}

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    def guess(case: Any) -> None:
        response = send(standing_house.client, case, real)
        assert response.status_code not in {401, *range(500, 600)}, (
            case.method,
            case.formatted_path,
            case.query,
            case.body,
            response.content,
        )
        if response.status_code >= 400:
            assert response.headers["Content-Type"] == "application/problem+json"

    guess()


def real_objects(cast: Cast) -> dict[str, int]:
    """Return the ids of things that are there, by the names of the path parameters."""
    customer = create_customer(actor=cast.ali, new=NewCustomer(profile={"name": "کافه یاس"}))
    call = log_interaction(actor=cast.ali, customer_id=customer.pk, new=NewInteraction(kind="call"))
    order = place_order(actor=cast.ali, customer_id=customer.pk, new=NewOrder([NewLine(Decimal(1), Decimal(100))]))
    review(ids=[customer.pk])
    return {"customer_id": customer.pk, "interaction_id": call.pk, "order_id": order.pk, "user_id": cast.sara.pk}


def send(client: Client, case: Any, real: dict[str, int]) -> Any:
    """Send a guess, about something that is there where it asks for an id."""
    ids = {name: real.get(name, value) for name, value in (case.path_parameters or {}).items()}
    case.path_parameters = ids
    query = urlencode({name: "" if value is None else value for name, value in (case.query or {}).items()}, doseq=True)
    path = f"{quote(case.formatted_path, safe='/%', errors='replace')}?{query}"
    guessed = {name: str(value) for name, value in (case.headers or {}).items()}
    headers = {name: text for name, text in guessed.items() if text.isprintable() and name != "Authorization"}
    if case.media_type and case.media_type.startswith("multipart/"):
        return client.post(path, {"table": "customers", "file": str(case.body)}, headers=headers)
    absent = case.body is None or not isinstance(case.body, dict | list | str | int | float)
    body = b"" if absent else json.dumps(case.body).encode()
    return client.generic(case.method, path, body, content_type="application/json", headers=headers)
