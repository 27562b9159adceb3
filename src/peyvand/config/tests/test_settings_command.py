"""`peyvand settings` takes a day as it is written, and says it the same in every language."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from peyvand.config.cli import root
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_jalali_day_is_taken_and_kept(cast: Cast) -> None:
    changed = CliRunner().invoke(root, ["settings", "set", "as_of", "۱۳۹۰/۰۹/۱۹"])
    assert (changed.exit_code, changed.output) == (0, "as_of = 2011-12-10\n")
    kept = CliRunner().invoke(root, ["settings", "get", "as_of", "--json"])
    assert json.loads(kept.output) == {"as_of": "2011-12-10"}


def test_a_setting_that_is_not_there_is_refused_with_those_that_are(cast: Cast) -> None:
    answer = CliRunner().invoke(root, ["settings", "get", "colour"])
    assert answer.exit_code == 1
    assert "as_of" in answer.output
