"""A backup is worth what its restore brings back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from peyvand.core.tests.scratch import scratch_folder

pytestmark = [pytest.mark.killing, pytest.mark.slow]


def peyvand(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PEYVAND_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "peyvand", *arguments]
    return subprocess.run(command, env=env, input=typed, capture_output=True, text=True, check=False, timeout=120)


def test_a_restored_company_is_the_company_that_was_backed_up() -> None:
    with scratch_folder() as here, scratch_folder() as there:
        assert peyvand(here, "setup").returncode == 0
        made = peyvand(
            here,
            "user",
            "create",
            "sara@example.com",
            "--role",
            "administrator",
            "--password-stdin",
            "--json",
            typed="Sabz-o-abi-77",
        )
        assert json.loads(made.stdout)["email"] == "sara@example.com"
        assert peyvand(here, "settings", "set", "as_of", "۱۳۹۰/۰۹/۱۹").returncode == 0
        file = here / "company.peyvand"
        steps = json.loads(peyvand(here, "backup", str(file), "--json").stdout)["migrations"]
        assert [step for step in steps if "squashed" in step] == []  # whoever went step by step may restore it
        assert peyvand(there, "restore", str(file)).returncode == 0
        people = json.loads(peyvand(there, "user", "list", "--json").stdout)
        assert [person["email"] for person in people] == ["sara@example.com"]
        assert json.loads(peyvand(there, "settings", "get", "as_of", "--json").stdout) == {"as_of": "2011-12-10"}
        refused = peyvand(there, "restore", str(file))
        assert refused.returncode == 1
        assert "Traceback" not in refused.stderr
