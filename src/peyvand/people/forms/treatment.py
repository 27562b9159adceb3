"""One term of a treatment, changed in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import NumberField
from peyvand.people.choices import Channel, ContactWay
from peyvand.people.models import Treatment
from peyvand.people.rules.treatment import Term
from peyvand.platform.models import Role, User

FIELDS: dict[str, Callable[..., forms.Field]] = {
    "first_response": lambda **given: NumberField(least=1, most=999, places=0, **given),
    "owner_role": lambda **given: forms.ModelChoiceField(Role.objects.order_by("pk"), **given),
    "contact_every": lambda **given: NumberField(least=1, most=999, places=0, **given),
    "contact_by": lambda **given: forms.ChoiceField(
        choices=[("", _("any contact, also a sale")), *ContactWay.choices], **given
    ),
    "channel": lambda **given: forms.ChoiceField(choices=[("", "—"), *Channel.choices], **given),
    "discount": lambda **given: NumberField(least=0, most=100, places=2, **given),
    "gifts": lambda **given: forms.CharField(max_length=200, **given),
    "approver": lambda **given: forms.ModelChoiceField(User.objects.active(), **given),
}
DETAILS = {"contact_by": _("What counts")}
WHOLE = {"first_response", "contact_every"}


class TermForm(forms.Form):
    """The value of one term and what says more about it; empty leaves it to other groups."""

    def __init__(self, term: Term, treatment: Treatment, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(treatment, name) for name in term.attributes})
        self.term = term
        self.fields[term.key] = FIELDS[term.key](label=term.label, help_text=term.unit, required=False)
        if term.detail:
            self.fields[term.detail] = FIELDS[term.detail](label=DETAILS[term.detail], required=False)

    def values(self) -> dict[str, Any]:
        """Return the values as a treatment keeps them."""
        typed = self.cleaned_data
        return {name: int(typed[name]) if name in WHOLE and typed[name] is not None else typed[name] for name in typed}
