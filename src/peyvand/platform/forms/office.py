"""What administrators type: colleagues, teams, holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from peyvand.core.formfields import JalaliDateField
from peyvand.platform.choices import HolidayKind
from peyvand.platform.models import Role, Team

if TYPE_CHECKING:
    RoleField = forms.ModelChoiceField[Role]
else:  # the class takes a type argument only when types are checked
    RoleField = forms.ModelChoiceField


class RoleChoice(RoleField):
    """A role by its name in the reader's language."""

    def label_from_instance(self, obj: Role) -> str:
        """What the role is called."""
        return obj.label


class ColleagueForm(forms.Form):
    """Somebody who works here, or will."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    role = RoleChoice(label=pgettext_lazy("colleague", "Role"), queryset=Role.objects.order_by("id"), empty_label=None)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.all(), required=False, empty_label=_("no team")
    )


class TeamForm(forms.Form):
    """A team by its name."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)


class HolidayForm(forms.Form):
    """A day that is not as the work week says."""

    day = JalaliDateField(label=_("Day"))
    name_fa = forms.CharField(label=_("Name"), max_length=160)
    name_en = forms.CharField(
        label=_("Name in English"), max_length=160, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=HolidayKind.choices)
    is_tentative = forms.BooleanField(label=_("May move by a day"), required=False)
