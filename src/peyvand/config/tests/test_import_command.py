"""`peyvand import` says what is wrong and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from peyvand.config.cli import root
from peyvand.people.models import Customer
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


@pytest.mark.parametrize(
    ("language", "counted", "done"),
    [
        ("en", "2 rows = 0 created + 0 updated + 0 skipped + 2 rejected", "has been undone"),
        ("fa", "2 سطر = 0 تازه + 0 به‌روزشده + 0 کنار گذاشته + 2 نپذیرفته", "بازگردانده شد"),
    ],
)
def test_consents_are_counted_and_taken_back_in_the_language_of_the_terminal(
    cast: Cast, tmp_path: Path, settings: Any, language: str, counted: str, done: str
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    file = tmp_path / "consents.csv"
    file.write_text("نام مشتری,راه تماس,منظور,رضایت\nکافه,فاکس,نظرسنجی,بله\nکافه,تلفن,هوا,بله\n", encoding="utf-8")
    with translation.override(language):
        answer = CliRunner().invoke(root, ["import", "consents", str(file)])
        undone = CliRunner().invoke(root, ["import", "undo", str(Import.objects.get().pk)])
    assert counted in answer.output
    assert done in undone.output


def test_a_wrong_guess_about_a_file_is_corrected_on_the_command_line(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    file = tmp_path / "old.csv"
    file.write_bytes("گزارش مشتریان\nنام;شهر\nکافه, نو;قم\n".replace("ی", "ي").encode("cp1256"))
    options = ["--encoding", "cp1256", "--delimiter", "semicolon", "--header-row", "2"]
    with translation.override("en"):
        answer = CliRunner().invoke(root, ["import", "customers", str(file), *options])
        refused = CliRunner().invoke(root, ["import", "customers", str(file), "--header-row", "9"])
    assert "1 rows = 1 created" in answer.output, answer.output
    assert Customer.objects.get().name == "کافه, نو"
    assert [refused.exit_code, "Row 9 does not exist" in str(refused.exception), Import.objects.count()] == [1, True, 1]
