"""Taking a whole import back: what it made goes, what it changed is put back as it was."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from peyvand.platform import audit, organisation
from peyvand.platform.actions.imports.plan import tables
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import, User
from peyvand.platform.policies import require

UNDOABLE = (ImportStatus.DONE, ImportStatus.FAILED)


class WouldLose(Exception):
    """Undoing this import would lose what people have built on it since; `sentences` say what."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


def losses(run: Import) -> list[str]:
    """Return what undoing would lose, in sentences; empty when nothing was built on the import."""
    return tables()[run.table].built_on(run)


def begin_undo(*, actor: User, import_id: int, force: bool = False) -> Import:
    """Mark an import as being undone. Raises WouldLose unless nothing was built on it or `force` says so anyway."""
    require(actor, "import", "delete")
    with transaction.atomic():
        run: Import = Import.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=import_id)
        if run.status == ImportStatus.UNDOING:
            return run
        if run.status not in UNDOABLE:
            raise ValidationError(_("Only an import that has ended can be undone."))
        if not force and (sentences := losses(run)):
            raise WouldLose(sentences)
        run.status, run.beat_at = ImportStatus.UNDOING, timezone.now()
        run.options = {**run.options, "undo_by": actor.pk}
        run.save(update_fields=["status", "beat_at", "options"])
    return run


def undo_import(import_id: int) -> Import:
    """Take the import back, in one transaction; safe to call again. Returns it undone."""
    with transaction.atomic(), organisation.reading_once():
        run: Import = Import.objects.select_for_update(of=("self",)).select_related("user").get(pk=import_id)
        if run.status != ImportStatus.UNDOING:
            return run
        table = tables()[run.table]
        with override(run.user.language):
            removed = table.undo(run)
        run.status, run.undone_at = ImportStatus.UNDONE, timezone.now()
        run.save(update_fields=["status", "undone_at"])
        actor = User.objects.filter(pk=run.options.get("undo_by")).first() or run.user
        audit.record(actor=actor, action="import.undo", subject=run, changes=removed)
        if table.finished:
            table.finished(run)
    return run
