"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The relationship context."""

    name = "peyvand.relationship"
    label = "relationship"
