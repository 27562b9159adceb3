"""Who is the same as whom: the rule, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peyvand.core.digits import to_persian
from peyvand.people.rules.likeness import Side, compare, keys_of, name_key, sentence

MOBILE, OTHER_MOBILE, OFFICE = "+989121112233", "+989351112233", "+982188776655"


def somebody(given: str = "علی‌رضا", family: str = "کاظمی", **known: Any) -> Side:
    reach = {name: frozenset(known.pop(name, ())) for name in ("phones", "emails", "sites", "handles")}
    return Side("person", f"{given} {family}".strip(), given, family, **reach, **known)


def firm(name: str, **known: Any) -> Side:
    reach = {name: frozenset(known.pop(name, ())) for name in ("phones", "emails", "sites", "handles")}
    return Side("organisation", name, **reach, **known)


ALIKE = [
    ("one mobile, one name", somebody(phones=[MOBILE]), somebody("عليرضا", "كاظمي", phones=[MOBILE]), "exact"),
    ("one e-mail, name turned round", somebody(emails=["a@b.ir"]), somebody("کاظمی", "علی رضا", emails=["a@b.ir"]), "exact"),
    ("a title in the name", somebody("دکتر علی‌رضا", phones=[MOBILE]), somebody(phones=[MOBILE]), "exact"),
    ("one national ID and name", somebody(national_id="0499370899"), somebody(national_id="0499370899"), "exact"),
    ("one national ID, a name mistyped", somebody("علی‌رضا", "کاطمی", national_id="0499370899"), somebody(national_id="0499370899"), "likely"),
    ("one mobile, a name mistyped", somebody("علی‌رضا", "کاظمیی", phones=[MOBILE]), somebody(phones=[MOBILE]), "likely"),
    ("one mobile, the name in Latin letters", somebody(phones=[MOBILE]), somebody("Alireza", "Kazemi", phones=[MOBILE]), "possible"),
    ("a rare name, nothing else", somebody("آتوسا", "شایگان‌فر"), somebody("آتوسا", "شایگان فر"), "possible"),
    ("a rare name and birthday", somebody(birthday=date(1990, 1, 1)), somebody(birthday=date(1990, 1, 1)), "likely"),
    ("one land line, one name, one city", firm("شرکت کاوه", phones=[OFFICE], city="تهران"), firm("كاوه", phones=[OFFICE], city="تهران"), "exact"),
    ("a number spelled otherwise", somebody(external_id="C-0012"), somebody(external_id="c0012"), "exact"),
    ("one website, another name", firm("کافه نادری", sites=["naderi.ir"]), firm("رستوران نادری", sites=["naderi.ir"]), "possible"),
    ("almost one name in one city", firm("رستوران شاندیز مشهدی", city="مشهد"), firm("رستوران شاندیز", city="مشهد"), "possible"),
]  # fmt: skip
UNLIKE = [
    ("two national IDs", somebody(phones=[MOBILE], national_id="0499370899"), somebody(phones=[MOBILE], national_id="0790419904")),
    ("a family's phone", somebody("زهرا", phones=[MOBILE]), somebody("مهدی", phones=[MOBILE])),
    ("a person and her firm", somebody("", "نادری", phones=[MOBILE]), firm("نادری", phones=[MOBILE])),
    ("colleagues of one firm", somebody(emails=["a@naderi.ir"]), somebody("مینا", "راد", emails=["b@naderi.ir"])),
    ("an office with many firms", firm("حسابداری پارس", phones=[OFFICE]), firm("نگین‌سازه", phones=[OFFICE])),
    ("nothing in common", somebody(), somebody("مینا", "راد")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "surety"), [case[1:] for case in ALIKE], ids=[case[0] for case in ALIKE])
def test_the_same_customer_is_recognised(one: Side, other: Side, surety: str) -> None:
    found = compare(one, other)
    assert found.surety == surety, found
    assert set(keys_of(one)) & set(keys_of(other))


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in UNLIKE], ids=[case[0] for case in UNLIKE])
def test_different_customers_are_left_alone(one: Side, other: Side) -> None:
    assert compare(one, other).surety == ""


def test_what_speaks_against_it_keeps_it_from_being_done_by_itself() -> None:
    one, other = somebody(phones=[MOBILE], emails=["a@b.ir"]), somebody(phones=[MOBILE], emails=["a@b.ir"])
    assert compare(one, other).surety == "exact"
    born = [replace(one, birthday=day) for day in (date(1990, 1, 1), date(1991, 1, 1))]
    assert compare(*born).surety != "exact"


def test_a_common_name_says_less() -> None:
    one, other = somebody("محمد", "محمدی", city="تهران"), somebody("محمد", "محمدی", city="تهران")
    scores = [compare(one, other, namesakes=many).score for many in (2, 4, 15, 300)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    assert compare(one, other, namesakes=300).surety == ""


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    one = somebody(phones=[MOBILE], emails=["a@b.ir"], handles=["telegram:ali"], sites=["ali.ir"], national_id="0499370899",
                   external_id="C-12", birthday=date(1990, 1, 1), city="تهران", economic_code="411", registration_number="77")  # fmt: skip
    shops = [firm("کاوه", emails=["a@kaveh.ir"], city=city) for city in ("تهران", "شیراز")]
    pairs = [(one, one), (one, somebody("زهرا")), (one, somebody("مینا", "راد")), (one, somebody("علی‌رضا", "کاظمیی")), tuple(shops),
             (somebody("", "کاوه", birthday=date(1990, 1, 1), national_id="1"),
              somebody("", "نسترن", birthday=date(1991, 1, 1), national_id="2"))]  # fmt: skip
    reasons = {reason.code: reason for pair in pairs for reason in compare(*pair).reasons}
    assert len(reasons) >= 16
    for reason in reasons.values():
        with translation.override("en"):
            english = sentence(reason)
        with translation.override("fa"):
            assert english.endswith(".")
            assert sentence(reason) != english


def test_a_phone_of_both_is_said_as_people_write_it() -> None:
    reasons = compare(somebody(phones=[MOBILE]), somebody(phones=[MOBILE])).reasons
    said = [sentence(reason) for reason in reasons if reason.code == "same_phone"]
    assert len(said) == 1
    assert "۰۹۱۲\u00a0۱۱۱\u00a0۲۲۳۳" in to_persian(said[0]), "a line never ends within a number"


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.lists(
    st.sampled_from(["علی", "رضا", "علی‌رضا", "محمد", "کاظمی", "راد", "Sara", "Rad", "نیک‌پی"]), min_size=1, max_size=4
)


@UNHURRIED
@given(NAMES.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_order_and_spelling_of_a_name_do_not_matter(names: tuple[list[str], list[str]]) -> None:
    words, turned = names
    spelled = " ".join(turned).replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ")
    one, other = somebody("", " ".join(words)), somebody("", spelled)
    assert name_key(one) == name_key(other)


@UNHURRIED
@given(NAMES, NAMES, st.sampled_from([frozenset(), frozenset([MOBILE]), frozenset([OTHER_MOBILE])]))
def test_likeness_is_the_same_from_both_sides(one: list[str], other: list[str], phones: frozenset[str]) -> None:
    mine, theirs = somebody("", " ".join(one), phones=phones), somebody("", " ".join(other), phones=[MOBILE])
    there, back = compare(mine, theirs), compare(theirs, mine)
    assert (there.score, there.surety) == (back.score, back.surety)
    assert 0 <= there.score <= 100
