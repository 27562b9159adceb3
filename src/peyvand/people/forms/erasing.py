"""The first of two steps before somebody is forgotten."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """The name of whom it is about, typed by hand."""

    name = forms.CharField(
        max_length=200,
        label=_("Type the name of this customer"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
