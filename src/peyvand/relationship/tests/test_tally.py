"""The kept count of relationships says what counting them all would say, whatever happens to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import Count, Sum
from django.utils import timezone

from peyvand.people.models import CoOwner, Customer
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.relationship.actions.review import review
from peyvand.relationship.engine import fold
from peyvand.relationship.models import Relationship, Tally
from peyvand.relationship.tally import totals
from peyvand.relationship.tests.people import customer, order
from tests.cast import Cast


def truly(user: User, scope: str, day: date | None) -> dict[tuple[str, str], tuple[int, int]]:
    """Count by reading every relationship."""
    rows = Relationship.objects.visible_to(user).answered_by(user, scope)
    rows = rows if day is None else rows.needing_somebody(day)
    found = rows.values_list("stage", "currency").annotate(n=Count("pk"), v=Sum("value")).order_by()
    return {(stage, currency): (n, v) for stage, currency, n, v in found}


def kept(user: User, scope: str, day: date | None) -> dict[tuple[str, str], tuple[int, int]]:
    """Read what is kept counted."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for total in totals(user, scope=scope, day=day):
        count, value = sums.get((total.stage, total.currency), (0, 0))
        sums[total.stage, total.currency] = (count + total.count, value + total.value)
    return sums


def same_for_everybody(cast: Cast) -> None:
    """Compare both counts for everybody, in every scope, today and later."""
    today = organisation.today()
    for user in (cast.sara, cast.reza, cast.nima, cast.mina, cast.dana, cast.ali, cast.omid):
        for scope in ("mine", "team", "all"):
            for day in (None, today, today + timedelta(days=40)):
                assert kept(user, scope, day) == truly(user, scope, day), (user.name, scope, day)


@pytest.fixture
def shop(cast: Cast) -> list[Customer]:
    """Customers of Sara, Reza, Nima and nobody, each with a habit; some have fallen silent."""
    today = organisation.today()
    made = []
    for place in range(12):
        owner = (cast.sara, cast.reza, cast.nima, None)[place % 4]
        days = [today - timedelta(days=30 * back + place * place) for back in range(6, 0, -1)]
        made.append(customer(f"c{place}", days, owner=owner))
    review()
    return made


def reordered(shop: list[Customer], cast: Cast) -> None:
    for one in shop[:5]:
        order(one, organisation.today())
    review(ids=[one.pk for one in shop[:5]])


def handed_over(shop: list[Customer], cast: Cast) -> None:
    Customer.objects.filter(pk__in=[shop[0].pk, shop[3].pk]).update(owner=cast.nima, team=cast.south)


def put_away(shop: list[Customer], cast: Cast) -> None:
    Customer.objects.filter(pk=shop[1].pk).update(deleted_at=timezone.now())


def brought_back(shop: list[Customer], cast: Cast) -> None:
    put_away(shop, cast)
    Customer.objects.filter(pk=shop[1].pk).update(deleted_at=None)


def shared(shop: list[Customer], cast: Cast) -> None:
    CoOwner.objects.create(customer=shop[2], user=cast.sara)
    CoOwner.objects.create(customer=shop[0], user=cast.sara)


def forgotten(shop: list[Customer], cast: Cast) -> None:
    Relationship.objects.filter(customer=shop[4]).delete()


def summed_up(shop: list[Customer], cast: Cast) -> None:
    handed_over(shop, cast)
    before = Tally.objects.count()
    fold()
    assert Tally.objects.count() < before


@pytest.mark.parametrize(
    "happens",
    [reordered, handed_over, put_away, brought_back, shared, forgotten, summed_up],
    ids=lambda one: one.__name__,
)
def test_the_count_holds_whatever_happens(
    shop: list[Customer], cast: Cast, happens: Callable[[list[Customer], Cast], None]
) -> None:
    same_for_everybody(cast)
    happens(shop, cast)
    same_for_everybody(cast)


def test_a_review_sets_a_wrong_count_right(shop: list[Customer], cast: Cast) -> None:
    Tally.objects.create(stage="account", currency="IRR", n=5, value=7)
    review()
    same_for_everybody(cast)
