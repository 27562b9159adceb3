"""Taking the traces of an erased record out of what the platform keeps beside the records themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from peyvand.platform.models import AttentionState, EventRow, IdempotencyKey, Import, ImportChange, Session
from peyvand.platform.sessions import SessionStore


def forget_traces(*, model: str, ids: set[int], runs: set[int]) -> list[str]:
    """Forget kept answers, events, imports' earlier values, snoozes and "opened last" of erased records.

    `runs` are the imports that wrote about them. Returns the paths of the files that held their rows, to be removed once
    the transaction is done.
    """
    runs |= set(ImportChange.objects.filter(model=model, object_id__in=ids).values_list("run", flat=True))
    ImportChange.objects.filter(model=model, object_id__in=ids).delete()
    EventRow.objects.filter(**{f"payload__{model}_id__in": list(ids)}).delete()
    IdempotencyKey.objects.filter(_mentions(ids)).delete()
    AttentionState.objects.filter(key__regex=rf":({_one_of(ids)})$").delete()
    _forget_in_sessions(model, ids)
    return _files_of(runs)


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


def _files_of(runs: set[int]) -> list[str]:
    """Return the files of these imports: what they brought in is here, and undoing does not need them."""
    files = Import.objects.filter(pk__in=runs).values_list("path", "errors_path")
    return [path for pair in files for path in pair if path]
