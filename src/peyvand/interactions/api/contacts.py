"""Before and after a contact over HTTP: the same actions and rights as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.core.manifest import BriefAsk
from peyvand.core.manifest.briefs import CONTACT
from peyvand.interactions.actions.contacts import Outcome, add_goal, record_outcome, remove_goal, tick
from peyvand.interactions.actions.interactions import NewInteraction
from peyvand.interactions.actions.promises import NewPromise
from peyvand.interactions.choices import AimKind, InteractionKind
from peyvand.interactions.models import Aim
from peyvand.interactions.preparing import preparation
from peyvand.people.api.finding import find
from peyvand.people.api.handovers import BriefPartOut, part_shown
from peyvand.people.api.reach import ReachOut, reach_known
from peyvand.people.briefs import gather
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import invalid, not_found, pointer
from peyvand.platform.api_kit.shapes import Day, Given, Id, MomentOut, Words
from peyvand.platform.policies import require

router = Router(tags=["contacts"])


class GoalIn(Given):
    """What the next contact is to reach."""

    text: Annotated[Words, Field(max_length=200)]


class GoalOut(Schema):
    """A goal; `done_at` is null while it waits."""

    id: int
    customer_id: int
    text: str
    at: MomentOut
    done_at: MomentOut | None


class CheckOut(Schema):
    """An item of the checklist of a first visit, and whether it is prepared."""

    text: str
    ticked: bool


class CardOut(Schema):
    """What one has to know at the door: how to reach them, what every part of the product tells, goals that wait and the
    checklist. Fields of a class that your role or token does not see are absent."""

    customer_id: int
    reach: ReachOut
    parts: list[BriefPartOut]
    goals: list[GoalOut]
    checklist: list[CheckOut]


class TickedIn(Given):
    """The items that are prepared; those that are not named are not."""

    ticked: Annotated[list[Annotated[Words, Field(max_length=200)]], Field(max_length=50)]


class OutcomeIn(Given):
    """What came of a contact: written down in one go, or not at all."""

    kind: Annotated[Words, Field(description="call, visit or meeting")] = "call"
    reached: bool = True
    body: Annotated[Words, Field(max_length=20000)] = ""
    goal_ids: Annotated[list[Id], Field(max_length=50, description="goals that were reached")] = []
    promise: Annotated[Words, Field(max_length=300)] = ""
    promise_due_on: Day | None = None
    next_step: Annotated[Words, Field(max_length=200)] = ""
    next_step_on: Day | None = None


class OutcomeOut(Schema):
    """The interaction that was recorded."""

    interaction_id: int
    customer_id: int


def known(request: ApiRequest, customer_id: int) -> Customer:
    """Return a customer about whom the caller may write; else the answer "nothing here"."""
    require(request.user, "interaction", "add")
    return find(request, customer_id)


@router.get("/customers/{int:customer_id}/card", response=CardOut, exclude_unset=True, operation_id="get_contact_card")
def card(request: ApiRequest, customer_id: int) -> dict[str, Any]:
    """Return the card to read before a contact."""
    require(request.user, "customer", "view")
    customer = find(request, customer_id)
    prepared = preparation(customer.aims.all())
    parts = gather(BriefAsk(request.user, customer, organisation.today(), CONTACT))
    return {
        "customer_id": customer_id,
        "reach": reach_known(customer, request.user),
        "parts": [part_shown(part) for part in parts],
        "goals": prepared.goals,
        "checklist": prepared.checks,
    }


@router.put("/customers/{int:customer_id}/checklist", response=list[CheckOut], operation_id="tick_checklist")
def tick_off(request: ApiRequest, customer_id: int, given: TickedIn) -> Any:
    """Say what of the checklist is prepared for a customer."""
    customer = known(request, customer_id)
    items = [check.text for check in preparation(()).checks]
    tick(actor=request.user, customer_id=customer_id, items=items, ticked=given.ticked)
    return preparation(customer.aims.all()).checks


@router.get("/customers/{int:customer_id}/goals", response=list[GoalOut], operation_id="list_goals")
def list_goals(request: ApiRequest, customer_id: int) -> Any:
    """List what contacts with a customer are to reach, and what was reached."""
    require(request.user, "customer", "view")
    return find(request, customer_id).aims.filter(kind=AimKind.GOAL)


@router.post("/customers/{int:customer_id}/goals", response={201: GoalOut}, operation_id="add_goal")
def add(request: ApiRequest, customer_id: int, given: GoalIn) -> Status[Aim]:
    """Add a goal of the next contact."""
    known(request, customer_id)
    return Status(201, add_goal(actor=request.user, customer_id=customer_id, text=given.text))


@router.delete("/goals/{int:goal_id}", response={204: None}, operation_id="remove_goal")
def remove(request: ApiRequest, goal_id: int) -> Status[None]:
    """Take a goal off that was not reached yet."""
    require(request.user, "interaction", "add")
    seen = Aim.objects.filter(customer__in=Customer.objects.visible_to(request.user), kind=AimKind.GOAL, done_at=None)
    if not seen.filter(pk=goal_id).exists():
        raise not_found()
    remove_goal(actor=request.user, goal_id=goal_id)
    return Status(204, None)


@router.post("/customers/{int:customer_id}/outcomes", response={201: OutcomeOut}, operation_id="record_outcome")
def record(request: ApiRequest, customer_id: int, given: OutcomeIn) -> Status[dict[str, int]]:
    """Write down what came of a contact: the interaction, a promise, the goals reached and the next step."""
    known(request, customer_id)
    if given.kind not in {InteractionKind.CALL, InteractionKind.VISIT, InteractionKind.MEETING}:
        expected = {"expected": "call, visit, meeting"}
        raise invalid([{"pointer": pointer("kind"), "detail": _("This should be one of: %(expected)s.") % expected}])
    if given.promise.strip() and given.promise_due_on is None:
        raise ValidationError({"promise_due_on": _("Say when.")})
    promise = (
        NewPromise(given.promise, given.promise_due_on) if given.promise.strip() and given.promise_due_on else None
    )
    new = NewInteraction(
        given.kind,
        body=given.body,
        reached=given.reached,
        next_step=given.next_step,
        next_step_on=given.next_step_on,
    )
    outcome = Outcome(new, promise, tuple(given.goal_ids))
    made = record_outcome(actor=request.user, customer_id=customer_id, outcome=outcome)
    return Status(201, {"interaction_id": made.pk, "customer_id": customer_id})
