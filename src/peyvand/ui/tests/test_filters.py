"""What stands on a page reads right in both directions, in the reader's own digits."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template

from peyvand.core.display import Display, use
from peyvand.core.money import Money

EN = Display(language="en", digits="en", calendar="gregorian", money_unit="rial")


def shown(filters: str, value: object, display: Display | None = None) -> str:
    with use(display or Display()):
        return Template("{% load peyvand %}{{ value|" + filters + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("filters", "value", "fa", "en"),
    [
        ("num", 12500, "۱۲٬۵۰۰", "12,500"),
        ("num", -12500, '<bdi dir="ltr">\u200e−۱۲٬۵۰۰</bdi>', '<bdi dir="ltr">−12,500</bdi>'),
        ("num:1", Decimal("2.25"), "۲٫۲", "2.2"),
        ("percent", 0.25, "<bdi>۲۵٪</bdi>", "<bdi>25%</bdi>"),
        ("money", 125_000_000, "<bdi>۱۲٬۵۰۰٬۰۰۰ تومان</bdi>", "<bdi>125,000,000 Rial</bdi>"),
        ("money", Money(1250, "GBP"), "<bdi>۱۲٫۵۰ پوند</bdi>", "<bdi>12.50 GBP</bdi>"),
        ("money_short", 12_000_000_000, "<bdi>۱٫۲ میلیارد تومان</bdi>", "<bdi>12 bn Rial</bdi>"),
        ("jdate", date(2026, 11, 22), '<bdi dir="ltr">۱۴۰۵/۰۹/۰۱</bdi>', '<bdi dir="ltr">2026-11-22</bdi>'),
        ('jdate:"weekday"', date(2026, 11, 22), "یکشنبه ۱ آذر ۱۴۰۵", "Sunday 22 November 2026"),
        (
            "jdatetime",
            datetime(2026, 11, 22, 11, tzinfo=UTC),
            '<bdi dir="rtl">۱۴۰۵/۰۹/۰۱ ۱۴:۳۰</bdi>',
            '<bdi dir="ltr">2026-11-22 14:30</bdi>',
        ),
        (
            "jtime",
            datetime(2026, 11, 22, 11, tzinfo=UTC),
            '<bdi dir="ltr">۱۴:۳۰</bdi>',
            '<bdi dir="ltr">14:30</bdi>',
        ),
        (
            "phone",
            "+989121234567",
            '<bdi dir="ltr">۰۹۱۲ ۱۲۳ ۴۵۶۷</bdi>',
            '<bdi dir="ltr">0912 123 4567</bdi>',
        ),
        ("iso", "AB-12/7", '<bdi dir="ltr">AB-12/7</bdi>', '<bdi dir="ltr">AB-12/7</bdi>'),
        ("name", "ACME Inc.", "<bdi>ACME Inc.</bdi>", "<bdi>ACME Inc.</bdi>"),
        ("digits", "7 of 9", "۷ of ۹", "7 of 9"),
    ],
)
def test_a_value_for_each_reader(filters: str, value: object, fa: str, en: str) -> None:
    assert (shown(filters, value), shown(filters, value, EN)) == (fa, en)


@pytest.mark.parametrize(
    "filters",
    ["num", "percent", "money", "jdate", "jdatetime", "jtime", "jago", "iso", "name", "phone", "digits"],
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_shown_as_nothing(filters: str, nothing: object) -> None:
    assert shown(filters, nothing) == ""


def test_a_moment_shortly_before_says_so_and_carries_the_whole_date() -> None:
    html = shown("jago", datetime.now(UTC) - timedelta(days=3))
    assert html.startswith("<time datetime=") and ">۳ روز پیش</time>" in html
    assert "۱۴" in html.split('title="')[1]


def test_a_name_cannot_bring_markup_with_it() -> None:
    assert shown("name", "<b>x</b>") == "<bdi>&lt;b&gt;x&lt;/b&gt;</bdi>"
    assert shown("iso", "<script>") == '<bdi dir="ltr">&lt;script&gt;</bdi>'
