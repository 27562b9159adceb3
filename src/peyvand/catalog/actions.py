"""What can be done with products."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from peyvand.catalog.models import Product
from peyvand.core.text import clean
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require


@dataclass(frozen=True)
class ProductFacts:
    """A product as it is to be: `unit_price` in the smallest unit of `currency`, None when it varies."""

    code: str
    name: str
    unit: str = ""
    unit_price: int | None = None
    currency: str = "IRR"
    is_active: bool = True


def save_product(*, actor: User, facts: ProductFacts, product_id: int | None = None) -> Product:
    """Add a product, or change the one with `product_id`. Raises ValidationError for what cannot be stored."""
    require(actor, "product", "change")
    values = asdict(facts) | {"code": clean(facts.code)}
    with transaction.atomic():
        product = Product.objects.select_for_update().get(pk=product_id) if product_id else Product()
        changes = audit.apply(product, values)
        if not changes:
            return product
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
