"""doctor, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from peyvand.config.cli.output import answer


@click.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """Check the installation and say what to do."""
    from peyvand.config.checkup import examine

    checks = examine()
    well = all(check.ok for check in checks)
    lines = [f"{'✓' if check.ok else '✗'} {check.sentence} {check.remedy}".rstrip() for check in checks]
    answer({"ok": well, "checks": [check.plain() for check in checks]}, as_json=as_json, text="\n".join(lines))
    if not well:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--json", "as_json", is_flag=True)
def backup(file: Path, force: bool, as_json: bool) -> None:
    """Write the database and the files into one FILE. Serving may go on meanwhile.

    The secret key is not in it: keep `secret.key` of the data folder elsewhere.
    """
    from peyvand.config.archive import write_backup

    if file.exists() and not force:
        raise click.ClickException(
            _("%(file)s is already there. Choose another name, or give --force.") % {"file": file}
        )
    manifest = write_backup(file.absolute())
    size = file.stat().st_size
    result = {"file": str(file), "bytes": size, **manifest}
    told = {"file": file, "size": f"{size / 1024**2:,.1f}"}
    answer(result, as_json=as_json, text=_("%(file)s: %(size)s MB. It holds people's data: keep it safe.") % told)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Also when the database already holds people.")
@click.option("--json", "as_json", is_flag=True)
def restore(file: Path, force: bool, as_json: bool) -> None:
    """Replace the database by the backup in FILE and bring its files back. Stop serving first."""
    from peyvand.config.archive import restore_backup
    from peyvand.config.preparation import is_empty, pending_migrations, prepare

    if not force and not pending_migrations() and not is_empty():
        raise click.ClickException(
            _("This database holds people already; they would be lost. Give --force to replace them.")
        )
    manifest = restore_backup(file.absolute())
    prepare()
    answer(manifest, as_json=as_json, text=_("Restored the backup of %(moment)s.") % {"moment": manifest["made_at"]})
