"""The form of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from peyvand.catalog.actions import ProductFacts
from peyvand.catalog.models import Product
from peyvand.core.display import current
from peyvand.core.money import Money, bare_unit, currencies, format_money, parse_money
from peyvand.platform import organisation

TEXT = {"dir": "auto", "autocomplete": "off"}


class ProductForm(forms.Form):
    """What is sold, under which code, for how much."""

    code = forms.CharField(
        label=_("Code"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs=TEXT))
    unit = forms.CharField(
        label=_("Unit"),
        max_length=30,
        required=False,
        help_text=_("Kilogram, box, hour…"),
        widget=forms.TextInput(attrs=TEXT),
    )
    price = forms.CharField(
        label=_("Price of one unit"), max_length=60, required=False, help_text=_("Leave it empty when it varies."),
        widget=forms.TextInput(attrs=TEXT),
    )  # fmt: skip
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    is_active = forms.BooleanField(label=_("We sell it now"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency = self.fields["currency"]
        if isinstance(currency, forms.ChoiceField):
            currency.choices = [(known.code, bare_unit(known.code)) for known in currencies()]
            currency.initial = organisation.get("currency")

    @staticmethod
    def known(product: Product) -> dict[str, Any]:
        """Return a product's present values as they are typed."""
        price = format_money(Money(product.unit_price, product.currency)) if product.unit_price is not None else ""
        names = ("code", "name", "unit", "currency", "is_active")
        return {"price": price} | {name: getattr(product, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """Read the price in the chosen currency."""
        values = super().clean() or {}
        values["unit_price"] = None
        values["currency"] = values.get("currency") or organisation.get("currency")
        if text := values.get("price"):
            try:
                money = parse_money(text, values["currency"], current().money_unit)
            except ValueError as wrong:
                raise ValidationError({"price": str(wrong)}) from None
            if money.amount < 0:
                raise ValidationError({"price": _("A price is not negative.")})
            values["unit_price"], values["currency"] = money.amount, money.currency
        return values

    def facts(self) -> ProductFacts:
        """Return what was typed."""
        names = ("code", "name", "unit", "unit_price", "currency", "is_active")
        return ProductFacts(**{name: self.cleaned_data[name] for name in names})
