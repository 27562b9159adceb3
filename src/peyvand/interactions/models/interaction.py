"""What is remembered of an interaction."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from peyvand.core.fields import FaKey, PersianCharField, PersianTextField
from peyvand.interactions.choices import Direction, InteractionKind
from peyvand.interactions.querysets import InteractionQuerySet


class Interaction(models.Model):
    """One note, call, meeting, visit, mail or message with a customer."""

    customer = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="interactions", db_index=False
    )
    kind = models.CharField(max_length=8, choices=InteractionKind.choices)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.OUTBOUND)
    occurred_at = models.DateTimeField()
    subject = PersianCharField(max_length=200, blank=True)
    body = PersianTextField(blank=True)
    reached = models.BooleanField(default=True, help_text="did we get hold of them?")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    external_id = models.CharField(max_length=100, null=True, blank=True, unique=True)
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    made_by_import = models.ForeignKey(
        "platform.Import", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=FaKey(Concat("subject", Value(" "), "body", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = InteractionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-occurred_at", "-id"], name="interaction_timeline"),
            models.Index(fields=["-occurred_at", "-id"], name="interaction_newest"),
            GinIndex(fields=["search"], name="interaction_search", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["made_by_import"],
                name="interaction_import",
                condition=Q(made_by_import__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()
