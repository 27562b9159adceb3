"""Indexes of a company's own fields: made when lists filter by them, dropped in the archive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from peyvand.people.models import Customer
from peyvand.people.tables import CUSTOMERS
from peyvand.people.tests.test_custom_fields import FIELDS
from peyvand.platform.fields import indexing, registry
from peyvand.platform.models import CustomField


def indexes_on(prefix: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'people_customer' AND starts_with(indexname, %s)",
            [prefix],
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def one_of_each(transactional_db: None) -> Iterator[list[CustomField]]:
    """A field of every kind in a database that may make indexes beside the work."""
    rows = [
        CustomField.objects.create(subject="customer", key=f"k{n}", kind=facts.kind, label_fa=f"f{n}", currency="IRR")
        for n, facts in enumerate(FIELDS.values())
    ]
    yield rows
    CustomField.objects.all().delete()


def test_a_field_gets_the_index_that_its_filter_uses_and_loses_it_in_the_archive(
    one_of_each: list[CustomField],
) -> None:
    for row in one_of_each:
        indexing.settle(row.pk)
        indexing.settle(row.pk)
        assert indexes_on(f"extra_{row.pk}_"), row.kind
    number = one_of_each[0]
    registry.renew()
    field = CUSTOMERS.custom() if CUSTOMERS.custom else ()
    assert field[0].annotate
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        plan = field[0].annotate(Customer.objects.all()).filter(custom_k0__gte=5).explain()
        cursor.execute("RESET enable_seqscan")
    assert f"extra_{number.pk}_sorted" in plan
    for row in one_of_each:
        CustomField.objects.filter(pk=row.pk).update(is_filterable=False)
        indexing.settle(row.pk)
        assert not indexes_on(f"extra_{row.pk}_"), row.kind
