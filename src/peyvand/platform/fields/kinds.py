"""What a custom field can hold: how it is asked for, stored, said and looked up; one class for each kind.

A stored value is plain JSON: text, a number, an ISO day, {"amount", "currency"}, an option's key or several, a
colleague's id, true or false. Nothing is never stored: an empty field is simply not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from peyvand.core.fields import JalaliDateField, MoneyField, NumberField
from peyvand.core.jalali import format_date, parse_date
from peyvand.core.money import Money, format_money
from peyvand.core.numbers import format_number, parse_number
from peyvand.core.text import clean
from peyvand.platform import organisation
from peyvand.platform.choices import FieldKind
from peyvand.platform.fields.definition import Definition
from peyvand.platform.models import User

LONGEST = 2000
LARGEST = 10**15
LARGEST_AMOUNT = 2**63 - 1
PLACES = 6
YES, NO = "true", "false"
Names = Mapping[int, str]


class Kind:
    """How one kind of field behaves; this one holds text."""

    import_type = "text"

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Return a fresh form field; `now` is the stored value, which may be one that nobody can choose any more."""
        return forms.CharField(max_length=LONGEST, widget=forms.TextInput(attrs={"dir": "auto"}))

    def initial(self, definition: Definition, stored: Any) -> Any:
        """Return a stored value as the form field takes it."""
        return stored

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Return what a form field gave as it is stored, None for nothing."""
        return cleaned or None

    def read(self, definition: Definition, given: Any) -> Any:
        """Return a JSON value as it is stored, None for nothing; raise ValidationError with a sentence."""
        if given is None or given == "":
            return None
        if not isinstance(given, str):
            raise ValidationError(_("Write text here."))
        text = clean(given)
        if len(text) > LONGEST or "\x00" in text:
            raise ValidationError(_("This text is too long."))
        return text or None

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Return a stored value as the reader sees it; `names` are the colleagues' by id."""
        return str(stored)


class NumberKind(Kind):
    """A number of at most 15 digits before the point and 6 after it."""

    import_type = "decimal"

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Ask for a number."""
        return NumberField(least=1 - LARGEST, most=LARGEST - 1, places=PLACES)

    def initial(self, definition: Definition, stored: Any) -> Any:
        """Return the number exactly as it is written."""
        return None if stored is None else Decimal(str(stored))

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Return a whole number as an integer."""
        if cleaned is None or cleaned == "":
            return None
        return trimmed(cleaned)

    def read(self, definition: Definition, given: Any) -> Any:
        """Take a number, or a text that says one."""
        if given is None or given == "":
            return None
        if isinstance(given, bool) or not isinstance(given, int | float | str):
            raise ValidationError(_("Write a number here."))
        try:
            value = parse_number(given) if isinstance(given, str) else Decimal(str(given))
            return self.stored(definition, self.form_field(definition).clean(str(value)))
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say it in the reader's digits."""
        return format_number(Decimal(str(stored)))


class MoneyKind(Kind):
    """An amount in the field's currency."""

    import_type = "money"

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Ask for an amount in the reader's unit."""
        return MoneyField(currency=definition.currency)

    def initial(self, definition: Definition, stored: Any) -> Any:
        """Return the amount as money."""
        return None if stored is None else Money(stored["amount"], stored["currency"])

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Keep whole smallest units; nothing is nothing, zero is an amount."""
        return {"amount": cleaned.amount, "currency": cleaned.currency} if isinstance(cleaned, Money) else None

    def read(self, definition: Definition, given: Any) -> Any:
        """Take {"amount", "currency"}."""
        if given is None:
            return None
        shape = isinstance(given, Mapping) and set(given) <= {"amount", "currency"}
        amount = given.get("amount") if shape else None
        if not isinstance(amount, int) or isinstance(amount, bool) or abs(amount) > LARGEST_AMOUNT:
            raise ValidationError(
                _('Write an amount like {"amount": 1000, "currency": "%(code)s"}.') % {"code": definition.currency}
            )
        if given.get("currency", definition.currency) != definition.currency:
            raise ValidationError(_("Write this amount in %(currency)s.") % {"currency": definition.currency})
        return {"amount": amount, "currency": definition.currency}

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say it in the reader's unit."""
        return format_money(Money(stored["amount"], stored["currency"]))


class DateKind(Kind):
    """A day."""

    import_type = "date"

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Ask for a day in either calendar."""
        return JalaliDateField()

    def initial(self, definition: Definition, stored: Any) -> Any:
        """Return the day."""
        return None if stored is None else date.fromisoformat(stored)

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Keep it in ISO."""
        return cleaned.isoformat() if cleaned else None

    def read(self, definition: Definition, given: Any) -> Any:
        """Take a day in either calendar."""
        if given is None or given == "":
            return None
        if not isinstance(given, str):
            raise ValidationError(_("Write a day, like 2026-03-21 or 1405-01-01."))
        try:
            return parse_date(given, today=organisation.today()).isoformat()
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say it in the reader's calendar."""
        return format_date(date.fromisoformat(stored), style="long")


class ChoiceKind(Kind):
    """One option of a list."""

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Ask for one of the options."""
        return forms.ChoiceField(choices=[("", _("not known")), *open_options(definition, [now])])

    def read(self, definition: Definition, given: Any) -> Any:
        """Take an option's key."""
        if given is None or given == "":
            return None
        require_option(definition, given)
        return given

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say the option's name."""
        return definition.said(stored)


class ChoicesKind(ChoiceKind):
    """Several options of a list, kept in the list's order."""

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Let the options be ticked."""
        return forms.MultipleChoiceField(
            choices=open_options(definition, now or ()), widget=forms.CheckboxSelectMultiple
        )

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Keep the list's order, and each option once."""
        return [one.key for one in definition.options if one.key in cleaned] or None

    def read(self, definition: Definition, given: Any) -> Any:
        """Take a list of options' keys."""
        if given is None:
            return None
        if not isinstance(given, list):
            raise ValidationError(_("Write a list here."))
        for one in given:
            require_option(definition, one)
        return self.stored(definition, given)

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say the options' names."""
        return _(", ").join(definition.said(one) for one in stored)


class PersonKind(Kind):
    """A colleague."""

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Ask for one of those who work here, or the one who stands there now."""
        people = User.objects.active()
        if now is not None:
            people = people | User.objects.filter(pk=now)
        return forms.ModelChoiceField(people.order_by("name"), empty_label=_("nobody"))

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Keep the id."""
        return cleaned.pk if cleaned else None

    def read(self, definition: Definition, given: Any) -> Any:
        """Take the id of somebody who works here."""
        if given is None or given == "":
            return None
        known = isinstance(given, int) and not isinstance(given, bool) and 0 < given <= LARGEST_AMOUNT
        if not known or not User.objects.active().filter(pk=given).exists():
            raise ValidationError(_("There is no such colleague."))
        return given

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say the colleague's name."""
        return names.get(stored) or _("somebody who is gone")


class FlagKind(Kind):
    """Yes or no; not knowing is neither."""

    import_type = "yes_no"

    def form_field(self, definition: Definition, now: Any = None) -> forms.Field:
        """Ask for yes, no, or leave it open."""
        return forms.ChoiceField(choices=[("", _("not known")), *flag_choices()])

    def initial(self, definition: Definition, stored: Any) -> Any:
        """Return the choice."""
        return "" if stored is None else YES if stored else NO

    def stored(self, definition: Definition, cleaned: Any) -> Any:
        """Keep true or false."""
        return cleaned == YES if cleaned else None

    def read(self, definition: Definition, given: Any) -> Any:
        """Take true or false."""
        if given is not None and not isinstance(given, bool):
            raise ValidationError(_("Write true or false here."))
        return given

    def said(self, definition: Definition, stored: Any, names: Names) -> str:
        """Say yes or no."""
        return _("yes") if stored else _("no")


def trimmed(value: Decimal) -> int | float:
    """Return a number as JSON writes it, without a point where there is nothing behind it."""
    return int(value) if value == value.to_integral_value() else float(value)


KINDS: Mapping[str, Kind] = {
    FieldKind.TEXT: Kind(),
    FieldKind.NUMBER: NumberKind(),
    FieldKind.MONEY: MoneyKind(),
    FieldKind.DATE: DateKind(),
    FieldKind.CHOICE: ChoiceKind(),
    FieldKind.CHOICES: ChoicesKind(),
    FieldKind.PERSON: PersonKind(),
    FieldKind.FLAG: FlagKind(),
}


def kind_of(definition: Definition) -> Kind:
    """Return how a field behaves."""
    return KINDS[definition.kind]


def flag_choices() -> list[tuple[str, str]]:
    """Return yes and no as choices."""
    return [(YES, _("yes")), (NO, _("no"))]


def open_options(definition: Definition, kept: Any = ()) -> list[tuple[str, str]]:
    """Return the options that can be chosen, and those that are chosen already."""
    return [(one.key, one.label) for one in definition.options if not one.gone or one.key in kept]


def require_option(definition: Definition, key: Any) -> None:
    """Raise ValidationError unless this is an option that can be chosen."""
    option = definition.option(key) if isinstance(key, str) else None
    if option is None or option.gone:
        known = ", ".join(one.key for one in definition.options if not one.gone)
        raise ValidationError(_("This should be one of: %(expected)s.") % {"expected": known})


def make_field(definition: Definition, now: Any = None) -> forms.Field:
    """Return a fresh form field with its label and help; whether it must be filled is the record's affair."""
    made = kind_of(definition).form_field(definition, now)
    made.label, made.help_text, made.required = definition.label, definition.help, False
    return made
