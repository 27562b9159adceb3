"""Spellings of one name meet, and nothing that is not Persian is touched."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peyvand.core.text import clean, clean_multiline, key, sort_key, swap_layout, tokens

ZWNJ = "\u200c"
PERSIAN = st.text(
    st.sampled_from(
        [
            *map(chr, range(0x0600, 0x0700)),
            *map(chr, range(0xFB50, 0xFDFF)),
            *"ab1-  \u200c\u200d\u200f\u0654\u0653",
        ]
    )
)


@pytest.mark.parametrize(
    "spelling", ["علی‌رضا كاظمي", "علی رضا کاظمی", "عليرضا كاظمی", "عَلی‌رِضا کاظمــی", "ﻋﻠﯽ‌ﺭﺿﺎ کاظمی"]
)
def test_sara_finds_one_man_under_every_spelling_of_his_name(spelling: str) -> None:
    assert key(spelling) == "علیرضاکاظمی"


def test_the_words_of_a_query_are_folded_one_by_one() -> None:
    assert tokens("  كاظمی\u200f علی‌رضا ۱۲ - ") == ["کاظمی", "علیرضا", "12"]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("آئؤإأٱ", "ایوااا"),
        ("خانهٔ فاطمة ۀ", "خانهفاطمهه"),
        ("٠١٢۳۴۵", "012345"),
        ("José ÅNGSTRÖM İstanbul ısı", "joseangstromistanbulisi"),
        ("ΣΊΣΥΦΟΣ Иванов Ёлка", "σισυφοσивановелка"),
        ("ABC-12/7", "abc12/7"),
        ("﷼ ﻻ", "ریاللا"),
        ("جزء", "جز"),
    ],
)
def test_letters_of_every_keyboard_fold_to_one(typed: str, folded: str) -> None:
    assert key(typed) == folded


@given(PERSIAN)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text())
def test_any_text_can_be_folded_and_sorted(text: str) -> None:
    assert key(key(text)) == key(text)
    assert "\x00" not in key(text) + sort_key(text)


@given(PERSIAN | st.text())
def test_cleaning_twice_changes_nothing_and_keeps_the_key(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert key(cleaned) == key(text)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_an_email_an_address_or_a_code_is_never_touched(code: str) -> None:
    assert clean(code) == code


@pytest.mark.parametrize(
    "kept",
    ["info@Example.com", "https://x.ir/a?b=1-2", "ABC-12", "می‌شود", "مُحَمَّد", "خانهٔ‌ما", "۱۲٫۵", "👨‍👩‍👧"],
)
def test_what_was_right_stays(kept: str) -> None:
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u202bعلي\u200f  كاظمي\u00a0 ", "علی کاظمی"),
        ("می‌‌شود ‌ها", "می‌شود ها"),
        ("ﺳﻼﻡ", "سلام"),
        ("خانۀ", "خانهٔ"),
        ("عـــلی ٢٠", "علی ۲۰"),
        ("سط\nر\tدو\x00", "سط ر دو"),
        ("a   b", "a b"),
        ("\ud800x", "x"),
    ],
)
def test_what_a_foreign_keyboard_left_is_put_right(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_a_note_keeps_its_lines() -> None:
    assert clean_multiline("  خط  يك\r\n\r\n\r\n\r\nخط دو \n") == "خط یک\n\nخط دو"


def test_names_stand_in_persian_order_then_latin() -> None:
    names = "آذر احمد بابک پرویز تهران ثریا جواد چنگیز حسن خسرو داود ذبیح رضا زهرا ژاله سارا شیرین صادق "
    names += "ضیا طاهره "
    names += "ظفر عباس غلام فرهاد قاسم كاظم کامران گلی لیلا محمد نادر وحید هادی یاسر acme Zed"
    ordered = names.split()
    assert sorted(Random(5).sample(ordered, len(ordered)), key=sort_key) == ordered


def test_numbers_in_names_stand_by_their_value() -> None:
    ordered = ["فاکتور", "فاکتور ۲", "فاکتور 3", "فاکتور ٠١٠", "فاکتور ۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶"]
    assert sorted(Random(5).sample(ordered, len(ordered)), key=sort_key) == ordered


def test_half_spaces_and_marks_do_not_move_a_name() -> None:
    assert sort_key("مُحَمّد\u200cعلي") == sort_key("محمدعلی")
    assert sort_key("علی رضا") < sort_key("علیا")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sghl", "سلام"), ("SGHL", "سلام"), ("سلام", "sghl"), ("ugd vqh", "علی رضا"), ("Hlg", "آمل")],
)
def test_a_query_typed_on_the_wrong_layout_is_retyped(typed: str, meant: str) -> None:
    assert swap_layout(typed) == meant
