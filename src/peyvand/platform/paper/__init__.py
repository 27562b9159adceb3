"""Papers: what a page says, on A4, in the letters of the product. One layout for all of them (`sheet.typ`).

The text travels as JSON beside the layout and is only ever shown, never read as markup: whatever somebody typed into a
note stays what it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import typst
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from peyvand.core.display import current

SHEET = Path(__file__).parent / "sheet.typ"
LETTERS = Path(__file__).parents[2] / "ui" / "static" / "dist" / "paper"  # built from the front-end's packages


@dataclass(frozen=True)
class PaperLine:
    """A line and a quiet word beside it."""

    text: str
    aside: str = ""


@dataclass(frozen=True)
class PaperPart:
    """A heading with its lines; `ticks` draws a box before each, to be ticked by hand."""

    title: str
    lines: Sequence[PaperLine]
    ticks: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole paper, in the reader's language: `foot` stands on every page, `signature` beside a line at the end."""

    title: str
    lead: str
    parts: Sequence[PaperPart]
    foot: str = ""
    signature: str = ""


@cache
def _letters() -> typst.Fonts:
    """Return our letters; where the front end was not built, the plain ones that come along."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(LETTERS)])


def printed(paper: Paper) -> bytes:
    """Return the paper as PDF, written from the right in Persian."""
    language = current().language
    shown = asdict(paper) | {"language": language, "digits": current().digits}
    sheet = typst.Compiler(SHEET, root=SHEET.parent, font_paths=_letters())
    pdf = sheet.compile(format="pdf", sys_inputs={"paper": json.dumps(shown, ensure_ascii=False)})
    if not isinstance(pdf, bytes):
        raise TypeError("a paper is one file")
    return pdf


def paper_response(paper: Paper, name: str) -> HttpResponse:
    """Answer with a paper that the browser shows and saves as `name`.pdf; nobody else may keep it."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "",
    }
    return HttpResponse(printed(paper), content_type="application/pdf", headers=headers)
