"""People's answer to the command palette: customers, the people of organisations, phone numbers in any spelling."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat

from peyvand.core.addresses import address
from peyvand.core.display import shown_digits
from peyvand.core.fields import Among, FaKey
from peyvand.core.manifest import SearchHit
from peyvand.core.phones import display_phone, parse_phone
from peyvand.core.text import key, swap_layout, tokens
from peyvand.people.choices import Kind
from peyvand.people.models import Affiliation, Customer
from peyvand.people.querysets import NAMES, CustomerQuerySet
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User

CALLED = FaKey(Concat("name", Value("|"), "role", output_field=TextField()))
SHORTEST = 2
SHORTEST_FUZZY = 3
MOST_MATCHED = 3_000


def find_customers(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return customers whose names or numbers contain every word of `text`.

    When there is none: the same keys on the other keyboard layout, then names one slip of the finger away.
    """
    if len(key(text)) < SHORTEST:
        return []
    visible = Customer.objects.visible_to(user)
    for tried in (text, swap_layout(text)):
        found = _read(_fenced(visible.matching(tried, user)), limit)
        if found:
            return found
    return _nearly(visible, text, limit)


def _fenced(matching: CustomerQuerySet) -> CustomerQuerySet:
    """Return those who match, found by the words alone; of more than anybody looks through, some.

    Asked for the first names among them, PostgreSQL walks along all names instead: it takes those who match to be spread
    evenly, but who shares a family name stands together.
    """
    ids = matching.order_by().values("pk")[:MOST_MATCHED]
    found: CustomerQuerySet = Customer.objects.filter(Among("pk", ArraySubquery(ids)))
    return found


def _nearly(visible: CustomerQuerySet, text: str, limit: int) -> list[SearchHit]:
    """Return the names closest to `text`. One wrong letter of nine leaves half of the trigrams: 0.6 would be too strict."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.45")
        closeness = TrigramWordSimilarity(key(text), NAMES)
        return _read(visible.sounding_like(text).annotate(closeness=closeness), limit, "-closeness")


def _read(found: CustomerQuerySet, limit: int, *first: str) -> list[SearchHit]:
    rows = found.order_by(*first, "sort_key", "id").values_list("pk", "name", "kind", "city", "owner__name")[:limit]
    return [
        SearchHit(
            id=pk,
            title=name,
            url=address("people:customer", pk),
            note=" · ".join(part for part in (city, owner) if part),
            icon="user" if kind == Kind.PERSON else "building-2",
        )
        for pk, name, kind, city, owner in rows
    ]


def find_people(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return people of organisations that the user may see, by name, role, phone or e-mail as far as she sees these."""
    words, reached = tokens(text), reads_field(user, "customer", "contact_points")
    if not words or len("".join(words)) < SHORTEST_FUZZY:
        return []
    organisations = Customer.objects.visible_to(user)
    somebody = _somebody(text) if reached else _called(text)
    found = Affiliation.objects.alias(called=CALLED).filter(somebody, person=None, organisation__in=organisations)
    read = found.order_by("id").values_list("pk", "name", "role", "phone", "organisation", "organisation__name")
    return [
        SearchHit(
            id=pk,
            title=name,
            url=address("people:customer", organisation),
            note=" · ".join(filter(None, [role, organisation_name, _shown(phone) if reached else ""])),
            icon="user",
        )
        for pk, name, role, phone, organisation, organisation_name in read[:limit]
    ]


def _shown(phone: str) -> str:
    return shown_digits(display_phone(phone)) if phone else ""


def _somebody(text: str) -> Q:
    try:
        return Q(phone=parse_phone(text).e164)
    except ValueError:
        return _contains(text, "search")


def _called(text: str) -> Q:
    return _contains(text, "search") & _contains(text, "called")


def _contains(text: str, place: str) -> Q:
    condition = Q()
    for word in tokens(text):
        condition &= Q(**{f"{place}__contains": word})
    return condition
