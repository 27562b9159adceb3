"""Mina brings an Excel workbook in through the pages: Persian heads, a wrong sheet, wrong rows, a second try, and back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from peyvand.platform.actions.imports import work_on
from peyvand.platform.models import Import
from tests.cast import Cast
from tests.importing import bring, explained

HEAD = ["کد مشتری", "نام", "موبایل", "شهر"]
GOOD = [["۰۰۱", "علي رضايي", 9121112233, "تهران"], ["۰۰۲", "كافه نادری", "۰۹۱۲ ۱۱۱ ۲۲ ۳۴", "شيراز"]]
WRONG = [["۰۰۳", "نيما كريمي", "۱۲", "یزد"], ["۰۰۴", "", "09121112236", "قم"]]
RIGHT = [["۰۰۳", "نيما كريمي", "09121112235", "یزد"], ["۰۰۴", "مهتاب", "09121112236", "قم"]]


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook as offices keep them: another sheet first, a title above the heads, numbers as Excel made them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("راهنما").write(0, 0, "این برگه را نخوانید")
        page = book.add_worksheet("مشتریان")
        page.right_to_left()
        page.write(0, 0, "فهرست مشتریان")
        for number, row in enumerate([HEAD, *rows], start=2):
            page.write_row(number, 0, row)
    return file.getvalue()


@pytest.fixture
def mina(cast: Cast, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(cast.mina)
    return client


def brought_in(mina: Client, rows: Sequence[Sequence[Any]]) -> Import:
    """Walk the whole wizard with a workbook of these rows."""
    file = SimpleUploadedFile("مشتریان.xlsx", workbook(rows))
    here = mina.post(reverse("platform:import_new"), {"table": "customers", "file": file}).headers["Location"]
    run = Import.objects.latest("pk")
    assert "راهنما" in mina.get(f"{here}?change=file").content.decode()
    mina.post(reverse("platform:import_read", args=[run.pk]), {"sheet": "مشتریان", "header_row": "۳"})
    run.refresh_from_db()
    assert run.header == HEAD
    assert "علی رضایی" in mina.get(here).content.decode().replace("ي", "ی")
    columns = {f"c{place}": key for key, place in run.mapping.items()}
    assert len(columns) == len(HEAD)
    mina.post(reverse("platform:import_choose", args=[run.pk]), {**columns, "match_by": "auto", "policy": "update"})
    work_on(run.pk)
    mina.post(reverse("platform:import_begin", args=[run.pk]))
    work_on(run.pk)
    run.refresh_from_db()
    return run


def counts(run: Import) -> tuple[int, ...]:
    return run.rows, run.created, run.updated, run.skipped, run.rejected


def names() -> set[str]:
    return set(apps.get_model("people", "Customer").objects.filter(deleted_at=None).values_list("name", flat=True))


def test_a_workbook_with_wrong_rows_is_corrected_and_taken_back(mina: Client) -> None:
    first = brought_in(mina, [*GOOD, *WRONG])
    assert first.rows == 4
    explained = b"".join(mina.get(reverse("platform:import_errors", args=[first.pk]))).decode("utf-8-sig")
    lines = explained.splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["6", "7"]  # as Excel numbers them, the title included
    assert "۱۲" in lines[0]
    again = brought_in(mina, [*GOOD, *RIGHT])
    assert again.rejected == 0
    assert sum(counts(again)[1:]) == 4
    assert names() == {"علی رضایی", "کافه نادری", "نیما کریمی", "مهتاب"}
    for run in (again, first):
        mina.post(reverse("platform:import_undo", args=[run.pk]), {"force": "on"})
        work_on(run.pk)
    assert names() == set()


def test_a_formula_that_its_file_holds_no_result_of_is_said_not_lost(cast: Cast, mina: Client) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()  # which writes formulas and computes none
    for row in (
        ["code", "name", "mobile", "sum"],
        ["1", "Nima", '="0912"&"1112233"', "=1+1"],
        ["2", "Roya", None, "=2"],
    ):
        book.active.append(row)
    book.save(file)
    run = bring(cast.mina, "customers", file.getvalue())
    assert (run.created, run.rejected, run.reasons) == (1, 1, {"bad:mobile": 1})  # the sum goes nowhere
    assert "فرمول" in explained(run)
