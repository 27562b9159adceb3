"""Taking the traces of an erased record out of what the platform keeps beside the records themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_plus

from django.db.models import Q
from django.utils import timezone

from peyvand.core.text import key
from peyvand.platform.actions.imports.running import check_path
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import (
    AttentionState,
    EventRow,
    IdempotencyKey,
    Import,
    ImportChange,
    JobFailure,
    SavedView,
    Session,
)
from peyvand.platform.sessions import SessionStore

OVER = (ImportStatus.DONE, ImportStatus.UNDONE)
SHORTEST = 5  # of what is looked for in texts: a shorter name stands inside too many other words


def forget_traces(*, model: str, ids: set[int], runs: set[int], words: set[str]) -> list[str]:
    """Forget kept answers, events, imports' earlier values, snoozes and "opened last" of erased records.

    `runs` are the imports that wrote about them, `words` their names and numbers: saved views and failed jobs that name
    them go as well. Returns the paths of the files that held their rows, to be removed once the transaction is done.
    """
    folded = {key(word.removeprefix("+98")) for word in words if len(word) >= SHORTEST}
    runs |= set(ImportChange.objects.filter(model=model, object_id__in=ids).values_list("run", flat=True))
    ImportChange.objects.filter(model=model, object_id__in=ids).delete()
    EventRow.objects.filter(**{f"payload__{model}_id__in": list(ids)}).delete()
    IdempotencyKey.objects.filter(_mentions(ids)).delete()
    AttentionState.objects.filter(key__regex=rf":({_one_of(ids)})$").delete()
    _forget_in_sessions(model, ids)
    _forget_words(folded)
    return _files_of(runs, folded)


def _forget_words(words: set[str]) -> None:
    """Remove what colleagues sought and kept, and what jobs died of, where it names one of them."""
    views = {view.pk: f"{view.name} {unquote_plus(view.query)}" for view in SavedView.objects.iterator()}
    SavedView.objects.filter(pk__in=[pk for pk, text in views.items() if _names_one(text, words)]).delete()
    deaths = {one.pk: f"{one.error} {one.trace}" for one in JobFailure.objects.iterator()}
    JobFailure.objects.filter(pk__in=[pk for pk, text in deaths.items() if _names_one(text, words)]).delete()


def _names_one(text: str, words: set[str]) -> bool:
    folded = key(text)
    return any(word in folded for word in words)


def _one_of(ids: Iterable[int]) -> str:
    return "|".join(str(pk) for pk in sorted(ids))


def _mentions(ids: set[int]) -> Q:
    """Return the condition "the kept answer is about one of these": it names her id under some name."""
    return Q(body__answer__id__in=list(ids)) | Q(body__answer__customer_id__in=list(ids))


def _forget_in_sessions(model: str, ids: set[int]) -> None:
    page = re.compile(rf"/{model}s/({_one_of(ids)})/")
    store = SessionStore()
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = store.decode(session.session_data)
        kept = [one for one in data.get("recent", []) if not page.search(str(one.get("url")))]
        if kept != data.get("recent", []):
            session.session_data = store.encode(data | {"recent": kept})
            session.save(update_fields=["session_data"])


def _files_of(runs: set[int], words: set[str]) -> list[str]:
    """Return the files of these imports, and of others that are over whatever may name one of them.

    What is over has been brought in; nothing needs its file, so nobody reads through millions of rows to look for her.
    What was rejected waits to be corrected: only the reports that name her go.
    """
    found: list[str | Path] = []
    for run in Import.objects.filter(Q(pk__in=runs) | Q(status__in=OVER)):
        found += [run.path, check_path(run)] if run.path else []
        if run.errors_path and (run.pk in runs or _is_named_in(Path(run.errors_path), words)):
            found.append(run.errors_path)
    return [str(path) for path in found]


def _is_named_in(file: Path, words: set[str]) -> bool:
    if not file.is_file():
        return False
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        return any(_names_one(line, words) for line in lines)
