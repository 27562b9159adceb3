"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The catalog context."""

    name = "peyvand.catalog"
    label = "catalog"
