"""What is remembered of a product."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from peyvand.catalog.choices import Kept, Pledge
from peyvand.catalog.querysets import PriceListQuerySet, ProductQuerySet
from peyvand.core.fields import FaKey, PersianCharField, PersianTextField


class Product(models.Model):
    """A good or service with a code of our own. `unit_price` is in the smallest unit of `currency`; None if it varies.

    Within `after_sale` working days of its sale somebody gets in touch; None: as the organisation's setting says.
    """

    code = models.CharField(max_length=60, unique=True)
    name = PersianCharField(max_length=200)
    unit = PersianCharField(max_length=30, blank=True)
    unit_price = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="IRR")
    after_sale = models.PositiveIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    made_by_import = models.ForeignKey("platform.Import", on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=FaKey(Concat("code", Value(" "), "name", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["search"], name="product_search", opclasses=["gin_trgm_ops"])]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="product_has_a_code")]

    def __str__(self) -> str:
        return self.name or self.code


class PledgeAnswer(models.Model):
    """What somebody said about a pledge of a product: whether it is kept, why, and on which day that was so.

    Nothing is rewritten: a new answer follows the old one, and the newest is the one that `holds`.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pledges", db_index=False)
    pledge = models.CharField(max_length=8, choices=Pledge.choices)
    kept = models.CharField(max_length=7, choices=Kept.choices)
    note = PersianTextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    said_at = models.DateTimeField(auto_now_add=True)
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "pledge"], name="one_pledge_answer_holds", condition=Q(holds=True)
            )
        ]
        indexes = [models.Index(fields=["product", "-id"], name="pledge_answers")]

    def __str__(self) -> str:
        return f"{self.pledge}: {self.kept}"


class PriceList(models.Model):
    """Other prices than the products' own, in one currency, for the customers of some groups."""

    name = PersianCharField(max_length=80, unique=True)
    currency = models.CharField(max_length=3, default="IRR")
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects = PriceListQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class GroupPrices(models.Model):
    """The one price list of a group."""

    group = models.OneToOneField("people.Group", on_delete=models.CASCADE, primary_key=True, related_name="prices")
    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="groups")

    def __str__(self) -> str:
        return f"{self.group_id}: {self.price_list_id}"


class ListPrice(models.Model):
    """What one unit of a product costs by a list, in the smallest unit of its currency, with decimals."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="list_prices")
    unit_price = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["price_list", "product"], name="one_price_per_list"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="list_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.unit_price.normalize():f}"
