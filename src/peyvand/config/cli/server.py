"""run, serve, worker, setup."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from peyvand.config.preparation import is_empty, one_at_a_time, pending_migrations, prepare, problems
from peyvand.config.supervisor import Address, Supervisor


@click.command()
def setup() -> None:
    """Prepare the database: tables, roles, holidays. Doing it again changes nothing."""
    _prepare_if_fit()
    click.echo(_("The database is ready."))


def _refuse_problems(pending: list[str]) -> None:
    found = problems(pending)
    if found:
        raise click.ClickException("\n".join(f"{p.sentence} {p.remedy}" for p in found))


def _prepare_if_fit() -> None:
    """A database that would lose or hide Persian is refused while nothing stands in it yet."""
    with one_at_a_time():
        _refuse_problems([])
        prepare()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the pages, the API and the jobs until you stop it (Ctrl-C)."""
    address = Address(host, port)
    address.refuse_if_taken()
    _refuse_problems(pending_migrations())
    Supervisor(address).run()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-demo", is_flag=True, help="Start with an empty company and print a link for its administrator.")
def run(host: str, port: int, no_demo: bool) -> None:
    """Prepare everything, load the demo company into an empty database, and serve."""
    address = Address(host, port)
    address.refuse_if_taken()
    with one_at_a_time():
        _prepare_if_fit()
        words = _first_words(address, no_demo)
    Supervisor(address, first_words=words).run()


def _first_words(address: Address, no_demo: bool) -> str:
    """Make the first users when there are none; return how to sign in."""
    from peyvand.config.first import first_administrator_link, load_demo_company, sign_in_words

    if not is_empty():
        return sign_in_words()
    if no_demo:
        return first_administrator_link(address.url)
    click.echo(_("Loading the demo company: two years of a coffee roaster's history..."), err=True)
    load_demo_company()
    return sign_in_words()


@click.command()
@click.option("--concurrency", default=2, show_default=True, type=click.IntRange(1, 64))
def worker(concurrency: int) -> None:
    """Do background jobs only; start as many as wanted, on any machine."""
    _refuse_problems(pending_migrations())
    from peyvand.config.work import work

    work(concurrency)
