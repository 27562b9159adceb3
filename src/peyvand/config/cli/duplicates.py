"""`peyvand duplicates`: look for customers who may be one, and merge those who surely are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _

from peyvand.config.cli.output import acting_user, answer

if TYPE_CHECKING:
    from peyvand.people.models import MergeRun


@click.group("duplicates")
def duplicates() -> None:
    """Find customers who may be one and the same; merge those who surely are. Every merge can be undone."""


@duplicates.command("find")
@click.option("--customer", type=int, help="only around this customer")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def find(customer: int | None, as_json: bool) -> None:
    """Compare everybody (or one) and keep the pairs that a person should look at."""
    from peyvand.people.actions.finding import find_duplicates

    found = find_duplicates(None if customer is None else [customer])
    text = _("%(customers)s customers looked at, %(compared)s pairs compared, %(alike)s alike.") % vars(found)
    answer(dict(vars(found)), as_json=as_json, text=text)


@duplicates.command("merge-exact")
@click.option("--user", default=None, metavar="EMAIL", help="In whose name (default: the first administrator).")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def merge_exact(user: str | None, as_json: bool) -> None:
    """Merge all pairs that are surely the same and that this person may merge."""
    from peyvand.people.actions.exact import begin_exact_run, work_on_exact_run
    from peyvand.people.choices import RunState

    run = begin_exact_run(actor=acting_user(user))
    while run.state != RunState.DONE:
        run = work_on_exact_run(run.pk, tell=_show)
    if sys.stderr.isatty():
        click.echo("", err=True)
    result = {"id": run.pk, "total": run.total, "merged": run.merged, "left": run.left}
    answer(
        result, as_json=as_json, text=_("%(merged)s of %(total)s pairs merged, %(left)s left for a person.") % result
    )


def _show(run: MergeRun) -> None:
    """Write one line over the last one on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r{run.merged + run.left:,} / {run.total:,}", nl=False, err=True)
