"""What the engine does when something happens below: it marks who changed at once, and decides in a job."""

from __future__ import annotations

from peyvand.core.events import receives
from peyvand.interactions.events import InteractionLogged, InteractionsImported
from peyvand.people.events import (
    CustomerChanged,
    CustomerCreated,
    CustomerRestored,
    CustomersChanged,
    CustomersImported,
)
from peyvand.platform.events import SettingChanged
from peyvand.relationship.actions.review import decide_dirty, mark_dirty
from peyvand.relationship.events import ThresholdsChanged
from peyvand.relationship.jobs import review_everyone
from peyvand.sales.events import OrderPlaced, OrderRemoved, OrdersImported


def _drain() -> None:
    while decide_dirty():
        pass


@receives(CustomerCreated, now=True)
@receives(CustomerChanged, now=True)
@receives(CustomerRestored, now=True)
@receives(OrderPlaced, now=True)
@receives(OrderRemoved, now=True)
@receives(InteractionLogged, now=True)
def mark_customer(
    event: CustomerCreated | CustomerChanged | CustomerRestored | OrderPlaced | OrderRemoved | InteractionLogged,
) -> None:
    """Mark one customer in the transaction that changed her."""
    mark_dirty([event.customer_id])


@receives(CustomersChanged, now=True)
def mark_customers(event: CustomersChanged) -> None:
    """Mark many customers."""
    mark_dirty(event.customer_ids)


@receives(CustomerCreated)
@receives(CustomerChanged)
@receives(CustomersChanged)
@receives(CustomerRestored)
@receives(OrderPlaced)
@receives(OrderRemoved)
@receives(InteractionLogged)
def decide_marked(
    event: CustomerCreated
    | CustomerChanged
    | CustomersChanged
    | CustomerRestored
    | OrderPlaced
    | OrderRemoved
    | InteractionLogged,
) -> None:
    """Decide for everyone who is marked; whoever comes after finds nothing left to do."""
    _drain()


@receives(CustomersImported)
@receives(OrdersImported)
@receives(InteractionsImported)
@receives(ThresholdsChanged)
def review_after(event: CustomersImported | OrdersImported | InteractionsImported | ThresholdsChanged) -> None:
    """Review everyone: how groups usually buy may have changed too."""
    review_everyone.defer()


@receives(SettingChanged)
def review_on_another_day(event: SettingChanged) -> None:
    """Look at all relationships from the new day of the engine's clock."""
    if event.key in {"as_of", "zone"}:
        review_everyone.defer(replay=True)
