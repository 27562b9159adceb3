"""How the customers of a group are treated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.people.choices import Channel, ContactWay


class Treatment(models.Model):
    """What a group promises its customers; what is empty is left to the other groups a customer is in.

    `first_response` counts working hours, `contact_every` working days, `discount` is the most percent that may be given.
    `contact_by` says which contacts keep `contact_every` (empty: any, also a sale); without it, it says nothing.
    `owner_role` is the role that whoever answers for them has, `approver` says yes or no to exceptions.
    """

    group = models.OneToOneField("people.Group", on_delete=models.CASCADE, primary_key=True, related_name="treatment")
    first_response = models.PositiveIntegerField(null=True, blank=True)
    owner_role = models.ForeignKey(
        "platform.Role", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    contact_every = models.PositiveIntegerField(null=True, blank=True)
    contact_by = models.CharField(max_length=8, choices=ContactWay.choices, blank=True, default="", db_default="")
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    discount = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    gifts = PersianCharField(max_length=200, blank=True)
    approver = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(discount__gte=0, discount__lte=100), name="treatment_discount_in_percent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id}"
