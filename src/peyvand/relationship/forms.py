"""What people type about relationships."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import JalaliDateField
from peyvand.core.numbers import format_number
from peyvand.people.models import Group
from peyvand.platform.models import User
from peyvand.relationship.choices import LeaveReason, ProblemKind, Severity, Stage
from peyvand.relationship.rules.thresholds import CHAPTERS, Threshold

TEXT = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
LINES = forms.Textarea(attrs={"dir": "auto", "rows": 3})


class OverrideForm(forms.Form):
    """A stage, why, and until when."""

    stage = forms.ChoiceField(choices=Stage.choices, label=_("Stage"))
    reason = forms.CharField(max_length=300, label=_("Why"), widget=TEXT)
    until = JalaliDateField(required=False, label=_("Until"), help_text=_("Empty: until it is ended."))


class ProblemForm(forms.Form):
    """What went wrong, how bad it is, who takes care, and what will show that it is good."""

    kind = forms.ChoiceField(choices=ProblemKind.choices, label=_("What kind"))
    summary = forms.CharField(max_length=2000, label=_("What happened"), widget=LINES)
    severity = forms.ChoiceField(choices=Severity.choices, label=_("How bad"))
    exit_criterion = forms.CharField(
        max_length=300,
        required=False,
        label=_("It is good when"),
        help_text=_("Something the customer can confirm."),
        widget=TEXT,
    )
    owner = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Who takes care"), empty_label=_("me"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = User.objects.active()


class CloseForm(forms.Form):
    """How a problem ended."""

    outcome = forms.CharField(max_length=2000, required=False, label=_("How did it end?"), widget=LINES)
    confirmed = forms.BooleanField(required=False, label=_("The customer confirmed that it is good"))


class FarewellForm(forms.Form):
    """Why she left, and until when nobody bothers her."""

    reason = forms.ChoiceField(choices=LeaveReason.choices, label=_("Reason"))
    note = forms.CharField(max_length=300, required=False, label=_("In her words"), widget=TEXT)
    calm_until = JalaliDateField(
        required=False, label=_("Calm until"), help_text=_("Until then nobody writes or calls to sell something.")
    )


class WinBackForm(forms.Form):
    """What will be done to win her back."""

    plan = forms.CharField(max_length=300, label=_("What will you do?"), widget=TEXT)


class DayForm(forms.Form):
    """A day of the past to look at."""

    on = JalaliDateField(required=False, label=_("As of day"))


def group_choices() -> list[tuple[str, Any]]:
    """Return everyone and each group that may bring thresholds."""
    groups = Group.objects.filter(measures=True).values_list("pk", "name")
    return [("", _("Everyone")), *((str(pk), name) for pk, name in groups)]


def threshold_chapters(values: dict[str, Any]) -> list[tuple[Any, list[tuple[Threshold, Any]]]]:
    """Return the thresholds by chapter, each with its value as it is written."""
    return [(title, [(one, format_number(values[one.key])) for one in chapter]) for title, chapter in CHAPTERS]
