"""Making many tables at once, for a migration that replaces the whole history of a context."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """Make the tables of new models, in any order, with their keys and indexes.

    After every CreateModel Django draws all related models anew: with eighty of them that is most of the time of a first
    start. Here they are drawn once, when all are known; and the tables are whole when the operation ends, not when the
    migration does, so that what follows may name a key or fill a table.
    """

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state, whose classes are drawn when somebody next asks for them."""
        state.__dict__.pop("apps", None)  # a cached property; while it is there, every added model is drawn at once
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables, then what refers to more than one of them."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0), None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, last made first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what happens, for those who read a plan."""
        return f"Create {len(self.models)} tables"
