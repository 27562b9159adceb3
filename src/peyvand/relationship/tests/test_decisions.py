"""Keep as a commitment, renegotiate, or let go respectfully; and the lines that nobody has to let be crossed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from peyvand.core.jalali import format_date
from peyvand.core.manifest import Ask, Portion
from peyvand.interactions.models import Consent, Promise
from peyvand.people.actions.gathering import everything_about
from peyvand.people.choices import Channel
from peyvand.people.models import Customer, Group, GroupMember, Treatment
from peyvand.people.tests.making import browser
from peyvand.people.treatments import contact_overdue
from peyvand.platform import organisation
from peyvand.platform.actions.leaving import pass_everything_on
from peyvand.platform.actions.settings import change_settings
from peyvand.platform.attention import today
from peyvand.platform.duties import held_by
from peyvand.platform.models import AuditEntry, User
from peyvand.relationship.actions.boundaries import answer_boundary, note_boundary
from peyvand.relationship.actions.care import record_farewell, take_back_farewell
from peyvand.relationship.actions.decisions import (
    NewDecision,
    answer_decision,
    decide_about,
    review_decision,
    take_exit_step,
)
from peyvand.relationship.actions.review import review
from peyvand.relationship.models import BoundaryCase, Decision, Relationship
from peyvand.relationship.reviewing import count_cases, count_decisions, find_cases, find_decisions
from peyvand.relationship.settings import letter_to
from peyvand.relationship.tests.people import customer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
STEP_PLACES = ("people:customer", "people:next_step")


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    return customer("Café Naderi", owner=cast.sara)


def soon() -> date:
    return organisation.today() + timedelta(days=30)


def letting_go(second: User) -> NewDecision:
    words = {"letter": "بدرود", "alternatives": "همسایه", "handling": "حساب بسته شود"}
    return NewDecision("let_go", "توهین‌های پیاپی", soon(), second.pk, **words)


def test_what_we_promise_with_a_commitment_stands_among_our_promises(cast: Cast, cafe: Customer) -> None:
    new = NewDecision("keep", "مشتری ده‌ساله", soon(), promised="سر زدن هر ماه", due_on=soon())
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=new)
    assert made.promise == Promise.objects.get(what="سر زدن هر ماه", by=cast.sara, due_on=soon())
    again = review_decision(actor=cast.sara, decision_id=made.pk, reason="هنوز", review_on=soon() + timedelta(days=90))
    assert again.promise == made.promise
    assert Promise.objects.count() == 1


def test_nothing_is_promised_before_the_second_colleague_agrees(cast: Cast, cafe: Customer) -> None:
    new = NewDecision("keep", "مشتری ده‌ساله", soon(), cast.mina.pk, promised="سر زدن هر ماه", due_on=soon())
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=new)
    assert not Promise.objects.exists()
    answer_decision(actor=cast.mina, decision_id=made.pk, agreed=True)
    assert Promise.objects.get().by == cast.sara


def test_nobody_lets_a_customer_go_alone(cast: Cast, cafe: Customer) -> None:
    for second in (cast.sara, cast.omid, cast.nima):
        with pytest.raises(ValidationError):
            decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(second))
    with pytest.raises(ValidationError):
        decide_about(actor=cast.sara, customer_id=cafe.pk, new=NewDecision("let_go", "گران", soon()))
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    with pytest.raises(PermissionDenied):
        answer_decision(actor=cast.sara, decision_id=made.pk, agreed=True)
    assert not Decision.objects.in_force().exists()


WANTED, NOT_WANTED = "پیوندی که گام بعدی ندارد به خواب می‌رود", "گام بعدی لازم نیست"


def said_of(who: Customer, reader: User) -> str:
    """Return what the page says where her next step would stand, when the list of those without one agrees with it."""
    sara = browser(reader)
    pages = [sara.get(reverse(name, args=[who.pk]) + "?show").content.decode() for name in STEP_PLACES]
    listed = f"/customers/{who.pk}/" in sara.get("/customers/?f=unplanned:yes:").content.decode()
    assert [WANTED in page for page in pages] == [listed] * 2
    assert [NOT_WANTED in page for page in pages] == [not listed] * 2
    return pages[0]


def test_nobody_is_told_to_plan_or_call_whom_we_have_let_go(cast: Cast, cafe: Customer) -> None:
    gold = Group.objects.create(name="طلایی")
    Treatment.objects.create(group=gold, contact_every=1)
    GroupMember.objects.create(customer=cafe, group=gold)
    Customer.objects.filter(pk=cafe.pk).update(created_at=organisation.now() - timedelta(days=90))
    said_of(cafe, cast.sara)
    assert Customer.objects.filter(contact_overdue()).contains(cafe)
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    answer_decision(actor=cast.mina, decision_id=made.pk, agreed=True)
    assert f"تا {format_date(soon(), style='long')} قول آرامش داده‌ایم" in said_of(cafe, cast.sara)
    assert not Customer.objects.filter(contact_overdue()).contains(cafe)
    with organisation.standing_on(soon() + timedelta(days=60)):
        review(replay=True)
        assert "قول آرامش" not in said_of(cafe, cast.sara), "calm is over, but she is not called back"
        keys = [item["key"].split(":")[0] for item in today(cast.sara)]
        assert keys == ["decision"], "the decision comes up again, not the customer"
        take_back_farewell(actor=cast.sara, customer_id=cafe.pk)
        assert WANTED in said_of(cafe, cast.sara)


def test_who_left_by_herself_is_thought_of_again_when_calm_is_over(cast: Cast, cafe: Customer) -> None:
    record_farewell(actor=cast.sara, customer_id=cafe.pk, reason="price", calm_until=soon())
    assert NOT_WANTED in said_of(cafe, cast.sara)
    with organisation.standing_on(soon()):
        assert WANTED in said_of(cafe, cast.sara)


def test_letting_go_is_a_farewell_and_ends_all_offers(cast: Cast, cafe: Customer) -> None:
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    with pytest.raises(ValidationError):
        take_exit_step(actor=cast.sara, decision_id=made.pk, step="peace")
    answer_decision(actor=cast.mina, decision_id=made.pk, agreed=True)
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.stage, found.left_reason, found.calm_until) == ("separation", "let_go", soon())
    take_exit_step(actor=cast.sara, decision_id=made.pk, step="peace")
    take_exit_step(actor=cast.sara, decision_id=made.pk, step="peace")
    refused = Consent.objects.filter(customer=cafe, purpose="marketing", given=False)
    assert sorted(refused.values_list("channel", flat=True)) == sorted(Channel.values)


def test_letting_go_again_needs_a_second_colleague_again(cast: Cast, cafe: Customer) -> None:
    gone = decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    answer_decision(actor=cast.mina, decision_id=gone.pk, agreed=True)
    take_exit_step(actor=cast.sara, decision_id=gone.pk, step="letter")
    later = soon() + timedelta(days=90)
    with organisation.standing_on(soon()):
        with pytest.raises(ValidationError):
            review_decision(actor=cast.sara, decision_id=gone.pk, reason="همان", review_on=later)
        again = review_decision(
            actor=cast.sara, decision_id=gone.pk, reason="همان", review_on=later, second_id=cast.mina.pk
        )
        assert (again.state, again.second, again.answered_on) == ("waiting", None, None)
        assert list(Decision.objects.in_force()) == [gone]
        answer_decision(actor=cast.mina, decision_id=again.pk, agreed=True)
    found = Relationship.objects.get(pk=cafe.pk)
    assert (found.left_on, found.calm_until) == (organisation.today(), later)  # the day she left is not moved
    assert Decision.objects.in_force().get().steps == {"letter": organisation.today().isoformat()}


def test_what_a_newer_decision_has_followed_is_answered_no_more(cast: Cast, cafe: Customer) -> None:
    waiting = decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    decide_about(actor=cast.mina, customer_id=cafe.pk, new=NewDecision("keep", "ماندنی است", soon()))
    with pytest.raises(ValidationError):
        answer_decision(actor=cast.mina, decision_id=waiting.pk, agreed=True)
    assert count_decisions(Ask(cast.mina, organisation.today())) == 0


def test_a_new_decision_follows_the_old_one_which_stays_as_it_was(cast: Cast, cafe: Customer) -> None:
    old = decide_about(actor=cast.sara, customer_id=cafe.pk, new=NewDecision("keep", "نخست", soon()))
    new = decide_about(actor=cast.mina, customer_id=cafe.pk, new=NewDecision("renegotiate", "سپس", soon()))
    assert list(Decision.objects.in_force()) == [new]
    waiting = decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    answer_decision(actor=cast.mina, decision_id=waiting.pk, agreed=False)
    assert list(Decision.objects.in_force()) == [new]
    with pytest.raises(ValidationError):
        review_decision(actor=cast.sara, decision_id=old.pk, reason="هنوز", review_on=soon())
    old.refresh_from_db()
    assert (old.kind, old.reason) == ("keep", "نخست")


def test_the_day_of_review_comes_up_on_today_of_who_decided(cast: Cast, cafe: Customer) -> None:
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=NewDecision("keep", "ده‌ساله", soon()))
    assert count_decisions(Ask(cast.sara, organisation.today())) == 0
    ask = Ask(cast.sara, soon())
    assert [item.title for item in find_decisions(ask, Portion(9)).items] == ["Café Naderi"]
    assert count_decisions(Ask(cast.mina, soon())) == 0
    with organisation.standing_on(soon()):
        review_decision(actor=cast.sara, decision_id=made.pk, reason="هنوز", review_on=soon() + timedelta(days=90))
    assert count_decisions(ask) == 0
    assert Decision.objects.filter(customer=cafe).count() == 2


def test_who_is_asked_to_look_finds_it_on_her_today(cast: Cast, cafe: Customer) -> None:
    decide_about(actor=cast.sara, customer_id=cafe.pk, new=letting_go(cast.mina))
    ask = Ask(cast.mina, organisation.today())
    items = find_decisions(ask, Portion(9)).items
    assert len(items) == 1
    assert find_decisions(ask, Portion(9, frozenset({items[0].key}))).items == []


def test_who_takes_over_from_a_colleague_looks_at_her_decisions(cast: Cast, cafe: Customer) -> None:
    kept = decide_about(actor=cast.sara, customer_id=cafe.pk, new=NewDecision("keep", "ده‌ساله", soon()))
    other = customer("Hotel Shiraz", owner=cast.reza)
    asked = decide_about(actor=cast.reza, customer_id=other.pk, new=letting_go(cast.mina))
    assert [one.said for one in held_by(cast.sara.pk) if one.key == "decisions"] == ["۱ تصمیم برای بازبینی"]
    assert "Café Naderi" in browser(cast.mina).get(f"/relationships/decisions/?f=watcher:any:{cast.sara.pk}").text
    pass_everything_on(actor=cast.ali, user_id=cast.sara.pk, heir_id=cast.reza.pk)
    assert Decision.objects.get(pk=kept.pk).watcher == cast.reza
    assert Decision.objects.get(pk=kept.pk).decided_by == cast.sara
    pass_everything_on(actor=cast.ali, user_id=cast.mina.pk, heir_id=cast.reza.pk)
    assert Decision.objects.get(pk=asked.pk).watcher is None  # he does not answer himself: his team is asked
    assert count_decisions(Ask(cast.mina, organisation.today())) == 1
    assert count_decisions(Ask(cast.reza, organisation.today())) == 0


def test_what_is_told_of_a_day_stays_on_that_day_when_a_setting_changes_meanwhile(cast: Cast, cafe: Customer) -> None:
    then = organisation.today() - timedelta(days=5)
    with organisation.standing_on(then):
        first = decide_about(actor=cast.mina, customer_id=cafe.pk, new=NewDecision("keep", "مشتری ده‌ساله", soon()))
        case = note_boundary(actor=cast.roya, customer_id=cafe.pk, boundary="insult", evidence="فریاد زد.")
    assert (first.decided_on, case.noted_on) == (then, then)
    assert organisation.today() == then + timedelta(days=5)


def test_the_letter_takes_her_name_and_nothing_else(cast: Cast) -> None:
    change_settings(actor=cast.ali, texts={"parting_letter": "سلام [نام] {0.__class__} {{ 7 }} %(x)s"})
    assert letter_to("{% now %} <b>") == "سلام {% now %} <b> {0.__class__} {{ 7 }} %(x)s"


def test_a_letter_keeps_its_paragraphs(cast: Cast, cafe: Customer) -> None:
    page = browser(cast.ali).get("/office/settings/").content.decode()
    assert '<textarea name="parting_letter"' in page
    change_settings(actor=cast.ali, texts={"parting_letter": "سلام [name]\n\nبدرود"})
    new = replace(letting_go(cast.mina), letter=letter_to("نادری"), reason="یک\nدو")
    made = decide_about(actor=cast.sara, customer_id=cafe.pk, new=new)
    assert (made.letter, made.reason) == ("سلام نادری\n\nبدرود", "یک\nدو")


def test_sara_lets_go_from_the_page(cast: Cast, cafe: Customer) -> None:
    page = f"/relationships/{cafe.pk}/decisions/"
    sara = browser(cast.sara)
    asked = sara.get(f"{page}let_go/").content.decode()
    assert "Café Naderi" in asked
    assert [f">{one.name}</option>" in asked for one in (cast.mina, cast.omid, cast.sara)] == [True, False, False]
    typed = {
        "reason": "توهین",
        "review_on": soon().isoformat(),
        "letter": "بدرود",
        "alternatives": "الف",
        "handling": "ب",
    }
    assert sara.post(f"{page}let_go/", typed).status_code == 422
    sara.post(f"{page}let_go/", typed | {"second": cast.mina.pk})
    made = Decision.objects.get()
    assert (made.state, made.watcher) == ("waiting", cast.mina)
    assert f"/relationships/decisions/{made.pk}/answer/" in browser(cast.mina).get(page).content.decode()
    assert "توهین" in browser(cast.mina).get("/relationships/decisions/?f=standing:any:waiting").content.decode()
    assert "توهین" not in browser(cast.nima).get("/relationships/decisions/").content.decode()


def test_a_boundary_case_is_seen_only_by_who_may_and_answered_by_another(cast: Cast, cafe: Customer) -> None:
    case = note_boundary(actor=cast.sara, customer_id=cafe.pk, boundary="insult", evidence="فریاد زد")
    with pytest.raises(PermissionDenied):
        answer_boundary(actor=cast.sara, case_id=case.pk, agreed=True)
    assert not BoundaryCase.objects.visible_to(cast.reza).exists()
    assert not BoundaryCase.objects.visible_to(cast.omid).exists()
    assert browser(cast.omid).get(f"/relationships/{cafe.pk}/boundaries/").status_code == 403
    answer_boundary(actor=cast.mina, case_id=case.pk, agreed=True, answer="همین‌طور بود")
    assert "فریاد زد" in browser(cast.mina).get(f"/relationships/{cafe.pk}/boundaries/").content.decode()
    with pytest.raises(ValidationError):
        answer_boundary(actor=cast.mina, case_id=case.pk, agreed=False)


def test_a_boundary_case_waits_on_the_today_of_who_may_answer_it(cast: Cast, cafe: Customer) -> None:
    Customer.objects.filter(pk=cafe.pk).update(team=cast.north)
    case = note_boundary(actor=cast.sara, customer_id=cafe.pk, boundary="insult", evidence="فریاد زد")
    today = organisation.today()
    assert [item.title for item in find_cases(Ask(cast.mina, today), Portion(9)).items] == ["Café Naderi"]
    for other in (cast.sara, cast.reza, cast.roya, cast.omid):  # who noted it, who does not reach her, another team
        assert count_cases(Ask(other, today)) == 0
    assert count_cases(Ask(cast.roya, today, "all")) == 1
    answer_boundary(actor=cast.mina, case_id=case.pk, agreed=False)
    assert count_cases(Ask(cast.mina, today)) == 0
    assert not organisation.kept("boundary_cases_waiting")


def test_that_there_is_a_case_is_not_told_in_the_history_of_the_customer(cast: Cast, cafe: Customer) -> None:
    case = note_boundary(actor=cast.sara, customer_id=cafe.pk, boundary="insult", evidence="فریاد زد")
    assert not AuditEntry.objects.of("customer", cafe.pk).exists()
    assert AuditEntry.objects.of("boundarycase", case.pk).get().action == "boundary.add"
    assert "boundary" not in str(everything_about(cafe))  # nor in what is handed out about her
