"""The fields of a customer's profile, one by one: the whole form and the inline edit use the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.digits import to_ascii
from peyvand.core.display import current, shown_digits
from peyvand.core.fields import JalaliDateField
from peyvand.core.identifiers import company_id, national_id
from peyvand.core.text import clean
from peyvand.people import custom
from peyvand.people.choices import Kind, PersonTitle, Source
from peyvand.people.models import Customer
from peyvand.people.rules.variants import fields_of
from peyvand.platform.choices import Language
from peyvand.platform.fields import registry
from peyvand.platform.fields.kinds import kind_of
from peyvand.platform.fields.kinds import make_field as make_custom_field
from peyvand.platform.fields.values import value_of

LABELS: dict[str, Any] = {
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "title": gettext_lazy("Title"),
    "given_name": gettext_lazy("First name"),
    "family_name": gettext_lazy("Family name"),
    "legal_name": gettext_lazy("Legal name"),
    "national_id": gettext_lazy("National ID"),
    "economic_code": gettext_lazy("Economic code"),
    "registration_number": gettext_lazy("Registration number"),
    "external_id": gettext_lazy("Number in other systems"),
    "industry": gettext_lazy("Line of business"),
    "city": gettext_lazy("City"),
    "source": gettext_lazy("How she came to us"),
    "language": gettext_lazy("Language"),
    "birthday": gettext_lazy("Birthday"),
    "notes": gettext_lazy("Notes"),
    "owner": gettext_lazy("Owner"),
    "owner_id": gettext_lazy("Owner"),
    "team_id": gettext_lazy("Team"),
    "co_owners": gettext_lazy("Co-owners"),
    "groups": gettext_lazy("Groups"),
    "contact_points": gettext_lazy("Contact points"),
    "addresses": gettext_lazy("Addresses"),
    "people": gettext_lazy("People"),
    "shares": gettext_lazy("Shared with"),
    "merged": gettext_lazy("Merged record"),
    "merged_into": gettext_lazy("Merged into"),
    "next_step": gettext_lazy("Next step"),
    "next_step_on": gettext_lazy("Day of the next step"),
    "next_step_by_id": gettext_lazy("Who does the next step"),
    "party_roles": gettext_lazy("What they are to us"),
    "relations": gettext_lazy("Relations"),
    "relation_from_on": gettext_lazy("Since"),
    "relation_to_on": gettext_lazy("Until"),
    "relation_note": gettext_lazy("Note"),
    "goals": gettext_lazy("Goals of the contact"),
    "handover_on": gettext_lazy("From which day"),
    "signed_as": gettext_lazy("Signature"),
    "introduced_on": gettext_lazy("Introduced on"),
    "role": gettext_lazy("Role"),
    "decides": gettext_lazy("Decides"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
}


class CheckedField(forms.CharField):
    """A number that checks itself; `check` returns it normalised or raises ValueError with a sentence."""

    def __init__(self, *, check: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self.check = check
        self.widget.attrs.update({"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """Show digits as the reader writes them."""
        return shown_digits(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str | None:
        """Return the normalised number, or None for nothing."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return self.check(typed)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class CodeField(forms.CharField):
    """A code of letters and digits: digits become ASCII, spaces at the ends go; nothing typed is `empty`."""

    def __init__(self, *, empty: str | None = "", **options: Any) -> None:
        super().__init__(**options)
        self.nothing = empty
        self.widget.attrs.update({"dir": "ltr", "autocomplete": "off"})

    def clean(self, value: Any) -> str | None:
        """Return the code."""
        typed = super().clean(value)
        return to_ascii(clean(typed)) if typed else self.nothing


def _text(most: int, **attrs: str) -> forms.CharField:
    return forms.CharField(max_length=most, required=False, widget=forms.TextInput(attrs={"dir": "auto", **attrs}))


def _choice(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", _("not known")), *choices], required=False)


MAKERS: dict[str, Callable[[], forms.Field]] = {
    "name": lambda: _text(200),
    "title": lambda: _choice(PersonTitle.choices),
    "given_name": lambda: _text(100, autocomplete="off"),
    "family_name": lambda: _text(100, autocomplete="off"),
    "legal_name": lambda: _text(200),
    "economic_code": lambda: CodeField(max_length=20, required=False),
    "registration_number": lambda: CodeField(max_length=20, required=False),
    "external_id": lambda: CodeField(max_length=100, required=False, empty=None),
    "industry": lambda: _text(100),
    "city": lambda: _text(80, list="cities", autocomplete="off"),
    "source": lambda: _choice(Source.choices),
    "language": lambda: _choice(Language.choices),
    "birthday": lambda: BirthdayField(required=False),
    "notes": lambda: forms.CharField(
        max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    ),
}


class BirthdayField(JalaliDateField):
    """A day in the past."""

    def clean(self, value: Any) -> date | None:
        """Return the day; a day in the future is refused."""
        day: date | None = super().clean(value)
        if day and (day.year < 1850 or day > timezone.localdate()):
            raise ValidationError(_("A birthday is a day in the past."))
        return day


def profile_names(kind: str) -> tuple[str, ...]:
    """Return the same with the organisation's own fields behind them."""
    return (*fields_of(kind), *custom.names(kind))


def labels() -> Mapping[str, Any]:
    """Return what every field is called, the organisation's own ones too."""
    return {**LABELS, **custom.labels()}


def make_field(name: str, kind: str, now: Any = None) -> forms.Field:
    """Return a fresh form field for a profile field of a person or an organisation; `now` is what stands there."""
    if definition := registry.named(custom.SUBJECT, name):
        return make_custom_field(definition, now)
    if name == "national_id":
        check = partial(national_id if kind == Kind.PERSON else company_id, region=current().region)
        made: forms.Field = CheckedField(check=check, max_length=30, required=False)
    else:
        made = MAKERS[name]()
    made.label = LABELS[name]
    if name == "national_id" and kind == Kind.ORGANISATION:
        made.label = gettext_lazy("Company ID")
    return made


class FactForm(forms.Form):
    """One field of a profile, edited in place, with the version it was read at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *, name: str, customer: Customer, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"version": customer.version, "value": initial_value(customer, name)})
        self.name = name
        self.fields["value"] = make_field(name, customer.kind, value_of(customer, name))
        self.fields["value"].widget.attrs["autofocus"] = True
        if name == "name":
            self.fields["value"].required = True

    def value(self) -> Any:
        """Return the checked value as the action takes it."""
        return stored_value(self.name, self.cleaned_data["value"])


def initial_value(customer: Customer, name: str) -> Any:
    """Return what stands in a field as its form field takes it."""
    definition, value = registry.named(custom.SUBJECT, name), value_of(customer, name)
    return kind_of(definition).initial(definition, value) if definition else value


def stored_value(name: str, cleaned: Any) -> Any:
    """Return what a form field gave as the action takes it."""
    definition = registry.named(custom.SUBJECT, name)
    return kind_of(definition).stored(definition, cleaned) if definition else cleaned
