"""Tokens made before fields had classes reach what they reached: their owner's rights narrow them as always."""

from typing import Any

from django.db import migrations

CLASSES = ("internal_field", "personal_field", "special_field")


def widen(apps: Any, _schema_editor: Any) -> None:
    """Add the scopes of field classes wherever a token reads or writes anything."""
    for token in apps.get_model("platform", "Token").objects.all():
        actions = {scope.partition(":")[2] for scope in token.scopes}
        given = {"view"} if "view" in actions else set()
        given |= {"change"} if actions & {"add", "change"} else set()
        token.scopes = sorted({*token.scopes, *(f"{one}:{action}" for one in CLASSES for action in given)})
        token.save(update_fields=["scopes"])


def narrow(apps: Any, _schema_editor: Any) -> None:
    """Take the scopes of field classes away again."""
    for token in apps.get_model("platform", "Token").objects.all():
        token.scopes = [scope for scope in token.scopes if scope.partition(":")[0] not in CLASSES]
        token.save(update_fields=["scopes"])


class Migration(migrations.Migration):
    dependencies = [("platform", "0003_user_badges")]

    operations = [migrations.RunPython(widen, narrow)]
