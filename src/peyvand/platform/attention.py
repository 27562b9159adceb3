"""Today: what every context says needs this person, gathered, ranked and counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from peyvand.core.keyset import BadCursor
from peyvand.core.manifest import Ask, AttentionItem, AttentionSource, Found, Portion, Verb, offers
from peyvand.platform import organisation
from peyvand.platform.choices import Level
from peyvand.platform.models import AttentionState, AuditEntry, User
from peyvand.platform.policies import level, may
from peyvand.platform.questions import Question
from peyvand.platform.rules.attention import rank_reason, scopes_within

FIRST, FEW, MOST = 12, 4, 300
DONE = (
    "interaction.add",
    "promise.settle",
    "customer.next_step",
    "problem.close",
    "relationship.farewell",
    "relationship.win_back",
    "order.add",
    "customer.discount_decide",
)
Reaches = dict[tuple[str, str], Collection[int]]
SEEING = frozenset({"view", "add"})  # whoever sees a customer may add to her, if at all
HANDED = ("customer.assign",)


@dataclass(frozen=True)
class Section:
    """One source's part of Today."""

    source: AttentionSource
    items: Sequence[AttentionItem]
    count: int
    next: str | None


@dataclass(frozen=True)
class Today:
    """A person's day: what needs her, how much is at stake, what she has done and put off."""

    ask: Ask
    scopes: Sequence[str]
    sections: Sequence[Section]
    stakes: Sequence[tuple[str, int]]
    snoozed: Sequence[AttentionState]
    done: int
    handed: int
    soon: date | None = field(default=None)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody needs this person."""
        return not any(section.items for section in self.sections)


def sources() -> list[AttentionSource]:
    """Return every context's source of attention, in order."""
    return list(offers("attention"))


def scope_for(user: User, wanted: str) -> tuple[str, list[str]]:
    """Return the scope to look at and those to choose from: the wanted one if allowed, else the usual one.

    Who answers for customers of her own looks at them first, who leads a team at the team, who only looks on at all.
    """
    allowed = scopes_within(level(user, "customer", "view"), user.team_id is not None)
    if wanted in allowed:
        return wanted, allowed
    answers = level(user, "customer", "assign")
    if answers in {Level.OWN, Level.TEAM}:
        return "mine", allowed
    return ("team" if answers == Level.ALL and "team" in allowed else allowed[-1]), allowed


def asleep(user: User, day: date) -> list[AttentionState]:
    """Return what this person put off beyond `day`."""
    return ASLEEP.ask(user, {"day": day})


ASLEEP = Question(
    lambda reader, day: AttentionState.objects.filter(user=reader.pk, state="snoozed", until__gt=day).order_by(
        "until", "pk"
    )
)


def _done_today(user: User) -> tuple[int, int]:
    """Return how much this person did and handed over since the morning; what the demo's story made her do is not hers."""
    zone = organisation.zone()
    morning = datetime.combine(timezone.now().astimezone(zone).date(), time.min, zone)
    told = organisation.demo_told()
    counted: dict[str, int] = dict(ACTS.ask(user, {"since": max(morning, told or morning)}))
    handed = sum(counted.pop(action, 0) for action in HANDED)
    return sum(counted.values()), handed


def _acts(reader: Any, since: Any) -> QuerySet[Any]:
    acts = AuditEntry.objects.filter(actor=reader.pk, at__gte=since, action__in=DONE + HANDED)
    return acts.values("action").annotate(n=Count("pk")).order_by()


ACTS = Question(_acts, ("action", "n"))


def _section(source: AttentionSource, ask: Ask, portion: Portion) -> Section:
    found = source.find(ask, portion)
    if found.count is not None:
        return Section(source, found.items, found.count, found.next)
    whole = not portion.hidden and found.next is None
    return Section(source, found.items, len(found.items) if whole else source.count(ask), found.next)


def _sections(ask: Ask, limit: int, hidden: frozenset[str]) -> list[Section]:
    """Ask every source; the first, which is what the page is about, has more room than the others at the start."""
    limits = [limit if place == 0 or limit > FIRST else min(limit, FEW) for place in range(len(sources()))]
    return [_section(source, ask, Portion(room, hidden)) for source, room in zip(sources(), limits, strict=True)]


def further(user: User, *, scope: str, key: str, after: str) -> tuple[Ask, Found]:
    """Return the next lines of one source, beyond the marker `after`; raise BadCursor for one that is not its own."""
    source = next((source for source in sources() if source.key == key), None)
    if source is None:
        raise BadCursor
    day = organisation.today()
    ask = Ask(user, day, scope_for(user, scope)[0])
    hidden = frozenset(state.key for state in asleep(user, day))
    found = source.find(ask, Portion(FIRST, hidden, after))
    items = _priced(found.items, _worths(user, found.items))
    return ask, replace(found, items=_doable(items, _reaches(ask, items)))


def _worths(user: User, items: Iterable[AttentionItem]) -> dict[int, tuple[int, str]]:
    """Return what is at stake with the customers of the items whose source cannot tell."""
    asked = {item.customer_id for item in items if item.customer_id is not None and not item.value}
    found: dict[int, tuple[int, str]] = {}
    for worth in offers("worth") if asked else ():
        found |= worth.of(user, asked)
    return found


def _priced(items: Sequence[AttentionItem], worths: Mapping[int, tuple[int, str]]) -> list[AttentionItem]:
    return [_with_worth(item, *worths.get(item.customer_id or 0, (0, ""))) for item in items]


def _with_worth(item: AttentionItem, value: int, currency: str) -> AttentionItem:
    return replace(item, value=value, currency=currency) if value and not item.value else item


def _reaches(ask: Ask, items: Iterable[AttentionItem]) -> Reaches:
    """Return how far the rights reach that the verbs of others' lines ask for. One's own lines need not be asked."""
    listed = [item for item in items if item.customer_id is not None] if ask.scope != "mine" else []
    needs = {verb.need for item in listed for verb in item.verbs if verb.need and verb.need[1] not in SEEING}
    needs = {need for need in needs if need and may(ask.user, *need)}
    found: Reaches = {}
    for reach in offers("reach") if needs else ():
        found |= reach.of(ask.user, needs, {item.customer_id for item in listed})
    return found


def _doable(items: Sequence[AttentionItem], reaches: Reaches) -> list[AttentionItem]:
    """Leave each line the verbs that would not be refused."""
    return [replace(one, verbs=[verb for verb in one.verbs if _works(verb, one, reaches)]) for one in items]


def _works(verb: Verb, item: AttentionItem, reaches: Reaches) -> bool:
    return verb.need is None or verb.need not in reaches or item.customer_id in reaches[verb.need]


def _told(ask: Ask, limit: int, hidden: frozenset[str]) -> list[Section]:
    """Return every source's part, each line with what is at stake."""
    sections = _sections(ask, limit, hidden)
    items = [item for section in sections for item in section.items]
    worths, reaches = _worths(ask.user, items), _reaches(ask, items)
    return [replace(section, items=_doable(_priced(section.items, worths), reaches)) for section in sections]


def gather(user: User, *, scope: str = "", shown: int = FIRST) -> Today:
    """Return a person's Today with up to `shown` lines of each source.

    Without a wish, somebody whom nobody of her usual scope needs sees the widest one.
    """
    day = organisation.today()
    chosen, allowed = scope_for(user, scope)
    snoozed = asleep(user, day)
    hidden = frozenset(state.key for state in snoozed)
    ask = Ask(user, day, chosen)
    limit = max(1, min(shown, MOST))
    sections = _told(ask, limit, hidden)
    if not scope and chosen != allowed[-1] and not any(section.items for section in sections):
        ask = Ask(user, day, allowed[-1])
        sections = _told(ask, limit, hidden)
    done, handed = _done_today(user)
    return Today(ask, allowed, sections, _stakes(ask, sections), snoozed, done, handed, _soon(ask, sections))


def _stakes(ask: Ask, sections: Sequence[Section]) -> list[tuple[str, int]]:
    total: dict[str, int] = {}
    for section in sections:
        if section.items and section.source.stake:
            for currency, amount in section.source.stake(ask).items():
                total[currency] = total.get(currency, 0) + amount
    return sorted(total.items(), key=lambda pair: -pair[1])


def _soon(ask: Ask, sections: Sequence[Section]) -> date | None:
    if any(section.items for section in sections):
        return None
    days = [source.soon(ask) for source in sources() if source.soon]
    return min((day for day in days if day), default=None)


def today(user: User, *, scope: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """Return the API's shape of Today: who needs this person, why, since when, what is at stake and what to do."""
    return [
        {
            "key": item.key,
            "customer_id": item.customer_id,
            "name": item.title,
            "state": item.state,
            "why": [{"code": sentence.code, "text": sentence.text} for sentence in item.why],
            "since": item.since,
            "at_stake": {"amount": item.value, "currency": item.currency},
            "do": str(item.do),
            "rank": rank_reason(item),
        }
        for section in gather(user, scope=scope, shown=limit).sections
        for item in section.items
    ]
