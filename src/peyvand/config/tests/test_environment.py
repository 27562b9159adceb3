"""What stands in the environment reaches the settings in the right type."""

import pytest

from peyvand.config.environment import database_url, read


def test_a_database_elsewhere_says_after_how_many_times_a_plan_is_kept() -> None:
    entry = database_url("postgresql://u:s%40@db.example:6432/name?host=/run/pg&prepare_threshold=2&sslmode=require")
    assert (entry["HOST"], entry["PASSWORD"], entry["NAME"]) == ("/run/pg", "s@", "name")
    assert entry["OPTIONS"] == {"prepare_threshold": 2, "sslmode": "require"}


def test_a_mistake_in_the_environment_is_told_without_the_password() -> None:
    with pytest.raises(SystemExit, match=r"app:…@db\.example:x") as told:
        read("DATABASE_URL", database_url, {}, {"DATABASE_URL": "postgresql://app:s@bz@db.example:x/name"})
    assert "s@bz" not in str(told.value)
