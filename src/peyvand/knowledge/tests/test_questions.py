"""The questions that a company asks about its customers: worded by itself, answered, and never mixed up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from peyvand.knowledge.actions.facts import NewFact, supersede_fact
from peyvand.knowledge.actions.profiles import measure_everyone, set_minimum_profile
from peyvand.knowledge.actions.questions import (
    SetFacts,
    answer_question,
    archive_question_set,
    restore_question_set,
    save_question_set,
)
from peyvand.knowledge.asking import every_set, own_questions, sets_for
from peyvand.knowledge.models import Fact, Familiarity, MinimumProfile, QuestionSet
from peyvand.knowledge.rules.questions import SIX, Question, name_of
from peyvand.knowledge.timeline import read_facts
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer, Group
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.fields.definition import Option
from peyvand.platform.models import User
from tests.cast import Cast

MACHINE = Question(
    "machine", "choice", "با چه دستگاهی کار می‌کند؟", "Which machine?",
    (Option("two_groups", "دو گروپ", "Two groups"), Option("lever", "اهرمی", "Lever")),
)  # fmt: skip
KILOS = Question("kilos", "number", "هفته‌ای چند کیلو؟", "How many kilos a week?")


def somebody(owner: User, kind: str = "organisation") -> Customer:
    profile = {"name": "کافه نادری"} if kind == "organisation" else {"family_name": "رضایی"}
    return create_customer(actor=owner, new=NewCustomer(kind, profile, owner_id=owner.pk))


def cafes(cast: Cast, **more: Any) -> QuestionSet:
    facts = SetFacts([MACHINE, KILOS], "پرسش‌های کافه", "Of cafés", variant="organisation", **more)
    return save_question_set(actor=cast.ali, facts=facts)


def answered(user: User, customer: Customer, row: QuestionSet, key: str, value: Any) -> Fact:
    asked = NewFact("", is_asked=True, source="visit")
    name = name_of(row.pk, key)
    return answer_question(actor=user, customer_id=customer.pk, question=name, value=value, new=asked)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_six_questions_are_there_until_the_company_words_them_anew(cast: Cast) -> None:
    cafe = somebody(cast.sara)
    assert [one.text for one in sets_for(cafe)[0].questions] == [one.fa for one in SIX]
    save_question_set(actor=cast.ali, facts=SetFacts(SIX[:2], "دو پرسش", is_built_in=True))
    (asked,) = sets_for(cafe)
    assert (asked.title, [one.fact for one in asked.questions]) == ("دو پرسش", ["want", "need"])
    with pytest.raises(ValidationError):
        save_question_set(actor=cast.ali, facts=SetFacts(SIX, "بار دوم", is_built_in=True))


def test_questions_are_asked_of_whom_they_are_for(cast: Cast) -> None:
    group = Group.objects.create(name="کافه‌ها")
    cafe, person = somebody(cast.sara), somebody(cast.sara, "person")
    cafes(cast, group_id=group.pk)
    assert len(sets_for(cafe)) == len(sets_for(person)) == 1
    cafe.memberships.create(group=group)
    person.memberships.create(group=group)
    assert (len(sets_for(cafe)), len(sets_for(person))) == (2, 1)


def test_the_timeline_tells_an_answer_with_its_question_in_the_language_of_the_reader(cast: Cast) -> None:
    cafe, row = somebody(cast.sara), cafes(cast)
    answered(cast.sara, cafe, row, "machine", "two_groups")
    (persian,) = read_facts(cast.sara, cafe.pk, None, 5)
    assert "با چه دستگاهی کار می‌کند؟ دو گروپ" in persian.title
    with translation.override("en"):
        (english,) = read_facts(cast.sara, cafe.pk, None, 5)
    assert "Which machine? Two groups" in english.title


def test_an_answer_is_a_fact_with_a_source_and_a_history(cast: Cast) -> None:
    cafe, row = somebody(cast.sara), cafes(cast)
    first = answered(cast.sara, cafe, row, "machine", "two_groups")
    later = answered(cast.sara, cafe, row, "machine", "lever")
    assert (first.text, later.text, later.supersedes, later.is_asked) == ("دو گروپ", "اهرمی", first, True)
    assert list(Fact.objects.standing().filter(kind="answer")) == [later]
    kilos = answered(cast.sara, cafe, row, "kilos", "۱۲")
    assert (kilos.value, kilos.text) == (12, "۱۲")
    for key, value in (("machine", "nonsense"), ("kilos", "بسیار"), ("kilos", None), ("nothing", 1)):
        with pytest.raises(ValidationError):
            answered(cast.sara, cafe, row, key, value)
    with pytest.raises(ValidationError):
        supersede_fact(actor=cast.sara, fact_id=kilos.pk, new=NewFact("۱۳"))
    with pytest.raises(Customer.DoesNotExist):
        answer_question(actor=cast.sara, customer_id=10**9, question="x", value=1, new=NewFact(""))
    with pytest.raises(ValidationError):
        answered(cast.sara, somebody(cast.sara, "person"), row, "kilos", 3)


def test_another_wording_is_a_new_version_only_when_somebody_has_answered(cast: Cast) -> None:
    cafe, row = somebody(cast.sara), cafes(cast)
    better = SetFacts([replace(MACHINE, fa="دستگاه اسپرسو چیست؟"), KILOS], "پرسش‌های کافه", variant="organisation")
    save_question_set(actor=cast.ali, facts=better, set_id=row.pk)
    assert row.versions.count() == 1
    old = answered(cast.sara, cafe, row, "machine", "two_groups")
    third = replace(better, questions=[replace(KILOS, kind="text"), replace(MACHINE, fa="کدام دستگاه؟")])
    save_question_set(actor=cast.ali, facts=third, set_id=row.pk)
    assert row.versions.count() == 2
    old.refresh_from_db()
    assert old.about == "دستگاه اسپرسو چیست؟"
    asked = every_set()[1]
    assert [one.text for one in asked.questions] == ["هفته‌ای چند کیلو؟", "کدام دستگاه؟"]
    assert asked.questions[0].key != "kilos", "what is answered otherwise is another question"
    card = signed_in(cast.sara).get(reverse("knowledge:card", args=[cafe.pk])).content.decode()
    assert "کدام دستگاه؟" in card and "دو گروپ" in card


def test_what_can_no_longer_be_chosen_stays_where_it_was_said(cast: Cast) -> None:
    cafe, row = somebody(cast.sara), cafes(cast)
    old = answered(cast.sara, cafe, row, "machine", "lever")
    fewer = replace(MACHINE, options=MACHINE.options[:1])
    save_question_set(actor=cast.ali, facts=SetFacts([fewer], "کافه", variant="organisation"), set_id=row.pk)
    with pytest.raises(ValidationError):
        answered(cast.sara, cafe, row, "machine", "lever")
    assert Fact.objects.standing().get(kind="answer") == old
    assert "اهرمی" in signed_in(cast.sara).get(reverse("knowledge:fact", args=[old.pk])).content.decode()


def test_a_question_may_have_to_be_answered(cast: Cast) -> None:
    cafe, person, row = somebody(cast.sara), somebody(cast.sara, "person"), cafes(cast)
    wanted = f"question:{name_of(row.pk, 'machine')}"
    set_minimum_profile(actor=cast.mina, wants=["name", wanted])
    measure_everyone()
    assert Familiarity.objects.get(pk=cafe.pk).missing == [wanted]
    assert Familiarity.objects.get(pk=person.pk).missing == []
    panel = signed_in(cast.sara).get(reverse("knowledge:familiarity", args=[cafe.pk])).content.decode()
    assert MACHINE.fa in panel and f"{reverse('knowledge:answer', args=[cafe.pk])}?question=" in panel
    answered(cast.sara, cafe, row, "machine", "two_groups")
    assert Familiarity.objects.get(pk=cafe.pk).missing == []
    save_question_set(actor=cast.ali, facts=SetFacts([KILOS], "کافه", variant="organisation"), set_id=row.pk)
    assert MinimumProfile.objects.get().wants == ["name"]


def test_a_set_that_is_put_away_is_asked_no_more_and_comes_back(cast: Cast) -> None:
    cafe, row = somebody(cast.sara), cafes(cast)
    fact = answered(cast.sara, cafe, row, "kilos", 4)
    archive_question_set(actor=cast.ali, set_id=row.pk)
    assert own_questions(sets_for(cafe)) == {}
    assert Fact.objects.standing().get() == fact
    restore_question_set(actor=cast.ali, set_id=row.pk)
    assert len(own_questions(sets_for(cafe))) == 2


def test_only_who_runs_the_house_words_questions_and_nonsense_is_refused(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        save_question_set(actor=cast.mina, facts=SetFacts([KILOS], "کافه"))
    for facts in (
        SetFacts([], "هیچ"), SetFacts([KILOS]), SetFacts([Question("x", "number")], "بی‌نام"),
        SetFacts([replace(KILOS, kind="fact:answer")], "چرخه"), SetFacts([replace(MACHINE, options=())], "بی‌گزینه"),
        SetFacts([KILOS], "کافه", variant="robot"), SetFacts([KILOS], "کافه", group_id=10**9),
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            save_question_set(actor=cast.ali, facts=facts)


def test_ali_words_questions_on_a_page_and_sara_answers_one(cast: Cast) -> None:
    ali, cafe = signed_in(cast.ali), somebody(cast.sara)
    typed = {
        "title_fa": "پرسش‌های کافه", "variant": "", "group_id": "", "key": ["", "", ""], "fa": ["چند صندلی؟", "کدام دستگاه؟", ""],
        "en": ["", "", ""], "kind": ["number", "choice", "text"], "options": ["", "دو گروپ | Two groups\nاهرمی", ""],
    }  # fmt: skip
    assert ali.post(reverse("knowledge:set_new"), typed).status_code == 303
    row = QuestionSet.objects.get()
    seats, machine = row.versions.get().asked
    assert [one.fa for one in machine.options] == ["دو گروپ", "اهرمی"]
    assert ali.post(reverse("knowledge:set_new"), {**typed, "fa": ["", "", ""]}).status_code == 422
    page = ali.get(reverse("knowledge:set", args=[row.pk])).content.decode()
    assert "دو گروپ | Two groups" in page
    assert ali.post(reverse("knowledge:set_archive", args=[row.pk])).status_code == 303
    assert ali.post(reverse("knowledge:set_restore", args=[row.pk])).status_code == 303
    assert signed_in(cast.mina).get(reverse("knowledge:sets")).status_code == 403
    sara, url = signed_in(cast.sara), reverse("knowledge:answer", args=[cafe.pk])
    how = {"is_asked": "asked", "source": "visit"}
    assert sara.post(f"{url}?question={row.pk}-{seats.key}", {"value": "۴۰", **how}).status_code == 303
    assert sara.post(f"{url}?question={row.pk}-{seats.key}", {"value": "", **how}).status_code == 422
    assert sara.get(f"{url}?question={row.pk}-{machine.key}").status_code == 200
    assert sara.get(f"{url}?question=zq").status_code == 404
    card = sara.get(reverse("knowledge:card", args=[cafe.pk])).content.decode()
    assert "چند صندلی؟" in card and "۴۰" in card


def test_an_answer_is_read_in_the_readers_language_beside_its_question(cast: Cast) -> None:
    cafe, row = somebody(cast.sara), cafes(cast)
    answered(cast.sara, cafe, row, "machine", "lever")
    answered(cast.sara, cafe, row, "kilos", 12)
    for language, words in (
        ("fa", ("اهرمی", MACHINE.fa, "۱۲", KILOS.fa)),
        ("en", ("Lever", MACHINE.en, "12", KILOS.en)),
    ):
        cast.sara.language = cast.sara.digits = language
        cast.sara.save(update_fields=["language", "digits"])
        sara = signed_in(cast.sara)
        timeline = reverse("interactions:timeline", args=[cafe.pk])
        for address in (reverse("knowledge:voices"), reverse("knowledge:card", args=[cafe.pk]), timeline):
            page = sara.get(address).content.decode()
            assert not [word for word in words if word.rstrip("؟?") not in page], (language, address)


def test_the_api_words_questions_and_answers_them(cast: Cast) -> None:
    cafe, client = somebody(cast.ali), Client()
    _token, secret = create_token(actor=cast.ali, owner=cast.ali, name="t")
    call: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secret}"}, "content_type": "application/json"}
    question = {"kind": "choice", "fa": "کدام دستگاه؟", "options": [{"fa": "اهرمی"}, {"fa": "دو گروپ"}]}
    made = client.post("/api/v1/question-sets", {"title_fa": "کافه", "questions": [question]}, **call).json()
    (asked,) = made["questions"]
    given = {"question": asked["name"], "value": asked["options"][0]["key"], "is_asked": True}
    fact = client.post(f"/api/v1/customers/{cafe.pk}/answers", given, **call)
    assert (fact.status_code, fact.json()["text"], fact.json()["question"]) == (201, "اهرمی", asked["name"])
    again = {"title_fa": "کافه", "questions": [asked | {"fa": "دستگاه؟"}]}
    changed = client.put(f"/api/v1/question-sets/{made['id']}", again, **call).json()
    assert (changed["version"], changed["questions"][0]["name"]) == (2, asked["name"])
    assert client.post(f"/api/v1/customers/{cafe.pk}/answers", given | {"value": 7}, **call).status_code == 422
    assert client.delete(f"/api/v1/question-sets/{made['id']}", **call).status_code == 204
    assert [one["id"] for one in client.get("/api/v1/question-sets", **call).json()] == [None]
