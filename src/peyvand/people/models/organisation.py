"""The people of an organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField


class Affiliation(models.Model):
    """Somebody in an organisation: a customer of her own, or only a name with a phone. `decides`: she says yes or no."""

    organisation = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, null=True, blank=True, related_name="organisations"
    )
    name = PersianCharField(max_length=200, blank=True)
    role = PersianCharField(max_length=100, blank=True)
    decides = models.BooleanField(default=False)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ("-decides", "id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="affiliation_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="affiliation_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.name
