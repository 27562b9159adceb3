"""What we promise: giving, settling, telling, asking on Today, counting, and who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from peyvand.core.manifest import Ask, Portion
from peyvand.core.periods import Period
from peyvand.interactions.actions.promises import (
    NewPromise,
    break_overdue,
    change_promise,
    make_promise,
    remove_promise,
    reopen_promise,
    restore_promise,
    settle_promise,
    tell_customer,
)
from peyvand.interactions.attention import PROMISES
from peyvand.interactions.choices import PromiseState
from peyvand.interactions.models import Promise
from peyvand.interactions.rules.promises import standing, tallies, urgency_of
from peyvand.people.models import Affiliation, Customer
from peyvand.people.tests.making import browser, organisation, person, program
from peyvand.platform import organisation as office
from peyvand.platform.models import AuditEntry, Setting, User
from peyvand.platform.workdays import after_working_days
from tests.cast import Cast

SUNDAY = date(2026, 11, 22)


def promised(
    actor: User, customer: Customer, what: str = "نمونهٔ تازه", *, due: int = 3, by: int | None = None
) -> Promise:
    """Promise something that is due so many days from now; one that is late was given a month ago."""
    given = timezone.now() - timedelta(days=30)
    new = NewPromise(what=what, due_on=office.today() + timedelta(days=due), by_id=by, made_at=given)
    return make_promise(actor=actor, customer_id=customer.pk, new=new)


def on_today(user: User, scope: str = "mine") -> list[str]:
    found = PROMISES.find(Ask(user, office.today(), scope), Portion(50))
    return [item.why[0].text for item in found.items]


def test_sara_promises_something_from_the_composer_of_her_customer(cast: Cast) -> None:
    customer = person(cast.sara)
    url = reverse("interactions:log", args=[customer.pk])
    answer = browser(cast.sara, part=True).post(url, {"kind": "promise", "what": "قیمت تازه", "due_on": "فردا"})
    assert answer.status_code == 200
    made = Promise.objects.get(customer=customer)
    assert (made.what, made.due_on, made.by, made.state) == (
        "قیمت تازه",
        office.today() + timedelta(days=1),
        cast.sara,
        "open",
    )
    assert "قیمت تازه" in answer.content.decode()


def test_a_promise_without_words_or_due_before_it_was_given_is_refused_beside_the_field(cast: Cast) -> None:
    customer = person(cast.sara)
    url = reverse("interactions:log", args=[customer.pk])
    answer = browser(cast.sara, part=True).post(url, {"kind": "promise", "what": "", "due_on": "دیروز"})
    assert answer.status_code == 422
    with pytest.raises(ValidationError) as refused:
        make_promise(actor=cast.sara, customer_id=customer.pk, new=NewPromise("x", office.today() - timedelta(days=1)))
    assert set(refused.value.message_dict) == {"due_on"}
    assert not Promise.objects.exists()


def test_the_due_day_says_when_nobody_works_then(cast: Cast) -> None:
    friday = SUNDAY + timedelta(days=5)
    answer = browser(cast.sara, part=True).get(reverse("interactions:promise_day"), {"due_on": friday.isoformat()})
    assert "جمعه" in answer.content.decode()
    assert "شنبه ۷ آذر" in answer.content.decode()
    nonsense = browser(cast.sara, part=True).get(reverse("interactions:promise_day"), {"due_on": "؟"})
    assert nonsense.status_code == 200


@pytest.mark.parametrize("outcome", ["kept", "exceeded", "broken", "released"])
def test_a_promise_is_settled_once_and_can_be_opened_again(cast: Cast, outcome: str) -> None:
    made = promised(cast.sara, person(cast.sara))
    settled = settle_promise(actor=cast.sara, promise_id=made.pk, outcome=outcome, note="با پیک")
    assert (settled.state, settled.settled_note, settled.settled_by) == (outcome, "با پیک", cast.sara)
    with pytest.raises(ValidationError):
        settle_promise(actor=cast.sara, promise_id=made.pk, outcome="kept")
    again = reopen_promise(actor=cast.sara, promise_id=made.pk)
    assert (again.state, again.settled_at, again.settled_note) == ("open", None, "")
    acts = AuditEntry.objects.filter(model="promise", object_id=made.pk).values_list("action", flat=True)
    assert sorted(acts) == ["promise.add", "promise.reopen", "promise.settle"]


def test_who_gave_a_promise_keeps_it_even_to_a_colleagues_customer(cast: Cast) -> None:
    customer = person(cast.reza)
    made = promised(cast.sara, customer)
    settle_promise(actor=cast.sara, promise_id=made.pk, outcome="kept")
    theirs = promised(cast.reza, customer, "یکی دیگر")
    with pytest.raises(PermissionDenied):
        settle_promise(actor=cast.sara, promise_id=theirs.pk, outcome="kept")
    with pytest.raises(PermissionDenied):
        make_promise(actor=cast.omid, customer_id=customer.pk, new=NewPromise("x", office.today()))


def test_a_promise_is_for_somebody_of_this_organisation_and_kept_by_somebody_who_works_here(cast: Cast) -> None:
    cafe, other = organisation(cast.sara), organisation(cast.sara, "رستوران یاس")
    lotfi = Affiliation.objects.create(organisation=cafe, name="خانم لطفی")
    made = promised(cast.sara, cafe)
    assert change_promise(actor=cast.sara, promise_id=made.pk, values={"person_id": lotfi.pk}).person == lotfi
    stranger = Affiliation.objects.create(organisation=other, name="آقای دیگر")
    with pytest.raises(ValidationError):
        change_promise(actor=cast.sara, promise_id=made.pk, values={"person_id": stranger.pk})
    User.objects.filter(pk=cast.nima.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        change_promise(actor=cast.sara, promise_id=made.pk, values={"by_id": cast.nima.pk})


def test_what_the_customer_was_told_is_kept_and_can_be_taken_back(cast: Cast) -> None:
    made = promised(cast.sara, person(cast.sara))
    told = tell_customer(actor=cast.sara, promise_id=made.pk, how="call")
    assert (told.told_how, told.told_on) == ("call", office.today())
    assert tell_customer(actor=cast.sara, promise_id=made.pk, how="").told_on is None


def test_a_promise_written_down_by_mistake_goes_and_comes_back(cast: Cast) -> None:
    made = promised(cast.sara, person(cast.sara))
    remove_promise(actor=cast.sara, promise_id=made.pk)
    assert not Promise.objects.visible_to(cast.sara).exists()
    restore_promise(actor=cast.sara, promise_id=made.pk)
    assert Promise.objects.visible_to(cast.sara).get() == made


def test_today_names_what_is_late_due_today_and_due_tomorrow_but_not_later(cast: Cast) -> None:
    customer = person(cast.sara)
    for due, what in ((-9, "کهنه"), (0, "امروز"), (1, "فردا"), (2, "دورتر")):
        promised(cast.sara, customer, what, due=due)
    shown = on_today(cast.sara)
    assert [text.split("»")[0].lstrip("«") for text in shown] == ["کهنه", "امروز", "فردا"]
    ask = Ask(cast.sara, office.today(), "mine")
    assert PROMISES.count(ask) == PROMISES.find(ask, Portion(1)).count == 3
    assert PROMISES.soon is not None
    assert PROMISES.soon(ask) == office.today() + timedelta(days=1)
    first = PROMISES.find(ask, Portion(1))
    rest = PROMISES.find(ask, Portion(50, after=first.next or ""))
    hidden = frozenset(item.key for item in first.items)
    assert [item.key for item in rest.items] == [item.key for item in PROMISES.find(ask, Portion(50, hidden)).items]
    assert len(rest.items) == 2


def test_today_asks_who_gave_the_promise_and_who_answers_for_the_customer_and_nobody_else(cast: Cast) -> None:
    promised(cast.sara, person(cast.reza), due=0)
    assert len(on_today(cast.sara)) == len(on_today(cast.reza)) == 1
    assert on_today(cast.nima) == on_today(cast.mina) == []
    assert len(on_today(cast.mina, "team")) == 1


def test_silence_breaks_a_promise_only_where_the_organisation_says_so(cast: Cast) -> None:
    customer = person(cast.sara)
    late, fresh = promised(cast.sara, customer, due=-10), promised(cast.sara, customer, due=-1)
    assert break_overdue(day=office.today()) == 0
    Setting.objects.create(key="promise_silence", value="break")
    assert break_overdue(day=office.today()) == 1
    late.refresh_from_db()
    fresh.refresh_from_db()
    assert (late.state, late.settled_by, fresh.state) == ("broken", None, "open")


def test_working_days_count_back_over_the_weekend() -> None:
    monday = SUNDAY + timedelta(days=1)
    assert standing(monday, SUNDAY) != standing(SUNDAY, SUNDAY)
    assert urgency_of(SUNDAY - timedelta(days=5), SUNDAY) > urgency_of(SUNDAY, SUNDAY) > urgency_of(monday, SUNDAY)


@pytest.mark.django_db
def test_three_working_days_before_a_sunday_lie_before_the_weekend() -> None:
    assert after_working_days(SUNDAY, -3) == SUNDAY - timedelta(days=4)  # Saturday, (no Friday) Thursday, Wednesday


def test_a_tally_never_names_a_share_without_its_number() -> None:
    rows = [(1, "Sara", "kept", 3), (1, "Sara", "exceeded", 1), (1, "Sara", "broken", 1), (2, "Reza", "open", 2)]
    sara, reza = tallies(rows)
    assert (sara.total, sara.good, sara.judged, sara.cells()) == (5, 4, 5, [0, 3, 1, 1, 0])
    assert "5" in sara.said or "۵" in sara.said
    assert (reza.judged, reza.said) == (0, tallies([(3, "Nima", PromiseState.RELEASED, 4)])[0].said)


def test_the_report_counts_by_colleague_by_team_and_by_group(cast: Cast) -> None:
    customer = person(cast.sara)
    settle_promise(actor=cast.sara, promise_id=promised(cast.sara, customer, due=0).pk, outcome="kept")
    promised(cast.mina, customer, due=0)
    page = browser(cast.sara).get(reverse("interactions:promise_report"))
    people = {tally.name: (tally.total, tally.good) for tally in page.context["parts"][0][3]}
    assert people == {"Sara": (1, 1), "Mina": (1, 0)}
    teams = {tally.name: (tally.total, tally.good) for tally in page.context["parts"][1][3]}
    assert teams == {str(cast.north): (2, 1)}
    assert [tally.total for tally in page.context["parts"][2][3]] == [2]
    over_http = program(cast.sara).get("/api/v1/reports/promises?by=team").json()
    assert [(row["key"], row["kept"], row["open"]) for row in over_http] == [(cast.north.pk, 1, 1)]
    offered = [value for value, _label in page.context["periods"]]
    assert len(offered) == len(set(offered))
    long_ago = browser(cast.sara).get(reverse("interactions:promise_report"), {"period": "1399"})
    assert [value for value, _label in long_ago.context["periods"]][:2] == ["1398", "1399"]


def test_a_reader_with_the_gregorian_calendar_is_offered_her_own_periods_and_reads_what_a_colleague_sent(
    cast: Cast,
) -> None:
    promised(cast.sara, person(cast.sara), due=0)
    User.objects.filter(pk=cast.sara.pk).update(calendar="gregorian", language="en", digits="en")
    sara, place = browser(cast.sara), reverse("interactions:promise_report")
    with office.standing_on(SUNDAY):
        own, sent = sara.get(place), sara.get(place, {"period": "1405-09"})
    assert "Promises that were due in Q4 2026." in own.content.decode()
    assert [label for _value, label in own.context["periods"]] == [
        "November 2026",
        "October 2026",
        "Q4 2026",
        "Q3 2026",
        "2026",
        "2025",
    ]
    assert "Promises that were due in Azar 1405." in sent.content.decode()
    assert [value for value, _label in sent.context["periods"]][:3] == ["1405-08", "1405-09", "2026-11"]
    over_http = program(cast.sara)
    today = office.today()
    for period in (f"{today.year}", Period.of(today, "month", "jalali"), f"{today:%Y-%m}"):
        assert over_http.get(f"/api/v1/reports/promises?period={period}").json()[0]["open"] == 1


def test_the_card_shows_open_promises_first_and_one_press_keeps_one(cast: Cast) -> None:
    customer = person(cast.sara)
    done, waits = promised(cast.sara, customer, "قدیمی"), promised(cast.sara, customer, "تازه", due=-2)
    settle_promise(actor=cast.sara, promise_id=done.pk, outcome="exceeded")
    card = browser(cast.sara, part=True).get(reverse("interactions:promise_card", args=[customer.pk]))
    text = card.content.decode()
    assert text.index("تازه") < text.index("قدیمی")
    browser(cast.sara).post(reverse("interactions:promise_settle", args=[waits.pk, "kept"]))
    waits.refresh_from_db()
    assert waits.state == "kept"


def test_the_list_filters_by_how_a_promise_stands_and_by_whom(cast: Cast) -> None:
    customer = person(cast.sara)
    promised(cast.sara, customer, "مال سارا")
    promised(cast.mina, customer, "مال مینا")
    page = browser(cast.sara).get(reverse("interactions:promises"), {"f": ["state:any:open", "by:any:me"]})
    assert "مال سارا" in page.content.decode()
    assert "مال مینا" not in page.content.decode()
    report = browser(cast.mina).get(reverse("interactions:promises_export"), {"format": "csv"})
    assert "مال مینا" in b"".join(report.streaming_content).decode()


def test_the_timeline_tells_when_a_promise_was_given_and_how_it_ended(cast: Cast) -> None:
    customer = person(cast.sara)
    made = promised(cast.sara, customer, "کاتالوگ")
    settle_promise(actor=cast.sara, promise_id=made.pk, outcome="kept")
    page = browser(cast.sara, part=True).get(reverse("interactions:timeline", args=[customer.pk]), {"kind": "promise"})
    assert page.content.decode().count("کاتالوگ") == 2
