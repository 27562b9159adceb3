"""settings get|set."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from peyvand.config.cli.output import acting_user, answer


@click.group("settings")
def settings_group() -> None:
    """The organisation's settings, e.g. as_of 2011-12-10 (the engine's clock) or now."""


@settings_group.command("get")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True)
def get(name: str | None, as_json: bool) -> None:
    """Show one setting, or all of them."""
    from peyvand.platform import organisation

    specs = organisation.specs()
    if name and name not in specs:
        sentence = _("There is no setting “%(name)s”. There are: %(names)s.")
        raise click.ClickException(sentence % {"name": name, "names": ", ".join(specs)})
    values = {key: organisation.get(key) for key in ([name] if name else specs)}
    answer(values, as_json=as_json, text="\n".join(f"{key} = {value}" for key, value in values.items()))


@settings_group.command("set")
@click.argument("name")
@click.argument("value")
@click.option("--user", help="in whose name (default: the first administrator)")
@click.option("--json", "as_json", is_flag=True)
def change(name: str, value: str, user: str | None, as_json: bool) -> None:
    """Change a setting."""
    from peyvand.platform.actions.settings import change_setting

    stored = change_setting(actor=acting_user(user), key=name, text=value)
    answer({name: stored}, as_json=as_json, text=f"{name} = {stored}")
