"""What can go wrong with the database server, as one sentence for the person at the keyboard."""

from __future__ import annotations

from django.apps import apps
from django.db.utils import OperationalError
from django.utils.translation import gettext


class DatabaseServerError(OperationalError):
    """A sentence in the reader's language; `message` is its English source, `values` fill its %(names)s."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        # Before the applications are loaded there is no catalogue, and English is better than a traceback.
        text = gettext(self.message) if apps.ready else self.message
        return text % self.values


class ClusterError(DatabaseServerError):
    """The embedded cluster cannot be made, started, reached or stopped."""


class DumpError(DatabaseServerError):
    """A dump could not be written or read."""
