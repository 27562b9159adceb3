"""What the engine does when something happens below: it marks who changed at once, and decides in a job."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from peyvand.core.events import receives
from peyvand.interactions.events import (
    ConsentNoted,
    InteractionLogged,
    InteractionsImported,
    PromiseBroken,
    PromiseMended,
)
from peyvand.knowledge.events import EveryoneMeasured, KnowledgeChanged
from peyvand.people.actions.placing import place
from peyvand.people.events import (
    CustomerChanged,
    CustomerCreated,
    CustomerRestored,
    CustomersChanged,
    CustomersImported,
    CustomersMerged,
    CustomersParted,
    GroupFilled,
    MembersChanged,
    TreatmentChanged,
)
from peyvand.platform.events import SettingChanged
from peyvand.relationship.actions.everybody import ask_for_review
from peyvand.relationship.actions.merging import give_back, take_over
from peyvand.relationship.actions.promises import open_for_broken_promise, withdraw_for_mended_promise
from peyvand.relationship.actions.review import decide_all_dirty, mark_dirty
from peyvand.relationship.events import (
    CustomerLeft,
    ProblemClosed,
    ProblemOpened,
    StageOverridden,
    ThresholdsChanged,
    WinBackStarted,
)
from peyvand.sales.events import OrderChanged, OrderPlaced, OrderRemoved, OrdersImported

OF_ONE: tuple[type[Any], ...] = (
    CustomerCreated, CustomerChanged, CustomerRestored, OrderPlaced, OrderChanged, OrderRemoved, InteractionLogged,
    ConsentNoted, KnowledgeChanged,
)  # fmt: skip
DECIDED: tuple[type[Any], ...] = (StageOverridden, ProblemOpened, ProblemClosed, CustomerLeft, WinBackStarted)
OF_MANY: tuple[type[Any], ...] = (CustomersChanged, MembersChanged)
OF_ALL: tuple[type[Any], ...] = (
    CustomersImported, OrdersImported, InteractionsImported, ThresholdsChanged, GroupFilled, EveryoneMeasured,
)  # fmt: skip


def mark_customer(event: Any) -> None:
    """Mark the customer that the event is about, in the transaction that changed her."""
    mark_dirty([event.customer_id])


def mark_customers(event: Any) -> None:
    """Mark many customers."""
    mark_dirty(event.customer_ids)


@receives(CustomersMerged, now=True)
def unite(event: CustomersMerged) -> None:
    """Carry over what people decided, in the transaction that merges."""
    take_over(merge_id=event.merge_id, keep_id=event.customer_id, lose_id=event.merged_id)


@receives(CustomersParted, now=True)
def part(event: CustomersParted) -> None:
    """Give back what was carried over, in the transaction that parts."""
    give_back(merge_id=event.merge_id, keep_id=event.customer_id, lose_id=event.merged_id)


def decide_marked(event: Any) -> None:
    """Decide for everyone who is marked."""
    decide_all_dirty()


def place_decided(event: Any) -> None:
    """Apply the rules of groups to a customer about whom a colleague decided."""
    with transaction.atomic():
        place([event.customer_id])


def review_after(event: Any) -> None:
    """Review everyone: how groups usually buy may have changed too."""
    ask_for_review()


for kind in OF_ONE:
    receives(kind, now=True)(mark_customer)
for kind in OF_MANY:
    receives(kind, now=True)(mark_customers)
for kind in (*OF_ONE, *OF_MANY, CustomersMerged, CustomersParted):
    receives(kind)(decide_marked)
for kind in DECIDED:
    receives(kind)(place_decided)
for kind in OF_ALL:
    receives(kind, now=True)(review_after)


@receives(SettingChanged, now=True)
def review_on_another_day(event: SettingChanged) -> None:
    """Look at all relationships from the new day of the engine's clock."""
    if event.key in {"as_of", "zone"}:
        ask_for_review(replay=True)


@receives(TreatmentChanged, now=True)
def review_after_another_cadence(event: TreatmentChanged) -> None:
    """How close we are follows from how often a group's customers should hear from us."""
    if {"contact_every", "contact_by"} & set(event.terms):
        ask_for_review()


@receives(PromiseBroken)
def care_for_broken_promise(event: PromiseBroken) -> None:
    """A broken promise is a problem."""
    open_for_broken_promise(promise_id=event.promise_id)


@receives(PromiseMended)
def forget_mended_promise(event: PromiseMended) -> None:
    """What was called broken by mistake is no problem."""
    withdraw_for_mended_promise(promise_id=event.promise_id)
