"""The kept count of relationships says what counting them all would say, whatever happens to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import Count, Q, Sum
from django.test import Client
from django.utils import timezone

from peyvand.core.sql import TookTooLong
from peyvand.people.choices import ShareLevel
from peyvand.people.models import CoOwner, Customer, Share
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.relationship import queries
from peyvand.relationship.actions.review import review
from peyvand.relationship.engine import fold
from peyvand.relationship.models import Relationship, StageMove, Tally, Thresholds
from peyvand.relationship.queries import Column, board, board_on
from peyvand.relationship.tally import Total, moves, totals
from peyvand.relationship.tests.people import customer, order
from tests.cast import Cast


def truly(user: User, scope: str, day: date | None) -> dict[tuple[str, str], tuple[int, int]]:
    """Count by reading every relationship and its customer."""
    mine = Q(customer__owner=user) | Q(customer__in=CoOwner.objects.filter(user=user).values("customer"))
    if scope == "team" and user.team_id:
        mine |= Q(customer__team=user.team_id)
    rows = Relationship.objects.visible_to(user).filter(Q() if scope == "all" else mine)
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


def truly_moved(user: User, start: date | None, stop: date) -> dict[tuple[str, str], int]:
    """Count moves by reading every history."""
    rows = StageMove.objects.visible_to(user).filter(from_on__lt=stop)
    rows = rows if start is None else rows.filter(from_on__gte=start)
    return dict(Counter(rows.values_list("previous", "stage")))


def worth(columns: list[Column]) -> dict[tuple[str, str], int]:
    """Return the values of a board by stage and currency."""
    return {(column.stage.value, currency): value for column in columns for currency, value in column.values}


def kept_moves(user: User, start: date | None, stop: date) -> dict[tuple[str, str], int]:
    """Read the moves that are kept counted."""
    counted: Counter[tuple[str, str]] = Counter()
    for move in moves(user, start=start, stop=stop):
        counted[move.previous, move.stage] += move.count
    return dict(counted)


def same_for_everybody(cast: Cast) -> None:
    """Compare both counts for everybody, in every scope, today and later, and those one answers for with the customers."""
    today = organisation.today()
    living = Relationship.objects.filter(customer__deleted_at=None)
    theirs = living.values_list("pk", "customer__owner", "customer__team")
    assert set(living.values_list("pk", "owner_id", "team_id")) == set(theirs)
    for user in (cast.sara, cast.reza, cast.nima, cast.mina, cast.dana, cast.ali, cast.omid):
        for scope in ("mine", "team", "all"):
            for day in (None, today, today + timedelta(days=40)):
                assert kept(user, scope, day) == truly(user, scope, day), (user.name, scope, day)
        for start, stop in ((None, today), (today - timedelta(days=60), today + timedelta(days=1))):
            assert kept_moves(user, start, stop) == truly_moved(user, start, stop), (user.name, start, stop)


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


def nothing_yet(shop: list[Customer], cast: Cast) -> None:
    """The shop as it stands: what every other story begins with."""


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


def lent(shop: list[Customer], cast: Cast) -> None:
    for receiver in ({"user": cast.nima}, {"team": cast.south}):
        Share.objects.create(
            customer=shop[0], level=ShareLevel.VIEW, ends_at=timezone.now() + timedelta(days=3), **receiver
        )


def forgotten(shop: list[Customer], cast: Cast) -> None:
    Relationship.objects.filter(customer=shop[4]).delete()


def summed_up(shop: list[Customer], cast: Cast) -> None:
    handed_over(shop, cast)
    before = Tally.objects.count()
    fold()
    assert Tally.objects.count() < before


def reviewed_again(shop: list[Customer], cast: Cast) -> None:
    reordered(shop, cast)
    handed_over(shop, cast)
    review(replay=True)
    order(shop[7], organisation.today())
    review()


def looked_back(shop: list[Customer], cast: Cast) -> None:
    """History ends at the day of the clock: what came after it is no longer counted."""
    review(day=organisation.today() - timedelta(days=50), replay=True)
    review(replay=True)


def measured_otherwise(shop: list[Customer], cast: Cast) -> None:
    """Everybody is decided again, and some move, without their histories being read again."""
    Thresholds.objects.create(values={"broken_times": 1.0, "shortest_silence": 3})
    assert review()["moved"]


def broken_off(shop: list[Customer], cast: Cast) -> None:
    """Of a review that reads all histories and ends early, the moves are counted by the next one."""

    def no_further(_done: int, _of: int) -> None:
        raise InterruptedError

    order(shop[3], organisation.today())
    with pytest.raises(InterruptedError):
        review(replay=True, progress=no_further)
    review()


@pytest.mark.parametrize(
    "happens",
    [
        nothing_yet,
        reordered,
        handed_over,
        put_away,
        brought_back,
        shared,
        lent,
        forgotten,
        summed_up,
        reviewed_again,
        looked_back,
        measured_otherwise,
        broken_off,
    ],
    ids=lambda one: one.__name__,
)
def test_the_count_holds_whatever_happens(
    shop: list[Customer], cast: Cast, happens: Callable[[list[Customer], Cast], None]
) -> None:
    happens(shop, cast)
    same_for_everybody(cast)


def test_the_board_of_a_past_day_is_the_history_of_that_day(shop: list[Customer], cast: Cast) -> None:
    day = organisation.today() - timedelta(days=40)
    stood = StageMove.objects.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)
    columns = {column.stage.value: column.count for column in board_on(cast.mina, day) if column.count}
    assert columns == dict(Counter(stood.values_list("stage", flat=True)))


def test_the_board_of_a_past_day_is_worth_what_the_engine_decided_on_that_day(shop: list[Customer], cast: Cast) -> None:
    day = organisation.today() - timedelta(days=40)
    order(shop[3], day - timedelta(days=10), total=77_000, currency="USD")
    order(shop[4], day + timedelta(days=1), total=9_000_000)
    for ago in (200, 370, 500, 600):  # within her year though not within that of the day, and outside of both
        order(shop[5], day - timedelta(days=ago), total=1_000_000 + ago)
    for ago in (400, 700, 900):  # silent for more than a year
        order(shop[6], day - timedelta(days=ago), total=2_000_000 + ago)
    looking = (cast.mina, cast.sara, cast.nima)
    then = {user.pk: worth(board_on(user, day, valued=True)) for user in looking}
    review(day=day, replay=True)
    assert then == {user.pk: worth(board(user)) for user in looking}
    assert then[cast.mina.pk]


def test_the_board_of_a_past_day_says_when_its_orders_are_too_many(
    shop: list[Customer], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(user: User, day: date) -> list[Total]:
        raise TookTooLong

    monkeypatch.setattr(queries, "totals_on", gives_up)
    client = Client()
    client.force_login(cast.mina)
    told = client.get("/relationships/values/?on=1404-01-01")
    assert (told.status_code, told.context["too_many"]) == (200, True)


def test_a_tile_of_a_past_day_opens_who_stood_there_then(shop: list[Customer], cast: Cast) -> None:
    day = organisation.today() - timedelta(days=40)
    client = Client()
    client.force_login(cast.mina)
    board = client.get(f"/relationships/?on={day.isoformat()}").content.decode()
    for column in board_on(cast.mina, day):
        url = f"/customers/?stage_on={column.stage.value}@{day.isoformat()}"
        assert url in board
        stood = StageMove.objects.visible_to(cast.mina).on(day).filter(stage=column.stage)
        names = set(stood.values_list("customer__name", flat=True))
        assert len(names) == column.count
        shown = client.get(url).content.decode()
        assert {one.name for one in Customer.objects.all() if f">{one.name}<" in shown} == names


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("stage_on=account@2026-13-01", "«account@2026-13-01» مرحله‌ای در یک روز نیست."),
        ("stage_on=x", "«x» مرحله‌ای در یک روز نیست."),
        ("f=stage_on:known", "مرحله‌ای در یک روز نیست."),
    ],
)
def test_a_stage_of_no_day_ends_in_a_sentence(cast: Cast, asked: str, said: str) -> None:
    client = Client()
    client.force_login(cast.mina)
    answer = client.get(f"/customers/?{asked}")
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_review_sets_a_wrong_count_right(shop: list[Customer], cast: Cast) -> None:
    Tally.objects.create(stage="account", currency="IRR", n=5, value=7)
    review()
    same_for_everybody(cast)
