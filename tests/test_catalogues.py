"""The Persian catalogues: nothing missing, nothing in foreign letters."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "peyvand"
CATALOGUES = sorted(PACKAGE.rglob("locale/fa/LC_MESSAGES/django.po"))
PYTHON_CALL = re.compile(
    r"""\b(?:_|gettext|gettext_lazy)\(\s*((?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*)+)[,)]""", re.DOTALL
)
TEMPLATE_CALL = re.compile(r"""{%-?\s*(?:trans|translate)\s+(?:"([^"]+)"|'([^']+)')""")
LITERAL = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""")


def known() -> dict[str, str]:
    return {
        entry.msgid: entry.msgstr or " ".join(entry.msgstr_plural.values())
        for po in CATALOGUES
        for entry in polib.pofile(str(po))
    }


def used() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for call in PYTHON_CALL.findall(path.read_text(encoding="utf-8")):
            text = "".join(a or b for a, b in LITERAL.findall(call))
            found.add(
                text.encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
                if "\\" in text and text.isascii()
                else text
            )
    for path in PACKAGE.rglob("*.html"):
        found |= {a or b for a, b in TEMPLATE_CALL.findall(path.read_text(encoding="utf-8"))}
    return {text for text in found if text.strip()}


def test_there_are_catalogues() -> None:
    assert len(CATALOGUES) >= 5


def test_everything_said_is_said_in_persian_too() -> None:
    from django.utils import translation

    said = known()
    with translation.override("fa"):
        missing = sorted(text for text in used() if not said.get(text) and translation.gettext(text) == text)
    assert missing == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda p: p.relative_to(PACKAGE).parts[0])
def test_the_persian_is_written_in_persian_letters(catalogue: Path) -> None:
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(catalogue))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if re.search("[يكىة]|[٠-٩]", text)
    ]
    assert wrong == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda p: p.relative_to(PACKAGE).parts[0])
def test_the_catalogue_is_whole(catalogue: Path) -> None:
    po = polib.pofile(str(catalogue))
    assert [e.msgid for e in po.untranslated_entries() + po.fuzzy_entries()] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda p: p.relative_to(PACKAGE).parts[0])
def test_placeholders_survive_translation(catalogue: Path) -> None:
    placeholder = re.compile(r"%\(\w+\)[sd]|{\w+}")
    lost = [
        entry.msgid
        for entry in polib.pofile(str(catalogue))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if not set(placeholder.findall(text)) <= set(placeholder.findall(entry.msgid + entry.msgid_plural))
    ]
    assert lost == []


GUIDES = {"en": re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)"), "fa": re.compile("«([^»]+)»")}
# What one types, what a customer says, and words from the middle of a sentence: no labels.
SAID = {"پیش از تماس نادری", "ثبت نادری", "نه", "اطلاعات کافی نیست"}


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_calls_things_as_the_pages_do(language: str) -> None:
    """A label may be cut short ("at least one" of "at least one of these holds"), never worded otherwise."""
    guide = (PACKAGE.parent.parent / "docs" / f"guide.{language}.md").read_text(encoding="utf-8")
    sentences = known()
    shown = [text.lower() for text in (sentences if language == "en" else sentences.values())]
    labels = {
        re.sub(r"\s+", " ", part).strip().rstrip("…")
        for found in GUIDES[language].findall(guide)
        for part in re.split("[→←]", found)
    }
    assert len(labels) > 30
    unknown = {label for label in labels - SAID if not any(text.startswith(label.lower()) for text in shown)}
    assert not unknown
