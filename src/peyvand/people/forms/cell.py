"""The small forms behind the cells of the list of customers that are changed in place."""

from __future__ import annotations

from typing import Any

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


class CityForm(forms.Form):
    """Where she is."""

    city = forms.CharField(
        label=_("City"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, customer: Customer, data: Any = None) -> None:
        super().__init__(data, initial={"city": customer.city})

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the city."""
        update_customer(actor=actor, customer_id=customer.pk, profile=self.cleaned_data, version=None)


class OwnerForm(forms.Form):
    """Who answers for her."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), required=False, empty_label=_("nobody"))

    def __init__(self, customer: Customer, data: Any = None) -> None:
        super().__init__(data, initial={"owner": customer.owner_id})
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = User.objects.active()

    def save(self, *, actor: User, customer: Customer) -> None:
        """Hand her over."""
        owner = self.cleaned_data["owner"]
        assign_owner(actor=actor, customer_id=customer.pk, transfer=Transfer(owner.pk if owner else None))


class StepForm(forms.Form):
    """What comes next with her."""

    what = forms.CharField(
        label=_("Next step"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    on = JalaliDateField(label=_("When"), required=False)

    def __init__(self, customer: Customer, data: Any = None) -> None:
        super().__init__(data, initial={"what": customer.next_step, "on": customer.next_step_on})

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the next step."""
        what, on = self.cleaned_data["what"], self.cleaned_data["on"]
        set_next_step(
            actor=actor, customer_id=customer.pk, what=what, on=on if what else None, by_id=customer.next_step_by_id
        )


class OwnFieldForm(forms.Form):
    """One of the organisation's own fields."""

    def __init__(self, customer: Customer, name: str, data: Any = None) -> None:
        super().__init__(data, initial={name: initial_value(customer, name)})
        self.name = name
        self.fields[name] = make_field(name, customer.kind, value_of(customer, name))

    def save(self, *, actor: User, customer: Customer) -> None:
        """Save the value."""
        profile = {self.name: stored_value(self.name, self.cleaned_data[self.name])}
        update_customer(actor=actor, customer_id=customer.pk, profile=profile)


# The form of a cell: made from a customer and what was typed; `save` raises ValidationError with a sentence.
BuiltInForm = CityForm | OwnerForm | StepForm
CellForm = BuiltInForm | OwnFieldForm
CELLS: dict[str, tuple[type[BuiltInForm], str]] = {
    "city": (CityForm, "change"),
    "owner": (OwnerForm, "assign"),
    "next_step": (StepForm, "change"),
}


def cell_form(name: str, customer: Customer, data: Any = None) -> CellForm:
    """Return the form of a cell by the name of its field."""
    return OwnFieldForm(customer, name, data) if is_custom(name) else CELLS[name][0](customer, data)
