"""What the machine's owner does for the people who work here."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from click.testing import CliRunner

from peyvand.config.cli import root
from peyvand.platform.actions.second_factor import begin_second_factor
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.models import SecondFactor, Team, User
from tests.cast import Cast


def test_a_locked_out_administrator_has_the_command_line(cast: Cast) -> None:
    begin_second_factor(actor=cast.sara)
    told = CliRunner().invoke(root, ["user", "reset-factor", "sara@peyvand.test"])
    assert told.exit_code == 0
    assert not SecondFactor.objects.exists()
    assert CliRunner().invoke(root, ["user", "reset-factor", "nobody@peyvand.test"]).exit_code == 1


def test_a_colleague_who_works_in_english_sees_everything_so_from_the_first_day(cast: Cast) -> None:
    wish = ["user", "create", "noel@peyvand.test", "--role", "seller", "--language", "en"]
    assert CliRunner().invoke(root, wish).exit_code == 0
    noel = User.objects.get(email="noel@peyvand.test")
    assert (noel.language, noel.calendar, noel.digits) == ("en", "gregorian", "en")


def test_a_colleague_in_toronto_works_in_english_unless_told_otherwise(cast: Cast) -> None:
    change_setting(actor=cast.ali, key="region", text="CA")
    for who in ("zoe@peyvand.test", "sima@peyvand.test"):
        chosen = ["--language", "fa"] if who.startswith("sima") else []
        assert CliRunner().invoke(root, ["user", "create", who, "--role", "seller", *chosen]).exit_code == 0
    assert [User.objects.get(email=f"{one}@peyvand.test").language for one in ("zoe", "sima")] == ["en", "fa"]


def test_a_key_lasts_to_the_end_of_its_last_day_where_the_organisation_is(cast: Cast) -> None:
    told = CliRunner().invoke(root, ["token", "create", "sara@peyvand.test", "--expires", "2031-03-20", "--json"])
    assert told.exit_code == 0, told.output
    ends = datetime.fromisoformat(json.loads(told.stdout)["expires"])
    assert ends.astimezone(UTC) == datetime(2031, 3, 20, 20, 29, 59, 999999, tzinfo=UTC)  # half past three before UTC


def test_a_colleague_comes_with_her_team_or_neither_does(cast: Cast) -> None:
    who = ["user", "create", "taraneh@peyvand.test", "--role", "seller", "--team", "فروش تهران"]
    for mistake in (["--name", "الف" * 100], ["--phone", "12"], ["--team", "  "]):
        assert CliRunner().invoke(root, [*who, *mistake]).exit_code == 1, mistake
        assert not Team.objects.filter(name__in=["فروش تهران", ""]).exists(), mistake
    assert CliRunner().invoke(root, who).exit_code == 0
    assert CliRunner().invoke(root, ["user", "create", "tina@peyvand.test", *who[3:]]).exit_code == 0
    assert User.objects.filter(team__name="فروش تهران").count() == 2
