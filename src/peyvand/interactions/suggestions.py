"""Whose a jot may be: the customers that its words, numbers and addresses mean, the likeliest first, each with why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from peyvand.core.text import key
from peyvand.interactions.models import Jot
from peyvand.interactions.rules.jot import Phrase, Reading, read
from peyvand.people.models import Affiliation, Customer
from peyvand.platform import organisation
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User

FEW, MOST_READ, MOST_NUMBERS = 5, 200, 3
FROM_PAGE, BY_NUMBER = 1000, 500


@dataclass(frozen=True)
class Candidate:
    """A customer whom a jot may be about; `why` is a sentence, a higher `score` is likelier."""

    customer_id: int
    name: str
    note: str
    why: str
    score: float


@dataclass(frozen=True)
class Suggestion:
    """What a jot says and whom it may be about."""

    reading: Reading
    customers: Sequence[Candidate]


def suggest(user: User, jot: Jot) -> Suggestion:
    """Return what the words of a jot suggest to `user`: only customers that she may see."""
    reading = read(jot.text, jot.written_at.astimezone(organisation.zone()).date())
    return Suggestion(reading, customers_meant(user, reading, jot.customer_id))


def customers_meant(user: User, reading: Reading, page_id: int | None = None) -> list[Candidate]:
    """Return at most FEW customers, the likeliest first; far less likely ones are left out."""
    best: dict[int, Candidate] = {}
    found = [*_of_page(user, page_id), *_by_number(user, reading), *_by_name(user, reading.phrases)]
    for one in [*found, *_by_person(user, reading.phrases)]:
        if one.customer_id not in best or best[one.customer_id].score < one.score:
            best[one.customer_id] = one
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.name))
    return [one for one in ranked if one.score * 2 >= ranked[0].score][:FEW]


def _of_page(user: User, page_id: int | None) -> Iterator[Candidate]:
    for row in Customer.objects.visible_to(user).filter(pk=page_id) if page_id else ():
        yield Candidate(row.pk, row.name, row.city, _("Written on this customer's page."), FROM_PAGE)


def _by_number(user: User, reading: Reading) -> Iterator[Candidate]:
    if not reads_field(user, "customer", "contact_points"):
        return
    for phone in reading.phones[:MOST_NUMBERS]:
        for row in Customer.objects.visible_to(user).matching(phone, user)[:FEW]:
            yield Candidate(
                row.pk, row.name, row.city, _("This number is theirs: %(number)s.") % {"number": phone}, BY_NUMBER
            )
    if reading.emails:
        points = Customer.objects.visible_to(user).filter(contact_points__value__in=reading.emails[:MOST_NUMBERS])
        for row in points.distinct()[:FEW]:
            yield Candidate(row.pk, row.name, row.city, _("This e-mail address is theirs."), BY_NUMBER)


def _says_one_of(phrases: Iterable[Phrase]) -> Q:
    """Return the condition "the folded text contains one of these phrases"."""
    condition = Q()
    for phrase in phrases:
        condition |= Q(search__contains=phrase.folded)
    return condition


def _by_name(user: User, phrases: Sequence[Phrase]) -> Iterator[Candidate]:
    if not phrases:
        return
    rows = Customer.objects.visible_to(user).filter(_says_one_of(phrases))
    for pk, name, city, owner_id in rows.values_list("pk", "name", "city", "owner_id")[:MOST_READ]:
        phrase = _best(phrases, key(name))
        if phrase is not None:
            why = _("“%(words)s” is in the name.") % {"words": phrase.words}
            yield Candidate(pk, name, city, why, _weight(phrase, key(name)) + (1 if owner_id == user.pk else 0))


def _by_person(user: User, phrases: Sequence[Phrase]) -> Iterator[Candidate]:
    """Yield the organisations one of whose people is named."""
    if not phrases:
        return
    rows = Affiliation.objects.filter(_says_one_of(phrases), organisation__in=Customer.objects.visible_to(user))
    for row in rows.select_related("organisation")[:MOST_READ]:
        phrase = _best(phrases, key(row.name))
        if phrase is not None:
            why = _("%(name)s works there.") % {"name": row.name}
            house = row.organisation
            yield Candidate(house.pk, house.name, house.city, why, _weight(phrase, key(row.name)))


def _best(phrases: Sequence[Phrase], name: str) -> Phrase | None:
    """Return the phrase that says most of a folded name; None when the words met elsewhere than in the name."""
    within = [phrase for phrase in phrases if phrase.folded in name]
    return max(within, key=lambda phrase: _weight(phrase, name), default=None)


def _weight(phrase: Phrase, name: str) -> float:
    """Return how surely a phrase means a name: how much of it is said, more when "Mr" or "café" stood before."""
    return 10 * len(phrase.folded) / max(len(name), 1) + len(phrase.folded) / 2 + (4 if phrase.named else 0)
