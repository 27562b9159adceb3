"""To whom a customer is lent, for what and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import JalaliDateField
from peyvand.people.actions.sharing import Loan
from peyvand.people.choices import ShareLevel
from peyvand.platform.models import Team, User


class ShareForm(forms.Form):
    """A colleague or a team, to look or to work, and the last day."""

    user = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Colleague"), empty_label="—")
    team = forms.ModelChoiceField(Team.objects.none(), required=False, label=_("or a team"), empty_label="—")
    level = forms.ChoiceField(choices=ShareLevel.choices, label=_("For what"))
    until = JalaliDateField(label=_("Last day"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, rows in (("user", User.objects.active()), ("team", Team.objects.all())):
            chooser = self.fields[name]
            if isinstance(chooser, forms.ModelChoiceField):
                chooser.queryset = rows

    def loan(self) -> Loan:
        """Return what was typed as the action wants it."""
        typed = self.cleaned_data
        user, team = typed["user"], typed["team"]
        return Loan(typed["until"], typed["level"], user.pk if user else None, team.pk if team else None)
