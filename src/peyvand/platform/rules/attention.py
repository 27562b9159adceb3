"""Today: how a line is ranked, said in a sentence, and for whom one may look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.manifest import AttentionItem, Text
from peyvand.core.money import Money, format_money
from peyvand.core.numbers import format_number
from peyvand.platform.choices import Level

SCOPES: dict[str, Text] = {
    "mine": gettext_lazy("mine"),
    "team": gettext_lazy("my team's"),
    "all": gettext_lazy("everybody's"),
}
KEY = re.compile(r"(?P<kind>[a-z]+):(?P<pk>\d{1,18}):(?:(?P<state>\w{1,20}):)?(?P<day>\d{4}-\d\d-\d\d)", re.ASCII)


@dataclass(frozen=True)
class Named:
    """What the key of a line says: which customer, in which state ("" without one), since or on which day."""

    pk: int
    state: str
    day: date


def named(kind: str, keys: Iterable[str]) -> Iterator[Named]:
    """Yield what the keys of this kind say ("kind:pk:day" or "kind:pk:state:day"); others are passed over."""
    for key in keys:
        read = KEY.fullmatch(key)
        if read is None or read["kind"] != kind:
            continue
        try:
            yield Named(int(read["pk"]), read["state"] or "", date.fromisoformat(read["day"]))
        except ValueError:
            continue


def scopes_within(reach: str, has_team: bool) -> list[str]:
    """Return the scopes that somebody whose view reaches so far may choose."""
    found = ["mine"]
    if has_team and reach in {Level.TEAM, Level.ALL}:
        found.append("team")
    if reach == Level.ALL:
        found.append("all")
    return found


def rank_reason(item: AttentionItem) -> str:
    """Return why an item stands where it stands."""
    urgency = format_number(round(item.urgency * 10))
    if item.value <= 0:
        return _("Urgency %(urgency)s of 10; nothing was exchanged yet, so a usual customer's year is counted.") % {
            "urgency": urgency
        }
    value = format_money(Money(item.value, item.currency), short=True)
    return _("Urgency %(urgency)s of 10 times %(value)s at stake a year.") % {"urgency": urgency, "value": value}
