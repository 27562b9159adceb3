"""Small forms of care: the next step, who answers, groups, and the people of an organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.digits import to_ascii
from peyvand.core.fields import JalaliDateField, NumberField, PhoneField
from peyvand.people.models import Group
from peyvand.people.rules.contacts import Homeland
from peyvand.platform.models import User

CHOOSE = gettext_lazy("Choose a colleague.")


class NextStepForm(forms.Form):
    """What comes next, when, and who does it."""

    what = forms.CharField(
        max_length=200,
        label=gettext_lazy("What comes next?"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    on = JalaliDateField(label=gettext_lazy("When"))
    by = forms.ModelChoiceField(
        User.objects.none(), required=False, label=gettext_lazy("Who"), empty_label=gettext_lazy("me")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        by = self.fields["by"]
        if isinstance(by, forms.ModelChoiceField):
            by.queryset = User.objects.active()


class OwnersForm(forms.Form):
    """Who answers for a customer."""

    owner = forms.ModelChoiceField(
        User.objects.none(), required=False, label=gettext_lazy("Owner"), empty_label=gettext_lazy("nobody")
    )
    co_owners = forms.ModelMultipleChoiceField(
        User.objects.none(), required=False, label=gettext_lazy("Co-owners"), widget=forms.CheckboxSelectMultiple
    )
    on = JalaliDateField(required=False, label=gettext_lazy("From which day"))
    reason = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Why"), widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name in ("owner", "co_owners"):
            chooser = self.fields[name]
            if isinstance(chooser, forms.ModelChoiceField):
                chooser.queryset = User.objects.active()


class HandOverForm(forms.Form):
    """All customers of a colleague to another one: from whom, to whom, from which day, why."""

    giver = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Whose customers"), empty_label=CHOOSE)
    owner = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("To whom"), empty_label=CHOOSE)
    on = JalaliDateField(required=False, label=gettext_lazy("From which day"))
    reason = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Why"), widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name in ("giver", "owner"):
            chooser = self.fields[name]
            if isinstance(chooser, forms.ModelChoiceField):
                chooser.queryset = User.objects.active()

    def clean(self) -> dict[str, Any]:
        """Nobody hands over to herself."""
        typed = self.cleaned_data
        if typed.get("giver") and typed.get("giver") == typed.get("owner"):
            raise ValidationError({"owner": _("Choose somebody else.")})
        return typed


class GroupsForm(forms.Form):
    """The groups a customer is in."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.by_hand(), required=False, label=gettext_lazy("Groups"), widget=forms.CheckboxSelectMultiple
    )


class GroupForm(forms.Form):
    """A group: its name, what it is for, and its rank among the groups of one customer."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Name"))
    note = forms.CharField(max_length=300, required=False, label=gettext_lazy("What it is for"))
    rank = NumberField(
        least=1,
        most=9999,
        places=0,
        label=gettext_lazy("Rank"),
        help_text=gettext_lazy("A customer in several groups is treated by the one with the lowest rank."),
    )


class SomebodyForm(forms.Form):
    """Somebody in an organisation: a customer of ours, or only a name with a phone."""

    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, required=False, label=gettext_lazy("Name"))
    role = forms.CharField(max_length=100, required=False, label=gettext_lazy("Role"))
    decides = forms.BooleanField(required=False, label=gettext_lazy("Says yes or no"))
    phone = PhoneField(required=False, max_length=60, label=gettext_lazy("Phone"))
    email = forms.CharField(
        max_length=254, required=False, label=gettext_lazy("E-mail"), widget=forms.TextInput(attrs={"dir": "ltr"})
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        home: Homeland,
        initial: Mapping[str, Any] | None = None,
        closed: Collection[str] = (),
    ) -> None:
        """`closed` are the fields that the person may not write: they stay as `initial` says."""
        super().__init__(data, initial=dict(initial or {}))
        phone = self.fields["phone"]
        if isinstance(phone, PhoneField):
            phone.region, phone.area_code = home.region, home.area_code or None
        for name in set(closed) & set(self.fields):
            del self.fields[name]

    def clean_email(self) -> str:
        """Return the address in small letters."""
        typed = to_ascii(str(self.cleaned_data.get("email") or "")).lower()
        if typed:
            try:
                validate_email(typed)
            except ValidationError:
                raise ValidationError(_("«%(text)s» is not an e-mail address.") % {"text": typed[:60]}) from None
        return typed

    def clean(self) -> dict[str, Any]:
        """Somebody has a name, or is a customer of ours."""
        typed = self.cleaned_data
        if not typed.get("person") and not typed.get("name"):
            raise ValidationError({"name": _("Write a name.")})
        return typed
