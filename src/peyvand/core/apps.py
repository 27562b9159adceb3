"""The app of core: no tables, only the functions the database shares with Python."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers core, so that its migration runs before every other."""

    name = "peyvand.core"
    label = "core"
