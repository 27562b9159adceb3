"""`peyvand import` says what is wrong and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from peyvand.config.cli import root
from peyvand.platform.models import Import
from tests.cast import Cast


@pytest.mark.parametrize("mapping", ['{"name": "نیست"}', '{"name": 9}', '{"nonsense": 1}', "x"])
def test_a_mapping_that_does_not_fit_the_file_leaves_no_draft(
    cast: Cast, mapping: str, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    file, told = tmp_path / "a.csv", tmp_path / "mapping.json"
    file.write_text("نام,شهر\nکافه,قم\n", encoding="utf-8")
    told.write_text(mapping, encoding="utf-8")
    answer = CliRunner().invoke(root, ["import", "customers", str(file), "--mapping", str(told)])
    assert (answer.exit_code, Import.objects.count()) == (1, 0), answer.output
    assert [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()] == []
