"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The ui context."""

    name = "peyvand.ui"
    label = "ui"
