"""`peyvand import`: a file in, and a whole import taken back. Progress goes to standard error, the result to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from peyvand.config.cli.output import acting_user
from peyvand.platform.actions.imports import (
    Choices,
    WouldLose,
    begin,
    begin_undo,
    check_import,
    check_path,
    choose,
    discard,
    read_differently,
    reason_text,
    receive_file,
    resumable,
    run_import,
    table_of,
    undo_import,
)
from peyvand.platform.choices import ImportPolicy, ImportStatus
from peyvand.platform.models import Import, User
from peyvand.platform.rules.files import ENCODINGS, Unreadable
from peyvand.platform.rules.files.mapping import folded

PIECE = 1024 * 1024
DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "persian-comma": "،", "bar": "|"}
COUNTS = ("rows", "created", "updated", "skipped", "rejected")


@click.group("import")
def import_group() -> None:
    """Bring customers, orders, interactions or consents in from a CSV or XLSX file; list what came in; take it back."""


def pieces(path: Path) -> Iterator[bytes]:
    """Return the bytes of a file, piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def written_mapping(run: Import, path: Path) -> dict[str, int]:
    """Read a mapping file: JSON {field: column name or number from 1}."""
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
        places = {folded(name): place for place, name in enumerate(run.header)}
        return {
            key: column - 1 if isinstance(column, int) else places[folded(str(column))]
            for key, column in dict(given).items()
        }
    except KeyError as missing:
        raise click.ClickException(_("The file has no column %(name)s.") % {"name": missing}) from None
    except (ValueError, TypeError):
        raise click.ClickException(_('The mapping is not JSON like {"field": "column"}.')) from None


def counted(counts: dict[str, int]) -> str:
    """Return what became of the rows, in words; the four counts add up to `rows`."""
    sentence = _(
        "%(rows)s rows = %(created)s created + %(updated)s updated + %(skipped)s skipped + %(rejected)s rejected"
    )
    return sentence % {name: f"{counts[name]:,}" for name in COUNTS}


def show_progress(run: Import) -> None:
    """Write one line over the last one on a terminal, nothing into a pipe's log but the end."""
    if sys.stderr.isatty():
        click.echo("\r" + counted({name: getattr(run, name) for name in COUNTS}), nl=False, err=True)


def result_of(run: Import, *, dry: bool = False) -> dict[str, Any]:
    """Return what scripts read: the four counts add up to `rows`."""
    counts = run.checked if dry else {name: getattr(run, name) for name in COUNTS}
    path = check_path(run) if dry else Path(run.errors_path)
    return {
        "id": run.pk,
        "table": run.table,
        "status": run.status,
        **{name: counts.get(name, 0) for name in COUNTS},
        "reasons": run.checked.get("reasons", {}) if dry else run.reasons,
        "totals": run.checked.get("totals", {}) if dry else run.totals,
        "newest_on": run.newest_on.isoformat() if run.newest_on else None,
        "errors_file": str(path) if path.exists() else None,
    }


def print_result(run: Import, as_json: bool, *, dry: bool = False) -> None:
    """Print the result for a machine or for a person."""
    result = result_of(run, dry=dry)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    if sys.stderr.isatty():
        click.echo("", err=True)
    title = _("Dry run of import %(id)s") if dry else _("Import %(id)s")
    click.echo(f"{title % {'id': run.pk}}: {counted(result)}")
    table = table_of(run.table)
    for code, count in result["reasons"].items():
        click.echo(f"  {count:>10,}  {reason_text(table, code)}")
    if result["errors_file"]:
        click.echo("  " + _("explained in %(file)s") % {"file": result["errors_file"]})


def import_options(command: Any) -> Any:
    """Add the options that all tables share."""
    for option in reversed((
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON: {field: column}."),
        click.option("--encoding", type=click.Choice(ENCODINGS), default=None, help="Where the guess is wrong."),
        click.option("--delimiter", type=click.Choice([*DELIMITER_NAMES]), default=None, help="What parts the cells of a CSV file."),
        click.option("--sheet", default=None, help="Of a workbook (default: the first one)."),
        click.option("--header-row", type=click.IntRange(0), default=None, help="The row of the column names; 0: there is none."),
        click.option("--match-by", default=None, help="auto, external_id, phone, email, national_id, name_phone, name_city."),
        click.option("--policy", type=click.Choice(ImportPolicy.values), default=None, help="What happens to rows we already have."),
        click.option("--owner", default=None, metavar="EMAIL", help="Who answers for customers without an owner in the file."),
        click.option("--currency", default=None, help="Of the amounts in the file: IRR, IRT (Toman), GBP..."),
        click.option("--day-first/--month-first", default=None, help="How to read 12/1/2010."),
        click.option("--dry-run", is_flag=True, help="Only say what would happen."),
        click.option("--user", default=None, metavar="EMAIL", help="In whose name (default: the first administrator)."),
        click.option("--json", "as_json", is_flag=True, help="For machines."),
    )):  # fmt: skip
        command = option(command)
    return command


def bring_in(table: str, given: dict[str, Any]) -> None:
    """Take one file in, as its options say."""
    actor = acting_user(given["user"])
    run = receive_file(actor=actor, table=table, pieces=pieces(given["file"]), name=given["file"].name)
    try:
        run = chosen(actor, reread(actor, run, given), given)
    except (Unreadable, click.ClickException, ValidationError):
        discard(actor=actor, import_id=run.pk)  # nobody will come back to what was never chosen
        raise
    if given["dry_run"]:
        begin(actor=actor, import_id=run.pk, dry=True)
        run = check_import(run.pk, tell=show_progress)
    else:
        run = resumable(run)
        if run.status != ImportStatus.RUNNING:
            begin(actor=actor, import_id=run.pk)
        run = run_import(run.pk, tell=show_progress)
    if run.error:
        raise click.ClickException(run.error)
    print_result(run, given["as_json"], dry=given["dry_run"])


def reread(actor: User, run: Import, given: dict[str, Any]) -> Import:
    """Read the file as the options say, where they do."""
    dialect = {name: given[name] for name in ("encoding", "sheet", "header_row") if given[name] is not None}
    if given["delimiter"]:
        dialect["delimiter"] = DELIMITER_NAMES[given["delimiter"]]
    return read_differently(actor=actor, import_id=run.pk, dialect=dialect) if dialect else run


def chosen(actor: User, run: Import, given: dict[str, Any]) -> Import:
    """Say what the columns are and how rows are treated, as the options say."""
    options: dict[str, Any] = {
        name: value
        for name, value in (
            ("match_by", given["match_by"]), ("currency", given["currency"]), ("day_first", given["day_first"]),
            ("owner_id", acting_user(given["owner"]).pk if given["owner"] else None),
        )
        if value is not None
    }  # fmt: skip
    mapping = written_mapping(run, given["mapping"]) if given["mapping"] else run.mapping
    policy = given["policy"] or run.policy
    return choose(actor=actor, import_id=run.pk, choices=Choices(mapping=mapping, policy=policy, options=options))


@import_group.command("customers")
@import_options
def customers(**given: Any) -> None:
    """Import customers: one row is one customer."""
    bring_in("customers", given)


@import_group.command("orders")
@import_options
def orders(**given: Any) -> None:
    """Import orders: one row is one line of an order."""
    bring_in("orders", given)


@import_group.command("interactions")
@import_options
def interactions(**given: Any) -> None:
    """Import interactions: one row is one call, meeting, visit, message or note."""
    bring_in("interactions", given)


@import_group.command("consents")
@import_options
def consents(**given: Any) -> None:
    """Import consent to being contacted: one row is one yes or no of a customer."""
    bring_in("consents", given)


@import_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option("--user", default=None, metavar="EMAIL")
def list_imports(as_json: bool, user: str | None) -> None:
    """List the imports, newest first."""
    runs = Import.objects.visible_to(acting_user(user))[:100]
    if as_json:
        click.echo(json.dumps([{**result_of(run), "file": run.file_name} for run in runs], ensure_ascii=False))
        return
    for run in runs:
        click.echo(f"{run.pk:>6}  {run.table:<13}{run.get_status_display():<12}{run.rows:>10,}  {run.file_name}")


@import_group.command("undo")
@click.argument("import_id", metavar="ID", type=int)
@click.option("--force", is_flag=True, help="Even if later work is lost.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option("--user", default=None, metavar="EMAIL")
def undo(import_id: int, force: bool, as_json: bool, user: str | None) -> None:
    """Take a whole import back."""
    try:
        begin_undo(actor=acting_user(user), import_id=import_id, force=force)
    except Import.DoesNotExist:
        raise click.ClickException(_("There is no import %(id)s.") % {"id": import_id}) from None
    except WouldLose as loss:
        raise click.ClickException(" ".join([*loss.sentences, _("Give --force to undo it anyway.")])) from None
    run = undo_import(import_id)
    if as_json:
        click.echo(
            json.dumps({"id": run.pk, "status": run.status, "undone_at": run.undone_at and run.undone_at.isoformat()})
        )
    else:
        click.echo(_("Import %(id)s has been undone.") % {"id": run.pk})
