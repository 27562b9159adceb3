"""The database and Python fold and sort alike, to the letter."""

from collections.abc import Sequence

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peyvand.core.text import key, sort_key

pytestmark = pytest.mark.django_db

BLOCKS = [
    range(0x0001, 0x0250),
    range(0x0300, 0x0530),
    range(0x0600, 0x0700),
    range(0x0750, 0x0780),
    range(0x0870, 0x0900),
    range(0x1E00, 0x1F00),
    range(0x2000, 0x2070),
    range(0xFB50, 0xFE00),
    range(0xFE00, 0xFE30),
    range(0xFE70, 0xFF5F),
]
PLAIN = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئؤأ\u0654\u200c\u200c   aZ0179۳-|"
LETTERS = [chr(point) for block in BLOCKS for point in block]


def in_sql(texts: Sequence[str]) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fa_key(t), fa_sort(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n",
            [list(texts)],
        )
        return [(str(folded), str(place)) for folded, place in cursor.fetchall()]


def differences(texts: Sequence[str]) -> list[tuple[str, tuple[str, str], tuple[str, str]]]:
    in_python = [(key(text), sort_key(text)) for text in texts]
    triples = zip(texts, in_sql(texts), in_python, strict=True)
    return [(ascii(text), sql, python) for text, sql, python in triples if sql != python]


def test_every_letter_folds_alike_alone_and_in_company() -> None:
    assert differences(LETTERS) == []
    assert differences([f"ب{letter}د ۱{letter}2x" for letter in LETTERS]) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.sampled_from([*LETTERS, *"  ۰۰۱۲0099آااآيك\u200c" * 20]), max_size=30),
        min_size=20,
        max_size=60,
    )
)
def test_whole_texts_fold_alike(texts: list[str]) -> None:
    assert differences(texts) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.sampled_from([*PLAIN]), max_size=20), min_size=20, max_size=60))
def test_the_short_way_of_plain_names_agrees_too(texts: list[str]) -> None:
    assert differences(texts) == []


def test_long_runs_of_digits_fold_alike() -> None:
    assert differences(["0" * 40, "۰" * 16 + "1" * 20, "1" * 15, "1" * 16, "a001b0002"]) == []


def test_the_database_puts_names_in_persian_order() -> None:
    names = [
        "Zed",
        "یاسر",
        "هادی",
        "وحید",
        "گلی",
        "کامران",
        "كاظم",
        "ژاله",
        "زهرا",
        "پرویز",
        "بابک",
        "احمد",
        "آذر",
    ]
    with connection.cursor() as cursor:
        cursor.execute('SELECT t FROM unnest(%s::text[]) AS t ORDER BY fa_sort(t) COLLATE "C"', [names])
        assert [row[0] for row in cursor.fetchall()] == list(reversed(names))


def test_nothing_stays_nothing_and_the_functions_can_live_in_columns() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT fa_key(NULL) IS NULL AND fa_sort(NULL) IS NULL")
        assert cursor.fetchone() == (True,)
        cursor.execute(
            "SELECT provolatile, proparallel, proisstrict FROM pg_proc WHERE proname IN ('fa_key', 'fa_sort')"
        )
        assert cursor.fetchall() == [("i", "s", True)] * 2
