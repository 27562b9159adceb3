"""What people type about an interaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.fields import JalaliDateField, JalaliDateTimeField, NumberField
from peyvand.interactions.actions.interactions import NewInteraction
from peyvand.interactions.choices import MOST_MINUTES, Direction, InteractionKind
from peyvand.interactions.rules.moments import is_to_come

TALKS = (Direction.OUTBOUND, Direction.INBOUND)
FACTS = ("kind", "direction", "occurred_at", "subject", "body", "reached", "minutes")


class InteractionForm(forms.Form):
    """A note, call, meeting, visit, mail or message."""

    kind = forms.ChoiceField(choices=InteractionKind.choices, label=gettext_lazy("Kind"))
    direction = forms.ChoiceField(
        choices=[(one.value, one.label) for one in TALKS], required=False, label=gettext_lazy("Who began?")
    )
    subject = forms.CharField(max_length=200, required=False, label=gettext_lazy("In a few words"))
    body = forms.CharField(
        max_length=20000,
        required=False,
        label=gettext_lazy("What was said or agreed"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    occurred_at = JalaliDateTimeField(required=False, label=gettext_lazy("When"))
    minutes = NumberField(least=0, most=MOST_MINUTES, places=0, required=False, label=gettext_lazy("Minutes"))
    reached = forms.BooleanField(required=False, initial=True, label=gettext_lazy("We got hold of them"))

    def clean_direction(self) -> str:
        """Return who began; a note has no direction."""
        return str(self.cleaned_data.get("direction") or Direction.OUTBOUND)

    def clean_occurred_at(self) -> datetime | None:
        """Refuse what has not happened yet: that is a next step."""
        moment: datetime | None = self.cleaned_data.get("occurred_at")
        if moment and is_to_come(moment, timezone.now()):
            raise ValidationError(_("This has not happened yet. Write it as the next step."))
        return moment

    def clean(self) -> dict[str, Any]:
        """A note says something."""
        typed = self.cleaned_data
        words = ("subject", "body")
        if typed.get("kind") == InteractionKind.NOTE and not any(typed.get(one) or one in self.errors for one in words):
            raise ValidationError({"body": _("Write a few words.")})
        return typed

    def facts(self) -> dict[str, Any]:
        """Return what is stored of it."""
        values = {name: self.cleaned_data[name] for name in FACTS}
        if values["kind"] == InteractionKind.NOTE:
            values["direction"], values["reached"] = Direction.NONE.value, True
        values["minutes"] = None if values["minutes"] is None else int(values["minutes"])
        return values


class ComposerForm(InteractionForm):
    """An interaction that is recorded now, and what was agreed to come next."""

    next_step = forms.CharField(max_length=200, required=False, label=gettext_lazy("What comes next?"))
    next_step_on = JalaliDateField(required=False, label=gettext_lazy("When is that?"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, plans: bool, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if not plans:
            del self.fields["next_step"], self.fields["next_step_on"]

    def clean(self) -> dict[str, Any]:
        """A next step has a day."""
        typed = super().clean()
        if typed.get("next_step") and not typed.get("next_step_on") and "next_step_on" not in self.errors:
            raise ValidationError({"next_step_on": _("Say when.")})
        return typed

    def new(self) -> NewInteraction:
        """Return what the action records."""
        plan = {name: self.cleaned_data.get(name) for name in ("next_step", "next_step_on")}
        return NewInteraction(**self.facts(), next_step=plan["next_step"] or "", next_step_on=plan["next_step_on"])
