"""What people type about a promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from peyvand.core.fields import JalaliDateField
from peyvand.interactions.actions.promises import NewPromise
from peyvand.interactions.choices import ToldHow
from peyvand.people.models import Affiliation, Customer
from peyvand.platform.models import User


class WordForm(forms.Form):
    """What is promised and when it is due: the whole of it in the composer."""

    what = forms.CharField(
        max_length=300,
        label=gettext_lazy("What do you promise?"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    due_on = JalaliDateField(label=gettext_lazy("Due on"))

    def new(self) -> NewPromise:
        """Return what the action writes down."""
        return NewPromise(what=self.cleaned_data["what"], due_on=self.cleaned_data["due_on"])


class PromiseForm(WordForm):
    """A promise with who gave it, and to whom in the organisation."""

    by = forms.ModelChoiceField(
        User.objects.none(), required=False, label=gettext_lazy("Who keeps it"), empty_label=gettext_lazy("me")
    )
    person = forms.ModelChoiceField(
        Affiliation.objects.none(),
        required=False,
        label=gettext_lazy("To whom"),
        empty_label=gettext_lazy("nobody in particular"),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, customer: Customer, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name, rows in (
            ("by", User.objects.active()),
            ("person", Affiliation.objects.filter(organisation=customer)),
        ):
            chooser = self.fields[name]
            if isinstance(chooser, forms.ModelChoiceField):
                chooser.queryset = rows
        if customer.is_person:
            del self.fields["person"]

    def values(self) -> dict[str, Any]:
        """Return the fields of the model; without a keeper none is named."""
        typed = self.cleaned_data
        found = {"what": typed["what"], "due_on": typed["due_on"]}
        for name in ("by", "person"):
            if name in typed:
                found[f"{name}_id"] = typed[name].pk if typed[name] else None
        return found

    def new(self) -> NewPromise:
        """Return what the action writes down."""
        return NewPromise(**self.values())


class TellForm(forms.Form):
    """How the customer heard what became of a promise."""

    how = forms.ChoiceField(
        choices=[("", gettext_lazy("not told yet")), *ToldHow.choices],
        required=False,
        label=gettext_lazy("Does the customer know?"),
    )
    on = JalaliDateField(required=False, label=gettext_lazy("Since when"))
