"""What is remembered of relationships: the stage now, every stage before, and what people said and decided about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import PersianCharField, PersianTextField
from peyvand.relationship.choices import (
    Boundary,
    Cause,
    DecisionKind,
    Eyes,
    LeaveReason,
    ProblemKind,
    Severity,
    Stage,
)
from peyvand.relationship.querysets import (
    BoundaryQuerySet,
    DecisionQuerySet,
    MoveQuerySet,
    ProblemQuerySet,
    RelationshipQuerySet,
)
from peyvand.relationship.rules.thresholds import Usual


class Relationship(models.Model):
    """Where a relationship stands, since when and why. `stage` is what counts; while a colleague overrules it,
    `engine_stage` and `engine_evidence` say what the engine would have decided.

    `evidence` is a list of {code, numbers, links}. `value` is at stake per year, in the smallest unit of `currency`.
    `attention_on` is the day from which she needs somebody (null: nothing needed) and `rank` = urgency x value.
    `due_on` is the next day on which time alone may decide otherwise (null: never). `owner_id` and `team_id` repeat the
    customer's (`sql/ours.sql` keeps them): who answers for whom is found without reading the customers.
    """

    customer = models.OneToOneField(
        "people.Customer", on_delete=models.CASCADE, primary_key=True, related_name="relationship"
    )
    stage = models.CharField(max_length=20, choices=Stage.choices)
    since = models.DateField()
    evidence = models.JSONField(default=list)
    decided_on = models.DateField()
    engine_stage = models.CharField(max_length=20, choices=Stage.choices)
    engine_evidence = models.JSONField(null=True)
    override_stage = models.CharField(max_length=20, choices=Stage.choices, blank=True)
    override_reason = PersianCharField(max_length=300, blank=True)
    override_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    override_until = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_reason = models.CharField(max_length=20, choices=LeaveReason.choices, blank=True)
    left_note = PersianCharField(max_length=300, blank=True)
    calm_until = models.DateField(null=True)
    win_back_on = models.DateField(null=True)
    win_back_plan = PersianCharField(max_length=300, blank=True)
    currency = models.CharField(max_length=3, default="IRR")
    value = models.BigIntegerField(default=0)
    urgency = models.FloatField(default=0)
    rank = models.BigIntegerField(default=0)
    attention_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    owner_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["stage", "-value", "customer"], name="relationship_by_stage"),
            models.Index(
                fields=["-rank", "customer"],
                include=["attention_on", "owner_id", "team_id"],  # whose it is and since when, without opening the rows
                name="relationship_needing",
                condition=Q(attention_on__isnull=False),
            ),
            models.Index(
                fields=["owner_id", "-rank", "customer"],
                include=["attention_on"],
                name="relationship_needing_owner",
                condition=Q(attention_on__isnull=False),
            ),
            models.Index(
                fields=["team_id", "-rank", "customer"],
                include=["attention_on"],
                name="relationship_needing_team",
                condition=Q(attention_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.stage}"

    @property
    def is_overridden(self) -> bool:
        """Tell whether a colleague's decision stands in for the engine's."""
        return self.engine_evidence is not None


class StageMove(models.Model):
    """One stretch of history: in `stage` from `from_on` until the day before `to_on` (null: still)."""

    customer = models.ForeignKey(
        "people.Customer",
        on_delete=models.CASCADE,
        related_name="stage_moves",
        db_index=False,
        db_constraint=False,  # histories are written by the million from customers that were just read
    )
    stage = models.CharField(max_length=20, choices=Stage.choices)
    previous = models.CharField(max_length=20, choices=Stage.choices, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    evidence = models.JSONField(default=list)
    cause = models.CharField(max_length=10, choices=Cause.choices)

    objects = MoveQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "from_on"], name="one_stage_per_day")]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.stage} {self.from_on}"


class Problem(models.Model):
    """Something is wrong between us: it puts the relationship into intensive care until she confirms that it is good.

    `promise` is the broken promise that it is about.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="problems")
    kind = models.CharField(max_length=10, choices=ProblemKind.choices)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.NORMAL)
    summary = PersianTextField()
    exit_criterion = PersianCharField(max_length=300, blank=True)
    owner = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    closed_on = models.DateField(null=True)
    confirmed = models.BooleanField(default=False)
    outcome = PersianTextField(blank=True)
    promise = models.ForeignKey(
        "interactions.Promise", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="problem_closes_after_opening",
            )
        ]
        indexes = [models.Index(fields=["promise"], name="problem_promise", condition=Q(promise__isnull=False))]

    def __str__(self) -> str:
        return self.summary[:80]


class Decision(models.Model):
    """Keep her as a commitment, renegotiate, or let her go. A new decision follows the old one, which stays as it was;
    the newest that stands is in force.

    `second` is the colleague who answered as the second pair of eyes. `watcher` is whose Today it comes up on: while it
    waits who was asked for an answer, afterwards who looks again on `review_on`. What is `promised` becomes a `promise`
    of ours, due on `due_on`, once the decision stands. `steps` are those of a respectful exit that are done: {step: ISO
    day}.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="decisions", db_index=False)
    kind = models.CharField(max_length=12, choices=DecisionKind.choices)
    reason = PersianTextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=Eyes.choices, default=Eyes.STANDS)
    second = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    watcher = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")
    review_on = models.DateField()
    promise = models.ForeignKey("interactions.Promise", on_delete=models.SET_NULL, null=True, related_name="+")
    promised = PersianCharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    letter = PersianTextField(blank=True)
    alternatives = PersianTextField(blank=True)
    handling = PersianTextField(blank=True)
    steps = models.JSONField(default=dict)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["customer", "-id"], name="decision_of_customer"),
            models.Index(fields=["-decided_on", "-id"], name="decision_newest"),
            models.Index(fields=["review_on", "id"], name="decision_review", condition=~Q(state=Eyes.SET_ASIDE)),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.kind}"


class BoundaryCase(models.Model):
    """A line was crossed with one of us: what happened, and what a second colleague says of it."""

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="boundary_cases")
    boundary = models.CharField(max_length=12, choices=Boundary.choices)
    evidence = PersianTextField()
    noted_on = models.DateField()
    noted_by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=Eyes.choices, default=Eyes.WAITING)
    second = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    answer = PersianCharField(max_length=300, blank=True)

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("boundary case")
        verbose_name_plural = _("boundary cases")
        ordering = ("-id",)
        indexes = [models.Index(fields=["-noted_on", "-id"], name="boundary_newest")]

    def __str__(self) -> str:
        return self.customer.name


class GroupRhythm(models.Model):
    """How a group's customers usually buy (`group` null: everyone's): percentiles of the days between exchanges, over
    `gaps` of them, and the middle of what a customer brings in a year, in the smallest unit of `currency`."""

    group = models.OneToOneField("people.Group", on_delete=models.CASCADE, null=True, related_name="rhythm")
    gaps = models.IntegerField(default=0)
    median = models.FloatField(null=True)
    p90 = models.FloatField(null=True)
    p975 = models.FloatField(null=True)
    typical_year = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group"], name="one_rhythm_for_everyone", nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.p90}"

    @property
    def usual(self) -> Usual:
        """Return what thresholds are made from."""
        return Usual(self.gaps, self.p90, self.p975, self.typical_year)


class Thresholds(models.Model):
    """What a group's relationships are measured by (`group` null: everyone's); only what differs from the defaults."""

    group = models.OneToOneField("people.Group", on_delete=models.CASCADE, null=True, related_name="thresholds")
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group"], name="one_set_of_thresholds", nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.group_id}"


class Tally(models.Model):
    """Relationships of living customers, counted by triggers (`sql/tally.sql`): the sum over the rows is the count.

    `needs_from` is null when nothing is needed and the year 1 when somebody was needed at the decision already.
    """

    owner_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    stage = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    needs_from = models.DateField(null=True)
    n = models.BigIntegerField()
    value = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.stage}: {self.n}"


class MoveTally(models.Model):
    """Moves of living customers, counted by triggers (`sql/flow.sql`): the sum over the rows is the count.

    `previous` is empty where a history begins, so that arrivals in a stage up to a day, less those who left it, are
    those who were in it on that day.
    """

    owner_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    day = models.DateField()
    previous = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=20)
    n = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day"], name="move_tally_by_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.n}"


class Reviewed(models.Model):
    """By what, and for which day, everybody was last decided (one row at most): as long as it holds, a review decides
    only those who changed and those whom time moves."""

    measures = models.JSONField()
    day = models.DateField()

    def __str__(self) -> str:
        return str(self.day)


class Dirty(models.Model):
    """A customer whose facts may have changed. Rows are only added and taken: no change is lost during a decision."""

    customer = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.customer_id)
