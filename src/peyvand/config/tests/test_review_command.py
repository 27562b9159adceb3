"""`peyvand review` counts whom it looked at, also those of whom there is nothing new."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from peyvand.config.cli import root
from peyvand.people.models import Customer
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def reviewed(*options: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(CliRunner().invoke(root, ["review", "--json", *options]).output)
    return told


def test_everybody_is_looked_at_every_time_and_moves_once(cast: Cast) -> None:
    customers = [Customer.objects.create(name=name, kind="organisation") for name in ("کافه یاس", "کافه بید")]
    first, second = reviewed(), reviewed()
    assert (first["customers"], first["moved"]) == (2, 2)
    assert (second["customers"], second["moved"]) == (2, 0)
    assert reviewed("--customer", str(customers[0].pk))["customers"] == 1


def test_a_customer_who_is_not_there_is_refused_in_a_sentence(cast: Cast) -> None:
    with translation.override("en"):
        answer = CliRunner().invoke(root, ["review", "--customer", "999999"])
    assert (answer.exit_code, answer.output) == (1, "Error: There is no customer 999999.\n")
