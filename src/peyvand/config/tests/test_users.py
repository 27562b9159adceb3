"""What the machine's owner does for the people who work here."""

from __future__ import annotations

from click.testing import CliRunner

from peyvand.config.cli import root
from peyvand.platform.actions.second_factor import begin_second_factor
from peyvand.platform.models import SecondFactor
from tests.cast import Cast


def test_a_locked_out_administrator_has_the_command_line(cast: Cast) -> None:
    begin_second_factor(actor=cast.sara)
    told = CliRunner().invoke(root, ["user", "reset-factor", "sara@peyvand.test"])
    assert told.exit_code == 0
    assert not SecondFactor.objects.exists()
    assert CliRunner().invoke(root, ["user", "reset-factor", "nobody@peyvand.test"]).exit_code == 1
