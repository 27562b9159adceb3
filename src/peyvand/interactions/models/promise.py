"""What is remembered of a promise that we gave."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from peyvand.core.fields import FaKey, PersianCharField, PersianTextField
from peyvand.interactions.choices import PromiseState, ToldHow
from peyvand.interactions.querysets import PromiseQuerySet


class Promise(models.Model):
    """What one of us promised a customer, by when, and what became of it.

    `person` is whom in the organisation it was given to, `interaction` the call or meeting in which it was given.
    `told` says when and how the customer heard how it ended (or that it will be late).
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="promises", db_index=False)
    person = models.ForeignKey(
        "people.Affiliation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    what = PersianCharField(max_length=300)
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=PromiseState.choices, default=PromiseState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = PersianTextField(blank=True)
    settled_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=8, choices=ToldHow.choices, blank=True)
    interaction = models.ForeignKey(
        "interactions.Interaction", on_delete=models.SET_NULL, null=True, related_name="promises"
    )
    recorded_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(expression=FaKey("what"), output_field=models.TextField(), db_persist=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-made_at", "-id"], name="promise_customer"),
            models.Index(fields=["due_on", "id"], name="promise_due"),
            models.Index(fields=["by", "due_on", "id"], name="promise_by"),
            models.Index(
                fields=["due_on", "id"], name="promise_open", condition=Q(state="open", deleted_at__isnull=True)
            ),
            GinIndex(fields=["search"], name="promise_search", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="promise_settled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(told_how="", told_on__isnull=True) | (~Q(told_how="") & Q(told_on__isnull=False)),
                name="promise_told_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits to be kept."""
        return self.state == PromiseState.OPEN
