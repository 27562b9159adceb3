"""Django's view of this context."""

from django.apps import AppConfig


class Config(AppConfig):
    """The sales context."""

    name = "peyvand.sales"
    label = "sales"
