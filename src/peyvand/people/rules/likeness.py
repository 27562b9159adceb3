"""How alike two customers are: a score from 0 to 100, and every point of it explained.

What both share speaks for one customer, what differs against it. The weights are written here once; thresholds turn
their sum into exact, likely or possible. Nothing here knows where the customers come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import starmap
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.phones import parse_phone, phone_said
from peyvand.core.text import key
from peyvand.people.choices import Kind, Surety
from peyvand.people.rules.called import Called, alike, called, closeness

EXACT, LIKELY, POSSIBLE = 90, 60, 40
SAME_NAME, CLOSE_NAME, SHORTEST_CLOSE = 45, 35, 0.75
UNLIKE = 0.5
REACH_MOST, NAMESAKES_MOST, RARE, FEW, MANY = 30, 5, 2, 5, 20


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PUBLIC_DOMAINS = _words(
    "gmail.com googlemail.com yahoo.com ymail.com outlook.com hotmail.com live.com msn.com icloud.com me.com aol.com "
    "proton.me protonmail.com chmail.ir mailfa.com mail.ru yandex.com gmx.com gmx.de"
)
ROLE_BOXES = _words("info office contact admin sales support mail hello")


@dataclass(frozen=True)
class Side:
    """What is known of one of the two. Phones are E.164, e-mails lower-case; `sites` are hosts, `handles` network:name."""

    kind: str
    name: str
    given_name: str = ""
    family_name: str = ""
    legal_name: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    national_id: str = ""
    external_id: str = ""
    registration_number: str = ""
    economic_code: str = ""
    birthday: date | None = None
    city: str = ""

    @cached_property
    def called(self) -> Called:
        """Her name as it is compared."""
        return called(self.name)

    @cached_property
    def called_by_law(self) -> Called | None:
        """An organisation's legal name as it is compared; None without one."""
        return called(self.legal_name) if self.legal_name else None

    @cached_property
    def bare_external_id(self) -> str:
        """Her number in another system without what spelling adds: case, dashes, leading zeros; "" when too short."""
        plain = key(self.external_id).replace(".", "").replace("/", "").replace("_", "").lstrip("0")
        return plain if len(plain) > 2 else ""

    @cached_property
    def domains(self) -> frozenset[str]:
        """Return the domains that are an organisation's own: of its e-mails, and its website's."""
        own = {email.rpartition("@")[2] for email in self.emails} - PUBLIC_DOMAINS
        return frozenset(own | self.sites) if self.kind == Kind.ORGANISATION else frozenset()


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for (`weight` above 0) or against it; `value` is what they share."""

    code: str
    weight: int
    value: str = ""


@dataclass(frozen=True)
class Likeness:
    """How alike two customers are, and why; "" when too little for a person to look at."""

    score: int
    surety: str
    reasons: list[Reason] = field(default_factory=list)


def host_of(address: str) -> str:
    """Return the host of a website's address without "www"; "" for what is no address."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


# --- keys: what doubles share ----------------------------------------------------------------------------


def keys_of(side: Side) -> dict[int, int]:
    """Return the keys by which doubles of a customer are found, each with how many may share it and still be told apart."""
    return {_number(text): most for text, most in _key_texts(side)}


def name_key(side: Side) -> int:
    """Return the key that namesakes share."""
    return _number(f"n:{side.kind}:{side.called.letters}")


def are_namesakes(one: Side, other: Side) -> bool:
    """Tell whether both have one `name_key`."""
    return one.kind == other.kind and one.called.letters == other.called.letters


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _key_texts(side: Side) -> Iterator[tuple[str, int]]:
    for mark, values in (("p", side.phones), ("e", side.emails), ("s", side.handles), ("d", side.domains | side.sites)):
        yield from ((f"{mark}:{side.kind}:{value}", REACH_MOST) for value in values)
    for mark, number in (("i", side.national_id), ("r", side.registration_number), ("c", side.economic_code)):
        if number:
            yield f"{mark}:{side.kind}:{number}", REACH_MOST
    if plain := side.bare_external_id:
        yield f"x:{side.kind}:{plain}", REACH_MOST
    city, name = _place(side.city), side.called.letters
    yield f"n:{side.kind}:{name}", NAMESAKES_MOST
    if side.called_by_law:
        yield f"n:{side.kind}:{side.called_by_law.letters}", NAMESAKES_MOST
    if city:
        yield f"t:{side.kind}:{name}|{city}", MANY
    if city and side.kind == Kind.ORGANISATION:
        yield from ((f"w:{word}|{city}", MANY) for word in set(side.called.words) if len(word) > 2)
    if side.birthday and side.family_name:
        yield f"b:{side.birthday}|{''.join(sorted(key(side.family_name)))}", MANY


@lru_cache(maxsize=1024)
def _place(city: str) -> str:
    return key(city)


# --- the score -------------------------------------------------------------------------------------------


def compare(one: Side, other: Side, *, namesakes: int = 2) -> Likeness:
    """Return how alike two customers are. `namesakes`: how many customers are called so, where the names are the same.

    A person and an organisation are never one customer.
    """
    if one.kind != other.kind:
        return Likeness(0, "")
    shared = [reason for reason in _shared(one, other) if reason]
    reasons = [*shared, *_names(one, other, firm=bool(shared), namesakes=namesakes), *_circumstances(one, other)]
    score = max(0, min(100, sum(reason.weight for reason in reasons)))
    reasons.sort(key=lambda reason: -reason.weight)
    return Likeness(score, _surety(score, reasons), reasons)


def _surety(score: int, reasons: list[Reason]) -> str:
    sure = {reason.code for reason in reasons if reason.weight > 0} & {"same_name", "same_national_id"}
    if score >= EXACT and sure and all(reason.weight > 0 for reason in reasons):
        return Surety.EXACT.value
    return Surety.LIKELY.value if score >= LIKELY else Surety.POSSIBLE.value if score >= POSSIBLE else ""


def _shared(one: Side, other: Side) -> Iterator[Reason | None]:
    """Numbers and addresses that belong to one customer only, one reason per kind."""
    yield _same("same_national_id", 60, one.national_id, other.national_id)
    yield _same("same_registration", 50, one.registration_number, other.registration_number)
    yield _same("same_economic_code", 50, one.economic_code, other.economic_code)
    if one.bare_external_id and one.bare_external_id == other.bare_external_id:
        yield Reason("same_external_id", 45, one.external_id)
    yield _weightiest("same_phone", one.phones & other.phones, _phone_weight)
    yield _weightiest("same_email", one.emails & other.emails, _email_weight)
    if handles := one.handles & other.handles:
        yield Reason("same_handle", 40, min(handles))
    if sites := one.sites & other.sites:
        yield Reason("same_site", 40, min(sites))
    elif domains := one.domains & other.domains:
        yield Reason("same_domain", 20, min(domains))  # many firms may share their provider's


def _same(code: str, weight: int, one: str, other: str) -> Reason | None:
    return Reason(code, weight, one) if one and one == other else None


def _weightiest(code: str, shared: frozenset[str], weight: Callable[[str], int]) -> Reason | None:
    weighed = sorted((-weight(value), value) for value in shared)
    return Reason(code, -weighed[0][0], weighed[0][1]) if weighed else None


def _phone_weight(phone: str) -> int:
    """A mobile is one person's; a land line may be an office's or a family's."""
    try:
        return 50 if parse_phone(phone).kind == "mobile" else 40
    except ValueError:
        return 40


def _email_weight(email: str) -> int:
    return 35 if email.partition("@")[0] in ROLE_BOXES else 50


def _names(one: Side, other: Side, *, firm: bool, namesakes: int) -> Iterator[Reason]:
    alike = name_likeness(one, other)
    if alike is None:
        return
    if alike == 1:
        yield Reason("same_name", SAME_NAME if firm else _by_rarity(namesakes), one.name)
    elif _another_given_name(one, other):
        yield Reason("other_given_name", -25)
    elif alike >= SHORTEST_CLOSE:
        share = (alike - SHORTEST_CLOSE) / (1 - SHORTEST_CLOSE)
        yield Reason("close_name", round(CLOSE_NAME * (0.5 + 0.5 * share)), str(round(alike * 100)))
    elif alike < UNLIKE:
        yield Reason("other_name", -20)


def _by_rarity(namesakes: int) -> int:
    """Two of a rare name are more likely one than two of a name that hundreds have."""
    return SAME_NAME if namesakes <= RARE else 35 if namesakes <= FEW else 30 if namesakes <= MANY else 15


def name_likeness(one: Side, other: Side) -> float | None:
    """Return 1 for the same name in any spelling and order, less for close ones; None when scripts differ."""
    pairs = ((mine, theirs) for mine in _names_of(one) for theirs in _names_of(other))
    return max((close for close in starmap(alike, pairs) if close is not None), default=None)


def _names_of(side: Side) -> tuple[Called, ...]:
    return (side.called, side.called_by_law) if side.called_by_law else (side.called,)


def _another_given_name(one: Side, other: Side) -> bool:
    """A family shares a phone and a name, but not the given name."""
    mine, theirs = key(one.given_name), key(other.given_name)
    if not mine or not theirs or mine.isascii() != theirs.isascii() or mine in theirs or theirs in mine:
        return False
    return closeness(mine, theirs) < 0.7


def _circumstances(one: Side, other: Side) -> Iterator[Reason]:
    firm = one.kind == Kind.ORGANISATION
    if one.national_id and other.national_id and one.national_id != other.national_id:
        yield Reason("other_national_id", -70)
    if one.birthday and other.birthday:
        same = one.birthday == other.birthday
        yield Reason("same_birthday", 25) if same else Reason("other_birthday", -50)
    if one.city and other.city:
        if _place(one.city) == _place(other.city):
            yield Reason("same_city", 15 if firm else 10, one.city)
        elif firm:
            yield Reason("other_city", -10)


def sentence(reason: Reason) -> str:
    """Return a reason as a person would say it, in the reader's language."""
    said: dict[str, Callable[[], str]] = {
        "same_national_id": lambda: _("Both have the national or company ID %(value)s."),
        "same_registration": lambda: _("Both have the registration number %(value)s."),
        "same_economic_code": lambda: _("Both have the economic code %(value)s."),
        "same_external_id": lambda: _("Their customer numbers differ only in spelling: %(value)s."),
        "same_phone": lambda: _("Both have the phone %(value)s."),
        "same_email": lambda: _("Both have the e-mail %(value)s."),
        "same_handle": lambda: _("Both have the social network name %(value)s."),
        "same_site": lambda: _("Both have the website %(value)s."),
        "same_domain": lambda: _("Their e-mails and websites belong to %(value)s."),
        "same_name": lambda: _("The names are the same."),
        "close_name": lambda: _("The names are alike (%(value)s of 100)."),
        "same_birthday": lambda: _("They have the same birthday."),
        "same_city": lambda: _("Both are in %(value)s."),
        "other_national_id": lambda: _("Their national or company IDs differ."),
        "other_birthday": lambda: _("Their birthdays differ."),
        "other_name": lambda: _("The names have little in common."),
        "other_given_name": lambda: _("The given names differ."),
        "other_city": lambda: _("They are in different cities."),
    }
    return said[reason.code]() % {"value": _isolated(reason)}


def _isolated(reason: Reason) -> str:
    """Numbers and addresses read left to right inside a Persian sentence, a city as it is written."""
    if reason.code == "close_name":
        return shown_digits(reason.value)
    if reason.code == "same_phone":
        return phone_said(reason.value)
    return ("\u2068" if reason.code == "same_city" else "\u2066") + reason.value + "\u2069"
