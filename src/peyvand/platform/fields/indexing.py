"""The indexes of custom fields: made and dropped beside the running work, by a job, from what the definition says now."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.models import Index, Model
from procrastinate.contrib.django import app

from peyvand.platform.fields import registry
from peyvand.platform.fields.looking import indexes_of
from peyvand.platform.models import CustomField

VALID = """
SELECT held.relname, about.indisvalid
FROM pg_index AS about
INNER JOIN pg_class AS held ON held.oid = about.indexrelid
WHERE about.indrelid = %s::regclass AND starts_with(held.relname, %s)
"""


def settle_later(field_id: int) -> None:
    """Let a job bring a field's indexes in step with its definition, once this transaction is done."""
    app.configure_task("platform.settle_field_indexes").defer(field_id=field_id)


def settle(field_id: int) -> None:
    """Make the indexes that a field should have and drop the others, all of them when it is gone; twice is harmless.

    Nothing waits for it: indexes are made concurrently, and one that was left half made is made again.
    """
    row = CustomField.objects.filter(pk=field_id).first()
    for subject in registry.subjects().values():
        wanted = _wanted(row) if row is not None and row.subject == subject.key else {}
        _bring_in_step(apps.get_model(subject.table), f"extra_{field_id}_", wanted)


def drop(field_id: int) -> None:
    """Drop a field's indexes at once, inside the transaction that takes the field away for good."""
    for subject in registry.subjects().values():
        for name in _found(apps.get_model(subject.table), f"extra_{field_id}_"):
            with connection.cursor() as cursor:
                cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(name)}")


def _wanted(row: CustomField) -> dict[str, Index]:
    definition = registry.definition_of(row)
    in_use = definition.filterable and not definition.archived
    return {index.name: index for index in indexes_of(definition)} if in_use else {}


def _bring_in_step(table: type[Model], prefix: str, wanted: dict[str, Index]) -> None:
    found = _found(table, prefix)
    for name, valid in found.items():
        if name not in wanted or not valid:
            _drop(name)
    missing = [index for name, index in wanted.items() if not found.get(name)]
    for index in missing:
        _make(table, index)
    if missing:  # what an expression holds is known to the planner only after a look at it
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def _found(table: type[Model], prefix: str) -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(VALID, [table._meta.db_table, prefix])
        return dict(cursor.fetchall())


def _make(table: type[Model], index: Index) -> None:
    with connection.schema_editor(atomic=False) as editor:
        editor.execute(index.create_sql(table, editor, concurrently=True), params=None)


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {connection.ops.quote_name(name)}")
