"""The command line: the same actions as the pages. Human text by default, `--json` for machines; exit 0 / 1 / 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from peyvand.core.origin import coming_from

# Where each command lives: modules are imported only when their command is called, so that `help` is instant.
COMMANDS = {
    "run": "server:run",
    "serve": "server:serve",
    "worker": "server:worker",
    "setup": "server:setup",
    "demo": "demo:demo",
    "import": "imports:import_group",
    "review": "engine:review",
    "duplicates": "duplicates:duplicates",
    "handover": "handover:handover",
    "user": "users:user",
    "token": "users:token",
    "settings": "settings:settings_group",
    "doctor": "care:doctor",
    "backup": "care:backup",
    "restore": "care:restore",
    "manage": "manage:manage",
}


class Commands(click.Group):
    """Finds commands by name without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name == "help":
            return help_command
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"peyvand.config.cli.{module}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def root(ctx: click.Context) -> None:
    """Peyvand: customers, their history, and who needs you today.

    Begin with `peyvand run`: it prepares everything, loads a demo company and prints the address.
    """
    ctx.with_resource(coming_from("command line"))


@click.command("help")
@click.pass_context
def help_command(context: click.Context) -> None:
    """Show this page."""
    click.echo(context.parent.get_help() if context.parent else "")


def start_django() -> None:
    """Set Django up, once; the database is contacted only when somebody asks it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peyvand.config.settings")
    import django

    django.setup()
    from django.utils import translation

    translation.activate(terminal_language(os.environ))


def terminal_language(environ: Mapping[str, str]) -> str:
    """Return "fa" where PEYVAND_LANGUAGE or else the terminal's locale is Persian, else "en"."""
    names = ("PEYVAND_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((environ[name] for name in names if environ.get(name)), "")
    return "fa" if spoken.startswith("fa") else "en"


def sentences(error: BaseException) -> str:
    """Return what went wrong as one line, without a traceback."""
    from django.core.exceptions import ValidationError
    from django.utils.translation import gettext as _
    from psycopg.errors import UndefinedTable

    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error.__cause__, UndefinedTable):
        return _("The database is not prepared yet. Prepare it with: peyvand setup")
    return " ".join(str(error).split()) or type(error).__name__


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; leave with 0, 1 (failed) or 2 (usage). A traceback is shown only with PEYVAND_DEBUG."""
    try:
        start_django()
        status = root.main(args=arguments, prog_name="peyvand", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        if os.environ.get("PEYVAND_DEBUG"):
            raise
        click.echo(f"peyvand: {sentences(error)}", err=True)
        sys.exit(1)
