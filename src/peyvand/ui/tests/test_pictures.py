"""The pictures tell the truth: sizes follow the numbers, and Persian begins at the right."""

from __future__ import annotations

import itertools
import re

import pytest

from peyvand.ui import pictures


def bar(label: str, value: float) -> pictures.Bar:
    return pictures.Bar(label, value, str(value))


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    sheet = pictures.bars([bar("a", 50), bar("b", 100), bar("c", 0)], right_to_left=False)
    lengths = [mark.width for mark in sheet.marks]
    assert lengths[0] * 2 == pytest.approx(lengths[1])
    assert lengths[2] == 0


def test_persian_bars_are_the_mirror_image():
    items = [bar("a", 30), bar("b", 70)]
    left, right = (pictures.bars(items, right_to_left=way) for way in (False, True))
    for one, other in zip(left.marks, right.marks, strict=True):
        assert one.x + one.width + other.x == pytest.approx(left.width)
        assert one.text_x + other.text_x == pytest.approx(left.width)


def test_a_bar_never_runs_out_of_its_sheet():
    sheet = pictures.bars([bar("a", 10**12), bar("b", -5)], right_to_left=True)
    assert all(mark.x >= 0 and mark.x + mark.width <= sheet.width for mark in sheet.marks)


def test_the_funnel_writes_the_share_that_went_on_between_its_bars():
    sheet = pictures.funnel([bar("a", 200), bar("b", 50), bar("c", 0), bar("d", 3)], right_to_left=True)
    assert [text.amount for text in sheet.texts] == [25, 0]


def test_a_line_puts_the_highest_value_highest_and_time_runs_with_reading():
    points = [pictures.Point("one", 1), pictures.Point("two", 9), pictures.Point("three", 4)]
    english = pictures.line(points, right_to_left=False)
    persian = pictures.line(points, right_to_left=True)
    assert min(english.marks, key=lambda mark: mark.y).label == "two"
    assert english.marks[0].x < english.marks[-1].x
    assert persian.marks[0].x > persian.marks[-1].x
    assert english.paths["band"] == ""


def test_the_band_goes_round_the_line():
    sheet = pictures.line([pictures.Point("a", 5, 3, 8), pictures.Point("b", 6, 3, 8)], right_to_left=False)
    heights = [float(pair.split()[1]) for pair in re.findall(r"[\d.]+ [\d.]+", sheet.paths["band"])]
    assert min(heights) < min(mark.y for mark in sheet.marks)
    assert max(heights) > max(mark.y for mark in sheet.marks)


def test_many_months_do_not_write_over_each_other():
    sheet = pictures.line([pictures.Point(str(i), i) for i in range(48)], right_to_left=True)
    places = sorted(text.x for text in sheet.texts)
    assert len(sheet.marks) == 48
    assert min(b - a for a, b in itertools.pairwise(places)) > 50


NAMES = {"a": "A", "b": "B", "c": "C"}


def test_a_flow_counts_everybody_once_on_each_side():
    flows = [pictures.Flow("a", "b", 6), pictures.Flow("a", "c", 4), pictures.Flow("b", "c", 2)]
    sheet = pictures.flow(flows, NAMES, right_to_left=False)
    sources = {mark.label: mark.amount for mark in sheet.marks if mark.anchor == "start"}
    targets = {mark.label: mark.amount for mark in sheet.marks if mark.anchor == "end"}
    assert sources == {"A": 10, "B": 2}
    assert targets == {"B": 6, "C": 6}
    assert len(sheet.texts) == 3


def test_a_flow_of_nobody_or_of_the_unknown_is_left_out():
    sheet = pictures.flow([pictures.Flow("a", "b", 0), pictures.Flow("a", "z", 5)], NAMES, right_to_left=True)
    assert (sheet.marks, sheet.texts, sheet.height) == ((), (), 0)


def test_the_silence_leaves_the_usual_gap():
    dots = [pictures.Dot(str(day), day, 1) for day in (0, 10, 20)]
    paths = pictures.rhythm(pictures.Rhythm(dots, now=60, gap=10), right_to_left=False).paths
    assert float(paths["now_x"]) > float(paths["band_x"]) + float(paths["band_width"])
    fresh = pictures.rhythm(pictures.Rhythm(dots, now=25, gap=10), right_to_left=False).paths
    assert float(fresh["now_x"]) < float(fresh["band_x"]) + float(fresh["band_width"])


def test_in_persian_the_silence_grows_to_the_left():
    dots = [pictures.Dot("x", 0, 1), pictures.Dot("y", 5, -2)]
    sheet = pictures.rhythm(pictures.Rhythm(dots, now=30, gap=None), right_to_left=True)
    assert float(sheet.paths["now_x"]) < float(sheet.paths["last_x"]) < float(sheet.paths["first_x"])
    assert [mark.key for mark in sheet.marks] == ["", "negative"]
    assert sheet.paths["band_width"] == "0"


def test_nothing_to_draw_is_not_an_error():
    assert pictures.rhythm(pictures.Rhythm([], now=0, gap=None), right_to_left=True).marks == ()
    assert pictures.line([], right_to_left=True).marks == ()
    assert pictures.bars([], right_to_left=True).view_box == "0 0 480 0"


@pytest.mark.parametrize("plan", [pictures.DESK, pictures.PHONE])
@pytest.mark.parametrize("right_to_left", [True, False])
def test_no_box_of_a_map_covers_another_and_none_sticks_out(plan: pictures.Plan, right_to_left: bool) -> None:
    ours = [pictures.Neighbour("Sara", "answers", strength=1), pictures.Neighbour("Reza", "", strength=0.2)]
    theirs = [pictures.Neighbour(f"theirs {n}", "knows", url="/", over=n == 3) for n in range(5)]
    sheet = pictures.bonds("Naderi", ours, theirs, right_to_left=right_to_left, plan=plan)
    assert len(sheet.marks) == 8
    assert len(sheet.texts) == 7
    for box, other in itertools.combinations(sheet.marks, 2):
        beside = box.x + box.width <= other.x or other.x + other.width <= box.x
        assert beside or box.y + box.height <= other.y or other.y + other.height <= box.y
    assert all(box.x >= 0 and box.x + box.width <= sheet.width for box in sheet.marks)
    assert all(box.y >= 0 and box.y + box.height <= sheet.height for box in sheet.marks)
    sara, first_of_theirs = sheet.marks[1], sheet.marks[3]
    assert (sara.x > first_of_theirs.x) is right_to_left
