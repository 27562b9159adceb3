"""What people install: the wheel in an environment of its own, without Node and without this checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from peyvand.core.tests.scratch import NOBODY, scratch_folder
from tests.installation import Installation

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with scratch_folder("پیوند چرخ ") as root:
        yield root


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    """Build the wheel from what is committed or not, as `python -m build` does."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def program(folder: Path, wheel: Path) -> Path:
    """Install it into a fresh environment; the packages it needs are those of this one, so that nothing is fetched."""
    home = folder / "جای نصب"
    venv.create(home, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "-q", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return home / "bin" / "peyvand"


def test_it_carries_pages_and_words_and_no_tests(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert "peyvand/ui/static/dist/.vite/manifest.json" in names
    assert len([name for name in names if name.endswith(".mo")]) == len(list((ROOT / "src").rglob("*.po")))
    assert [name for name in names if "/tests/" in name or name.startswith("tests/")] == []


@pytest.mark.parametrize("as_root", [True, False], ids=["root", "ordinary"])
def test_an_empty_folder_becomes_a_served_company(folder: Path, program: Path, *, as_root: bool) -> None:
    data = folder / ("داده‌های مدیر" if as_root else "داده‌های من")
    data.mkdir()
    user = None
    if os.geteuid() == 0 and not as_root:
        user = NOBODY.uid
        shutil.chown(data, user, NOBODY.gid)
    bare = {"PATH": str(program.parent), "PYTHONPATH": "", "HOME": str(data), "PYTHONDONTWRITEBYTECODE": ""}
    here = Installation(data, command=[str(program)], environment=bare, user=user)
    assert shutil.which("node", path=bare["PATH"]) is None
    here.start("run", "--no-demo")
    try:
        status, page = here.ask("GET", "/sign-in/")
        assert status == 200
        assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
        assert assets
        assert {path: here.ask("GET", path)[0] for path in assets} == dict.fromkeys(assets, 200)
        assert "Nobody works here yet" in here.said()
    finally:
        here.stop()
