"""What people type about roles and relations of customers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.display import current
from peyvand.core.fields import JalaliDateField
from peyvand.people.actions.parties import NewRelation
from peyvand.people.choices import PartyKind
from peyvand.people.models import RelationKind

BACK = "-back"


class RolesForm(forms.Form):
    """Everything that somebody is to us."""

    roles = forms.MultipleChoiceField(
        choices=PartyKind.choices, required=False, label=gettext_lazy("What they are to us"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class LastingForm(forms.Form):
    """Since when, until when, and a note."""

    from_on = JalaliDateField(required=False, label=gettext_lazy("Since"))
    to_on = JalaliDateField(required=False, label=gettext_lazy("Until"))
    note = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Note"), widget=forms.TextInput(attrs={"dir": "auto"})
    )


class RelationForm(LastingForm):
    """What a customer is to another one, said from her end."""

    kind = forms.ChoiceField(label=gettext_lazy("Relation"))
    name = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Of whom"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("kind", "name", "from_on", "to_on", "note")

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        kind, language = self.fields["kind"], current().language
        if isinstance(kind, forms.ChoiceField):
            found = []
            for one in RelationKind.objects.all():
                found.append((str(one.pk), one.said(language)))
                if one.backward_fa:
                    found.append((f"{one.pk}{BACK}", one.said(language, backward=True)))
            kind.choices = found

    def clean(self) -> dict[str, Any]:
        """Somebody is chosen from those who were found."""
        typed = self.cleaned_data
        if not typed.get("person"):
            self.add_error("name", _("Choose one of your customers."))
        return typed

    def new(self) -> NewRelation:
        """Return what the action writes down."""
        typed = self.cleaned_data
        kind = typed["kind"]
        lasting = (typed["from_on"], typed["to_on"], typed["note"])
        return NewRelation(int(kind.removesuffix(BACK)), typed["person"], kind.endswith(BACK), *lasting)


class KindForm(forms.Form):
    """A kind of relation, named from both ends in both languages."""

    forward_fa = forms.CharField(max_length=60, label=gettext_lazy("From here, in Persian"))
    backward_fa = forms.CharField(max_length=60, required=False, label=gettext_lazy("From there, in Persian"))
    forward_en = forms.CharField(
        max_length=60, label=gettext_lazy("From here, in English"), widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    backward_en = forms.CharField(
        max_length=60, required=False, label=gettext_lazy("From there, in English"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
