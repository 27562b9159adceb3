"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The interactions context."""

    name = "peyvand.interactions"
    label = "interactions"
