"""What people type about relationships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import JalaliDateField
from peyvand.core.numbers import format_number
from peyvand.people.models import Group
from peyvand.platform.models import User
from peyvand.relationship.choices import Boundary, DecisionKind, LeaveReason, ProblemKind, Severity, Stage
from peyvand.relationship.rules.thresholds import CHAPTERS, Threshold

TEXT = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
LINES = forms.Textarea(attrs={"dir": "auto", "rows": 3})
LETTER = forms.Textarea(attrs={"dir": "auto", "rows": 8})
NOT_ALONE = _("Nobody lets a customer go alone: name a second colleague.")
# That we let her go is said by a decision, with a second pair of eyes.
HER_REASONS = [choice for choice in LeaveReason.choices if choice[0] != LeaveReason.LET_GO]


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

    reason = forms.ChoiceField(choices=HER_REASONS, label=_("Reason"))
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


class DecisionForm(forms.Form):
    """Why something is decided, until when, and the colleague who looks at it as well: nobody lets go `alone`."""

    alone = True
    reason = forms.CharField(max_length=2000, label=_("Why"), widget=LINES)
    review_on = JalaliDateField(label=_("Look again on"))
    second = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Second pair of eyes"),
        error_messages={"required": NOT_ALONE},
    )

    def __init__(self, *args: Any, decider: User, alone: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        second = self.fields["second"]
        second.required = not (self.alone if alone is None else alone)
        if isinstance(second, forms.ModelChoiceField):
            second.empty_label = _("Choose a colleague") if second.required else _("nobody")
            second.queryset = User.objects.active().with_right("relationship", "change").exclude(pk=decider.pk)


def with_second(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, with the second colleague as `second_id`."""
    second: User | None = typed["second"]
    return {name: value for name, value in typed.items() if name != "second"} | {
        "second_id": second.pk if second else None
    }


class KeepForm(DecisionForm):
    """What a commitment consists of."""

    promised = forms.CharField(max_length=300, required=False, label=_("What do we promise?"), widget=TEXT)
    due_on = JalaliDateField(
        required=False, label=_("Promised for"), help_text=_("With a day it stands among our promises.")
    )


class LetGoForm(DecisionForm):
    """What a respectful exit needs."""

    alone = False
    letter = forms.CharField(max_length=2000, label=_("Letter"), widget=LETTER)
    alternatives = forms.CharField(max_length=2000, label=_("Alternatives that we name"), widget=LINES)
    handling = forms.CharField(max_length=2000, label=_("What becomes of data and account"), widget=LINES)


DECISION_FORMS: dict[str, type[DecisionForm]] = {
    DecisionKind.KEEP: KeepForm,
    DecisionKind.RENEGOTIATE: DecisionForm,
    DecisionKind.LET_GO: LetGoForm,
}


class AnswerForm(forms.Form):
    """What the second pair of eyes says."""

    agreed = forms.ChoiceField(
        choices=[("yes", _("it stands")), ("no", _("set it aside"))], label=_("Your answer"), widget=forms.RadioSelect
    )


class CaseAnswerForm(AnswerForm):
    """What the second pair of eyes says of a boundary case, and why."""

    answer = forms.CharField(max_length=300, required=False, label=_("Why"), widget=TEXT)


class BoundaryForm(forms.Form):
    """Which line was crossed and what happened."""

    boundary = forms.ChoiceField(choices=Boundary.choices, label=_("Which boundary"))
    evidence = forms.CharField(
        max_length=4000,
        label=_("What happened"),
        widget=LINES,
        help_text=_("What was said or done, not what you think of it."),
    )
