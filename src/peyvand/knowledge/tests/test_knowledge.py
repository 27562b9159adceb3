"""What Sara and her colleagues know of a customer: noted, superseded, ranked, gathered, and never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from peyvand.knowledge.actions.facts import (
    NewFact,
    note_fact,
    rank_facts,
    restore_fact,
    settle_fact,
    supersede_fact,
    withdraw_fact,
)
from peyvand.knowledge.asking import sets_for
from peyvand.knowledge.backlog import About, gathered
from peyvand.knowledge.knowing import knowledge_of
from peyvand.knowledge.models import Fact
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.actions.gathering import everything_about
from peyvand.people.actions.merging import Union, merge
from peyvand.people.models import Customer, Group
from peyvand.people.tests.making import program
from peyvand.platform import organisation
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import User
from tests.cast import Cast


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cafe(owner: User, name: str) -> Customer:
    new = NewCustomer(kind="organisation", profile={"name": name}, owner_id=owner.pk)
    return create_customer(actor=owner, new=new)


def told(user: User, customer: Customer, kind: str, text: str, **more: Any) -> Fact:
    return note_fact(actor=user, customer_id=customer.pk, kind=kind, new=NewFact(text, **more))


@pytest.fixture
def naderi(cast: Cast) -> Customer:
    return cafe(cast.sara, "کافه نادری")


def needs(user: User, customer: Customer) -> list[str]:
    return [fact.text for fact in knowledge_of(user, customer.pk).needs]


def test_needs_stand_in_the_order_that_sara_gives_them(cast: Cast, naderi: Customer) -> None:
    first, second, third = (told(cast.sara, naderi, "need", text) for text in ("طعم", "تحویل", "آموزش"))
    assert needs(cast.sara, naderi) == ["طعم", "تحویل", "آموزش"]
    rank_facts(actor=cast.sara, customer_id=naderi.pk, kind="need", fact_ids=[third.pk])
    assert needs(cast.sara, naderi) == ["آموزش", "طعم", "تحویل"]
    url = f"/knowledge/customers/{naderi.pk}/order/need/"
    assert signed_in(cast.sara).post(url, {"up": str(second.pk)}).status_code == 303
    assert needs(cast.sara, naderi) == ["آموزش", "تحویل", "طعم"]
    sent = {"order": f"{first.pk},{second.pk}"}
    assert signed_in(cast.sara).post(url, sent, headers={"HX-Request": "true"}).status_code == 204
    assert needs(cast.sara, naderi) == ["طعم", "تحویل", "آموزش"]
    with pytest.raises(PermissionDenied):
        rank_facts(actor=cast.reza, customer_id=naderi.pk, kind="need", fact_ids=[third.pk])


def test_what_is_different_now_keeps_what_was_known_before(cast: Cast, naderi: Customer) -> None:
    old = told(cast.sara, naderi, "need", "قیمت کم")
    told(cast.sara, naderi, "need", "دیگری")
    new = supersede_fact(actor=cast.sara, fact_id=old.pk, new=NewFact("طعم یکسان", is_asked=True))
    assert needs(cast.sara, naderi) == ["طعم یکسان", "دیگری"]
    page = signed_in(cast.sara).get(f"/knowledge/{new.pk}/").content.decode()
    assert "قیمت کم" in page and "پرسیده‌شده" in page
    with pytest.raises(ValidationError):
        supersede_fact(actor=cast.sara, fact_id=old.pk, new=NewFact("سوم"))
    withdraw_fact(actor=cast.sara, fact_id=new.pk)
    assert needs(cast.sara, naderi) == ["قیمت کم", "دیگری"]
    restore_fact(actor=cast.sara, fact_id=new.pk)
    assert needs(cast.sara, naderi) == ["طعم یکسان", "دیگری"]


def test_of_the_tone_there_is_one_at_a_time_and_it_asks_for_a_right_of_its_own(cast: Cast, naderi: Customer) -> None:
    told(cast.sara, naderi, "formality", "رسمی")
    told(cast.sara, naderi, "formality", "صمیمی")
    assert [fact.text for fact in knowledge_of(cast.sara, naderi.pk).tone] == ["صمیمی"]
    assert Fact.objects.filter(kind="formality").count() == 2
    assert knowledge_of(cast.leila, naderi.pk).tone == []
    assert "صمیمی" in signed_in(cast.sara).get(f"/knowledge/customers/{naderi.pk}/").content.decode()
    for place in (
        f"/knowledge/customers/{naderi.pk}/",
        f"/interactions/customers/{naderi.pk}/timeline/",
        "/knowledge/",
    ):
        assert "صمیمی" not in signed_in(cast.leila).get(place).content.decode()
    assert "صمیمی" not in signed_in(cast.sara).get("/knowledge/").content.decode()
    with pytest.raises(PermissionDenied):
        told(cast.leila, naderi, "do", "لبخند")


def test_what_was_told_in_confidence_is_for_few_even_where_her_tone_is_known(cast: Cast, naderi: Customer) -> None:
    secret = told(cast.sara, naderi, "personality", "زود می‌رنجد")
    told(cast.sara, naderi, "pace", "آهسته")
    assert [fact.kind for fact in knowledge_of(cast.roya, naderi.pk).tone] == ["pace"]
    assert {fact.kind for fact in knowledge_of(cast.mina, naderi.pk).tone} == {"pace", "personality"}
    page = signed_in(cast.roya).get(f"/knowledge/customers/{naderi.pk}/new/").content.decode()
    assert 'value="pace"' in page
    assert 'value="life"' not in page
    for kind in ("life", "personality"):
        with pytest.raises(PermissionDenied):
            told(cast.roya, naderi, kind, "حدس")
    with pytest.raises(PermissionDenied):
        supersede_fact(actor=cast.roya, fact_id=secret.pk, new=NewFact("آرام"))
    assert "رنجد" not in signed_in(cast.ali).get("/office/audit/").content.decode()


def test_the_six_questions_say_unknown_until_somebody_asks(cast: Cast, naderi: Customer) -> None:
    sara = signed_in(cast.sara)
    card = f"/knowledge/customers/{naderi.pk}/"
    assert sara.get(card).content.decode().count("نامعلوم") == 6
    sent = {"kind": "why_us", "text": "تازگی", "quote": "تاریخ را می‌نویسید", "is_asked": "asked", "source": "visit"}
    assert sara.post(f"{card}new/", sent).status_code == 303
    page = sara.get(card).content.decode()
    assert page.count("نامعلوم") == 5 and "تاریخ را می‌نویسید" in page
    assert {one.fact for one in knowledge_of(cast.sara, naderi.pk).unknown(sets_for(naderi))} == {
        "want", "need", "expectation", "feeling_after", "feeling_use",
    }  # fmt: skip


def test_what_cannot_be_known_is_refused_in_words(cast: Cast, naderi: Customer) -> None:
    tomorrow = organisation.today() + timedelta(days=1)
    for kind, new in (("need", NewFact("  ")), ("nonsense", NewFact("x")), ("need", NewFact("x", learned_on=tomorrow))):
        with pytest.raises(ValidationError):
            note_fact(actor=cast.sara, customer_id=naderi.pk, kind=kind, new=new)
    value = told(cast.sara, naderi, "value", "راستی")
    with pytest.raises(ValidationError):
        settle_fact(actor=cast.sara, fact_id=value.pk, status="met")
    sara = signed_in(cast.sara)
    new_url = f"/knowledge/customers/{naderi.pk}/new/"
    assert sara.post(new_url, {"kind": "need", "text": "", "is_asked": "asked", "source": "visit"}).status_code == 422
    assert sara.post(f"/knowledge/{value.pk}/settle/met/").status_code == 404


def test_a_need_that_was_met_leaves_the_list_and_can_come_back(cast: Cast, naderi: Customer) -> None:
    need = told(cast.sara, naderi, "need", "آموزش")
    sara = signed_in(cast.sara)
    assert sara.post(f"/knowledge/{need.pk}/settle/met/").status_code == 303
    assert needs(cast.sara, naderi) == [] and len(knowledge_of(cast.sara, naderi.pk).settled) == 1
    assert sara.post(f"/knowledge/{need.pk}/settle/open/").status_code == 303
    assert needs(cast.sara, naderi) == ["آموزش"]


def test_the_same_words_of_several_customers_are_gathered_however_spelled(cast: Cast, naderi: Customer) -> None:
    other, stranger = cafe(cast.sara, "کافه دیگر"), cafe(cast.nima, "کافهٔ نیما")
    told(cast.sara, naderi, "unmet", "آسیاب کوچك", is_asked=True)
    told(cast.sara, other, "unmet", "آسیاب کوچک")
    told(cast.nima, stranger, "unmet", "آسیاب کوچک")
    told(cast.sara, other, "unmet", "فنجان سرخ")
    assert [(row.customers, row.asked) for row in gathered(cast.sara, About("unmet"))] == [(2, 1), (1, 0)]
    assert gathered(cast.mina, About("unmet"))[0].customers == 3
    told(cast.sara, naderi, "why_other", "ارزان‌تر", competitor="زاگرس")
    page = signed_in(cast.sara).get("/knowledge/backlog/?kind=why_other&by=value").content.decode()
    assert "زاگرس" in page and "ارزان‌تر" in page


def test_what_comes_first_is_the_mean_of_the_places_that_the_customers_of_a_group_give(
    cast: Cast, naderi: Customer
) -> None:
    other, outside = cafe(cast.sara, "کافه دیگر"), cafe(cast.sara, "چایخانه")
    group = Group.objects.create(name="طلایی", rank=1)
    for customer in (naderi, other):
        group.memberships.create(customer=customer)
    for customer, words in ((naderi, ("قیمت", "طعم")), (other, ("قیمت", "طعم")), (outside, ("طعم", "قیمت"))):
        for text in words:
            told(cast.sara, customer, "decision", text)
    told(cast.sara, outside, "decision", "نزدیکی")
    sara = signed_in(cast.sara)
    lines = sara.get("/knowledge/priorities/").context["lines"]
    assert [(row.text, round(row.place, 1), row.first, row.customers) for row, _link in lines] == [
        ("قیمت", 1.3, 2, 3), ("طعم", 1.7, 1, 3), ("نزدیکی", 3, 0, 1),
    ]  # fmt: skip
    page = sara.get(f"/knowledge/priorities/?group={group.pk}")
    (first, link), *_more = page.context["lines"]
    assert (first.place, first.customers) == (1, 2)
    behind = sara.get(link).content.decode()
    assert "کافه نادری" in behind and "چایخانه" not in behind
    assert len(sara.get(f"/knowledge/backlog/?kind=need&group={group.pk}&period=1390").context["lines"]) == 0
    heard = program(cast.sara).get(f"/api/v1/reports/backlog?kind=decision&by=place&group_id={group.pk}").json()
    assert [(row["text"], row["place"], row["first"]) for row in heard["items"]] == [("قیمت", 1, 2), ("طعم", 2, 0)]


def test_the_voice_of_customers_is_a_list_with_filters_and_ends_at_ones_own_customers(
    cast: Cast, naderi: Customer
) -> None:
    told(cast.sara, naderi, "need", "تحویل زود", quote="پیش از هشت", is_asked=True)
    told(cast.nima, cafe(cast.nima, "دور"), "need", "zqstranger")
    sara = signed_in(cast.sara)
    page = sara.get("/knowledge/?f=quote:known:&f=kind:any:need").content.decode()
    assert "پیش از هشت" in page and "zqstranger" not in page
    assert "پیش از هشت" not in sara.get("/knowledge/?f=asked:no:").content.decode()
    assert "تحویل زود" in sara.get("/knowledge/?q=نادری").content.decode()
    assert sara.get("/knowledge/export/").status_code == 403
    export = signed_in(cast.mina).get("/knowledge/export/?columns=quote")
    assert "پیش از هشت" in b"".join(export.streaming_content).decode()


def test_the_timeline_tells_what_was_learned_and_a_merge_carries_it_over(cast: Cast, naderi: Customer) -> None:
    told(cast.sara, naderi, "plan", "شعبهٔ دوم")
    timeline = f"/interactions/customers/{naderi.pk}/timeline/"
    assert "شعبهٔ دوم" in signed_in(cast.sara).get(timeline).content.decode()
    twin = cafe(cast.sara, "کافه نادری تهران")
    merge(actor=cast.mina, union=Union(twin.pk, naderi.pk))
    assert [fact.text for fact in knowledge_of(cast.sara, twin.pk).standing["plan"]] == ["شعبهٔ دوم"]


def test_who_asks_for_her_data_gets_what_we_know_but_not_how_to_talk_to_her(cast: Cast, naderi: Customer) -> None:
    told(cast.sara, naderi, "need", "zqneed")
    told(cast.sara, naderi, "dont", "zqtone")
    found = str(everything_about(naderi))
    assert "zqneed" in found
    assert "zqtone" not in found


def test_the_api_notes_supersedes_and_orders(cast: Cast, naderi: Customer) -> None:
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="t")
    call: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}
    client = Client()
    made = [
        client.post("/api/v1/facts", {"customer_id": naderi.pk, "kind": "need", "text": text}, **call).json()["id"]
        for text in ("یک", "دو")
    ]
    later = client.post(f"/api/v1/facts/{made[0]}/supersede", {"text": "سه", "is_asked": True}, **call).json()
    assert (later["supersedes_id"], later["rank"], later["is_asked"]) == (made[0], 1, True)
    order = {"customer_id": naderi.pk, "fact_ids": [made[1], later["id"]]}
    assert client.post("/api/v1/facts/order", order, **call).status_code == 204
    listed = client.get(f"/api/v1/facts?customer_id={naderi.pk}", **call).json()["items"]
    assert [(one["text"], one["rank"]) for one in listed] == [("دو", 1), ("سه", 2)]
    assert len(client.get(f"/api/v1/facts?customer_id={naderi.pk}&history=true", **call).json()["items"]) == 3
    assert client.post("/api/v1/facts", {"customer_id": 10**9, "kind": "need", "text": "x"}, **call).status_code == 422
