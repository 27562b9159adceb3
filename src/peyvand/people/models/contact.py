"""Ways to reach a customer, and where she is."""

from __future__ import annotations

from django.db import models

from peyvand.core.fields import PersianCharField
from peyvand.people.choices import ContactKind, ContactLabel
from peyvand.people.rules.contacts import Contact
from peyvand.people.rules.places import Place


class ContactPoint(models.Model):
    """A phone (E.164), an e-mail (lower case), a website or a social handle. `value` is stored normalised."""

    customer = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="contact_points", db_index=False
    )
    kind = models.CharField(max_length=6, choices=ContactKind.choices)
    value = models.CharField(max_length=254)
    label = models.CharField(max_length=10, choices=ContactLabel.choices, blank=True)
    network = models.CharField(max_length=30, blank=True, help_text="of a social handle")
    note = PersianCharField(max_length=100, blank=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_primary", "id")
        constraints = [models.UniqueConstraint(fields=["customer", "kind", "value"], name="contact_point_once")]
        indexes = [models.Index(fields=["value", "kind"], name="contact_point_value")]

    def __str__(self) -> str:
        return self.value

    @property
    def contact(self) -> Contact:
        """Return it as it is given to an action."""
        return Contact(self.kind, self.value, self.label, self.network, self.note)


class Address(models.Model):
    """A place, large to small: province, city, street; the postal code has ten digits."""

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(max_length=10, choices=ContactLabel.choices, blank=True)
    country = models.CharField(max_length=2, default="IR")
    province = models.CharField(max_length=6, blank=True, help_text="ISO 3166-2")
    city = PersianCharField(max_length=80, blank=True)
    street = PersianCharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.city} {self.street}".strip()

    @property
    def place(self) -> Place:
        """Return it as it is given to an action."""
        return Place(self.label, self.province, self.city, self.street, self.postal_code)
