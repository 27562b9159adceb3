"""Groups of customers that are treated differently on purpose."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.people.querysets import GroupQuerySet, MembershipQuerySet
from peyvand.platform import organisation


class Group(models.Model):
    """A named group. A customer may be in several; the lowest `rank` is the one her thresholds come from.

    With a `rule` (see `platform.lists.trees`) its members follow from it, as of `filled_at` (null: being found).
    `measures` is off when the rule asks for what relationships are measured by: then it brings no thresholds.
    """

    name = PersianCharField(max_length=80, unique=True)
    note = PersianCharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=100)
    rule = models.JSONField(null=True, blank=True)
    measures = models.BooleanField(default=True, db_default=True)
    filled_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = GroupQuerySet.as_manager()

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
    since = models.DateField(default=organisation.today)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "group"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.group_id}"


class GroupStay(models.Model):
    """A customer was in a group from `joined_on` until `left_on` (null: she still is). The database writes it down by
    itself (`sql/stays.sql`), whoever lets her in or out."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="stays", db_index=False)
    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="stays", db_index=False)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "group"], name="group_stay_customer"),
            models.Index(fields=["group", "-joined_on", "-id"], name="group_stay_joined"),
            models.Index(
                fields=["group", "-left_on", "-id"], name="group_stay_left", condition=Q(left_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.group_id}: {self.joined_on}"
