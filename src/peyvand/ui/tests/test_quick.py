"""What quick nodes draw is what Django's and Cotton's draw, letter by letter."""

from __future__ import annotations

from collections import namedtuple
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine
from django.urls import NoReverseMatch
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override
from django_cotton.compiler_regex import CottonCompiler

from peyvand.core.html import Html

OPTIONS = settings.TEMPLATES[0]["OPTIONS"]
PARTS = {
    "part.html": "{% for one in list %}{{ forloop.counter }}{{ one }}{{ mark }}{% endfor %}{% url 'people:customers' as place %}",
    "noted.html": "{% for one in list %}{% cycle 'odd' 'even' %}{% endfor %}{% block title %}a title of its own{% endblock %}",
}


class Eraser:
    alters_data = True

    def __call__(self) -> None:
        raise AssertionError("a template changed data")


class Somebody:
    name = "Sara <b>"
    erase = Eraser()

    def greeting(self) -> str:
        return "salaam"

    def greets(self, whom: str) -> str:
        return whom

    @property
    def card(self) -> str:
        raise ObjectDoesNotExist


GIVEN: dict[str, Any] = {
    "text": "a < b & 'c'",
    "safe": mark_safe("<i>safe</i>"),
    "html": Html("<i>ours</i>"),
    "lazy": gettext_lazy("Customers"),
    "whole": 1_234_567,
    "exact": Decimal("1234.5"),
    "half": 0.5,
    "yes": True,
    "nothing": None,
    "day": date(2026, 3, 21),
    "moment": datetime(2026, 3, 21, 8, 30, tzinfo=UTC),
    "list": ["x", "y"],
    "keyed": {"a": {"b": "deep"}, "items": "a key before a method", "call": lambda: "called"},
    "row": namedtuple("Row", "name count")("Ali", 3),
    "somebody": Somebody(),
    "call": lambda: "called",
    "pk": 42,
}
SOURCES = (
    *(f"{{{{ {name} }}}}" for name in GIVEN if name != "somebody"),
    "{{ keyed.a.b }}{{ keyed.items }}{{ keyed.call }}{{ keyed.none }}{{ keyed.a.none }}{{ keyed.values|length }}",
    "{{ row.name }}{{ row.count }}{{ row.0 }}{{ row.none }}{{ list.1 }}{{ list.9 }}{{ text.upper }}{{ nobody.name }}",
    "{{ somebody.name }}{{ somebody.greeting }}{{ somebody.greets }}{{ somebody.erase }}{{ somebody.card }}{{ somebody.none }}",
    "{% autoescape off %}{{ text }}{% endautoescape %}{{ text|upper }}{{ text|safe }}{{ nothing|default:text }}{{ nobody|default:'-' }}",
    "{% if whole > 5 and not nothing %}a{% elif nobody %}b{% else %}c{% endif %}{% if 'x' in list or nobody.name == 'a' %}d{% endif %}",
    "{% for a, b in keyed.a.items %}{{ a }}{{ b }}{{ forloop.last }}{% empty %}none{% endfor %}{% for one in nobody %}{% empty %}none{% endfor %}",
    "{% with text=whole other=row.name %}{{ text }}{{ other }}{% endwith %}{{ text }}{{ other }}",
    "{% include 'part.html' with mark=text %}{{ mark }}{{ place }}",
    "{% include 'noted.html' %}{% block title %}the page's{% endblock %}",
    "{% url 'people:customer' pk %}{% url 'people:customer' pk as place %}{{ place }}{% url 'people:customer' nothing as gone %}[{{ gone }}]",
    "{% url 'people:fact' pk 'city' %}{% url 'people:fact' pk text as gone %}[{{ gone }}]{% url 'people:customers' %}",
    '<c-ui.card title="{{ text }}" data-x="{% trans \'Customers\' %}" data-plain="1"><c-slot name="actions">{{ text }}</c-slot>{{ safe }}</c-ui.card>',
    '<c-ui.card title="plain & <b>">inner <c-ui.button href="{{ text }}" data-panel>{{ text }}</c-ui.button></c-ui.card>{{ title }}{{ slot }}',
    '<c-ui.empty title="{{ lazy }}"><c-ui.stat :value="whole" label="{{ text }}" :note="nobody" tone=text /></c-ui.empty>',
    '{% for one in list %}<c-ui.menu_item href="{{ one }}" icon="x" aria-label="a">{{ one }}</c-ui.menu_item>{% endfor %}',
    '<c-ui.dropdown label="{{ text }}" name="x"><c-ui.menu_item danger="1">a</c-ui.menu_item></c-ui.dropdown>',
)  # fmt: skip


def engine(loader: str, source: str) -> Engine:
    texts = {**PARTS, "page.html": CottonCompiler().process(source)}
    inner = [
        ("django.template.loaders.locmem.Loader", texts),
        "django_cotton.cotton_loader.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    return Engine(loaders=[(loader, inner)], builtins=OPTIONS["builtins"])


def drawn(loader: str, source: str) -> str:
    page = engine(loader, source).get_template("page.html")
    return [page.render(Context(dict(GIVEN))) for _time in range(2)][1]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("source", SOURCES)
def test_a_page_reads_as_django_would_write_it(source: str, language: str) -> None:
    with override(language):
        assert drawn("peyvand.ui.folding.Loader", source) == drawn("django.template.loaders.cached.Loader", source)


def test_an_address_that_is_nowhere_is_refused_unless_somebody_asks_for_it() -> None:
    with pytest.raises(NoReverseMatch):
        drawn("peyvand.ui.folding.Loader", "{% url 'people:customer' text %}")
