"""The keys of Today's lines: what was put off is read back from them, and nonsense is nobody's."""

from __future__ import annotations

from datetime import date

import pytest

from peyvand.platform.rules.attention import Named, named


def test_a_key_says_which_customer_in_which_state_since_when() -> None:
    keys = ["relationship:7:separation:2026-11-01", "step:8:2026-11-02", "orphan:9"]
    assert list(named("relationship", keys)) == [Named(7, "separation", date(2026, 11, 1))]
    assert list(named("step", keys)) == [Named(8, "", date(2026, 11, 2))]


@pytest.mark.parametrize(
    "key", ["", "step:8:2026-13-40", "step:x:2026-11-02", "step:8", "step:99999999999999999999:2026-11-02", "other"]
)
def test_a_key_that_is_not_ours_is_passed_over(key: str) -> None:
    assert list(named("step", [key])) == []
