"""The first encounter: what can be asked in half a minute."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.fields import JalaliDateField
from peyvand.people.choices import ContactKind, Kind, Source
from peyvand.people.rules.contacts import Contact, Homeland, NotAContact, parse_contact


class FirstContactForm(forms.Form):
    """A person or an organisation, one phone, one e-mail, and what was agreed. Only a name has to be there."""

    kind = forms.ChoiceField(
        choices=Kind.choices, initial=Kind.PERSON, widget=forms.RadioSelect, label=gettext_lazy("Kind")
    )
    given_name = forms.CharField(max_length=100, required=False, label=gettext_lazy("First name"))
    family_name = forms.CharField(max_length=100, required=False, label=gettext_lazy("Family name"))
    name = forms.CharField(max_length=200, required=False, label=gettext_lazy("Name or brand"))
    phone = forms.CharField(
        max_length=60,
        required=False,
        label=gettext_lazy("Phone"),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        max_length=254,
        required=False,
        label=gettext_lazy("E-mail"),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "email", "autocomplete": "off"}),
    )
    city = forms.CharField(
        max_length=80,
        required=False,
        label=gettext_lazy("City"),
        widget=forms.TextInput(attrs={"list": "cities", "autocomplete": "off", "dir": "auto"}),
    )
    source = forms.ChoiceField(required=False, label=gettext_lazy("How she came to us"))
    next_step = forms.CharField(max_length=200, required=False, label=gettext_lazy("Next step"))
    next_step_on = JalaliDateField(required=False, label=gettext_lazy("When"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        home: Homeland,
        initial: Mapping[str, Any] | None = None,
        closed: Collection[str] = (),
    ) -> None:
        """`closed` are the fields that the person may not write."""
        super().__init__(data, initial=dict(initial or {}))
        self.home = home
        source = self.fields["source"]
        if isinstance(source, forms.ChoiceField):
            source.choices = [("", _("not known")), *Source.choices]
        for name in set(closed) & set(self.fields):
            del self.fields[name]
        self.contacts: list[Contact] = []

    def _contact(self, kind: str, name: str) -> str:
        typed = str(self.cleaned_data.get(name) or "")
        if typed:
            try:
                self.contacts.append(parse_contact(kind, typed, self.home))
            except NotAContact as wrong:
                raise ValidationError(str(wrong)) from None
        return typed

    def clean_phone(self) -> str:
        """Accept a phone number in any spelling."""
        return self._contact(ContactKind.PHONE, "phone")

    def clean_email(self) -> str:
        """Accept an e-mail address."""
        return self._contact(ContactKind.EMAIL, "email")

    def clean(self) -> dict[str, Any]:
        """A name is needed, and a day with a next step."""
        typed = self.cleaned_data
        if typed.get("kind") == Kind.ORGANISATION and not typed.get("name"):
            raise ValidationError({"name": _("Write the name of the organisation.")})
        names = ("given_name", "family_name")
        if typed.get("kind") == Kind.PERSON and not any(typed.get(name) or name in self.errors for name in names):
            raise ValidationError({"family_name": _("Write a first name or a family name.")})
        if typed.get("next_step") and not typed.get("next_step_on") and "next_step_on" not in self.errors:
            raise ValidationError({"next_step_on": _("Say when.")})
        return typed

    def profile(self) -> dict[str, Any]:
        """Return the values of the profile that belong to the kind."""
        typed = self.cleaned_data
        names = ("given_name", "family_name") if typed["kind"] == Kind.PERSON else ("name",)
        return {name: typed[name] for name in (*names, "city", "source") if name in typed}
