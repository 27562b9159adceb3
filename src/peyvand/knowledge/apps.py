"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The knowledge context."""

    name = "peyvand.knowledge"
    label = "knowledge"
