"""What must be known of the customers of a group, and how well we know each customer."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from peyvand.knowledge.querysets import FamiliarityQuerySet

LONGEST_KEY = 60


class MinimumProfile(models.Model):
    """What must be known of the customers of a group (`group` null: of everybody whose groups say nothing of it).

    `wants` are keys of `knowledge.wants`. Without any row, a name is enough.
    """

    group = models.OneToOneField(
        "people.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="minimum_profile"
    )
    wants = ArrayField(models.CharField(max_length=LONGEST_KEY))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], name="minimum_profile_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return ", ".join(self.wants)


class Familiarity(models.Model):
    """How well we know a customer: what her minimum profile wants, what of it is missing, and how many of the facts
    that stand were asked and not guessed. `rank` is that of her most important group. The database keeps it by itself
    (`sql/familiarity.sql`)."""

    customer = models.OneToOneField(
        "people.Customer",
        on_delete=models.DO_NOTHING,  # the database takes it away with her, after whatever else is taken away
        primary_key=True,
        related_name="familiarity",
        db_constraint=False,
    )
    wanted = models.PositiveIntegerField()
    missing = ArrayField(models.CharField(max_length=LONGEST_KEY))
    percent = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(null=True)
    facts = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    first_hand = models.PositiveIntegerField(null=True)

    objects = FamiliarityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100) & Q(asked__lte=F("facts")), name="familiarity_adds_up")
        ]
        indexes = [models.Index(fields=["rank", "customer"], name="familiarity_below", condition=Q(percent__lt=100))]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.percent}%"
