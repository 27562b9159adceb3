"""What people type around a contact: goals before it, the result after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.fields import JalaliDateField
from peyvand.interactions.actions.contacts import Outcome
from peyvand.interactions.actions.interactions import NewInteraction
from peyvand.interactions.actions.promises import NewPromise
from peyvand.interactions.choices import InteractionKind
from peyvand.interactions.models import Aim

KINDS = (InteractionKind.CALL, InteractionKind.VISIT, InteractionKind.MEETING)


class GoalForm(forms.Form):
    """What the next contact is to reach."""

    text = forms.CharField(
        max_length=200,
        label=gettext_lazy("What do you want to reach?"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class OutcomeForm(forms.Form):
    """What came of a contact, in under a minute."""

    kind = forms.ChoiceField(choices=[(one.value, one.label) for one in KINDS], label=gettext_lazy("Kind"))
    reached = forms.BooleanField(required=False, initial=True, label=gettext_lazy("We got hold of them"))
    body = forms.CharField(
        max_length=20000,
        required=False,
        label=gettext_lazy("What came of it?"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    goals = forms.TypedMultipleChoiceField(
        coerce=int, required=False, label=gettext_lazy("Reached"), widget=forms.CheckboxSelectMultiple
    )
    what = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("What did you promise?"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    due_on = JalaliDateField(required=False, label=gettext_lazy("Due on"))
    next_step = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("What comes next?"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    next_step_on = JalaliDateField(required=False, label=gettext_lazy("When is that?"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, goals: Sequence[Aim], initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        chooser = self.fields["goals"]
        if isinstance(chooser, forms.TypedMultipleChoiceField):
            chooser.choices = [(goal.pk, goal.text) for goal in goals]

    def clean(self) -> dict[str, Any]:
        """A promise and a next step have a day each."""
        typed = self.cleaned_data
        for what, when in (("what", "due_on"), ("next_step", "next_step_on")):
            if typed.get(what) and not typed.get(when) and when not in self.errors:
                self.add_error(when, ValidationError(_("Say when.")))
            if typed.get(when) and not typed.get(what) and what not in self.errors:
                self.add_error(what, ValidationError(_("Say what is to be done.")))
        return typed

    def outcome(self) -> Outcome:
        """Return what the action writes down."""
        typed = self.cleaned_data
        step = {"next_step": typed["next_step"], "next_step_on": typed["next_step_on"]}
        new = NewInteraction(typed["kind"], body=typed["body"], reached=typed["reached"], **step)
        promise = NewPromise(typed["what"], typed["due_on"]) if typed["what"] else None
        return Outcome(new, promise, tuple(typed["goals"]))
