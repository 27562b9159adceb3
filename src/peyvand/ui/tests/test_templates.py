"""Laws of every template: logical directions, no inline style or script, known icons, no treacherous inputs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2]
ICONS = set(json.loads((PACKAGE.parents[1] / "frontend" / "icons.json").read_text(encoding="utf-8")))
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
PHYSICAL = "ml|mr|pl|pr|left|right|rounded-l|rounded-r|border-l|border-r"
FORBIDDEN = {
    "a physical direction (use ms- me- ps- pe- start- end-)": rf'class="[^"]*\b(?:{PHYSICAL})-[\w\[]',
    "text-left or text-right": r"\btext-(?:left|right)\b",
    "an inline style": r"<[^>]*\sstyle=",
    "an inline handler": r"<[^>]*\son(?:click|change|input|submit|load|error|key\w+)=",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "type=number or type=date": r'type="(?:number|date|datetime-local|time|month)"',
    "Django's own date or number filter": r"\|(?:date|floatformat|intcomma|naturaltime|timesince)\b",
    "an Arabic letter where a Persian one belongs": "[يك]",
}


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_keeps_the_laws(path):
    text = path.read_text(encoding="utf-8")
    broken = [law for law, pattern in FORBIDDEN.items() if re.search(pattern, text)]
    unknown = set(re.findall(r"""(?:\{% icon ["']|\bicon=["'])([a-z0-9-]+)["']""", text)) - ICONS
    assert broken == []
    assert unknown == set()
    assert text.count("\n") <= 150


def test_every_component_begins_with_its_signature():
    components = sorted(PACKAGE.glob("*/templates/cotton/**/*.html"))
    assert [path.name for path in components if not path.read_text(encoding="utf-8").startswith("<c-vars ")] == []


def test_icons_that_python_offers_exist():
    offered = {
        name
        for path in PACKAGE.glob("*/**/*.py")
        if "tests" not in path.parts
        for name in re.findall(r'\bicon="([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert offered - ICONS == set()
