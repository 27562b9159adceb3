"""How commands speak: text for people, JSON for machines; the result on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from django.utils.translation import gettext as _


def answer(result: dict[str, Any] | list[Any], *, as_json: bool, text: str) -> None:
    """Print the result."""
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else text)


def acting_user(email: str | None) -> Any:
    """Return the person in whose name a command acts: the named one, else the first administrator."""
    from peyvand.platform.choices import RoleKey
    from peyvand.platform.models import User
    from peyvand.platform.signin import find_user

    if email:
        user = find_user(email)
        if user is None or not user.is_active:
            raise click.ClickException(_("Nobody here signs in as %(email)s.") % {"email": email})
        return user
    administrators = User.objects.active().select_related("role").filter(role__key=RoleKey.ADMINISTRATOR)
    user = administrators.order_by("id").first()
    if user is None:
        sentence = _("There is no administrator yet.")
        raise click.ClickException(f"{sentence} peyvand user create EMAIL --role administrator")
    return user


def read_password() -> str:
    """Return one line of standard input, without its line end; nothing else is stripped."""
    return sys.stdin.readline().rstrip("\r\n")
