"""Customers who may be one and the same: how they are found, what was decided, and merges with their way back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from peyvand.people.choices import PairState, RunState, Surety
from peyvand.people.querysets import MergeQuerySet, PairQuerySet


class DuplicateKey(models.Model):
    """Something that a customer could share with her double, as a number (`rules.likeness.keys_of`).

    When more than `most` customers share it, it says nothing.
    """

    customer = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="duplicate_keys", db_index=False
    )
    key = models.BigIntegerField()
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "key"], name="duplicate_key_once")]
        indexes = [models.Index(fields=["key"], name="duplicate_key_shared")]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.key}"


class DuplicatePair(models.Model):
    """Two customers who may be one. `reasons` is a list of {code, weight, value}; `score` their sum from 0 to 100.

    `seen_at` is when the pair was last found alike: an open pair that is not found again goes.
    """

    low = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="pairs_above", db_index=False)
    high = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="pairs_below")
    score = models.PositiveIntegerField()
    surety = models.CharField(max_length=8, choices=Surety.choices)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=PairState.choices, default=PairState.OPEN)
    found_on = models.DateField()
    seen_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="duplicate_pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["-score", "-id"], name="duplicate_pair_open", condition=Q(state="open")),
            models.Index(fields=["-decided_at", "-id"], name="duplicate_pair_decided", condition=Q(state="dismissed")),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} / {self.high_id}: {self.score}"


class Merge(models.Model):
    """Two customers became one: `lose` went into `keep`. What it takes to part them again exactly.

    `before` and `after` hold the fields of `keep` that the merge changed; `lost` those of `lose`. `moved` are the ids of
    the rows that were re-pointed, by column ("sales.order.customer"); `rows` whole rows of tables whose rows people's
    edits replace; `parts` what other contexts changed, by context.
    """

    keep = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="merges")
    lose = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="merges_away")
    actor = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    lost = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lose"], name="merged_into_one", condition=Q(undone_at=None)),
            models.CheckConstraint(condition=~Q(keep=F("lose")), name="merge_of_two"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="merge_newest", condition=Q(undone_at=None))]

    def __str__(self) -> str:
        return f"{self.lose_id} -> {self.keep_id}"


class MergeRun(models.Model):
    """The merging of all pairs that are surely the same, chunk by chunk, in somebody's name."""

    actor = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.WAITING)
    total = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    after_id = models.BigIntegerField(default=0)
    until_id = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.merged} / {self.total}"
