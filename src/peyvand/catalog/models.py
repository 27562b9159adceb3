"""What is remembered of a product."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from peyvand.catalog.querysets import ProductQuerySet
from peyvand.core.fields import FaKey, PersianCharField


class Product(models.Model):
    """A good or service with a code of our own. `unit_price` is in the smallest unit of `currency`; None if it varies."""

    code = models.CharField(max_length=60, unique=True)
    name = PersianCharField(max_length=200)
    unit = PersianCharField(max_length=30, blank=True)
    unit_price = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="IRR")
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
