"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The people context."""

    name = "peyvand.people"
    label = "people"
