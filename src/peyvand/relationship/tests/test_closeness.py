"""How close we are to a customer: in touch, within reach, known; kept as a number that lists and rules ask for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peyvand.core.workdays import add_working_days
from peyvand.interactions.actions.consent import NewConsent, note_consent
from peyvand.interactions.contactability import open_channels
from peyvand.interactions.models import Consent, Interaction
from peyvand.knowledge.models import Familiarity
from peyvand.people.actions.placing import fill
from peyvand.people.actions.rules import set_rule
from peyvand.people.actions.treatments import set_treatment
from peyvand.people.choices import ContactKind
from peyvand.people.models import ContactPoint, Customer, Group, GroupMember, Treatment
from peyvand.people.tables import CUSTOMERS
from peyvand.people.tests.making import program as program_of
from peyvand.people.treatments import last_contacts
from peyvand.platform import organisation
from peyvand.platform.models import RoleRight, User
from peyvand.platform.workdays import special_days, work_week
from peyvand.relationship.actions.review import decide_all_dirty, review
from peyvand.relationship.closeness import closeness_of
from peyvand.relationship.models import Closeness, Dirty, Facts
from peyvand.relationship.tests.people import customer, order
from tests.cast import Cast

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _on_a_day(db: None) -> Any:
    with organisation.standing_on(TODAY):
        yield


def talk(who: Customer, days_ago: int, kind: str = "call") -> None:
    at = datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time(), UTC) + timedelta(hours=9)
    Interaction.objects.create(customer=who, kind=kind, direction="out", occurred_at=at, subject="x", reached=True)


def touched(name: str, days_ago: int, cast: Cast) -> Customer:
    made = customer(name, owner=cast.sara)
    talk(made, days_ago)
    return made


def looked_at(*people: Customer, day: date = TODAY) -> None:
    review(ids=[who.pk for who in people], day=day)


def points(user: User, who: Customer) -> dict[str, int]:
    looked_at(who)
    told = closeness_of(user, who)
    assert told is not None
    return {part.key: part.points for part in told.parts}


def in_group(who: Customer, every: int | None, *, rank: int = 1, name: str = "VIP", by: str = "") -> Group:
    group, _made = Group.objects.get_or_create(name=name, defaults={"rank": rank})
    Treatment.objects.update_or_create(group=group, defaults={"contact_every": every, "contact_by": by})
    GroupMember.objects.get_or_create(group=group, customer=who)
    return group


def listed(client: Client, cast: Cast, query: str) -> list[str]:
    client.force_login(cast.mina)
    page = client.get(f"{reverse('people:customers')}?{query}").content.decode()
    names = Customer.objects.values_list("name", flat=True)
    return sorted(
        (name for name in names if f"<bdi>{name}</bdi>" in page), key=lambda name: page.index(f"<bdi>{name}<")
    )


def by_hand(who: Customer, day: date) -> list[int]:
    """Contact, reach, knowledge and the whole as they are told: no SQL."""
    facts = Facts.objects.get(pk=who.pk)
    days = [one for one in (facts.last_contact_on, facts.last_any_on) if one]
    gap: float = max(7, facts.median_gap if facts.purchases >= 3 and facts.median_gap is not None else 30)
    says = Treatment.objects.filter(group__memberships__customer=who, contact_every__isnull=False)
    if held := says.order_by("group__rank", "group__name").first():
        last = add_working_days(
            day, -(held.contact_every or 0), week=work_week(), holidays=special_days(day - timedelta(200), day)
        )
        gap = max(1, (day - last).days)
        if held.contact_by:
            moment = last_contacts(held.contact_by, [who.pk]).get(who.pk)
            days = [moment.astimezone(organisation.zone()).date()] if moment else []
    share = min(1.0, max(0.0, (4 - (day - max(days)).days / gap) / 3)) if days else 0.0
    percent = Familiarity.objects.get(pk=who.pk).percent
    parts = [
        round(40 * share),
        round(30 * (len(open_channels(who, datetime.now(UTC))) / 4)),
        round(30 * (percent / 100)),
    ]
    return [*parts, sum(parts)]


def anybody(dice: random.Random, cast: Cast) -> Customer:
    who = customer(f"C{dice.random()}", owner=cast.sara)
    Customer.objects.filter(pk=who.pk).update(city=dice.choice(["", "Tehran"]))
    for _each in range(dice.choice([0, 0, 1, 2, 5])):
        order(who, TODAY - timedelta(days=dice.randrange(200)))
    for _each in range(dice.choice([0, 1, 3])):
        talk(who, dice.randrange(150), dice.choice(["call", "message", "visit"]))
    for kind, value in ((ContactKind.PHONE, "+98912"), (ContactKind.EMAIL, "e"), (ContactKind.SOCIAL, "s")):
        for nth in range(dice.choice([0, 0, 1, 2])):
            ContactPoint.objects.create(customer=who, kind=kind, value=f"{value}{who.pk}{nth}")
    for _each in range(dice.choice([0, 2, 6])):
        Consent.objects.create(
            customer=who, channel=dice.choice(["call", "sms", "message", "email", "visit"]), given=dice.random() < 0.5,
            purpose=dice.choice(["service", "service", "marketing"]), source="call",
            at=datetime(2026, 1, dice.randrange(1, 28), tzinfo=UTC),
        )  # fmt: skip
    for name, rank, every, by in (("A", 1, 10, ""), ("B", 2, None, ""), ("C", 3, 2, ""), ("D", 4, 30, "met")):
        if dice.random() < 0.3:
            in_group(who, every, rank=rank, name=name, by=by)
    return who


def test_what_is_kept_is_what_the_rules_say_of_everybody_on_any_day(cast: Cast) -> None:
    dice = random.Random(80)
    people = [anybody(dice, cast) for _each in range(60)]
    for later in (0, 1, 17, 60):
        day = TODAY + timedelta(days=later)
        review(day=day)
        kept = {
            row[0]: list(row[1:])
            for row in Closeness.objects.values_list("pk", "contact", "reach", "knowledge", "points")
        }
        assert kept == {who.pk: by_hand(who, day) for who in people}
    assert len({tuple(row) for row in kept.values()}) > 10


def test_a_contact_counts_fully_within_her_gap_and_not_at_all_after_four(cast: Cast) -> None:
    who = touched("Pari", 0, cast)
    kept = []
    for later in (0, 30, 75, 119, 120, 300):
        looked_at(who, day=TODAY + timedelta(days=later))
        kept.append(Closeness.objects.get(pk=who.pk).contact)
    assert kept == [40, 40, 20, 0, 0, 0]


def test_a_contact_of_today_is_told_as_that_and_not_as_none_days_ago(cast: Cast) -> None:
    for days_ago, said in ((0, "آخرین تماس امروز بوده؛"), (20, "آخرین تماس ۲۰ روز پیش بوده؛")):
        who = touched(f"Pari {days_ago}", days_ago, cast)
        looked_at(who)
        told = closeness_of(cast.sara, who)
        assert told is not None
        assert told.parts[0].text.startswith(said)


def test_who_is_silent_longer_than_her_own_rhythm_is_less_close(cast: Cast) -> None:
    calm = customer("Pari", [TODAY - timedelta(days=20)], owner=cast.sara)
    lively = customer("Kian", [TODAY - timedelta(days=ago) for ago in (40, 30, 20)], owner=cast.sara)
    assert points(cast.sara, calm)["contact"] == 40
    assert points(cast.sara, lively)["contact"] == 27


def test_where_her_group_says_how_often_that_is_her_rhythm(cast: Cast) -> None:
    who = touched("Pari", 20, cast)
    assert points(cast.sara, who)["contact"] == 40
    in_group(who, 5, rank=2, name="Partners")
    assert points(cast.sara, who)["contact"] < 40
    told = closeness_of(cast.sara, who)
    assert told is not None
    assert "هر ۵ روز کاری" in told.parts[0].text
    in_group(who, 60, rank=1)  # of two groups the more important one
    assert points(cast.sara, who)["contact"] == 40


def test_where_her_group_asks_for_visits_a_call_brings_us_no_closer(cast: Cast) -> None:
    who = touched("Pari", 1, cast)
    in_group(who, 10, by="visit")
    assert points(cast.sara, who)["contact"] == 0
    talk(who, 2, "visit")
    assert points(cast.sara, who)["contact"] == 40
    told = closeness_of(cast.sara, who)
    assert told is not None
    assert "به شمار می‌آید: دیدار." in told.parts[0].text


def test_a_rule_that_asks_how_close_we_are_gives_no_rhythm_to_its_members(cast: Cast) -> None:
    who = touched("Pari", 20, cast)
    group = Group.objects.create(name="Distant", rank=1)
    rule = {"all": [{"field": "closeness", "op": "below", "values": ["80"]}]}
    looked_at(who)
    set_rule(actor=cast.mina, group_id=group.pk, rule=rule)
    fill(group.pk)
    set_treatment(actor=cast.mina, group_id=group.pk, values={"contact_every": 2})
    looked_at(who)
    assert list(group.customers.all()) == [who]
    assert Closeness.objects.get(pk=who.pk).every is None


def test_a_channel_that_she_closed_brings_us_no_closer(cast: Cast) -> None:
    who = touched("Pari", 1, cast)
    assert points(cast.sara, who)["channels"] == 0
    ContactPoint.objects.create(customer=who, kind=ContactKind.PHONE, value="+989121112233")
    ContactPoint.objects.create(customer=who, kind=ContactKind.EMAIL, value="pari@example.ir")
    assert points(cast.sara, who)["channels"] == 30
    note_consent(actor=cast.sara, customer_id=who.pk, new=NewConsent("email", "service", False, "call"))
    assert Dirty.objects.filter(customer=who).exists()
    decide_all_dirty()
    assert Closeness.objects.get(pk=who.pk).reach == 22


def test_who_may_not_see_what_we_know_does_not_guess_it_from_the_whole(cast: Cast, client: Client) -> None:
    who = touched("Pari", 1, cast)
    looked_at(who)
    assert "closeness" in CUSTOMERS.allowed(cast.sara)
    RoleRight.objects.filter(role=cast.sara.role, model="fact").delete()
    sara = User.objects.get(pk=cast.sara.pk)
    told = closeness_of(sara, who)
    assert told is not None
    assert (told.index, [part.key for part in told.parts]) == (None, ["contact", "channels"])
    assert "closeness" not in CUSTOMERS.allowed(sara)
    client.force_login(sara)
    assert client.get(reverse("people:customers") + "?f=closeness:below:50").status_code == 422
    assert "sort=closeness" not in client.get(reverse("people:customers")).content.decode()


def test_the_list_says_the_same_number_as_her_page_and_puts_the_least_close_first(cast: Cast, client: Client) -> None:
    near, far, new = touched("Pari", 1, cast), touched("Kian", 110, cast), customer("Omid", owner=cast.sara)
    looked_at(near, far)
    numbers = {who: Closeness.objects.get(pk=who.pk).points for who in (near, far)}
    assert numbers[far] < numbers[near]
    assert listed(client, cast, "sort=closeness") == ["Kian", "Pari", "Omid"]  # whom nobody has looked at comes last
    assert listed(client, cast, "sort=-closeness") == ["Pari", "Kian", "Omid"]
    assert listed(client, cast, f"f=closeness:below:{numbers[far]}") == ["Kian"]
    program = program_of(cast.sara)
    found = program.get(f"/api/v1/relationships/{near.pk}/closeness").json()
    assert (found["index"], sum(part["points"] for part in found["parts"])) == (numbers[near], numbers[near])
    assert program.get(f"/api/v1/relationships/{new.pk}/closeness").status_code == 404
    asked = program.get("/api/v1/customers?f=closeness:known:&sort=-closeness,id").json()
    assert [one["name"] for one in asked["items"]] == ["Pari", "Kian"]


@pytest.mark.parametrize(
    "sort, order",
    [("closeness,id", ["Kian", "Pari", "Omid", "Nazi"]), ("-closeness,id", ["Pari", "Kian", "Omid", "Nazi"])],
)
def test_page_by_page_nobody_is_left_out_or_told_twice(cast: Cast, sort: str, order: list[str]) -> None:
    looked_at(touched("Pari", 1, cast), touched("Kian", 110, cast))
    customer("Omid", owner=cast.sara)
    customer("Nazi", owner=cast.sara)
    names, cursor, program = [], "", program_of(cast.sara)
    while cursor is not None:
        page = program.get(
            "/api/v1/customers", {"sort": sort, "limit": 1, **({"cursor": cursor} if cursor else {})}
        ).json()
        names += [one["name"] for one in page["items"]]
        cursor = page["next"]
    assert names == order


def test_managers_find_the_important_whom_we_are_least_close_to(cast: Cast, client: Client) -> None:
    def buyer(name: str, total: int, ago: Sequence[int]) -> Customer:
        return customer(name, [TODAY - timedelta(days=days) for days in ago], total=total, owner=cast.sara)

    buyer("Pari", 9_000, [100])
    buyer("Kian", 8_000, [1])
    buyer("Omid", 100, [110])
    review(day=TODAY)
    client.force_login(cast.mina)
    board = client.get(reverse("relationship:board")).content.decode()
    assert "f=important:yes:&amp;sort=closeness" in board
    assert listed(client, cast, "f=important:yes:&sort=closeness") == ["Pari", "Kian"]
    assert "f=important:yes:&amp;sort=closeness" in client.get(reverse("people:customers")).content.decode()


def test_her_page_says_why_in_words(cast: Cast, client: Client) -> None:
    who = touched("Pari", 3, cast)
    client.force_login(cast.sara)
    address = reverse("relationship:closeness", args=[who.pk])
    assert "در حال محاسبه" in client.get(address).content.decode()
    looked_at(who)
    said = client.get(address).content.decode()
    assert "۱۰۰ درصد از حداقل پروندهٔ او را می‌دانیم." in said
    assert "۳۰ از ۳۰ امتیاز" in said
