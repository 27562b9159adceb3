"""The form of an order: who, when, and lines that are typed as people speak of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.catalog.models import Product
from peyvand.catalog.prices import prices_for
from peyvand.core.display import current
from peyvand.core.fields import JalaliDateTimeField
from peyvand.core.money import Money, format_money, parse_money
from peyvand.core.numbers import format_number, parse_number
from peyvand.platform.models import User
from peyvand.sales.actions import NewLine, NewOrder
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order, OrderLine

EMPTY_LINES, MOST_LINES = 4, 200
LARGEST_QUANTITY, LARGEST_AMOUNT = Decimal(10) ** 12, 2**53
CODE_MARK = " — "


@dataclass
class LineText:
    """One line as it was typed, and what is wrong with it."""

    product: str = ""
    quantity: str = ""
    price: str = ""
    error: str = ""

    @classmethod
    def of(cls, line: OrderLine, currency: str, sign: int) -> LineText:
        """Return a recorded line as one would type it; `sign` is -1 in a return."""
        product = f"{line.product.name}{CODE_MARK}{line.product.code}" if line.product else line.description
        price = format_money(Money(int(line.unit_price), currency))
        return cls(product, format_number(sign * line.quantity, digits=current().digits), price)

    @property
    def is_empty(self) -> bool:
        """Tell a line that nobody filled in."""
        return not (self.product.strip() or self.price.strip())


class OrderForm(forms.Form):
    """The head of an order; `version` says which state of a recorded one was read, `ask` is the form that asks for its
    discount when that is over the ceiling."""

    ask: forms.Form | None = None
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    placed_at = JalaliDateTimeField(
        label=gettext_lazy("When"), required=False, help_text=gettext_lazy("Empty means now.")
    )
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=60, required=False, help_text=gettext_lazy("Leave it empty and we give one."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    is_return = forms.BooleanField(
        label=gettext_lazy("This is a return: value goes back to the customer"), required=False
    )


class CorrectionForm(OrderForm):
    """The head of a recorded order: what is left empty stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("placed_at", "number"):
            self.fields[name].help_text = gettext_lazy("Empty leaves it as it is.")


def known(order: Order) -> dict[str, Any]:
    """Return what the form shows of a recorded order."""
    values = {name: getattr(order, name) for name in ("version", "placed_at", "number", "note")}
    return values | {"is_return": order.kind == OrderKind.RETURN}


@dataclass
class LinesForm:
    """The lines as typed, read into `NewLine`s; errors stand beside the line they are about."""

    user: User
    currency: str
    lines: list[LineText] = field(default_factory=list)
    customer_id: int | None = None

    @classmethod
    def read(
        cls, user: User, currency: str, data: Mapping[str, Any] | None = None, customer_id: int | None = None
    ) -> LinesForm:
        """Return the lines in a form's data, or some empty ones; without a price they cost what the customer pays."""
        if not isinstance(data, QueryDict):
            return cls(user, currency, [LineText() for _line in range(EMPTY_LINES)], customer_id)
        columns: Sequence[list[str]] = [
            [str(v).replace("\x00", "")[:300] for v in data.getlist(n)] for n in ("product", "quantity", "price")
        ]
        count = min(max(map(len, columns)), MOST_LINES)
        filled = [[*column, *[""] * count][:count] for column in columns]
        return cls(user, currency, [LineText(*texts) for texts in zip(*filled, strict=True)], customer_id)

    @classmethod
    def of(cls, user: User, order: Order) -> LinesForm | None:
        """Return an order's lines as typed; None when typing them here would not say the same (other signs, parts of
        the smallest unit, too many)."""
        sign = -1 if order.kind == OrderKind.RETURN else 1
        sold = list(order.lines.select_related("product")[: MOST_LINES + 1])
        form = cls(user, order.currency, [LineText.of(line, order.currency, sign) for line in sold], order.customer_id)
        meant = [_meaning(line) for line in sold]
        read = [_meaning(line) for line in form.new_lines(sign)]
        return form if len(sold) <= MOST_LINES and form.is_valid and meant == read else None

    def new_lines(self, sign: int) -> list[NewLine]:
        """Return the lines to record; `sign` is -1 for a return. Check `is_valid` afterwards."""
        typed = [line for line in self.lines if not line.is_empty]
        known = self._products([line.product for line in typed])
        prices = prices_for(self.customer_id, self.currency, [product.pk for product in known.values()])
        found: list[NewLine] = []
        for line in typed:
            product = known.get(_code(line.product))
            try:
                found.append(self._line(line, product, prices.get(product.pk) if product else None, sign))
            except ValueError as wrong:
                line.error = str(wrong)
        return found

    @property
    def is_valid(self) -> bool:
        """Tell whether every line could be read."""
        return not any(line.error for line in self.lines)

    def _products(self, texts: Sequence[str]) -> dict[str, Product]:
        rows = Product.objects.visible_to(self.user).filter(code__in={_code(text) for text in texts})
        return {product.code: product for product in rows}

    def _line(self, line: LineText, product: Product | None, usual: Decimal | None, sign: int) -> NewLine:
        quantity = parse_number(line.quantity) if line.quantity.strip() else Decimal(1)
        if not 0 < quantity <= LARGEST_QUANTITY:
            raise ValueError(_("The quantity must be more than zero."))
        price = self._price(line.price, usual)
        if abs(price * quantity) > LARGEST_AMOUNT:
            raise ValueError(_("This amount is too large."))
        description = "" if product else line.product.strip()
        if not description and product is None:
            raise ValueError(_("Say what was sold."))
        return NewLine(sign * quantity, price, product.pk if product else None, description)

    def _price(self, text: str, usual: Decimal | None) -> Decimal:
        if text.strip():
            money = parse_money(text, self.currency, current().money_unit)
            if money.currency != self.currency:
                raise ValueError(_("All lines of an order are in one currency."))
            if money.amount < 0:
                raise ValueError(_("A price is not negative; mark the order as a return instead."))
            return Decimal(money.amount)
        if usual is None:
            raise ValueError(_("Write the price."))
        return usual


def _meaning(line: NewLine | OrderLine) -> tuple[Any, ...]:
    return line.product_id, "" if line.product_id else line.description, line.quantity, line.unit_price


def _code(text: str) -> str:
    """Return the code in what was chosen ("name — CODE", so that the name says which way it is read) or typed."""
    return text.rpartition(CODE_MARK)[2].strip()


def new_order(form: OrderForm, lines: Sequence[NewLine], currency: str) -> NewOrder:
    """Return the order that the forms describe. Raises ValidationError when it has no line."""
    if not lines:
        raise ValidationError(_("An order needs at least one line."))
    values = form.cleaned_data
    return NewOrder(
        lines=lines, number=values["number"], placed_at=values["placed_at"], currency=currency, note=values["note"]
    )
