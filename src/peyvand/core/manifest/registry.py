"""Everything that one context offers, and the registry that lower contexts ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from peyvand.core.manifest.attention import AttentionSource, Reach, Worth
from peyvand.core.manifest.briefs import BriefSource
from peyvand.core.manifest.duties import Duty
from peyvand.core.manifest.office import DemoChapter, FieldSubject, ImportTable, JobName, Right, SettingSpec
from peyvand.core.manifest.records import (
    Belonging,
    ContactLog,
    FieldClasses,
    GroupTerm,
    ListField,
    ListPage,
    ListView,
    Measure,
    Peace,
    SearchSource,
    TimelineSource,
)
from peyvand.core.manifest.shell import Action, MenuItem, Notice, Overlay, Panel, SubjectVerb


@dataclass(frozen=True)
class Manifest:
    """Everything that one context offers."""

    menu: Sequence[MenuItem] = ()
    panels: Sequence[Panel] = ()
    verbs: Sequence[SubjectVerb] = ()
    attention: Sequence[AttentionSource] = ()
    worth: Sequence[Worth] = ()
    reach: Sequence[Reach] = ()
    search: Sequence[SearchSource] = ()
    timeline: Sequence[TimelineSource] = ()
    list_fields: Sequence[ListField] = ()
    lists: Sequence[ListPage] = ()
    list_views: Sequence[ListView] = ()
    field_classes: Sequence[FieldClasses] = ()
    field_subjects: Sequence[FieldSubject] = ()
    rights: Sequence[Right] = ()
    job_names: Sequence[JobName] = ()
    settings: Sequence[SettingSpec] = ()
    imports: Sequence[ImportTable] = ()
    demo: Sequence[DemoChapter] = ()
    actions: Sequence[Action] = ()
    belongings: Sequence[Belonging] = ()
    measures: Sequence[Measure] = ()
    group_terms: Sequence[GroupTerm] = ()
    contact_logs: Sequence[ContactLog] = ()
    peace: Sequence[Peace] = ()
    overlays: Sequence[Overlay] = ()
    notices: Sequence[Notice] = ()
    briefs: Sequence[BriefSource] = ()
    duties: Sequence[Duty] = ()


@cache
def manifests() -> dict[str, Manifest]:
    """Return every context's manifest by context name, in ladder order from below."""
    found: dict[str, Manifest] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("peyvand.") and config.label != "core" and find_spec(f"{config.name}.manifest"):
            found[config.label] = import_module(f"{config.name}.manifest").MANIFEST
    return found


@cache
def _gathered(slot: str) -> tuple[Any, ...]:
    offered: Iterable[Any] = (offer for manifest in manifests().values() for offer in getattr(manifest, slot))
    return tuple(sorted(offered, key=lambda offer: getattr(offer, "order", 0)))


def offers(slot: str) -> list[Any]:
    """Return all offers of one slot (a field name of `Manifest`) from every context, sorted by `order` where they have one."""
    return list(_gathered(slot))
