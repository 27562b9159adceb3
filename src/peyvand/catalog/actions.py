"""What can be done with products, what we pledge about them, and price lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from peyvand.catalog.models import GroupPrices, ListPrice, PledgeAnswer, PriceList, Product
from peyvand.core.text import clean
from peyvand.people.models import Group
from peyvand.platform import audit, organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.versions import require_same

LONGEST_AFTER_SALE, LONGEST_NOTE = 60, 2000  # working days, characters


@dataclass(frozen=True)
class ProductFacts:
    """A product as it is to be: `unit_price` in the smallest unit of `currency`, None when it varies."""

    code: str
    name: str
    unit: str = ""
    unit_price: int | None = None
    currency: str = "IRR"
    is_active: bool = True
    after_sale: int | None = None


def save_product(*, actor: User, facts: ProductFacts, product_id: int | None = None) -> Product:
    """Add a product, or change the one with `product_id`. Raises ValidationError for what cannot be stored."""
    require(actor, "product", "change")
    values = asdict(facts) | {"code": clean(facts.code)}
    with transaction.atomic():
        product = Product.objects.select_for_update().get(pk=product_id) if product_id else Product()
        changes = audit.apply(product, values)
        if not changes:
            return product
        if facts.after_sale is not None and not 1 <= facts.after_sale <= LONGEST_AFTER_SALE:
            raise ValidationError({"after_sale": _("Write a number of working days from 1 to 60.")})
        product.full_clean(exclude=["made_by_import"], validate_unique=False, validate_constraints=False)
        product.version += 1 if product.pk else 0
        try:
            with transaction.atomic():
                product.save(update_fields=[*changes, "version"] if product.pk else None)
        except IntegrityError:
            raise ValidationError({"code": _("Another product already has this code.")}) from None
        audit.record(
            actor=actor, action="product.change" if product_id else "product.add", subject=product, changes=changes
        )
    return product


@dataclass(frozen=True)
class Said:
    """What somebody says about a pledge; `on` None means today."""

    kept: str
    note: str = ""
    on: date | None = None


def answer_pledge(*, actor: User, product_id: int, pledge: str, said: Said) -> PledgeAnswer:
    """Say whether we keep a pledge about a product; what was said before stays as history.

    Raises ValidationError for what is no pledge or answer, and for a day that is still to come.
    """
    require(actor, "product", "change")
    today = organisation.today()
    with transaction.atomic():
        product = Product.objects.select_for_update().get(pk=product_id)
        answer = PledgeAnswer(
            product=product, pledge=pledge, kept=said.kept, note=said.note, on=said.on or today, by=actor
        )
        answer.full_clean(exclude=["product", "by"], validate_constraints=False)
        if len(answer.note) > LONGEST_NOTE:
            raise ValidationError({"note": _("This is too long for a note.")})
        if answer.on > today:
            raise ValidationError({"on": _("This day is still to come.")})
        before = PledgeAnswer.objects.filter(product=product, pledge=pledge, holds=True)
        was = before.values_list("kept", flat=True).first()
        before.update(holds=False)
        answer.save()
        changes = {"pledge": pledge, "kept": [was, answer.kept], "note": answer.note}
        audit.record(actor=actor, action="product.pledge", subject=product, changes=changes)
    return answer


@dataclass(frozen=True)
class PriceListFacts:
    """A price list as it is to be. `prices` by product are in the smallest unit of `currency`; None takes one off the
    list, a product that is not there stays as it was."""

    name: str
    currency: str = "IRR"
    group_ids: Collection[int] = ()
    prices: Mapping[int, Decimal | None] = field(default_factory=dict)


def save_price_list(
    *, actor: User, facts: PriceListFacts, list_id: int | None = None, version: int | None = None
) -> PriceList:
    """Add a price list, or change the one with `list_id`.

    Raises Conflict when `version` is not the list's any more, ValidationError for what cannot be stored.
    """
    require(actor, "product", "change")
    with transaction.atomic():
        known = PriceList.objects.select_for_update().get(pk=list_id) if list_id else PriceList()
        require_same(known, version)
        changes = audit.apply(known, {"name": clean(facts.name), "currency": facts.currency})
        known.full_clean(validate_unique=False)
        try:
            with transaction.atomic():
                known.save()
        except IntegrityError:
            raise ValidationError({"name": _("Another price list already has this name.")}) from None
        changes |= _set_groups(known, facts.group_ids) | _set_prices(known, facts.prices)
        if changes:
            known.version += 1 if list_id else 0
            known.save(update_fields=["version"])
            action = "price_list.change" if list_id else "price_list.add"
            audit.record(actor=actor, action=action, subject=known, changes=changes)
    return known


def delete_price_list(*, actor: User, list_id: int, version: int | None = None) -> str:
    """Remove a price list; its groups pay the products' own prices again. Return its name.

    Raises Conflict when `version` is not the list's any more.
    """
    require(actor, "product", "change")
    with transaction.atomic():
        known = PriceList.objects.select_for_update().get(pk=list_id)
        require_same(known, version)
        audit.record(actor=actor, action="price_list.delete", subject=known)
        known.delete()
    return known.name


def _set_groups(known: PriceList, wanted: Collection[int]) -> dict[str, list[str]]:
    chosen = list(Group.objects.select_for_update().filter(pk__in=wanted).order_by("rank", "name"))
    if missing := set(wanted) - {group.pk for group in chosen}:
        raise ValidationError({"group_ids": _("Unknown group: %(ids)s.") % {"ids": ", ".join(map(str, missing))}})
    taken = GroupPrices.objects.filter(group__in=chosen).exclude(price_list=known).select_related("group").first()
    if taken is not None:
        raise ValidationError({"group_ids": _("The group %(name)s has another price list.") % {"name": taken.group}})
    mine = GroupPrices.objects.filter(price_list=known)
    before = list(mine.order_by("group__rank", "group__name").values_list("group__name", flat=True))
    after = [group.name for group in chosen]
    if before == after:
        return {}
    mine.delete()
    GroupPrices.objects.bulk_create(GroupPrices(group=group, price_list=known) for group in chosen)
    return {"groups": ["، ".join(before), "، ".join(after)]}


def _set_prices(known: PriceList, wanted: Mapping[int, Decimal | None]) -> dict[str, list[str]]:
    codes = dict(Product.objects.filter(pk__in=wanted).values_list("pk", "code"))
    if missing := set(wanted) - set(codes):
        raise ValidationError({"prices": _("Unknown product: %(ids)s.") % {"ids": ", ".join(map(str, missing))}})
    rows = ListPrice.objects.filter(price_list=known, product__in=wanted)
    before = dict(rows.values_list("product", "unit_price"))
    changed = {pk: price for pk, price in wanted.items() if before.get(pk) != price}
    rows.filter(product__in=[pk for pk in changed if pk in before]).delete()
    ListPrice.objects.bulk_create(
        ListPrice(price_list=known, product_id=pk, unit_price=price)
        for pk, price in changed.items()
        if price is not None
    )
    said = [_told({pk: prices.get(pk) for pk in changed}, codes) for prices in (before, wanted)]
    return {"prices": said} if changed else {}


def _told(prices: Mapping[int, Decimal | None], codes: Mapping[int, str]) -> str:
    return "; ".join(f"{codes[pk]}: {price.normalize():f}" for pk, price in prices.items() if price is not None)
