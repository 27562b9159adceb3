"""What people decide about a relationship: overrules, problems, farewells and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.field_classes import require_writing
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.relationship.choices import LeaveReason, ProblemKind, Severity, Stage
from peyvand.relationship.engine import Scope, decide, hold
from peyvand.relationship.events import CustomerLeft, ProblemClosed, ProblemOpened, StageOverridden, WinBackStarted
from peyvand.relationship.models import Facts, Problem, Relationship


@dataclass(frozen=True)
class NewProblem:
    """What went wrong, and what will show that it is good again."""

    kind: str
    summary: str
    severity: str = Severity.NORMAL
    exit_criterion: str = ""
    owner_id: int | None = None


def decide_one(customer_id: int) -> None:
    """Decide for one customer at once, in the transaction of the caller."""
    decide(Scope(organisation.today(), customer_id, customer_id, [customer_id]))


def _lock(actor: User, customer_id: int) -> Relationship:
    """Return her relationship, locked, if `actor` may change it; the engine's lock comes first."""
    require(actor, "relationship", "change")
    hold([customer_id])
    customer = Customer.objects.visible_to(actor).get(pk=customer_id)
    require_for(actor, customer, "change", "relationship")
    if not Relationship.objects.filter(pk=customer_id).exists():
        decide_one(customer_id)
    found: Relationship = Relationship.objects.select_for_update(of=("self",)).get(pk=customer_id)
    return found


def _save(actor: User, action: str, relationship: Relationship, values: Mapping[str, Any]) -> None:
    changes = audit.apply(relationship, values)
    relationship.save(update_fields=list(values))
    customer = Customer.objects.get(pk=relationship.pk)
    audit.record(actor=actor, action=action, subject=customer, changes=changes)
    decide_one(relationship.pk)
    relationship.refresh_from_db()


def override_stage(
    *, actor: User, customer_id: int, stage: str, reason: str, until: date | None = None
) -> Relationship:
    """Put a relationship into `stage` until a day (None: until ended); the engine still says what it would decide."""
    if stage not in Stage.values:
        raise ValidationError({"stage": _("There is no such stage.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if until is not None and until < organisation.today():
        raise ValidationError({"until": _("The end lies in the past.")})
    with transaction.atomic():
        relationship = _lock(actor, customer_id)
        require_writing(actor, "customer", ["override_reason"])
        values = {
            "override_stage": stage,
            "override_reason": reason.strip()[:300],
            "override_by_id": actor.pk,
            "override_until": until,
        }
        _save(actor, "relationship.override", relationship, values)
        publish(StageOverridden(customer_id=customer_id, stage=stage))
    return relationship


def end_override(*, actor: User, customer_id: int) -> Relationship:
    """Let the engine decide again."""
    with transaction.atomic():
        relationship = _lock(actor, customer_id)
        values = {"override_stage": "", "override_reason": "", "override_by_id": None, "override_until": None}
        _save(actor, "relationship.end_override", relationship, values)
        publish(StageOverridden(customer_id=customer_id, stage=""))
    return relationship


def open_problem(*, actor: User, customer_id: int, new: NewProblem) -> Problem:
    """Open a problem: from now on the relationship is in intensive care."""
    if new.kind not in ProblemKind.values or new.severity not in Severity.values:
        raise ValidationError({"kind": _("Choose one of the list.")})
    if not new.summary.strip():
        raise ValidationError({"summary": _("Write what happened.")})
    with transaction.atomic():
        _lock(actor, customer_id)
        owner = User.objects.active().filter(pk=new.owner_id).first() if new.owner_id else actor
        problem = Problem.objects.create(
            customer_id=customer_id, kind=new.kind, severity=new.severity, summary=new.summary, owner=owner,
            exit_criterion=new.exit_criterion[:300], opened_on=organisation.today(), opened_by=actor,
        )  # fmt: skip
        audit.record(actor=actor, action="problem.open", subject=problem.customer, changes={"problem": problem.pk})
        decide_one(customer_id)
        publish(ProblemOpened(problem_id=problem.pk, customer_id=customer_id))
    return problem


def close_problem(*, actor: User, problem_id: int, confirmed: bool, outcome: str = "") -> Problem:
    """Close a problem; `confirmed` means that she herself said that it is good."""
    with transaction.atomic():
        customer_id = Problem.objects.visible_to(actor).get(pk=problem_id).customer_id
        _lock(actor, customer_id)
        problem: Problem = Problem.objects.select_for_update().get(pk=problem_id)
        if problem.closed_on is not None:
            raise ValidationError(_("This problem is already closed."))
        problem.closed_on = max(organisation.today(), problem.opened_on)
        problem.confirmed, problem.outcome = confirmed, outcome.strip()
        problem.save(update_fields=["closed_on", "confirmed", "outcome"])
        changes = {"problem": problem.pk, "confirmed": confirmed}
        audit.record(actor=actor, action="problem.close", subject=problem.customer, changes=changes)
        decide_one(customer_id)
        publish(ProblemClosed(problem_id=problem.pk, customer_id=customer_id, confirmed=confirmed))
    return problem


def record_farewell(
    *, actor: User, customer_id: int, reason: str, note: str = "", calm_until: date | None = None
) -> Relationship:
    """Record that she left and why; until `calm_until` nobody bothers her. Said again, it keeps the day she left."""
    if reason not in LeaveReason.values:
        raise ValidationError({"reason": _("Choose one of the list.")})
    with transaction.atomic():
        relationship = _lock(actor, customer_id)
        require_writing(actor, "customer", ["left_reason", "left_note"])
        values = {
            "left_on": _gone_since(relationship) or organisation.today(), "left_reason": reason, "left_note": note.strip()[:300],
            "calm_until": calm_until, "win_back_on": None, "win_back_plan": "",
        }  # fmt: skip
        _save(actor, "relationship.farewell", relationship, values)
        publish(CustomerLeft(customer_id=customer_id))
    return relationship


def _gone_since(relationship: Relationship) -> date | None:
    """Return the day of a farewell that holds: she has bought nothing since, and no way back was opened."""
    if relationship.left_on is None or relationship.win_back_on is not None:
        return None
    came_back = Facts.objects.filter(pk=relationship.pk, last_on__gt=relationship.left_on).exists()
    return None if came_back else relationship.left_on


def take_back_farewell(*, actor: User, customer_id: int) -> Relationship:
    """Undo a farewell that was recorded by mistake; where there is none nothing is changed or told."""
    with transaction.atomic():
        relationship = _lock(actor, customer_id)
        if relationship.left_on is None:
            return relationship
        values = {
            "left_on": None, "left_reason": "", "left_note": "", "calm_until": None, "win_back_on": None, "win_back_plan": "",
        }  # fmt: skip
        _save(actor, "relationship.take_back_farewell", relationship, values)
        publish(CustomerLeft(customer_id=customer_id))
    return relationship


def start_win_back(*, actor: User, customer_id: int, plan: str) -> Relationship:
    """Open a way back to somebody in separation, after the calm that was promised to her."""
    if not plan.strip():
        raise ValidationError({"plan": _("Say what you will do to win her back.")})
    with transaction.atomic():
        relationship = _lock(actor, customer_id)
        require_writing(actor, "customer", ["win_back_plan"])
        today = organisation.today()
        if relationship.stage != Stage.SEPARATION:
            raise ValidationError(_("A way back is opened to somebody who has left."))
        if relationship.calm_until and relationship.calm_until > today:
            raise ValidationError(_("She was promised calm until a later day."))
        values = {
            "left_on": relationship.left_on or today, "left_reason": relationship.left_reason or LeaveReason.UNKNOWN.value,
            "win_back_on": today, "win_back_plan": plan.strip()[:300],
        }  # fmt: skip
        _save(actor, "relationship.win_back", relationship, values)
        publish(WinBackStarted(customer_id=customer_id))
    return relationship
