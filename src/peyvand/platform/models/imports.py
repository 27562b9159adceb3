"""Imports: the file, how it is read, how far it got, what it made, and how its headers were mapped last time."""

from __future__ import annotations

from django.db import models

from peyvand.platform.choices import ImportPolicy, ImportStatus
from peyvand.platform.querysets import ImportQuerySet


class Import(models.Model):
    """One file on its way in. `cursor` (data rows done) and the counts move in the same transaction as the rows."""

    table = models.CharField(max_length=40)
    file_name = models.CharField(max_length=255)
    path = models.TextField()
    size = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    dialect = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, help_text="{field: column index}")
    options = models.JSONField(default=dict, help_text="match_by, owner_id, currency, day_first...")
    policy = models.CharField(max_length=6, choices=ImportPolicy.choices, default=ImportPolicy.UPDATE)
    status = models.CharField(max_length=8, choices=ImportStatus.choices, default=ImportStatus.DRAFT)
    cursor = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=dict, help_text="{reason code: rows}")
    totals = models.JSONField(default=dict, help_text="objects made, e.g. {'customers': 12}")
    checked = models.JSONField(default=dict, help_text="the dry run's counts")
    error = models.TextField(blank=True)
    errors_path = models.TextField(blank=True)
    errors_size = models.BigIntegerField(default=0, help_text="bytes of the errors file that belong to done rows")
    beat_at = models.DateTimeField(null=True, help_text="last sign of life of who runs it")
    newest_on = models.DateField(null=True, help_text="newest exchange in the file")
    user = models.ForeignKey("platform.User", on_delete=models.PROTECT, related_name="imports")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.table}: {self.file_name}"


class ImportChange(models.Model):
    """What an import changed on something that was there before: the fields before, and the version it left."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes", db_index=False)
    model = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before = models.JSONField()
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "model", "object_id"], name="one_before_per_object")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class ImportMapping(models.Model):
    """How a set of headers was mapped the last time, so that nobody maps it twice."""

    table = models.CharField(max_length=40)
    header_key = models.CharField(max_length=64)
    mapping = models.JSONField()
    options = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "header_key"], name="one_mapping_per_header")]

    def __str__(self) -> str:
        return f"{self.table} {self.header_key}"
