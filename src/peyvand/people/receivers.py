"""What people do when something happens.

A customer who changed is compared again, in the background; what was lent to a colleague ends in the act of her leaving.
"""

from __future__ import annotations

from peyvand.core.events import receives
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.sharing import end_shares_with
from peyvand.people.events import (
    CustomerChanged,
    CustomerCreated,
    CustomerRestored,
    CustomersChanged,
    CustomersImported,
    CustomersMerged,
    CustomersParted,
)
from peyvand.people.jobs import find_duplicates_of_import
from peyvand.platform.events import UserLeft
from peyvand.platform.models import User

# Changes after which somebody may look like another one than before.
TELLING = frozenset(
    ["name", "given_name", "family_name", "legal_name", "external_id", "national_id", "economic_code",
     "registration_number", "birthday", "city", "contact_points"]
)  # fmt: skip


@receives(CustomerCreated)
def compare_newcomer(event: CustomerCreated) -> None:
    """Compare who came with everybody else."""
    find_duplicates([event.customer_id])


@receives(CustomerRestored)
def compare_returned(event: CustomerRestored) -> None:
    """Compare who came back with everybody else."""
    find_duplicates([event.customer_id])


@receives(CustomerChanged)
def compare_again(event: CustomerChanged) -> None:
    """Compare a customer anew when what she is known by has changed."""
    if TELLING.intersection(event.fields):
        find_duplicates([event.customer_id])


@receives(CustomersChanged)
def compare_many(event: CustomersChanged) -> None:
    """Compare customers that came or changed together."""
    find_duplicates(event.customer_ids)


@receives(CustomersMerged)
def compare_merged(event: CustomersMerged) -> None:
    """Compare who has become richer by another record."""
    find_duplicates([event.customer_id, event.merged_id])


@receives(CustomersParted)
def compare_parted(event: CustomersParted) -> None:
    """Compare both who are customers of their own again."""
    find_duplicates([event.customer_id, event.merged_id])


@receives(CustomersImported)
def compare_imported(event: CustomersImported) -> None:
    """Compare those an import brought, in a job of its own: there may be a hundred thousand."""
    find_duplicates_of_import.defer(import_id=event.import_id)


@receives(UserLeft, now=True)
def end_loans(event: UserLeft) -> None:
    """Take back what was lent to a colleague when she leaves, in the name of who let her go."""
    end_shares_with(actor=User.objects.get(pk=event.by_id), user_id=event.user_id)
