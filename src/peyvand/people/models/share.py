"""Customers lent to colleagues and teams."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from peyvand.people.choices import ShareLevel
from peyvand.people.querysets import ShareQuerySet
from peyvand.platform import organisation


class Share(models.Model):
    """A customer that somebody beyond her owner and team may see, or see and work with, until `ends_at`.

    A share widens how far a role's rights reach; it gives nobody a right that her role lacks.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="shares", db_index=False)
    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    team = models.ForeignKey("platform.Team", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    level = models.CharField(max_length=6, choices=ShareLevel.choices)
    ends_at = models.DateTimeField()
    given_by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ("ends_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["customer", "user"], name="shared_once_with_a_colleague"),
            models.UniqueConstraint(fields=["customer", "team"], name="shared_once_with_a_team"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, team__isnull=True) | Q(user__isnull=True, team__isnull=False),
                name="shared_with_one_of_both",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "customer"], name="share_with_user", condition=Q(user__isnull=False)),
            models.Index(fields=["team", "customer"], name="share_with_team", condition=Q(team__isnull=False)),
            models.Index(fields=["ends_at"], name="share_by_end"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.team)

    @property
    def last_day(self) -> date:
        """The last day on which it holds: it ends with the midnight after it."""
        return self.ends_at.astimezone(organisation.zone()).date() - timedelta(days=1)
