"""Django's view of this context."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class Config(AppConfig):
    """The platform context; it installs the outbox and wakes every context's receivers."""

    name = "peyvand.platform"
    label = "platform"

    def ready(self) -> None:
        """Install the outbox and import all receivers, so that events find their listeners in every process."""
        from peyvand.core.events import use_outbox
        from peyvand.platform.queue import write_event
        from peyvand.platform.roles import seed_roles

        use_outbox(write_event)
        post_migrate.connect(seed_roles, sender=apps.get_app_config("relationship"), dispatch_uid="seed_roles")
        for config in apps.get_app_configs():
            if config.name.startswith("peyvand.") and find_spec(f"{config.name}.receivers"):
                import_module(f"{config.name}.receivers")
