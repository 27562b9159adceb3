"""The organisation's own settings, holidays, saved views and what people put off."""

from __future__ import annotations

from django.db import models

from peyvand.core.fields import PersianCharField
from peyvand.platform.choices import HolidayKind
from peyvand.platform.querysets import SavedViewQuerySet


class Setting(models.Model):
    """One organisation setting; what it may be is said by a manifest's `SettingSpec`."""

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.key


class Holiday(models.Model):
    """A day that is not as the work week says: seeded from the calendar, edited by administrators."""

    day = models.DateField(unique=True)
    name_fa = PersianCharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=7, choices=HolidayKind.choices, default=HolidayKind.HOLIDAY)
    is_tentative = models.BooleanField(default=False)
    is_seeded = models.BooleanField(default=False)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name_fa}"


class SavedView(models.Model):
    """A list as somebody likes it: filters, sort and columns in one query string."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="saved_views")
    list_key = models.CharField(max_length=40)
    name = PersianCharField(max_length=80)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("-is_pinned", "name")
        constraints = [models.UniqueConstraint(fields=["user", "list_key", "name"], name="one_view_per_name")]

    def __str__(self) -> str:
        return self.name


class AttentionState(models.Model):
    """What a person did with an item of her Today: put off until a day with a reason, handed over, or done."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=10)  # snoozed | done | handed
    until = models.DateField(null=True)
    reason = PersianCharField(max_length=300, blank=True)
    title = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now=True)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_state_per_item")]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"
