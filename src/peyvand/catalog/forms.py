"""The forms of a product and of a price list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from peyvand.catalog.actions import LONGEST_AFTER_SALE, LONGEST_NOTE, PriceListFacts, ProductFacts, Said
from peyvand.catalog.choices import Kept
from peyvand.catalog.models import ListPrice, PriceList, Product
from peyvand.core.display import current
from peyvand.core.fields import JalaliDateField, NumberField
from peyvand.core.money import Money, bare_unit, currencies, format_money, parse_money
from peyvand.people.models import Group
from peyvand.platform import organisation

PRICE, STOOD = "price-", "stood-"
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
    after_sale = NumberField(
        label=_("In touch after a sale within"), least=1, most=LONGEST_AFTER_SALE, places=0, required=False,
        help_text=_("Working days. Leave it empty for the organisation's setting."),
    )  # fmt: skip
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
        names = ("code", "name", "unit", "currency", "is_active", "after_sale")
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
        days = self.cleaned_data["after_sale"]
        return ProductFacts(
            **{name: self.cleaned_data[name] for name in names}, after_sale=None if days is None else int(days)
        )


class PledgeForm(forms.Form):
    """How a pledge about a product stands, why, and since which day."""

    kept = forms.ChoiceField(label=_("Is it so?"), choices=Kept.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Why do you say so?"), max_length=LONGEST_NOTE, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    on = JalaliDateField(label=_("As of"), required=False, help_text=_("Empty means today."))

    def said(self) -> Said:
        """Return what was said."""
        return Said(**{name: self.cleaned_data[name] for name in ("kept", "note", "on")})


class PriceListForm(forms.Form):
    """What a price list is called and for whom it is; its currency is the organisation's when it is made."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs=TEXT))
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("rank", "name"), label=_("For the groups"), required=False,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def known(price_list: PriceList) -> dict[str, Any]:
        """Return a list's present values."""
        groups = price_list.groups.values_list("group", flat=True)
        return {name: getattr(price_list, name) for name in ("name", "currency", "version")} | {"groups": list(groups)}

    @property
    def currency(self) -> str:
        """Return what its prices are in."""
        return str(self.initial.get("currency") or organisation.get("currency"))

    def facts(self, prices: Mapping[int, Decimal | None]) -> PriceListFacts:
        """Return what was typed."""
        groups = [group.pk for group in self.cleaned_data["groups"]]
        return PriceListFacts(self.cleaned_data["name"], self.currency, groups, prices)


@dataclass
class PriceRow:
    """A product in the table of a list: its price there as typed, as it stood when it was typed, and what is wrong."""

    product: Product
    price: str = ""
    stood: str = ""
    error: str = ""


def price_rows(products: Sequence[Product], price_list: PriceList | None) -> list[PriceRow]:
    """Return these products in the table of a list as one would type them."""
    prices = price_list.prices.filter(product__in=products) if price_list else ListPrice.objects.none()
    known = dict(prices.values_list("product", "unit_price"))
    currency = price_list.currency if price_list else organisation.get("currency")
    said = {pk: format_money(Money(int(price), currency)) for pk, price in known.items()}
    return [PriceRow(product, said.get(product.pk, ""), said.get(product.pk, "")) for product in products]


def typed_products(typed: Mapping[str, Any]) -> list[int]:
    """Return the products whose prices stand in the table that was sent."""
    numbers = (name.removeprefix(PRICE) for name in typed if name.startswith(PRICE))
    return [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 19]


def read_prices(typed: Mapping[str, Any], rows: Sequence[PriceRow], currency: str) -> dict[int, Decimal | None]:
    """Return the prices that were changed by product, None where one was emptied; errors stand on their rows.

    A price that nobody touched stays as it is, also where somebody else has changed it meanwhile.
    """
    found: dict[int, Decimal | None] = {}
    for row in rows:
        row.stood = str(typed.get(f"{STOOD}{row.product.pk}", row.stood))
        text = str(typed.get(f"{PRICE}{row.product.pk}", row.price)).strip()
        if text == row.stood:
            continue
        row.price = text
        try:
            found[row.product.pk] = _price(text, currency) if text else None
        except ValueError as wrong:
            row.error = str(wrong)
    return found


def _price(text: str, currency: str) -> Decimal:
    money = parse_money(text, currency, current().money_unit)
    if money.currency != currency:
        raise ValueError(str(_("All prices of a list are in one currency.")))
    if money.amount < 0:
        raise ValueError(str(_("A price is not negative.")))
    return Decimal(money.amount)
