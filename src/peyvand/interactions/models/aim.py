"""What is remembered of what one wants to reach with a customer, and of what one has prepared."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.interactions.choices import AimKind


class Aim(models.Model):
    """A goal of the next contact, or an item of the first visit's checklist that is ticked for this customer.

    A goal waits until it is done; a check exists only once it is ticked.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="aims", db_index=False)
    kind = models.CharField(max_length=5, choices=AimKind.choices, default=AimKind.GOAL)
    text = PersianCharField(max_length=200)
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    interaction = models.ForeignKey(
        "interactions.Interaction", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["customer", "id"], name="aim_of_customer")]
        constraints = [
            models.UniqueConstraint(fields=["customer", "text"], condition=Q(kind="check"), name="checked_once"),
            models.CheckConstraint(condition=~Q(kind="check") | Q(done_at__isnull=False), name="check_is_done"),
        ]

    def __str__(self) -> str:
        return self.text
