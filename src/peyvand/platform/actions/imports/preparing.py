"""Before an import runs: taking the file in, reading it rightly, mapping its columns, and letting it go."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.manifest import ImportTable
from peyvand.core.money import CURRENCIES
from peyvand.platform import audit, organisation
from peyvand.platform.actions.imports.plan import open_to, specs, tables
from peyvand.platform.choices import ImportPolicy, ImportStatus, Level
from peyvand.platform.models import Import, ImportMapping, User
from peyvand.platform.policies import level, may, require
from peyvand.platform.rules.files import Dialect, day_comes_first, preview, read_header, sniff
from peyvand.platform.rules.files.mapping import header_key, suggest_mapping

TOMAN = "IRT"
LOOKED_AT = 500
STALE = timedelta(seconds=20)
OPEN = (ImportStatus.DRAFT, ImportStatus.READY, ImportStatus.CHECKING)


@dataclass(frozen=True)
class Choices:
    """How an import is to be done: {field: column index}, policy, options (match_by, owner_id, currency, day_first)."""

    mapping: Mapping[str, int]
    policy: str = ImportPolicy.UPDATE
    options: Mapping[str, Any] = field(default_factory=dict)


def _may_import(actor: User, table: ImportTable) -> bool:
    model, action = table.need
    return may(actor, "import", "add") and level(actor, model, action) == Level.ALL


def require_import(actor: User, table: ImportTable) -> None:
    """Raise PermissionDenied unless `actor` may bring in this table for everybody: rows match anyone's customers."""
    require(actor, "import", "add")
    if not _may_import(actor, table):
        raise PermissionDenied(_("Your role does not allow importing this. An administrator can change that."))


def _open_tables(actor: User) -> list[ImportTable]:
    """Return what `actor` may bring in, in the order it is offered. Raises PermissionDenied when that is nothing."""
    offered = list(tables().values())
    found = [open_to(table, actor) for table in offered if _may_import(actor, table)]
    if not found:
        require_import(actor, offered[0])
    return found


def likely_table(actor: User, header: Sequence[str]) -> ImportTable:
    """Return what a file with these columns holds: what it was the last time, else the table that has a place for most of
    them, as long as none that it needs is missing. Raises PermissionDenied to whom no import is open."""
    offered = _open_tables(actor)
    remembered = ImportMapping.objects.filter(header_key=header_key(header), table__in=[one.key for one in offered])
    last = remembered.order_by("-pk").values_list("table", flat=True).first()

    def fitting(table: ImportTable) -> int:
        placed = set(filter(None, suggest_mapping(header, specs(table)).values()))
        missed = any(one.required and one.key not in placed for one in table.fields)
        return -1 if missed else len(placed)

    return next((one for one in offered if one.key == last), None) or max(offered, key=fitting)


def table_of(key: str) -> ImportTable:
    """Return the table of that name; raises ValidationError with what there is."""
    known = tables()
    if key not in known:
        raise ValidationError({"table": _("Choose what is in the file: %(names)s.") % {"names": ", ".join(known)}})
    return known[key]


def receive_file(*, actor: User, pieces: Iterable[bytes], name: str, table: str = "") -> Import:
    """Take a file in and look at it. Raises Unreadable with a sentence for what is no table; nothing is kept then.

    The answer is a draft with its dialect, header and a suggested mapping; without `table` that is told by its columns.
    """
    if table:
        require_import(actor, table_of(table))
    else:
        _open_tables(actor)  # before a byte is taken in
    run = Import.objects.create(table=table, file_name=Path(name).name[:255] or "file", user=actor, path="")
    folder = settings.MEDIA_ROOT / "imports" / str(run.pk)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        run.path = str(folder / "source")
        run.errors_path = str(folder / "errors.csv")
        run.size, run.digest = _store(Path(run.path), pieces)
        run.dialect = sniff(Path(run.path), run.file_name).dialect.to_json()
        run.header = read_header(Path(run.path), Dialect.from_json(run.dialect))
        run.table = table or likely_table(actor, run.header).key
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        run.delete()
        raise
    _suggest(run)
    run.save()
    return run


def _store(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > settings.IMPORT_MAX_BYTES:
                limit = settings.IMPORT_MAX_BYTES // 1024**2
                raise ValidationError({"file": _("The file is larger than %(limit)s MB.") % {"limit": limit}})
            digest.update(piece)
            file.write(piece)
    return size, digest.hexdigest()


def _suggest(run: Import) -> None:
    """Map the columns as the last time this set of headers came, else by their names."""
    table = open_to(table_of(run.table), run.user)
    remembered = ImportMapping.objects.filter(table=run.table, header_key=header_key(run.header)).first()
    if remembered:
        names, known = {name: place for place, name in enumerate(run.header)}, {one.key for one in table.fields}
        run.mapping = {key: names[name] for key, name in remembered.mapping.items() if name in names and key in known}
        run.options = remembered.options
    else:
        suggested = suggest_mapping(run.header, specs(table))
        run.mapping = {key: run.header.index(name) for name, key in suggested.items() if key}
        run.options = {"match_by": "auto", "currency": organisation.get("currency")}
    if run.options.get("day_first") is None:
        run.options["day_first"] = _day_first(run, table)


def _day_first(run: Import, table: ImportTable) -> bool | None:
    """Return whether the first rows write the day before the month, None where they do not tell."""
    dates = {one.key for one in table.fields if one.type in {"date", "datetime"}}
    places = [place for key, place in run.mapping.items() if key in dates]
    rows = preview(Path(run.path), Dialect.from_json(run.dialect), rows=LOOKED_AT).rows if places else []
    return day_comes_first(row.values[place] for row in rows for place in places)


def _open_draft(actor: User, import_id: int) -> Import:
    run: Import = Import.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=import_id)
    require_import(actor, table_of(run.table))
    if run.status not in OPEN:
        raise ValidationError(_("This import has already been started."))
    return run


def read_differently(*, actor: User, import_id: int, dialect: Mapping[str, Any], table: str = "") -> Import:
    """Correct how the file is read (encoding, delimiter, sheet, header row) and what it holds; the mapping is suggested
    anew."""
    with transaction.atomic():
        run = _open_draft(actor, import_id)
        if table:
            require_import(actor, table_of(table))
            run.table = table
        run.dialect = Dialect.from_json({**run.dialect, **dialect}).to_json()
        run.header = read_header(Path(run.path), Dialect.from_json(run.dialect))
        _suggest(run)
        run.status, run.checked, run.error = ImportStatus.DRAFT, {}, ""
        run.save(update_fields=["table", "dialect", "header", "mapping", "options", "status", "checked", "error"])
    return run


def choose(*, actor: User, import_id: int, choices: Choices) -> Import:
    """Fix what goes where; the import is then ready to be checked or run. The mapping is remembered for these headers."""
    with transaction.atomic():
        run = _open_draft(actor, import_id)
        table = open_to(table_of(run.table), actor)
        run.mapping = _checked_mapping(table, run, choices.mapping)
        run.options = _checked_options(table, {**run.options, **choices.options})
        if choices.policy not in ImportPolicy.values:
            raise ValidationError({"policy": _("Choose what happens to rows we already have.")})
        run.policy, run.status, run.checked, run.error = choices.policy, ImportStatus.READY, {}, ""
        run.save(update_fields=["mapping", "options", "policy", "status", "checked", "error"])
        names = {key: run.header[place] for key, place in run.mapping.items()}
        ImportMapping.objects.update_or_create(
            table=run.table, header_key=header_key(run.header), defaults={"mapping": names, "options": run.options}
        )
    return run


def _checked_mapping(table: ImportTable, run: Import, mapping: Mapping[str, int]) -> dict[str, int]:
    known = {field.key: field for field in table.fields}
    if unknown := sorted(set(mapping) - set(known)):
        raise ValidationError({"mapping": _("Unknown field: %(names)s.") % {"names": ", ".join(unknown)}})
    if any(not 0 <= place < len(run.header) for place in mapping.values()):
        raise ValidationError({"mapping": _("The mapping names a column that the file does not have.")})
    if len(set(mapping.values())) < len(mapping):
        raise ValidationError({"mapping": _("One column cannot go to two fields.")})
    missing = [str(field.label) for key, field in known.items() if field.required and key not in mapping]
    if missing:
        raise ValidationError({"mapping": _("Say which column holds: %(names)s.") % {"names": _(", ").join(missing)}})
    if not mapping:
        raise ValidationError({"mapping": _("No column has been given a meaning yet.")})
    return {key: int(place) for key, place in mapping.items()}


def _checked_options(table: ImportTable, options: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {"match_by": options.get("match_by") or "auto", "day_first": options.get("day_first")}
    if table.match_by and checked["match_by"] not in table.match_by:
        raise ValidationError({"match_by": _("Rows cannot be matched by that.")})
    if checked["day_first"] not in {True, False, None}:
        raise ValidationError({"day_first": _("Say yes or no.")})
    if owner_id := options.get("owner_id"):
        if not User.objects.active().filter(pk=owner_id).exists():
            raise ValidationError({"owner": _("This colleague does not work here any more.")})
        checked["owner_id"] = int(owner_id)
    currency = str(options.get("currency") or organisation.get("currency")).upper()
    if currency not in CURRENCIES and currency != TOMAN:
        raise ValidationError({"currency": _("We do not know the currency “%(text)s”.") % {"text": currency}})
    return checked | {"currency": currency}


def begin(*, actor: User, import_id: int, dry: bool = False) -> Import:
    """Set an import running (or being checked). Who calls this defers the job or runs it at once."""
    with transaction.atomic():
        run = _open_draft(actor, import_id)
        if run.status == ImportStatus.DRAFT:
            raise ValidationError(_("Say first which column holds what."))
        run.status = ImportStatus.CHECKING if dry else ImportStatus.RUNNING
        run.error, run.started_at, run.beat_at = "", timezone.now(), timezone.now()
        if not dry:
            run.newest_on = None
        run.save(update_fields=["status", "error", "started_at", "beat_at", "newest_on"])
        audit.record(actor=actor, action="import.check" if dry else "import.begin", subject=run)
    return run


def resumable(draft: Import) -> Import:
    """Return the interrupted import of the very same file and choices, instead of `draft`, when there is one.

    A killed command line is continued by giving the same command again.
    """
    silent = timezone.now() - STALE
    same = Import.objects.filter(
        table=draft.table, digest=draft.digest, policy=draft.policy, user=draft.user, status=ImportStatus.RUNNING
    )
    run: Import
    for run in same.filter(beat_at__lt=silent, mapping=draft.mapping, options=draft.options, dialect=draft.dialect):
        shutil.rmtree(Path(draft.path).parent, ignore_errors=True)
        draft.delete()
        return run
    return draft


def discard(*, actor: User, import_id: int) -> None:
    """Let go of a draft that was never run, with its file."""
    with transaction.atomic():
        run = _open_draft(actor, import_id)
        shutil.rmtree(Path(run.path).parent, ignore_errors=True)
        audit.record(actor=actor, action="import.discard", subject=run)
        run.delete()
