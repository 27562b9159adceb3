"""Today and the pages: who needs whom, in which words, and who sees what."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from peyvand.interactions.actions.promises import NewPromise, make_promise
from peyvand.people.models import CoOwner, Customer
from peyvand.people.tests.making import program
from peyvand.platform import organisation
from peyvand.platform.actions.attention import snooze
from peyvand.platform.attention import gather, today
from peyvand.platform.models import AuditEntry, Setting, User
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Relationship
from peyvand.relationship.queries import describe
from peyvand.relationship.rules.evidence import sentences
from peyvand.relationship.tests.people import customer
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return organisation.today() - timedelta(days=days)


@pytest.fixture
def silent(cast: Cast) -> Customer:
    """Sara's café that usually orders every 18 days and has been silent for 47."""
    found = customer("کافه نادری", [ago(days) for days in (101, 83, 65, 47)], owner=cast.sara)
    customer("small", [ago(days) for days in (101, 83, 65, 47)], owner=cast.sara, total=10)
    decide(Scope(organisation.today()))
    return found


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def keys(user: User, scope: str = "") -> list[str]:
    return [item["name"] for item in today(user, scope=scope)]


def test_the_silent_customer_is_on_her_owners_today_with_the_right_sentence(cast: Cast, silent: Customer) -> None:
    with translation.override("en"):
        line = today(cast.sara)[0]
    assert line["name"] == "کافه نادری"
    assert line["why"][0]["code"] == "own_rhythm"
    assert line["since"] == ago(10)
    assert line["at_stake"] == {"amount": 4_000, "currency": "IRR"}
    assert keys(cast.sara) == ["کافه نادری", "small"]


def test_a_promise_says_what_is_at_stake_with_whom_it_was_given(cast: Cast, silent: Customer) -> None:
    for who, what in ((silent, "خبر انبار"), (customer("نو", [], owner=cast.sara), "نمونه")):
        make_promise(actor=cast.sara, customer_id=who.pk, new=NewPromise(what, organisation.today()))
    stakes = {
        line["name"]: line["at_stake"]["amount"] for line in today(cast.sara) if line["key"].startswith("promise")
    }
    assert stakes == {"کافه نادری": 4_000, "نو": 0}
    blind = User.objects.get(pk=cast.sara.pk)
    blind.levels = {**blind.levels, ("relationship", "view"): "none"}
    assert all(line["at_stake"]["amount"] == 0 for line in today(blind))


def test_the_sentence_is_said_in_both_languages(cast: Cast, silent: Customer) -> None:
    evidence = Relationship.objects.get(pk=silent.pk).evidence
    with translation.override("en"):
        assert "silent for" in sentences(evidence, organisation.today())[0].text
    with translation.override("fa"):
        assert (
            sentences(evidence, organisation.today())[0].text
            == "معمولاً هر ۱۸ روز سفارش می‌دهد؛ ۴۷ روز است که خبری نیست."
        )


def test_the_most_pressing_come_first_however_one_answers_for_them(cast: Cast, silent: Customer) -> None:
    """Sara's own and those that Nima shares with her are one line; so are those of everybody in Mina's team."""
    fell_silent = [ago(days) for days in (101, 83, 65, 47)]
    shared = customer("of both", fell_silent, owner=cast.nima, total=900)
    customer("of Nima alone", fell_silent, owner=cast.nima, total=950)
    customer("of the team", fell_silent, owner=cast.reza, total=1_100)
    CoOwner.objects.create(customer=shared, user=cast.sara)
    decide(Scope(organisation.today()))
    assert keys(cast.sara, "mine") == ["کافه نادری", "of both", "small"]
    assert keys(cast.mina, "team") == ["of the team", "کافه نادری", "small"]


def test_strangers_see_nothing_of_her(cast: Cast, silent: Customer) -> None:
    assert keys(cast.nima) == []
    assert keys(cast.nima, "all") == []
    assert keys(cast.reza) == ["کافه نادری", "small"]
    assert enter(cast.nima).get(reverse("relationship:stage", args=[silent.pk])).status_code == 404
    with pytest.raises(Relationship.DoesNotExist):
        describe(cast.nima, silent)


def test_what_is_put_off_comes_back_by_itself(cast: Cast, silent: Customer) -> None:
    item = gather(cast.sara).sections[0].items[0]
    tomorrow = organisation.today() + timedelta(days=1)
    snooze(actor=cast.sara, key=item.key, title=item.title, until=tomorrow, reason="she is travelling")
    assert keys(cast.sara) == ["small"]
    assert [state.title for state in gather(cast.sara).snoozed] == ["کافه نادری"]
    assert "کافه نادری" in keys(cast.mina)


def test_nobody_needs_nima_and_his_page_says_so(cast: Cast, silent: Customer) -> None:
    page = enter(cast.nima).get("/").content.decode()
    assert "کافه نادری" not in page
    assert gather(cast.nima).is_empty


@pytest.mark.parametrize("name", ["sara", "mina", "ali", "dana"])
def test_today_needs_few_questions(cast: Cast, silent: Customer, name: str) -> None:
    client = enter(getattr(cast, name))
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/")
    assert answer.status_code == 200
    assert "کافه نادری" in answer.content.decode()
    assert len(asked) <= 12, [query["sql"][:120] for query in asked]


def test_the_next_lines_come_without_the_first_ones_again(cast: Cast, silent: Customer) -> None:
    for number in range(20):
        customer(f"café {number}", [ago(days) for days in (101, 83, 65, 47)], owner=cast.sara, total=100 + number)
    decide(Scope(organisation.today()))
    client = enter(cast.sara)
    first = client.get("/").content.decode()
    further = re.search(r'hx-get="(\?[^"]+)"', first)
    assert further is not None
    rest = client.get("/" + further[1].replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
    known, coming = (re.findall(r'care-name" href="([^"]+)"', page) for page in (first, rest))
    assert len(known) == 12
    assert len(coming) == 10
    assert not set(known) & set(coming)
    assert "data-more" not in rest


@pytest.mark.parametrize("query", ["?of=relationship&after=rubbish", "?of=nothing&after=", "?of=steps&after=W10"])
def test_a_marker_of_nobody_shows_the_day_from_its_beginning(cast: Cast, silent: Customer, query: str) -> None:
    assert "کافه نادری" in enter(cast.sara).get("/" + query).content.decode()


def test_what_the_story_of_the_demo_did_is_not_done_today(cast: Cast, silent: Customer) -> None:
    AuditEntry.objects.create(actor=cast.sara, action="order.add", model="order", object_id=1)
    assert gather(cast.sara).done == 1
    Setting.objects.create(key=organisation.DEMO_TOLD, value=timezone.now().isoformat())
    assert gather(cast.sara).done == 0


PAGES = ("stage", "stages", "rhythm", "override", "problems", "problem_new", "farewell", "win_back")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_pages_of_a_relationship_open(cast: Cast, silent: Customer, name: str, language: str) -> None:
    User.objects.filter(pk=cast.sara.pk).update(language=language)
    assert enter(cast.sara).get(reverse(f"relationship:{name}", args=[silent.pk])).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?on=1405/01/01", "?on=nonsense", "?period=1404", "?period=rubbish", "?on=2026-01-01&period=1404-13"]
)
def test_the_board_opens_on_any_day_and_period(cast: Cast, silent: Customer, query: str) -> None:
    assert enter(cast.mina).get(reverse("relationship:board") + query).status_code == 200


@pytest.mark.parametrize("calendar", ["jalali", "gregorian"])
@pytest.mark.parametrize(
    "query", ["?period=1000-01", "?period=1599", "?period=1700", "?period=2220-q4", "?period=9999", "?on=1000-01-01"]
)
def test_the_board_opens_at_the_edges_of_both_calendars(cast: Cast, calendar: str, query: str) -> None:
    User.objects.filter(pk=cast.mina.pk).update(calendar=calendar)
    assert enter(cast.mina).get(reverse("relationship:board") + query).status_code == 200


def test_mina_in_toronto_reads_the_board_in_her_own_quarters_and_opens_the_season_that_sara_sent(
    cast: Cast, silent: Customer
) -> None:
    User.objects.filter(pk=cast.mina.pk).update(calendar="gregorian", language="en", digits="en")
    mina, board = enter(cast.mina), reverse("relationship:board")
    with organisation.standing_on(date(2026, 11, 22)):
        own, sent = mina.get(board), mina.get(board + "?period=1405-q3")
        counted = program(cast.mina).get("/api/v1/reports/relationships").json()["period"]
    assert "Who moved where in Q4 2026" in own.content.decode()
    assert [str(one) for one, _active in own.context["kinds"]] == ["2026-11", "2026-q4", "2026"]
    assert (str(own.context["earlier"]), str(own.context["later"])) == ("2026-q3", "2027-q1")
    assert "Who moved where in Autumn 1405" in sent.content.decode()
    assert [str(one) for one, active in sent.context["kinds"] if active] == ["1405-q3"]
    assert [str(one) for one, active in sent.context["kinds"] if not active] == ["2026-11", "2026-q4", "2026"]
    assert str(sent.context["earlier"]) == "1405-q2"
    assert counted == "2026-q4"


def test_the_board_counts_only_what_the_reader_sees(cast: Cast, silent: Customer) -> None:
    assert enter(cast.mina).get(reverse("relationship:board")).context["total"] == 2
    assert enter(cast.nima).get(reverse("relationship:board")).context["total"] == 0


def test_forms_refuse_in_words_and_act(cast: Cast, silent: Customer) -> None:
    client = enter(cast.sara)
    override = reverse("relationship:override", args=[silent.pk])
    assert client.post(override, {"stage": "account", "reason": ""}).status_code == 422
    assert client.post(override, {"stage": "account", "reason": "we spoke", "until": "1300/01/01"}).status_code == 422
    assert client.post(override, {"stage": "account", "reason": "we spoke"}).status_code == 303
    assert Relationship.objects.get(pk=silent.pk).stage == "account"
    assert client.post(reverse("relationship:override_end", args=[silent.pk])).status_code == 303
    assert enter(cast.reza).post(override, {"stage": "account", "reason": "team"}).status_code == 403
    assert enter(cast.omid).get(override).status_code == 403


def test_thresholds_page_previews_and_saves(cast: Cast, silent: Customer) -> None:
    client = enter(cast.mina)
    page = reverse("relationship:thresholds")
    shown = client.get(page).content.decode()
    assert 'value="۰٫۴"' in shown, "a share is written with the reader's own decimal sign"
    for written in ("۰٫۴", "۰.۴", "0/4", "0.4"):
        tried = client.post(reverse("relationship:thresholds_preview"), {"basket_drop": written})
        assert "field-error" not in tried.content.decode(), written
    typed = {"broken_times": "۳"}
    assert client.post(reverse("relationship:thresholds_preview"), typed).status_code == 200
    assert client.post(page, {"broken_times": "-3"}).status_code == 422
    assert client.post(page, typed).status_code == 303
    assert enter(cast.sara).get(page).status_code == 403
    assert client.get(page + "?group=999").status_code == 404


def test_later_asks_for_a_day_and_a_reason(cast: Cast, silent: Customer) -> None:
    client, later = enter(cast.sara), reverse("platform:attention_snooze")
    key = gather(cast.sara).sections[0].items[0].key
    assert client.get(later).status_code == 200
    assert client.post(later, {"key": key, "title": "x", "until": "دیروز", "reason": "no"}).status_code == 422
    assert client.post(later, {"key": key, "title": "x", "until": "فردا", "reason": "travelling"}).status_code == 303
    assert client.post(reverse("platform:attention_wake"), {"key": key}).status_code == 303
    assert len(keys(cast.sara)) == 2


def test_the_api_shape_of_a_relationship(cast: Cast, silent: Customer) -> None:
    told = describe(cast.sara, silent)
    assert told["stage"] == "potential_separation"
    assert told["evidence"][0]["text"]
    assert [move["stage"] for move in told["history"]] == ["potential_separation", "account", "welcome"]


def test_an_empty_company_is_led_to_its_first_file(cast: Cast) -> None:
    for reader, may_import in ((cast.ali, True), (cast.sara, False)):
        pages = [enter(reader).get(url).content.decode() for url in ("/", "/customers/", "/orders/")]
        assert [reverse("platform:import_new") in page for page in pages] == [may_import] * 3
        assert "دیدن مشتری‌ها" in pages[0]


def test_who_only_reads_is_offered_no_verb_that_she_may_not_use(cast: Cast, silent: Customer) -> None:
    verbs = [reverse(name, args=[silent.pk]) for name in ("interactions:log", "people:next_step", "people:owners")]
    for reader, offered in ((cast.sara, True), (cast.omid, False)):
        page = enter(reader).get("/?scope=all").content.decode()
        assert "کافه نادری" in page
        assert [f'href="{verb}' in page for verb in verbs] == [offered] * 3


@pytest.mark.parametrize(("query", "said"), [("", "هنوز پیوندی ندارید"), ("?on=1390-01-01", "کسی مشتری شما نبود")])
def test_the_board_without_customers_says_so(cast: Cast, query: str, said: str) -> None:
    assert said in enter(cast.mina).get(reverse("relationship:board") + query).content.decode()
