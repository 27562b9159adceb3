"""People's answer to the command palette: customers, the people of organisations, phone numbers in any spelling."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from peyvand.core.addresses import address
from peyvand.core.digits import to_ascii
from peyvand.core.fields import Among, FaKey, holding
from peyvand.core.manifest import SearchHit
from peyvand.core.phones import phone_said
from peyvand.core.text import clean, key, swap_layout, tokens
from peyvand.people.choices import Kind
from peyvand.people.models import Affiliation, Customer
from peyvand.people.querysets import NAMES, CustomerQuerySet, every_like, looked_for
from peyvand.platform import organisation
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User
from peyvand.platform.questions import Question, numbered

CALLED = FaKey(Concat("name", Value("|"), "role", output_field=TextField()))
SHORTEST = 2
SHORTEST_FUZZY = 3
MOST_MATCHED = 3_000
SHOWN = ("pk", "name", "kind", "city", "owner__name")


def find_customers(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return customers whose names or numbers contain every word of `text`.

    When there is none: the same keys on the other keyboard layout, then names one slip of the finger away.
    """
    if len(key(text)) < SHORTEST:
        return []
    exact = NUMBERED.ask(user, {"number": to_ascii(clean(text))}) if any(map(str.isdigit, text)) else []
    for tried in (text, swap_layout(text)):
        patterns = numbered(looked_for(tried, user))
        found = HELD.ask(user, patterns, most=limit) if patterns else []
        if found:
            first = {row.pk: row for row in [*exact, *found]}
            return [_hit(*row) for row in first.values()][:limit]
    return _nearly(Customer.objects.visible_to(user), text, limit)


def _by_number(reader: Any, number: Any) -> CustomerQuerySet:
    """Return whom this very number belongs to: it is part of many phones, and she would drown among them."""
    return Customer.objects.visible_to(reader).filter(external_id=number)


NUMBERED = Question(_by_number, SHOWN)


def _held(reader: Any, most: int, **patterns: Any) -> CustomerQuerySet:
    """Return those who match, found by the words alone; of more than anybody looks through, some.

    Asked for the first names among them, PostgreSQL walks along all names instead: it takes those who match to be spread
    evenly, but who shares a family name stands together.
    """
    matching = Customer.objects.visible_to(reader).holding(list(patterns.values()), reader)
    ids = matching.order_by().values("pk")[:MOST_MATCHED]
    found: CustomerQuerySet = Customer.objects.filter(Among("pk", ArraySubquery(ids)))
    return found.order_by("sort_key", "id")[:most]


HELD = Question(_held, SHOWN, planned=False)


def _nearly(visible: CustomerQuerySet, text: str, limit: int) -> list[SearchHit]:
    """Return the names closest to `text`. One wrong letter of nine leaves half of the trigrams: 0.6 would be too strict."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.45")
        likeness = TrigramWordSimilarity(key(text), NAMES)
        return _read(visible.sounding_like(text).annotate(likeness=likeness), limit, "-likeness")


def _read(found: CustomerQuerySet, limit: int, *first: str) -> list[SearchHit]:
    return [_hit(*row) for row in found.order_by(*first, "sort_key", "id").values_list(*SHOWN)[:limit]]


def _hit(pk: int, name: str, kind: str, city: str, owner: str | None) -> SearchHit:
    return SearchHit(
        id=pk,
        title=name,
        url=address("people:customer", pk),
        note=" · ".join(part for part in (city, owner) if part),
        icon="user" if kind == Kind.PERSON else "building-2",
    )


def find_people(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return people of organisations that the user may see, by name, role, phone or e-mail as far as she sees these."""
    words, reached = tokens(text), reads_field(user, "customer", "contact_points")
    if not words or len("".join(words)) < SHORTEST_FUZZY:
        return []
    phone = _phone(text) if reached else None
    patterns = {} if phone else numbered([holding(word) for word in words])
    return [
        SearchHit(
            id=row.pk,
            title=row.name,
            url=address("people:customer", row.organisation),
            note=" · ".join(
                filter(None, [row.role, row.organisation__name, phone_said(row.phone) if reached and row.phone else ""])
            ),
            icon="user",
        )
        for row in WORKING.ask(user, {"phone": phone, **patterns}, most=limit)
    ]


def _working(reader: Any, phone: Any, most: int, **patterns: Any) -> QuerySet[Affiliation]:
    found = Affiliation.objects.filter(person=None, organisation__in=Customer.objects.visible_to(reader))
    if phone is not None:
        return found.filter(phone=phone).order_by("id")[:most]
    condition = every_like(patterns.values(), "search")
    if not reads_field(reader, "customer", "contact_points"):
        found, condition = found.alias(called=CALLED), condition & every_like(patterns.values(), "called")
    return found.filter(condition).order_by("id")[:most]


WORKING = Question(_working, ("pk", "name", "role", "phone", "organisation", "organisation__name"), planned=False)


def _phone(text: str) -> str | None:
    try:
        return organisation.phone(text)
    except ValueError:
        return None
