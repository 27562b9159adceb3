"""What people decide: overrules, problems, farewells, the way back; what is told to the engine by events."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from peyvand.knowledge.actions.profiles import measure_everyone, set_minimum_profile
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser
from peyvand.platform import organisation
from peyvand.platform.models import AuditEntry, RoleRight, Setting, User
from peyvand.relationship.actions.care import (
    NewProblem,
    close_problem,
    end_override,
    open_problem,
    override_stage,
    record_farewell,
    start_win_back,
    take_back_farewell,
)
from peyvand.relationship.actions.review import decide_dirty, review
from peyvand.relationship.actions.thresholds import change_thresholds, preview_thresholds
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Dirty, Relationship, StageMove, Thresholds
from peyvand.relationship.queries import describe
from peyvand.relationship.rules.evidence import sentences
from peyvand.relationship.tests.people import customer, order
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.cast import Cast
from tests.script import Script

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return organisation.today() - timedelta(days=days)


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    """Sara's café, which orders every ten days, last time three days ago."""
    found = customer("Café Naderi", [ago(days) for days in (53, 43, 33, 23, 13, 3)], owner=cast.sara)
    decide(Scope(organisation.today()))
    return found


def stage(who: Customer) -> str:
    return str(Relationship.objects.get(pk=who.pk).stage)


def test_sara_overrules_the_engine_and_lets_it_decide_again(cast: Cast, cafe: Customer) -> None:
    before = Relationship.objects.get(pk=cafe.pk)
    found = override_stage(actor=cast.sara, customer_id=cafe.pk, stage="intensive_care", reason="she was upset")
    assert (found.stage, found.engine_stage, found.is_overridden) == ("intensive_care", "account", True)
    assert [e["code"] for e in found.evidence] == ["override"]
    assert [e["code"] for e in found.engine_evidence or []] == ["in_rhythm"]
    ended = end_override(actor=cast.sara, customer_id=cafe.pk)
    assert (ended.stage, ended.since) == ("account", before.since)
    assert AuditEntry.objects.filter(action="relationship.override").exists()


def test_an_override_ends_by_itself(cast: Cast, cafe: Customer) -> None:
    until = organisation.today() + timedelta(days=2)
    override_stage(actor=cast.sara, customer_id=cafe.pk, stage="welcome", reason="new manager there", until=until)
    decide(Scope(until))
    assert stage(cafe) == "welcome"
    decide(Scope(until + timedelta(days=1)))
    assert stage(cafe) == "account"
    move = StageMove.objects.get(customer=cafe, to_on=None)
    assert move.from_on == until + timedelta(days=1)


def test_an_override_until_the_last_day_there_is_can_be_read(cast: Cast) -> None:
    silent = customer("never bought", [], owner=cast.sara)
    override_stage(actor=cast.sara, customer_id=silent.pk, stage="welcome", reason="for good", until=date.max)
    assert Relationship.objects.get(pk=silent.pk).due_on == date.max


def test_an_override_needs_a_reason_and_an_end_to_come(cast: Cast, cafe: Customer) -> None:
    with pytest.raises(ValidationError):
        override_stage(actor=cast.sara, customer_id=cafe.pk, stage="welcome", reason=" ")
    with pytest.raises(ValidationError):
        override_stage(actor=cast.sara, customer_id=cafe.pk, stage="heaven", reason="why not")
    with pytest.raises(ValidationError):
        override_stage(actor=cast.sara, customer_id=cafe.pk, stage="welcome", reason="late", until=ago(1))


def test_strangers_do_not_find_her_and_readers_may_not_decide(cast: Cast, cafe: Customer) -> None:
    with pytest.raises(Customer.DoesNotExist):
        override_stage(actor=cast.nima, customer_id=cafe.pk, stage="welcome", reason="mine now")
    with pytest.raises(PermissionDenied):
        override_stage(actor=cast.reza, customer_id=cafe.pk, stage="welcome", reason="from the team")
    with pytest.raises(PermissionDenied):
        override_stage(actor=cast.omid, customer_id=cafe.pk, stage="welcome", reason="only reading")


def test_a_problem_means_intensive_care_until_it_is_closed(cast: Cast, cafe: Customer) -> None:
    problem = open_problem(actor=cast.sara, customer_id=cafe.pk, new=NewProblem("complaint", "cold coffee"))
    assert stage(cafe) == "intensive_care"
    close_problem(actor=cast.sara, problem_id=problem.pk, confirmed=True)
    assert stage(cafe) == "account"
    with pytest.raises(ValidationError):
        close_problem(actor=cast.sara, problem_id=problem.pk, confirmed=True)


def test_care_that_takes_too_long_has_failed(cast: Cast, cafe: Customer) -> None:
    problem = open_problem(actor=cast.sara, customer_id=cafe.pk, new=NewProblem("delay", "machine not repaired"))
    order(cafe, organisation.today() + timedelta(days=9))
    decide(Scope(problem.opened_on + timedelta(days=14)))
    assert stage(cafe) == "intensive_care"
    decide(Scope(problem.opened_on + timedelta(days=15)))
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.stage, found.since) == ("potential_separation", problem.opened_on + timedelta(days=15))
    assert found.evidence[0]["code"] == "care_failed"


def test_a_farewell_is_separation_until_she_orders_again(cast: Cast, cafe: Customer) -> None:
    record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="price", note="too dear")
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.stage, found.attention_on) == ("separation", None)
    tomorrow = organisation.today() + timedelta(days=1)
    order(cafe, tomorrow)
    decide(Scope(tomorrow))
    assert stage(cafe) == "account"


def test_who_came_back_and_falls_silent_needs_somebody_whatever_was_agreed_before(cast: Cast) -> None:
    cafe = customer("کافه نادری", [ago(days) for days in (520, 510, 500)], owner=cast.sara)
    with organisation.standing_on(ago(490)):
        decide(Scope(ago(490)))
        record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="price")
        assert Relationship.objects.get(pk=cafe.pk).attention_on is None
    for days in (420, 410, 400):
        order(cafe, ago(days))
    review(replay=True)
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.stage, found.attention_on) == ("separation", found.since)


def test_why_she_left_is_among_ourselves(cast: Cast, cafe: Customer) -> None:
    record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="price", note="گران بود")
    RoleRight.objects.filter(role__key="agent", model="internal_field").update(level="none")
    roya = User.objects.get(pk=cast.roya.pk)
    told = {user: describe(user, cafe)["evidence"][0] for user in (cast.sara, roya)}
    assert (told[cast.sara]["reason"], told[cast.sara]["note"]) == ("price", "گران بود")
    assert {"reason", "note"} & set(told[roya]) == set()
    assert "قیمت" in told[cast.sara]["text"]
    assert "قیمت" not in told[roya]["text"]
    with pytest.raises(PermissionDenied):
        record_farewell(actor=roya, customer_id=cafe.pk, reason="closed")
    with pytest.raises(PermissionDenied):
        override_stage(actor=roya, customer_id=cafe.pk, stage="account", reason="می‌شناسمش")


def test_a_farewell_by_mistake_is_taken_back(cast: Cast, cafe: Customer) -> None:
    since = Relationship.objects.get(pk=cafe.pk).since
    record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="closed")
    assert take_back_farewell(actor=cast.sara, customer_id=cafe.pk).since == since


def test_a_script_takes_back_a_farewell_and_nothing_where_there_was_none(cast: Cast, cafe: Customer) -> None:
    sara, path = Script(cast.sara), f"/relationships/{cafe.pk}/farewell"
    before = sara("GET", f"/relationships/{cafe.pk}").json()["stage"]
    assert sara("POST", path, {"reason": "closed"}).json()["stage"] == "separation"
    assert sara("DELETE", path).json()["stage"] == before
    assert sara("DELETE", path).json()["stage"] == before
    assert AuditEntry.objects.filter(action="relationship.take_back_farewell").count() == 1
    assert Script(cast.reza)("DELETE", path).status_code == 403
    assert Script(cast.nima)("DELETE", path).status_code == 404


def test_the_way_back_opens_only_after_the_calm(cast: Cast, cafe: Customer) -> None:
    with pytest.raises(ValidationError):
        start_win_back(actor=cast.sara, customer_id=cafe.pk, plan="a visit")
    calm = organisation.today() + timedelta(days=30)
    record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="dissatisfied", calm_until=calm)
    with pytest.raises(ValidationError):
        start_win_back(actor=cast.sara, customer_id=cafe.pk, plan="a visit")
    record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="dissatisfied")
    assert start_win_back(actor=cast.sara, customer_id=cafe.pk, plan="repair first, then a visit").stage == "win_back"


def test_an_order_is_seen_by_the_next_decision(cast: Cast) -> None:
    silent = customer("silent", [ago(days) for days in (80, 70, 60, 50)], owner=cast.sara)
    review()
    assert stage(silent) == "separation"
    lines = [NewLine(Decimal(1), Decimal(5_000), description="beans")]
    place_order(actor=cast.sara, customer_id=silent.pk, new=NewOrder(lines=lines, placed_at=timezone.now()))
    assert ProcrastinateJob.objects.filter(args__receiver="peyvand.relationship.receivers.decide_marked").exists()
    assert decide_dirty() == 1
    assert (stage(silent), Dirty.objects.count()) == ("account", 0)


def test_a_hundred_marks_are_taken_at_once(cast: Cast) -> None:
    made = [customer(f"n{n}", ["2026-01-01"]) for n in range(3)]
    for _ in range(40):
        Dirty.objects.bulk_create(Dirty(customer_id=who.pk) for who in made)
    assert decide_dirty() == 120
    assert Relationship.objects.count() == 3


def test_thresholds_are_tried_before_they_are_saved(cast: Cast, cafe: Customer) -> None:
    before = list(Relationship.objects.values()), list(StageMove.objects.values())
    tried = {"broken_times": "۱", "shortest_silence": "2"}
    assert preview_thresholds(actor=cast.mina, texts={"welcome_days": "60"}) == [
        {"source": "account", "target": "welcome", "count": 1}
    ]
    assert preview_thresholds(actor=cast.mina, texts=tried) == []
    assert (list(Relationship.objects.values()), list(StageMove.objects.values())) == before
    change_thresholds(actor=cast.mina, texts={"welcome_days": "60"})
    assert Thresholds.objects.get(group=None).values == {"welcome_days": 60}
    review()
    assert stage(cafe) == "welcome"


def test_a_wrong_threshold_is_explained_and_sellers_do_not_tune(cast: Cast, cafe: Customer) -> None:
    with pytest.raises(ValidationError) as wrong:
        change_thresholds(actor=cast.mina, texts={"welcome_days": "many", "hysteresis": "7", "nonsense": "1"})
    assert set(wrong.value.message_dict) == {"welcome_days", "hysteresis", "nonsense"}
    with pytest.raises(PermissionDenied):
        change_thresholds(actor=cast.sara, texts={"welcome_days": "60"})


def test_the_minimum_profile_decides_between_acquaintance_and_account(cast: Cast, cafe: Customer) -> None:
    set_minimum_profile(actor=cast.mina, wants=["name", "city", "phone"])
    measure_everyone()
    review()
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.stage, found.evidence[0]["fields"]) == ("acquaintance", ["phone", "city"])


def test_another_day_of_the_clock_is_decided_as_that_day(cast: Cast, cafe: Customer) -> None:
    then = ago(53)
    Setting.objects.create(key="as_of", value=str(then))
    review(replay=True)
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.stage, found.since, found.decided_on) == ("welcome", then, then)


def test_a_deleted_customer_is_on_no_board(cast: Cast, cafe: Customer) -> None:
    Customer.objects.filter(pk=cafe.pk).update(deleted_at=datetime.now(UTC))
    assert not Relationship.objects.visible_to(cast.ali).exists()


def test_the_palette_offers_a_verb_to_whom_it_would_not_be_refused(cast: Cast) -> None:
    cafe = customer("کافه نادری", [], owner=cast.sara)
    for one, expected in ((cast.sara, True), (cast.reza, False)):
        client = Client()
        client.force_login(one)
        said, read = (
            client.get("/search/palette", {"q": f"{verb} نادری"}).content.decode() for verb in ("farewell", "before")
        )
        assert (f"/relationships/{cafe.pk}/farewell/" in said) is expected
        assert f"/customers/{cafe.pk}/before/" in read


def test_the_card_before_a_contact_says_what_is_wrong_in_as_few_questions(cast: Cast) -> None:
    cafe = customer("کافه", [ago(days) for days in (101, 83, 65, 47)], owner=cast.sara)
    decide(Scope(organisation.today()))
    problem = NewProblem("quality", "دانه‌ها سوخته بود", exit_criterion="بستهٔ تازه را بپسندد")
    open_problem(actor=cast.sara, customer_id=cafe.pk, new=problem)
    place, sara = f"/customers/{cafe.pk}/before/", browser(cast.sara)
    sara.get(place)
    with CaptureQueriesContext(connection) as asked:
        page = sara.get(place).content.decode()
    assert "دانه‌ها سوخته بود" in page and "بستهٔ تازه را بپسندد" in page
    assert len(asked) <= 12


@pytest.mark.parametrize(("days", "said"), [(0, "آخرین سفارش امروز بود."), (3, "آخرین سفارش ۳ روز پیش بود.")])
def test_the_last_order_of_today_was_not_zero_days_ago(days: int, said: str) -> None:
    found = {"code": "in_rhythm", "median": 9, "last_on": "2026-11-20"}
    with translation.override("fa"):
        (sentence,) = sentences([found], date(2026, 11, 20) + timedelta(days=days))
    assert sentence.text.endswith(said)
