"""What happened: the append-only audit, and the events that were published."""

from __future__ import annotations

from django.db import models

from peyvand.core.origin import present
from peyvand.platform.querysets import AuditQuerySet


class AuditEntry(models.Model):
    """Who did what to which object, with the changed fields as {field: [before, after]}. Rows are never changed.

    `origin` is from where: an address, a token, the command line; "" when the clock did it.
    """

    at = models.DateTimeField(auto_now_add=True)
    # A row outlives its actor unchanged: deleting a user must not touch what she did.
    actor = models.ForeignKey(
        "platform.User", on_delete=models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    actor_name = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=60)
    model = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict)
    origin = models.CharField(max_length=60, default=present, db_default="", blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["model", "object_id", "-id"], name="audit_of_object"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.model} {self.object_id}"


class EventRow(models.Model):
    """A published event, kept so that what was told can be read and told again."""

    name = models.CharField(max_length=80)
    payload = models.JSONField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class JobFailure(models.Model):
    """What a job died of, once per try; the queue itself only knows that it did."""

    job_id = models.BigIntegerField(db_index=True)
    error = models.CharField(max_length=500)
    trace = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.job_id}: {self.error}"
