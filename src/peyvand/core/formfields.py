"""Form fields that take what people type: any digits, Jalali dates, amounts, phones, identifiers.

Every widget is a text input: the number and date inputs of browsers drop Persian digits without a word.
"""

from abc import ABC, abstractmethod
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from peyvand.core.display import current
from peyvand.core.identifiers import company_id, national_id, postal_code
from peyvand.core.jalali import format_date, format_datetime, parse_date, parse_datetime
from peyvand.core.money import Money, MoneyUnit, currency_of, format_money, parse_money, unit_name
from peyvand.core.numbers import format_number, parse_number
from peyvand.core.phones import display_phone, parse_phone


class LeftToRightInput(forms.TextInput):
    """A text input for digits, codes and addresses: left to right in every language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """`attrs` may add to or replace the input mode, direction and so on."""
        super().__init__({"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class JalaliDateWidget(LeftToRightInput):
    """The `<jalali-date>` element around its text input; without scripts the input works alone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Dates may be typed with words and slashes, so the keyboard is not held to digits."""
        super().__init__({"inputmode": "text", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A date in the reader's calendar and digits; typed text as it was typed."""
        return format_date(value) if isinstance(value, date) else super().format_value(value)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input inside the element that carries the calendar, language and digits."""
        shown = current()
        return format_html(
            '<jalali-date name="{}" value="{}" calendar="{}" lang="{}" digits="{}">{}</jalali-date>',
            name,
            value.isoformat() if isinstance(value, date) else "",
            shown.calendar,
            shown.language,
            shown.digits,
            super().render(name, value, attrs, renderer),
        )


class JalaliDateTimeWidget(LeftToRightInput):
    """A text input for a date and time in the reader's calendar."""

    def format_value(self, value: Any) -> str | None:
        """A moment in the reader's calendar, digits and zone; typed text as it was typed."""
        return format_datetime(value) if isinstance(value, datetime) else super().format_value(value)


class _TypedField(forms.CharField, ABC):
    """A text field whose value a parser turns into something else, or refuses (ValueError)."""

    widget = LeftToRightInput

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of a typed text; raises ValueError with a sentence for the reader."""

    def to_python(self, value: Any) -> Any:
        """The parsed value, or None for an empty input."""
        if value is not None and not isinstance(value, str):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return self.empty_value or None
        try:
            return self.read(str(text))
        except ValueError as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare values, not spellings: 1405/9/1 typed over ۱۴۰۵/۰۹/۰۱ is no change."""
        try:
            return bool((self.to_python(data) or None) != (initial or None))
        except ValidationError:
            return True


class JalaliDateField(_TypedField):
    """A day, typed in either calendar (see `parse_date`); the value is a Gregorian `date`."""

    widget = JalaliDateWidget

    def read(self, text: str) -> date:
        """See `parse_date`; today is the reader's."""
        return parse_date(text, today=timezone.now().astimezone(current().zone).date())


class JalaliDateTimeField(_TypedField):
    """A moment, typed in either calendar and in the reader's zone; the value is an aware `datetime`."""

    widget = JalaliDateTimeWidget

    def read(self, text: str) -> datetime:
        """See `parse_datetime`."""
        return parse_datetime(text, current().zone)


class NumberWidget(LeftToRightInput):
    """A number with groups of three, in the reader's digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """The decimal keyboard, which also has the separator."""
        super().__init__({"inputmode": "decimal", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A number for the reader; typed text as it was typed."""
        return format_number(value) if isinstance(value, Decimal | int | float) else super().format_value(value)


class NumberField(_TypedField):
    """A `Decimal` between optional bounds; `places` limits the digits after the point (0: whole numbers)."""

    widget = NumberWidget

    def __init__(
        self,
        *,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        places: int | None = None,
        **kwargs: Any,
    ) -> None:
        """Bounds are inclusive."""
        super().__init__(**kwargs)
        self.least, self.most, self.places = least, most, places

    def read(self, text: str) -> Decimal:
        """See `parse_number`."""
        value = parse_number(text)
        if self.places is not None and value != round(value, self.places):
            if self.places == 0:
                raise ValueError(_("Write a whole number."))
            facts = {"places": format_number(self.places)}
            raise ValueError(_("Write at most %(places)s digits after the point.") % facts)
        if self.least is not None and value < self.least:
            raise ValueError(_("Write a number not below %(least)s.") % {"least": format_number(self.least)})
        if self.most is not None and value > self.most:
            raise ValueError(_("Write a number not above %(most)s.") % {"most": format_number(self.most)})
        return value


class MoneyWidget(LeftToRightInput):
    """An amount in the reader's unit; the unit stands beside the input (`data-unit`)."""

    def format_value(self, value: Any) -> str | None:
        """The amount for the reader, without the unit; typed text as it was typed."""
        return format_money(value).rsplit(" ", 1)[0] if isinstance(value, Money) else super().format_value(value)


class MoneyField(_TypedField):
    """`Money` in one currency; a bare rial amount counts in the reader's unit, Toman or Rial.

    The unit is always said: on the input as `data-unit`, and as `unit_label` for the label.
    """

    widget = MoneyWidget

    def __init__(self, *, currency: str = "IRR", unit: MoneyUnit | None = None, **kwargs: Any) -> None:
        """`unit` fixes toman or rial; None follows the reader."""
        self.currency, self.unit = currency, unit
        super().__init__(**kwargs)

    @property
    def unit_label(self) -> str:
        """The name of the unit a bare amount is counted in."""
        shown = current()
        if self.currency == "IRR":
            return unit_name(self.unit or shown.money_unit, shown.language)
        return currency_of(self.currency).name(shown.language)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The currency for the script that echoes the amount in words."""
        return {**super().widget_attrs(widget), "data-currency": self.currency}

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        """Name the unit of the reader being served, not of the one who loaded the code."""
        self.widget.attrs["data-unit"] = self.unit_label
        return super().get_bound_field(form, field_name)

    def read(self, text: str) -> Money:
        """See `parse_money`; an amount of another currency is refused."""
        money = parse_money(text, self.currency, self.unit or current().money_unit)
        if money.currency != self.currency:
            facts = {"currency": currency_of(self.currency).name(current().language)}
            raise ValueError(_("Write this amount in %(currency)s.") % facts)
        return money


class PhoneWidget(LeftToRightInput):
    """A phone number as people write it."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """The telephone keyboard."""
        super().__init__({"inputmode": "tel", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A stored number spaced for reading; typed text as it was typed."""
        return display_phone(value) if isinstance(value, str) and value.startswith("+") else super().format_value(value)


class PhoneField(_TypedField):
    """A phone number in any spelling; the value is E.164."""

    widget = PhoneWidget

    def __init__(self, *, region: str = "IR", area_code: str | None = None, **kwargs: Any) -> None:
        """`area_code` (021) completes eight-digit local numbers."""
        super().__init__(**kwargs)
        self.region, self.area_code = region, area_code

    def read(self, text: str) -> str:
        """See `parse_phone`."""
        return parse_phone(text, region=self.region, area_code=self.area_code).e164


class _IdentifierField(_TypedField):
    """An identifier checked by a rule of `peyvand.core.identifiers`; its value is text, "" when empty."""

    def to_python(self, value: Any) -> str:
        """The normalised identifier, or an empty text."""
        return super().to_python(value) or ""


class NationalIdField(_IdentifierField):
    """A person's national ID."""

    def read(self, text: str) -> str:
        """See `national_id`."""
        return national_id(text, current().region)


class CompanyIdField(_IdentifierField):
    """An organisation's national ID."""

    def read(self, text: str) -> str:
        """See `company_id`."""
        return company_id(text, current().region)


class PostalCodeField(_IdentifierField):
    """A postal code."""

    def read(self, text: str) -> str:
        """See `postal_code`."""
        return postal_code(text, current().region)
