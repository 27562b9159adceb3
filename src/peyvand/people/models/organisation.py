"""The people of an organisation."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from peyvand.core.fields import FaKey, PersianCharField


class Affiliation(models.Model):
    """Somebody in an organisation: a customer of her own, or only a name with a phone. `decides`: yes or no is hers."""

    organisation = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, null=True, blank=True, related_name="organisations"
    )
    name = PersianCharField(max_length=200, blank=True)
    role = PersianCharField(max_length=100, blank=True)
    decides = models.BooleanField(default=False)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    search = models.GeneratedField(
        expression=FaKey(Concat("name", Value("|"), "role", Value("|"), "email", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering = ("-decides", "id")
        indexes = [
            GinIndex(fields=["search"], name="affiliation_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["phone"], name="affiliation_phone", condition=~Q(phone="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="affiliation_once"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="affiliation_names_somebody"),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.name
