"""What people type about a customer's needs and ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import JalaliDateField
from peyvand.knowledge.actions.facts import NewFact
from peyvand.knowledge.choices import FactKind, Source
from peyvand.knowledge.policies import may_note
from peyvand.platform import organisation
from peyvand.platform.models import User

AREA = {"rows": 2, "dir": "auto"}


class FactForm(forms.Form):
    """One thing that was learned, and how."""

    text = forms.CharField(label=_("What do we know?"), max_length=1000, widget=forms.Textarea(attrs=AREA))
    quote = forms.CharField(
        label=_("In their own words"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    is_asked = forms.ChoiceField(
        label=_("How do we know it?"),
        choices=[("asked", _("asked directly")), ("guessed", _("guessed"))],
        initial="guessed",
        widget=forms.RadioSelect,
    )
    source = forms.ChoiceField(label=_("Where from"), choices=Source.choices, initial=Source.OTHER)
    learned_on = JalaliDateField(label=_("When"), required=False)
    competitor = forms.CharField(
        label=_("Which competitor"), max_length=100, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Any = None, *, kind: str, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"learned_on": organisation.today(), **(initial or {})})
        if kind != FactKind.WHY_OTHER:
            del self.fields["competitor"]

    def new(self) -> NewFact:
        """Return what was typed."""
        typed = self.cleaned_data
        return NewFact(
            text=typed["text"],
            quote=typed["quote"],
            competitor=typed.get("competitor", ""),
            is_asked=typed["is_asked"] == "asked",
            source=typed["source"],
            learned_on=typed["learned_on"],
        )


class KindForm(forms.Form):
    """What a new fact is about."""

    kind = forms.ChoiceField(label=_("What it is about"))

    def __init__(self, data: Any = None, *, user: User, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.widget.attrs.update({"hx-get": "", "hx-target": "closest section", "hx-swap": "outerHTML"})
            kind.choices = [(key, label) for key, label in FactKind.choices if may_note(user, key)]
