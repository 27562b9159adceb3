"""Customers on their way from one colleague to another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.people.choices import HandOverState
from peyvand.people.querysets import HandOverQuerySet


class HandOver(models.Model):
    """One customer that passes from `giver` to `taker` on a day, and how far the taker has come with her.

    `passed` holds what went along, by duty: ids of rows, so that it can be taken back. `signed_as` is the name under
    which the taker signed that she has read the brief.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="handovers", db_index=False)
    giver = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    taker = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    on = models.DateField()
    reason = PersianCharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=HandOverState.choices, default=HandOverState.PLANNED)
    passed = models.JSONField(default=dict)
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_as = PersianCharField(max_length=120, blank=True)
    introduced_on = models.DateField(null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(state__in=["planned", "proposed", "accepted"]),
                name="one_handover_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "proposed", "off"]) | Q(signed_at__isnull=False),
                name="handover_accepted_is_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-at", "-id"], name="handover_of_customer"),
            models.Index(fields=["taker", "on", "id"], name="handover_open", condition=Q(state__in=["proposed", "accepted"])),
            models.Index(fields=["on", "id"], name="handover_planned", condition=Q(state="planned")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.giver_id} -> {self.taker_id}"
