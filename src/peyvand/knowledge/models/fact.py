"""One thing that we know of a customer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import FaKey, PersianCharField, PersianTextField
from peyvand.knowledge.choices import FactKind, Source, Status
from peyvand.knowledge.querysets import FactQuerySet
from peyvand.knowledge.rules.questions import Question, worded
from peyvand.knowledge.saying import answer_said


class Fact(models.Model):
    """One thing we know of a customer. Its words never change: what is different now `supersedes` it.

    `quote` is how she said it herself, `rank` her order of needs and of what decides (1 first), `competitor` the other
    seller that it is about. `folded` finds the same words however they are spelled. An answer says which `question` it
    answers (`rules.questions.name_of`), as worded in which `version`, and with which `value`, as custom fields keep it.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="knowledge", db_index=False)
    kind = models.CharField(max_length=14, choices=FactKind.choices)
    text = PersianTextField(max_length=1000)
    quote = PersianTextField(max_length=1000, blank=True)
    competitor = PersianCharField(max_length=100, blank=True)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.OPEN)
    rank = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.OTHER)
    learned_on = models.DateField()
    noted_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    supersedes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    noted_at = models.DateTimeField()
    question = models.CharField(max_length=60, blank=True, default="", db_default="")
    version = models.ForeignKey(
        "knowledge.SetVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers", db_index=False
    )
    value = models.JSONField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    folded = models.GeneratedField(expression=FaKey("text"), output_field=models.TextField(), db_persist=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "kind", "rank", "id"], name="fact_customer"),
            models.Index(fields=["-learned_on", "-id"], name="fact_newest", condition=Q(removed_at=None)),
            models.Index(fields=["kind", "folded"], name="fact_same_words", condition=Q(removed_at=None)),
            models.Index(fields=["version"], name="fact_version", condition=Q(version__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="fact_says_something")]

    def __str__(self) -> str:
        """Return whom it is about: the audit keeps this, and its readers need not see what was confided."""
        return str(self.customer)

    @property
    def about(self) -> str:
        """Return what it is about: its kind, or the question as it was worded when it was answered."""
        question = self.answered
        return question.text if question else str(FactKind(self.kind).label)

    @property
    def answered(self) -> Question | None:
        """Return the question that it answers, as it was worded then."""
        version = self.version
        return worded(version.set_id, version.questions, self.question) if version else None

    @property
    def said(self) -> str:
        """Return what we know in words; an answer in the reader's language and digits."""
        return answer_said(self.answered, self.value, self.text)
