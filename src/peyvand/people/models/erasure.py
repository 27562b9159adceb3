"""What is left of a person who asked to be forgotten, and the file of everything we know about one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models

from peyvand.people.choices import FileState

if TYPE_CHECKING:
    from peyvand.platform.models import User


class Forgotten(models.Model):
    """A number or address of somebody who was erased, as a keyed hash: enough to know it again, not to read it."""

    digest = models.CharField(max_length=64, unique=True)
    forgotten_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]


class PersonFile(models.Model):
    """Everything we know about a customer, gathered for her: a zip in the data folder that goes after a week."""

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="person_files")
    asked_by = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=7, choices=FileState.choices, default=FileState.WAITING)
    path = models.TextField(blank=True)
    size = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.state}"

    def is_for(self, reader: User) -> bool:
        """Tell whether it is there, and gathered for this reader."""
        return self.asked_by_id == reader.pk and self.state == FileState.DONE and Path(self.path).is_file()
