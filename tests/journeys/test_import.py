"""Mina brings the list that her old program wrote: Windows-1256, semicolons, Arabic letters, and mistakes in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.models import Customer
from tests.cast import Cast
from tests.journeys.walking import Visitor

pytestmark = pytest.mark.journey
OLD_LIST = """كد مشتري;نام;موبايل;شهر;معرف
101;كافه نادري;09121112233;شيراز;دوست
102;رستوران ياس;0912 111 22 34;يزد;
103;;09121112235;قم;
104;نانوايي سنگك;12;تهران;
"""
COUNTS = {"سطر": "۴", "تازه": "۲", "به‌روزشده": "۰", "کنار گذاشته": "۰", "نپذیرفته": "۲"}


def names() -> list[str]:
    return sorted(Customer.objects.filter(deleted_at=None).values_list("name", flat=True))


def finish(visitor: Visitor, worker: Callable[[], None], sentence: str) -> None:
    """Let the worker do it; the page notices by itself."""
    worker()
    expect(visitor.page.locator("#import-steps")).to_contain_text(visitor.word(sentence))
    expect(visitor.page.locator("#import-steps [hx-trigger], #import-steps[hx-trigger]")).to_have_count(0)


def test_mina_brings_an_old_list_and_takes_it_back(
    cast: Cast, visit: Any, worker: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "مشتریان.csv"
    file.write_bytes(OLD_LIST.replace("\n", "\r\n").encode("cp1256"))
    mina = visit(cast.mina)
    page = mina.go("/imports/new/")
    page.locator("input[name=file]").set_input_files(file)
    expect(page.locator("#import-file-name")).to_contain_text("مشتریان.csv")
    mina.press("Read the file")
    expect(page.locator("#import-steps")).to_contain_text("Windows-1256")

    # A wrong guess would look like this; she sees it in the first rows and corrects it.
    page.get_by_role("link", name=mina.word("Change")).first.click()
    for encoding, shown in (("cp1252", "ß"), ("cp1256", "كافه نادري")):
        page.locator("[name=encoding]").select_option(encoding)
        mina.press("Read it like this")
        page.get_by_role("link", name=mina.word("Change")).first.click()
        expect(page.locator("table").last).to_contain_text(shown)
    assert page.locator("[name=delimiter]").input_value() == ";"
    mina.press("Read it like this")

    # The columns: nothing is guessed for the last one, which is left out.
    chosen = [page.locator(f"[name=c{place}]").input_value() for place in range(5)]
    assert chosen == ["external_id", "name", "mobile", "city", ""]
    mina.press("Check without writing")
    finish(mina, worker, "Import now")
    assert names() == []
    said = page.locator("#import-steps .stat-row").first.inner_text().split("\n")
    counts = [line.strip() for line in said if line.strip()]
    assert dict(zip(counts[::2], counts[1::2], strict=True)) == COUNTS

    with page.expect_download() as download:
        page.get_by_role("link", name=mina.word("Download all of them with their reasons")).click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["4", "5"]
    assert all(row[3] for row in rows[1:])

    mina.press("Import now")
    finish(mina, worker, "Take this import back")
    assert names() == ["رستوران یاس", "کافه نادری"]
    mina.press("Take this import back")
    worker()
    expect(page.locator("#import-steps")).to_contain_text("بازگردانده شد")
    assert names() == []
