"""demo load|remove."""

from __future__ import annotations

import click


@click.group(invoke_without_command=True)
@click.pass_context
def demo(context: click.Context) -> None:
    """The demo company: a coffee roaster with two years of history. `load` is the default."""
    if context.invoked_subcommand is None:
        context.invoke(load)


@demo.command()
@click.option("--scale", default=1, show_default=True, type=click.IntRange(1, 100))
def load(scale: int = 1) -> None:
    """Load it. Loading twice changes nothing."""
    from peyvand.platform.demo import load as tell

    click.echo(tell(scale=scale))


@demo.command()
def remove() -> None:
    """Take it away without leaving a row."""
    from peyvand.platform.demo import remove as take_away

    click.echo(take_away())
