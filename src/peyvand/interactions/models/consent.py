"""What customers said about being contacted, and whom nobody may contact whatever the records say."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.interactions.choices import ConsentSource, Purpose
from peyvand.interactions.querysets import ConsentQuerySet
from peyvand.people.choices import Channel


class Consent(models.Model):
    """A customer's yes or no to one channel for one purpose. Rows are only added: the newest one holds."""

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="consents", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    given = models.BooleanField()
    source = models.CharField(max_length=10, choices=ConsentSource.choices)
    proof = PersianCharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    made_by_import = models.ForeignKey(
        "platform.Import", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["customer", "channel", "purpose", "-at", "-id"], name="consent_newest"),
            models.Index(fields=["made_by_import"], name="consent_import", condition=Q(made_by_import__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.channel}, {self.purpose}"


class Suppression(models.Model):
    """A phone or an address at which nobody is contacted for anything but her orders, whoever has it.

    Only a digest and a masked form are kept, so it outlives the customer, her erasure and another import of her.
    """

    digest = models.CharField(max_length=64, unique=True)
    masked = models.CharField(max_length=60)
    reason = PersianCharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.masked
