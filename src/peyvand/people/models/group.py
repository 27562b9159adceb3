"""Groups of customers that are treated differently on purpose."""

from __future__ import annotations

from django.db import models

from peyvand.core.fields import PersianCharField


class Group(models.Model):
    """A named group. A customer may be in several; the lowest `rank` is the one her thresholds come from."""

    name = PersianCharField(max_length=80, unique=True)
    note = PersianCharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("rank", "name")

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A customer in a group, since when."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    customer = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="memberships", db_index=False
    )
    since = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "group"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.group_id}"
