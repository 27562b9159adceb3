"""Fixtures of the tests that look at the whole product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.permissions.world import World, build


@pytest.fixture
def world(cast: Cast, tmp_path: Path, settings: Any) -> World:
    """The people and what they work with."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return build(cast, tmp_path)
