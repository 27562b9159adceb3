"""The full form of a customer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.people import custom
from peyvand.people.choices import Kind
from peyvand.people.forms.profile import initial_value, make_field, profile_names, stored_value
from peyvand.people.models import Customer, Group
from peyvand.people.rules.variants import fields_of
from peyvand.platform.fields.values import value_of
from peyvand.platform.models import User


class RecordForm(forms.Form):
    """Every profile field of one kind, groups, and for those who assign also owner and co-owners.

    `own` are the names of the organisation's own fields that the person may change.

    `version` and `seen` (the newest audit row at that time) say what the person looked at when she began.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        customer: Customer,
        assigns: bool,
        own: Sequence[str] = (),
        initial: Mapping[str, Any] | None = None,
        closed: Collection[str] = (),
    ) -> None:
        """`closed` are the fields that the person may not write: they are not asked and stay as they are."""
        super().__init__(data, initial=dict(initial or {}))
        self.kind, self.assigns, self.own = customer.kind, assigns, tuple(own)
        for name in (*fields_of(self.kind), *self.own):
            self.fields[name] = make_field(name, self.kind, value_of(customer, name))
        for name in custom.required_names(customer) & set(self.own):
            self.fields[name].required = True
        self.fields["groups"] = forms.ModelMultipleChoiceField(
            Group.objects.by_hand(), required=False, label=gettext_lazy("Groups"), widget=forms.CheckboxSelectMultiple
        )
        if assigns:
            colleagues = User.objects.active()
            self.fields["owner"] = forms.ModelChoiceField(
                colleagues, required=False, label=gettext_lazy("Owner"), empty_label=_("nobody")
            )
            self.fields["co_owners"] = forms.ModelMultipleChoiceField(
                colleagues, required=False, label=gettext_lazy("Co-owners"), widget=forms.CheckboxSelectMultiple
            )
        if self.kind == Kind.ORGANISATION:
            self.fields["name"].required = True
        self.closed = frozenset(closed)
        for name in self.closed & set(self.fields):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A person needs a first or a family name."""
        typed = self.cleaned_data
        names = ("given_name", "family_name")
        if self.kind == Kind.PERSON and not any(typed.get(name) or name in self.errors for name in names):
            raise ValidationError({"family_name": _("Write a first name or a family name.")})
        return typed

    def profile(self) -> dict[str, Any]:
        """Return the checked values of the profile fields."""
        names = (name for name in (*fields_of(self.kind), *self.own) if name in self.fields)
        return {name: stored_value(name, self.cleaned_data[name]) for name in names}

    def own_fields(self) -> list[forms.BoundField]:
        """Return the organisation's own fields."""
        return [self[name] for name in self.own]


def profile_of(customer: Customer) -> dict[str, Any]:
    """Return the present values of a customer's profile fields."""
    values = {name: value_of(customer, name) for name in profile_names(customer.kind)}
    if customer.is_person and not (customer.given_name or customer.family_name):
        values["family_name"] = customer.name
    return values


def initial_of(customer: Customer) -> dict[str, Any]:
    """Return what the form shows of a stored customer."""
    shown = {name: initial_value(customer, name) for name in custom.names(customer.kind)}
    return (
        profile_of(customer)
        | shown
        | {
            "version": customer.version,
            "groups": [membership.group_id for membership in customer.memberships.all()],
            "owner": customer.owner_id,
            "co_owners": sorted(customer.co_owner_ids),
        }
    )
