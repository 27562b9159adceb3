"""The thresholds by which relationships are measured: their names, types, limits and defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Text
from peyvand.core.numbers import NotANumber, format_number, parse_number


@dataclass(frozen=True)
class Threshold:
    """One threshold: a whole number or a number, between `low` and `high`."""

    key: str
    label: Text
    default: Any
    low: float = 0
    high: float = 3650
    kind: str = "whole"  # whole | number
    help: Text = ""


CHAPTERS: tuple[tuple[Text, tuple[Threshold, ...]], ...] = (
    (
        _("How it begins"),
        (
            Threshold("welcome_days", _("Welcome lasts (days after the first exchange)"), 30, 1, 365),
            Threshold("check_in_days", _("Check-in after the first exchange (days)"), 7, 1, 365),
            Threshold("first_touch_days", _("First touch of a new customer within (days)"), 1, 0, 365),
        ),
    ),
    (
        _("Her own rhythm"),
        (
            Threshold("least_exchanges", _("Exchanges before she has a rhythm of her own"), 3, 2, 50),
            Threshold("broken_times", _("Rhythm is broken after this many of her usual gaps"), 2.0, 1, 50, "number"),
            Threshold("far_times", _("Silence is far beyond after this many of her usual gaps"), 4.0, 1, 100, "number"),
            Threshold("shortest_silence", _("A silence is at least (days)"), 7, 1, 365),
            Threshold(
                "hysteresis",
                _("A silence ends without an exchange under this share of its limit"),
                0.9,
                0.5,
                1,
                "number",
            ),
        ),
    ),
    (
        _("Without a rhythm of her own"),
        (
            Threshold("group_gaps", _("Gaps needed before a group speaks for its members"), 30, 2, 100_000),
            Threshold("plain_broken", _("Without enough data: silent after (days)"), 90, 1),
            Threshold("plain_far", _("Without enough data: far beyond after (days)"), 180, 1),
        ),
    ),
    (
        _("Weak signals"),
        (
            Threshold("warning_weight", _("Weak signals warn from a weight of"), 4.0, 1, 100, "number"),
            Threshold("basket_drop", _("Basket has shrunk by this share of its past"), 0.4, 0.05, 1, "number"),
            Threshold("return_share", _("Returns count from this share of sales in 90 days"), 0.2, 0.01, 1, "number"),
            Threshold("contact_drop", _("Contacts have fallen by this share"), 0.5, 0.05, 1, "number"),
        ),
    ),
    (
        _("Care and calm"),
        (
            Threshold("care_days", _("Care has failed when a problem is open longer than (days)"), 14, 1, 365),
            Threshold("rest_days", _("Days of rest after a contact"), 7, 1, 365),
            Threshold("minimum_stay", _("Days of stay before a stage turns better by itself"), 3, 0, 90),
        ),
    ),
)
THRESHOLDS = tuple(threshold for _title, chapter in CHAPTERS for threshold in chapter)
BY_KEY = {threshold.key: threshold for threshold in THRESHOLDS}
DEFAULTS: dict[str, Any] = {threshold.key: threshold.default for threshold in THRESHOLDS}


def parse(key: str, text: str) -> Any:
    """Return the value of threshold `key` from what a person typed; ValueError carries a sentence."""
    threshold = BY_KEY.get(key)
    if threshold is None:
        raise ValueError(gettext("There is no threshold “%(key)s”.") % {"key": key[:40]})
    try:
        number = float(parse_number(text))
    except NotANumber as error:
        raise ValueError(str(error)) from None
    if not threshold.low <= number <= threshold.high or (threshold.kind == "whole" and number != int(number)):
        raise ValueError(
            gettext("Write a number from %(low)s to %(high)s.")
            % {"low": format_number(threshold.low), "high": format_number(threshold.high)}
        )
    return int(number) if threshold.kind == "whole" else number


def merged(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the defaults overlaid by each layer in turn, keeping only thresholds we know."""
    values = dict(DEFAULTS)
    for layer in layers:
        values.update({key: value for key, value in layer.items() if key in BY_KEY})
    return values


@dataclass(frozen=True)
class Usual:
    """How a group (or everyone) usually buys: percentiles in days over `gaps` gaps; the middle of a year."""

    gaps: int = 0
    p90: float | None = None
    p975: float | None = None
    typical_year: int = 0


def hardly_differ(old: Usual, new: Usual, share: float = 0.05) -> bool:
    """Tell whether no number of `new` is further than `share` from that of `old`."""
    pairs = zip(astuple(old), astuple(new), strict=True)
    return all(a == b or (a is not None and b is not None and abs(a - b) <= share * abs(a)) for a, b in pairs)


def resolved(values: Mapping[str, Any], group: Usual, everyone: Usual) -> dict[str, Any]:
    """Return `values` plus the silence limits for customers without a rhythm of their own, and whose they are."""
    row = {key: value for key, value in values.items() if key not in {"group_gaps", "plain_broken", "plain_far"}}
    least = values["group_gaps"]
    row["typical_year"] = group.typical_year or everyone.typical_year
    for source, usual in (("group", group), ("all", everyone)):
        if usual.gaps >= least and usual.p90 is not None:
            return row | {"other_broken": usual.p90, "other_far": usual.p975, "other_source": source}
    plain = {"other_broken": values["plain_broken"], "other_far": values["plain_far"], "other_source": "plain"}
    return row | plain
