"""DATABASE_URL: the whole product on the oldest PostgreSQL we promise, as a distribution installs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from peyvand.core.postgres.binaries import OLDEST_MAJOR, Binaries, every_binaries
from peyvand.core.postgres.cluster import Cluster, ConnectionInfo
from peyvand.core.tests.scratch import rows, scratch_folder
from tests.installation import Installation, contents

pytestmark = pytest.mark.slow


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ConnectionInfo]:
    """A server of the oldest version; where none is installed the check is skipped aloud, and counted."""
    oldest: list[Binaries] = [each for each in every_binaries() if each.major == OLDEST_MAJOR]
    if not oldest:
        pytest.skip(f"no PostgreSQL {OLDEST_MAJOR} on this machine")
    monkeypatch.setenv("PEYVAND_PG_BIN", str(oldest[0].folder))
    with scratch_folder() as folder:
        cluster = Cluster(folder)
        yield cluster.ensure()
        cluster.leave()


def at(folder: Path, server: ConnectionInfo, name: str) -> Installation:
    """An installation whose data are in that database of the server."""
    url = f"postgresql://{server.user}:{quote(server.password)}@/{name}?host={quote(server.host)}&port={server.port}"
    return Installation(folder, environment={"DATABASE_URL": url})


def test_the_demo_company_lives_on_postgresql_15_and_moves_house(server: ConnectionInfo, tmp_path: Path) -> None:
    assert str(rows(server, "SHOW server_version")[0][0]).startswith(f"{OLDEST_MAJOR}.")
    here = at(tmp_path / "here", server, "peyvand")
    here.peyvand("setup")
    here.peyvand("demo")
    assert "✗" not in here.peyvand("doctor")
    here.start()
    try:
        secret = here.peyvand("token", "create", "sara@alborz.example").strip()
        status, page = here.ask("GET", "/sign-in/")
        assert (status, 'dir="rtl"' in page.decode()) == (200, True)
        status, found = here.ask("GET", f"/api/v1/search?q={quote('كافه')}", secret)  # with the Arabic kaf
        assert status == 200
        assert "کافه" in str(found)
        assert len(here.ask("GET", "/api/v1/today", secret)[1]) > 0
    finally:
        assert here.stop() < 10
    assert not (tmp_path / "here" / "postgres").exists()  # no embedded server was started
    here.peyvand("backup", str(tmp_path / "company.peyvand"))
    rows(server, "CREATE DATABASE other TEMPLATE template0")
    there = at(tmp_path / "there", server, "other")
    there.peyvand("restore", str(tmp_path / "company.peyvand"))
    moved = contents(replace(server, dbname="other"))
    assert moved == contents(server)
    assert moved["people_customer"][0] > 400
