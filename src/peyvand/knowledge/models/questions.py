"""The sets of questions that a company asks about its customers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.knowledge.querysets import QuestionSetQuerySet
from peyvand.knowledge.rules.questions import Question, read
from peyvand.platform.fields.definition import in_language


class QuestionSet(models.Model):
    """Questions asked about persons or organisations (`variant`, "" both) and the customers of a `group` (null: all).

    The one with `is_built_in` stands for the six questions from the moment a company changes them.
    """

    title_fa = PersianCharField(max_length=80, blank=True)
    title_en = PersianCharField(max_length=80, blank=True)
    variant = models.CharField(max_length=12, blank=True)
    group = models.ForeignKey(
        "people.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="question_sets"
    )
    is_built_in = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_built_in"], name="one_built_in_set", condition=Q(is_built_in=True)),
            models.CheckConstraint(condition=~Q(title_fa="") | ~Q(title_en=""), name="question_set_has_a_title"),
        ]

    def __str__(self) -> str:
        return in_language(self.title_fa, self.title_en)


class SetVersion(models.Model):
    """The questions of a set as they were worded from a moment on; the highest `number` is asked now."""

    set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    questions = models.JSONField(default=list)
    made_by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "number"], name="set_version_once")]

    def __str__(self) -> str:
        return f"{self.set_id}.{self.number}"

    @property
    def asked(self) -> list[Question]:
        """Return its questions in order."""
        return [read(one) for one in self.questions]
