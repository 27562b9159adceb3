"""What a context offers to the rest: typed data, gathered once from every `manifest.py`.

A lower context never imports a higher one; it asks the registry. Everything here is a frozen dataclass, so an offer
can be read like a price list.
"""

from __future__ import annotations

from peyvand.core.manifest.attention import (
    MOST_COUNTED,
    Ask,
    AttentionItem,
    AttentionSource,
    Found,
    Portion,
    Reach,
    Sentence,
    Verb,
    Worth,
)
from peyvand.core.manifest.briefs import BriefAsk, BriefLine, BriefSource
from peyvand.core.manifest.duties import Duty, Passing
from peyvand.core.manifest.office import (
    DemoChapter,
    FieldSubject,
    ImportField,
    ImportTable,
    JobName,
    Right,
    SettingSpec,
)
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
    SearchHit,
    SearchSource,
    TimelineEntry,
    TimelineSource,
    Within,
)
from peyvand.core.manifest.registry import Manifest, manifests, offers
from peyvand.core.manifest.shell import Action, MenuItem, Notice, Overlay, Panel, SubjectVerb
from peyvand.core.manifest.text import Text

__all__ = [
    "MOST_COUNTED",
    "Action",
    "Ask",
    "AttentionItem",
    "AttentionSource",
    "Belonging",
    "BriefAsk",
    "BriefLine",
    "BriefSource",
    "ContactLog",
    "DemoChapter",
    "Duty",
    "FieldClasses",
    "FieldSubject",
    "Found",
    "GroupTerm",
    "ImportField",
    "ImportTable",
    "JobName",
    "ListField",
    "ListPage",
    "ListView",
    "Manifest",
    "Measure",
    "MenuItem",
    "Notice",
    "Overlay",
    "Panel",
    "Passing",
    "Peace",
    "Portion",
    "Reach",
    "Right",
    "SearchHit",
    "SearchSource",
    "Sentence",
    "SettingSpec",
    "SubjectVerb",
    "Text",
    "TimelineEntry",
    "TimelineSource",
    "Verb",
    "Within",
    "Worth",
    "manifests",
    "offers",
]
