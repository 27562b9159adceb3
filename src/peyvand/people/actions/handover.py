"""Handing customers over: to whom, from which day, what goes along, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.core.manifest import Duty, Passing, offers
from peyvand.people.choices import OPEN_HANDOVER, HandOverState
from peyvand.people.events import CustomersChanged
from peyvand.people.models import Customer, HandOver
from peyvand.people.policies import may_do
from peyvand.platform import audit, organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.workdays import after_working_days

INTRODUCTION = "introduction"  # among what passed: the hand-over has planned the first step
TIME_TO_MEET = 2  # working days in which the new owner says who she is
STANDING = (HandOverState.PLANNED, *OPEN_HANDOVER)
REVOCABLE = (HandOverState.PLANNED, HandOverState.PROPOSED)


@dataclass(frozen=True)
class Transfer:
    """To whom (None: to nobody), from which day (None: at once) and why."""

    taker_id: int | None
    on: date | None = None
    reason: str = ""


def colleague(user_id: int | None) -> User | None:
    """Return somebody who works here; raise ValidationError for who does not any more."""
    if user_id is None:
        return None
    found = User.objects.active().filter(pk=user_id).first()
    if found is None:
        raise ValidationError({"owner": _("This colleague does not work here any more.")})
    return found


def starts_later(transfer: Transfer) -> bool:
    """Tell whether the day is still to come. Raises ValidationError for one that is over."""
    today = organisation.today()
    if transfer.on is not None and transfer.on < today:
        raise ValidationError({"on": _("This day is over. Choose today or a later day.")})
    return transfer.on is not None and transfer.on > today


def hand_over(*, actor: User, customer_ids: Iterable[int], transfer: Transfer) -> list[HandOver]:
    """Give customers to a colleague, each with a brief that she signs; those beyond the actor's reach are left out.

    What hangs on them goes along: next steps, promises, problems. With a later day they are only planned.
    """
    require(actor, "customer", "assign")
    taker = colleague(transfer.taker_id)
    if taker is None:
        raise ValidationError({"owner": _("Choose a colleague.")})
    with transaction.atomic():
        mine = Customer.objects.visible_to(actor, "assign").filter(pk__in=list(customer_ids))
        found = mine.exclude(owner=taker).order_by("pk").select_for_update(of=("self",))
        return give(actor, list(found), taker, transfer)


def hand_over_portfolio(*, actor: User, giver_id: int, transfer: Transfer) -> list[HandOver]:
    """Give every customer of a colleague, as far as the actor reaches, to another one."""
    theirs = Customer.objects.visible_to(actor, "assign").filter(owner=giver_id)
    return hand_over(actor=actor, customer_ids=theirs.values_list("pk", flat=True), transfer=transfer)


def give(actor: User, customers: Sequence[Customer], taker: User, transfer: Transfer) -> list[HandOver]:
    """Hand locked customers over; the right has been asked for. Whatever was under way with them is called off."""
    later = starts_later(transfer)
    HandOver.objects.filter(customer__in=customers, state__in=STANDING).update(state=HandOverState.OFF)
    made = HandOver.objects.bulk_create(
        HandOver(
            customer=customer, giver_id=customer.owner_id, taker=taker, by=actor, reason=transfer.reason.strip(),
            on=transfer.on or organisation.today(),
        )
        for customer in customers
    )  # fmt: skip
    if later:
        rows = [(one.customer_id, one.customer.name, _plan_of(one)) for one in made]
        audit.record_many(actor=actor, action="customer.plan_handover", model="customer", rows=rows)
    else:
        _carry_out(actor, made)
    return made


def _plan_of(one: HandOver) -> dict[str, list[object]]:
    return {"owner_id": [one.giver_id, one.taker_id], "handover_on": ["", str(one.on)]}


def carry_out_due(*, day: date) -> int:
    """Carry out what was planned up to `day`; return how many customers passed.

    A plan whose taker has left, or whose customer somebody else has taken over meanwhile, is called off.
    """
    with transaction.atomic():
        found = HandOver.objects.due(day).order_by("by", "pk").select_for_update(of=("self",))
        plans = list(found.select_related("customer", "taker", "by"))
        good = [one for one in plans if _still_holds(one)]
        gone = {one.pk for one in plans} - {one.pk for one in good}
        HandOver.objects.filter(pk__in=gone).update(state=HandOverState.OFF)
        for _by, some in groupby(good, key=lambda one: one.by_id):
            several = list(some)
            _carry_out(several[0].by, several)
    return len(good)


def _still_holds(one: HandOver) -> bool:
    same = one.customer.owner_id == one.giver_id and one.customer.deleted_at is None
    return same and one.taker is not None and one.taker.is_active


def following() -> list[Duty]:
    """Return the duties that go along with a customer."""
    every: list[Duty] = offers("duties")
    return [duty for duty in every if duty.follows]


def _carry_out(actor: User | None, handovers: Sequence[HandOver]) -> None:
    """Let the takers answer for the customers from now on, with all that hangs on them."""
    for taker_id, giver_id, some in _by_pair(handovers):
        ids = [one.customer_id for one in some]
        _own(ids, taker_id)
        passing = Passing(actor, giver_id or 0, taker_id, ids)
        for duty in following() if giver_id else ():
            for customer_id, rows in duty.pass_on(passing).items():
                next(one for one in some if one.customer_id == customer_id).passed[duty.key] = rows
        _plan_introductions(some)
    for one in handovers:
        one.state = HandOverState.PROPOSED
    HandOver.objects.bulk_update(handovers, ["state", "passed"], batch_size=1000)
    given = [(one.customer_id, one.customer.name, {"owner_id": [one.giver_id, one.taker_id]}) for one in handovers]
    audit.record_many(actor=actor, action="customer.assign", model="customer", rows=given)
    publish(CustomersChanged(customer_ids=[one.customer_id for one in handovers]))


def _by_pair(handovers: Iterable[HandOver]) -> Iterator[tuple[int, int | None, list[HandOver]]]:
    """Yield what passes between the same two people, by taker and giver."""
    pairs: dict[tuple[int, int | None], list[HandOver]] = {}
    for one in handovers:
        pairs.setdefault((one.taker_id or 0, one.giver_id), []).append(one)
    for (taker_id, giver_id), some in pairs.items():
        yield taker_id, giver_id, some


def _own(customer_ids: Sequence[int], owner_id: int | None) -> None:
    team_id = User.objects.filter(pk=owner_id).values_list("team_id", flat=True).first() if owner_id else None
    Customer.objects.filter(pk__in=list(customer_ids)).update(
        owner_id=owner_id, team_id=team_id, version=F("version") + 1, updated_at=timezone.now()
    )


def introduction_of(taker: User) -> str:
    """Return the first step of a new owner, in her language."""
    with translation.override(taker.language):
        return _("Introduce yourself as the one to turn to")


def _plan_introductions(handovers: Sequence[HandOver]) -> None:
    """Where nothing is planned, the next step is that the taker says who she is."""
    taker = handovers[0].taker
    bare = [one for one in handovers if not one.customer.next_step]
    if taker is None or not bare:
        return
    Customer.objects.filter(pk__in=[one.customer_id for one in bare]).update(
        next_step=introduction_of(taker),
        next_step_by=taker,
        next_step_on=after_working_days(bare[0].on, TIME_TO_MEET),
    )
    for one in bare:
        one.passed[INTRODUCTION] = [one.customer_id]


def take_back(*, actor: User, handover_ids: Iterable[int]) -> list[HandOver]:
    """Call hand-overs off that nobody has signed: the giver answers again, with all that went along.

    Only who handed over, or may hand over, takes back. What is signed has to be handed over anew.
    """
    with transaction.atomic():
        asked = HandOver.objects.filter(pk__in=list(handover_ids), state__in=REVOCABLE).order_by("pk")
        found = list(asked.select_related("customer", "giver").select_for_update(of=("self",)))
        if any(one.by_id != actor.pk and not may_do(actor, one.customer, "assign") for one in found):
            raise PermissionDenied(_("You can see this customer, but your role does not allow this."))
        if any(one.giver is not None and not one.giver.is_active for one in found):
            raise ValidationError(_("Who handed over does not work here any more. Hand over to somebody else instead."))
        _return(actor, [one for one in found if one.state == HandOverState.PROPOSED])
        HandOver.objects.filter(pk__in=[one.pk for one in found]).update(state=HandOverState.OFF)
        rows = [(one.customer_id, one.customer.name, {"owner_id": [one.taker_id, one.giver_id]}) for one in found]
        audit.record_many(actor=actor, action="customer.take_back", model="customer", rows=rows)
        publish(CustomersChanged(customer_ids=[one.customer_id for one in found]))
    return found


def _return(actor: User, handovers: Sequence[HandOver]) -> None:
    still = [one for one in handovers if one.customer.owner_id == one.taker_id]
    for taker_id, giver_id, some in _by_pair(still):
        ids = [one.customer_id for one in some]
        _own(ids, giver_id)
        for duty in following() if giver_id else ():
            rows = [row for one in some for row in one.passed.get(duty.key, ())]
            if rows:
                duty.pass_on(Passing(actor, taker_id, giver_id or 0, ids, rows))
        introduced = [one.customer_id for one in some if INTRODUCTION in one.passed]
        planned = Customer.objects.filter(pk__in=introduced, next_step_by=taker_id)
        planned.update(next_step="", next_step_on=None, next_step_by=None)
