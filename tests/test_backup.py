"""A backup is worth what its restore brings back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from peyvand.core.postgres.cluster import Cluster
from peyvand.core.tests.scratch import scratch_folder
from tests.installation import contents

pytestmark = [pytest.mark.killing, pytest.mark.slow]


def peyvand(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PEYVAND_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "peyvand", *arguments]
    return subprocess.run(command, env=env, input=typed, capture_output=True, text=True, check=False, timeout=120)


def everything(folder: Path) -> dict[str, tuple[Any, ...]]:
    cluster = Cluster(folder)
    found = contents(cluster.ensure())
    cluster.leave()
    return found


def test_a_restored_company_is_the_company_that_was_backed_up() -> None:
    with scratch_folder() as here, scratch_folder() as there:
        assert peyvand(here, "setup").returncode == 0
        who = ("user", "create", "sara@example.com", "--role", "administrator", "--password-stdin", "--json")
        assert json.loads(peyvand(here, *who, typed="Sabz-o-abi-77").stdout)["email"] == "sara@example.com"
        file = here / "company.peyvand"
        steps = json.loads(peyvand(here, "backup", str(file), "--json").stdout)["migrations"]
        assert [step for step in steps if "squashed" in step] == []  # whoever went step by step may restore it
        assert peyvand(there, "restore", str(file)).returncode == 0
        restored = everything(there)
        assert restored == everything(here)
        assert restored["platform_user"][0] == 1
        refused = peyvand(there, "restore", str(file))
        assert refused.returncode == 1
        assert "Traceback" not in refused.stderr
