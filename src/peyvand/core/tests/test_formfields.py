"""Forms take what people type, and say in words what they cannot take."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation

from peyvand.core.display import Display, use
from peyvand.core.fields import (
    CompanyIdField,
    JalaliDateField,
    JalaliDateTimeField,
    MoneyField,
    NationalIdField,
    NumberField,
    PersianCharField,
    PersianTextField,
    PhoneField,
    PostalCodeField,
)
from peyvand.core.money import Money


class Sheet(forms.Form):
    due = JalaliDateField()
    met_at = JalaliDateTimeField(required=False)
    amount = MoneyField()
    phone = PhoneField(area_code="021")
    count = NumberField(least=0, most=1000, places=0)
    person = NationalIdField(required=False)
    company = CompanyIdField(required=False)
    post = PostalCodeField(required=False)


RIGHT: dict[str, Any] = {
    "due": "۱۴۰۵/۹/۱",
    "amount": "۱۲٫۵ میلیون",
    "phone": "۸۸۷۷ ۶۶۵۵",
    "count": "۱۲",
    "person": "13542419",
}


def test_persian_digits_are_welcome_everywhere() -> None:
    sheet = Sheet(RIGHT)
    assert sheet.is_valid(), sheet.errors
    assert sheet.cleaned_data == {
        "due": date(2026, 11, 22),
        "met_at": None,
        "amount": Money(125_000_000),
        "phone": "+982188776655",
        "count": Decimal(12),
        "person": "0013542419",
        "company": "",
        "post": "",
    }


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("due", "1404/12/30", "Esfand 1404 has 29 days"),
        ("due", "", "required"),
        ("met_at", "25:70", "not a time"),
        ("amount", "x", "not an amount"),
        ("amount", "$5", "Write this amount in Rial"),
        ("phone", "12", "not a phone"),
        ("count", "1001", "not above 1,000"),
        ("count", "-1", "not below 0"),
        ("count", "1.5", "whole number"),
        ("person", "0013542418", "mistyped"),
        ("company", "1", "11 digits"),
        ("post", "12", "10 digits"),
    ],
)
def test_a_refusal_is_one_sentence(field: str, typed: str, words: str) -> None:
    with translation.override("en"), use(Display(language="en", digits="en")):
        sheet = Sheet({**RIGHT, field: typed})
        assert list(sheet.errors) == [field]
        assert words in sheet.errors[field][0]


def test_the_reader_sees_her_own_calendar_digits_and_unit() -> None:
    initial = {
        "due": date(2026, 11, 22),
        "amount": Money(125_000_000),
        "phone": "+989121112233",
        "count": 1234,
    }
    with use(Display()):
        html = str(Sheet(initial=initial))
        assert '<jalali-date name="due" value="2026-11-22" calendar="jalali" lang="fa" digits="fa">' in html
        assert all(
            shown in html for shown in ("۱۴۰۵/۰۹/۰۱", "۱۲٬۵۰۰٬۰۰۰", 'data-unit="تومان"', "0912 111 2233", "۱٬۲۳۴")
        )
    with use(Display(language="en", digits="en", calendar="gregorian", money_unit="rial")):
        html = str(Sheet(initial=initial))
        assert all(shown in html for shown in ("2026-11-22", "125,000,000", 'data-unit="Rial"', "1,234"))
    assert 'type="number"' not in html and 'type="date"' not in html


def test_another_spelling_of_the_same_day_is_no_change() -> None:
    sheet = Sheet({**RIGHT, "due": "14050901", "count": "۱۲"}, initial={"due": date(2026, 11, 22), "count": 12})
    assert "due" not in sheet.changed_data and "count" not in sheet.changed_data


def test_a_model_field_stores_clean_text() -> None:
    name, note = PersianCharField(max_length=20), PersianTextField()
    assert name.get_prep_value("\u200fعلي  كاظمي ") == name.to_python("\u200fعلي  كاظمي ") == "علی کاظمی"
    assert note.get_prep_value("يك\n\n\n\nدو ") == note.to_python("يك\n\n\n\nدو ") == "یک\n\nدو"
    assert name.get_prep_value(None) is None
