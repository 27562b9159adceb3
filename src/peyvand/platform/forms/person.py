"""What people say about themselves: their name, how they see things, and keys for the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.formfields import JalaliDateField
from peyvand.core.manifest import Text
from peyvand.platform import organisation
from peyvand.platform.choices import Calendar, Digits, Language, MoneyUnit, Theme


class ProfileForm(forms.Form):
    """How one is called, and how one sees dates, digits and money."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    calendar = forms.ChoiceField(label=_("Calendar"), choices=Calendar.choices)
    digits = forms.ChoiceField(label=_("Digits"), choices=Digits.choices)
    money_unit = forms.ChoiceField(label=_("Unit of money"), choices=MoneyUnit.choices)
    theme = forms.ChoiceField(label=_("Appearance"), choices=Theme.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Toman or Rial is asked only where the books are kept in the rial."""
        super().__init__(*args, **kwargs)
        if organisation.get("currency") != "IRR":
            del self.fields["money_unit"]


class TokenForm(forms.Form):
    """A new key for the API. Without a scope chosen it may do all that its owner may."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    expires_on = JalaliDateField(label=_("Last day"), required=False)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "checkbox"})
    )

    def __init__(self, *args: Any, scopes: Sequence[tuple[str, Text]], **kwargs: Any) -> None:
        """`scopes` are the (value, label) pairs that the owner may give."""
        super().__init__(*args, **kwargs)
        asked = self.fields["scopes"]
        if isinstance(asked, forms.MultipleChoiceField):
            asked.choices = list(scopes)
