"""Definitions of custom fields."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.platform.choices import FieldClass, FieldKind
from peyvand.platform.fields.definition import in_language


class CustomField(models.Model):
    """A field that the organisation added to a kind of record. `key` and `kind` never change; it is archived, not deleted.

    `choices` is a list of {"key", "fa", "en", "gone"}, `required_for` a list of occasions ("always", "groups:3").
    """

    subject = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=FieldKind.choices)
    label_fa = PersianCharField(max_length=80, blank=True)
    label_en = PersianCharField(max_length=80, blank=True)
    help_fa = PersianCharField(max_length=200, blank=True)
    help_en = PersianCharField(max_length=200, blank=True)
    field_class = models.CharField(max_length=10, choices=FieldClass.choices, default=FieldClass.PUBLIC)
    variant = models.CharField(max_length=20, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    choices = models.JSONField(default=list, blank=True)
    required_for = models.JSONField(default=list, blank=True)
    is_filterable = models.BooleanField(default=True)
    rank = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("rank", "id")
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="custom_field_once"),
            models.CheckConstraint(condition=~Q(label_fa="") | ~Q(label_en=""), name="custom_field_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label_fa or self.label_en

    @property
    def label(self) -> str:
        """What the field is called in the reader's language."""
        return in_language(self.label_fa, self.label_en)
