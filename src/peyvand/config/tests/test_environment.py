"""What stands in the environment reaches the settings in the right type."""

from pathlib import Path

import pytest

from peyvand.config.environment import database_url, read, secret_key


def test_a_database_elsewhere_says_after_how_many_times_a_plan_is_kept() -> None:
    entry = database_url("postgresql://u:s%40@db.example:6432/name?host=/run/pg&prepare_threshold=2&sslmode=require")
    assert (entry["HOST"], entry["PASSWORD"], entry["NAME"]) == ("/run/pg", "s@", "name")
    assert entry["OPTIONS"] == {"prepare_threshold": 2, "sslmode": "require"}


def test_a_mistake_in_the_environment_is_told_without_the_password() -> None:
    with pytest.raises(SystemExit, match=r"app:…@db\.example:x") as told:
        read("DATABASE_URL", database_url, {}, {"DATABASE_URL": "postgresql://app:s@bz@db.example:x/name"})
    assert "s@bz" not in str(told.value)


def test_a_folder_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(SystemExit, match=r"taken: File exists\. Name another in PEYVAND_DATA_DIR"):
        secret_key(tmp_path / "taken")
