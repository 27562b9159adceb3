"""What is remembered of a jot."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianTextField
from peyvand.interactions.choices import JotState
from peyvand.interactions.querysets import JotQuerySet


class Jot(models.Model):
    """A few words written down in a hurry; its author says later whose they are. Nobody else reads them before.

    `key` is the name that the writing device gave it: what is sent twice is kept once. `customer` is the page on which
    it was written, or where it was filed; `interaction` and `promise` are what it became.
    """

    author = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    text = PersianTextField()
    written_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=JotState.choices, default=JotState.WAITING)
    done_at = models.DateTimeField(null=True, blank=True)
    customer = models.ForeignKey("people.Customer", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    interaction = models.ForeignKey(
        "interactions.Interaction", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    promise = models.ForeignKey(
        "interactions.Promise", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    part_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JotQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="jot_once")]
        indexes = [
            models.Index(fields=["author", "-written_at", "-id"], name="jot_inbox", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d %H:%M}"  # never its words: they stay its author's, in the audit as well
