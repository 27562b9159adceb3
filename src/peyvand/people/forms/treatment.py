"""One term of a treatment, changed in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from peyvand.core.fields import NumberField
from peyvand.people.choices import Channel
from peyvand.people.models import Treatment
from peyvand.people.rules.treatment import Term
from peyvand.platform.models import Role, User

FIELDS: dict[str, Callable[..., forms.Field]] = {
    "first_response": lambda **given: NumberField(least=1, most=999, places=0, **given),
    "owner_role": lambda **given: forms.ModelChoiceField(Role.objects.order_by("pk"), **given),
    "contact_every": lambda **given: NumberField(least=1, most=999, places=0, **given),
    "channel": lambda **given: forms.ChoiceField(choices=[("", "—"), *Channel.choices], **given),
    "discount": lambda **given: NumberField(least=0, most=100, places=2, **given),
    "gifts": lambda **given: forms.CharField(max_length=200, **given),
    "approver": lambda **given: forms.ModelChoiceField(User.objects.active(), **given),
}
WHOLE = {"first_response", "contact_every"}


class TermForm(forms.Form):
    """The value of one term; empty leaves it to other groups."""

    def __init__(self, term: Term, treatment: Treatment, data: Any = None) -> None:
        super().__init__(data, initial={term.key: getattr(treatment, term.key)})
        self.term = term
        self.fields[term.key] = FIELDS[term.key](label=term.label, help_text=term.unit, required=False)

    def value(self) -> Any:
        """Return the value as a treatment keeps it."""
        value = self.cleaned_data[self.term.key]
        return int(value) if self.term.key in WHOLE and value is not None else value
