"""What stands in the environment reaches the settings in the right type."""

from pathlib import Path

import pytest

from peyvand.config.environment import database_url, keep_address, last_address, read, secret_key
from peyvand.config.supervisor import Address


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


def test_links_that_a_command_prints_open_where_the_pages_were_last_served(tmp_path: Path) -> None:
    assert last_address(tmp_path) == "http://127.0.0.1:8000"
    keep_address(tmp_path, Address("::1", 8611).url)
    assert last_address(tmp_path) == "http://[::1]:8611"
    keep_address(tmp_path / "nothing", "http://127.0.0.1:1")
