"""The small forms behind the cells of the list of customers that are changed in place."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import JalaliDateField
from peyvand.people.actions.care import set_next_step
from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.handover import Transfer
from peyvand.people.actions.owners import assign_owner
from peyvand.people.forms.profile import initial_value, make_field, stored_value
from peyvand.people.models import Customer
from peyvand.platform.fields.registry import is_custom
from peyvand.platform.fields.values import value_of
from peyvand.platform.models import User


class CellForm(forms.Form):
    """A form of one cell: made from a customer, saved through an action."""

    @classmethod
    def of(cls, customer: Customer, data: Any = None) -> Self:
        """Return the form with what is known of the customer."""
        return cls(data, initial=cls.known(customer))

    @staticmethod
    def known(customer: Customer) -> dict[str, Any]:
        """Return the present values."""
        raise NotImplementedError

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the values. Raises ValidationError with a sentence."""
        raise NotImplementedError


class CityForm(CellForm):
    """Where she is."""

    city = forms.CharField(
        label=_("City"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    @staticmethod
    def known(customer: Customer) -> dict[str, Any]:
        """Return the city."""
        return {"city": customer.city}

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the city."""
        update_customer(actor=actor, customer_id=customer.pk, profile=self.cleaned_data, version=None)


class OwnFieldForm(CellForm):
    """One of the organisation's own fields."""

    def __init__(self, customer: Customer, name: str, data: Any = None) -> None:
        super().__init__(data, initial={name: initial_value(customer, name)})
        self.name = name
        self.fields[name] = make_field(name, customer.kind, value_of(customer, name))

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the value."""
        profile = {self.name: stored_value(self.name, self.cleaned_data[self.name])}
        update_customer(actor=actor, customer_id=customer.pk, profile=profile)


class OwnerForm(CellForm):
    """Who answers for her."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), required=False, empty_label=_("nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = User.objects.active()

    @staticmethod
    def known(customer: Customer) -> dict[str, Any]:
        """Return the owner."""
        return {"owner": customer.owner_id}

    def save(self, *, actor: User, customer: Customer) -> None:
        """Hand her over."""
        owner = self.cleaned_data["owner"]
        assign_owner(actor=actor, customer_id=customer.pk, transfer=Transfer(owner.pk if owner else None))


class StepForm(CellForm):
    """What comes next with her."""

    what = forms.CharField(
        label=_("Next step"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    on = JalaliDateField(label=_("When"), required=False)

    @staticmethod
    def known(customer: Customer) -> dict[str, Any]:
        """Return the next step."""
        return {"what": customer.next_step, "on": customer.next_step_on}

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the next step."""
        what, on = self.cleaned_data["what"], self.cleaned_data["on"]
        set_next_step(
            actor=actor, customer_id=customer.pk, what=what, on=on if what else None, by_id=customer.next_step_by_id
        )


def cell_form(name: str, customer: Customer, data: Any = None) -> CellForm:
    """Return the form of a cell by the name of its field."""
    if is_custom(name):
        return OwnFieldForm(customer, name, data)
    return CELLS[name][0].of(customer, data)


CELLS: dict[str, tuple[type[CellForm], str]] = {
    "city": (CityForm, "change"),
    "owner": (OwnerForm, "assign"),
    "next_step": (StepForm, "change"),
}
