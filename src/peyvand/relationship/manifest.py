"""What relationships offer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import (
    Action,
    Belonging,
    FieldClasses,
    JobName,
    Manifest,
    MenuItem,
    Notice,
    Panel,
    Right,
    SubjectVerb,
    TimelineSource,
    Worth,
)
from peyvand.core.numbers import format_number
from peyvand.platform.roles import ladder, merge
from peyvand.relationship import tables
from peyvand.relationship.attention import RELATIONSHIPS, worth_of
from peyvand.relationship.briefs import BRIEFS
from peyvand.relationship.demo import CHAPTER
from peyvand.relationship.duties import DUTIES
from peyvand.relationship.field_classes import DECISIONS
from peyvand.relationship.peace import FAREWELL
from peyvand.relationship.reviewing import REVIEWS
from peyvand.relationship.settings import SETTINGS
from peyvand.relationship.tables import LEAST_CLOSE, LIST_FIELDS
from peyvand.relationship.timeline import read_moves
from peyvand.relationship.web.everybody import notice

VIEW, CHANGE, TUNE = ("relationship", "view"), ("relationship", "change"), ("relationship", "tune")
BOUNDARY = ("boundary", "view")
RIGHTS = (
    Right(
        "relationship", _("Relationships"), ("view", "change", "tune"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("change", manager="all", seller="own", agent="all"),
            ladder("tune", manager="all"),
        ),
    ),
    Right(
        "boundary", _("Boundary cases"), ("view", "change"),
        merge(
            ladder("view", manager="all", seller="own", agent="all"),
            ladder("change", manager="all", seller="own", agent="all"),
        ),
    ),
)  # fmt: skip


WORDS: dict[str, Any] = {
    "evidence": [], "engine_evidence": None, "override_stage": "", "override_reason": "", "override_by": None,
    "override_until": None, "left_note": "", "win_back_plan": "", "attention_on": None, "due_on": None,
}  # fmt: skip


def problems_said(count: int) -> str:
    """Return "2 problems"."""
    return ngettext("%(count)s problem", "%(count)s problems", count) % {"count": format_number(count)}


def decisions_said(count: int) -> str:
    """Return "2 decisions"."""
    return ngettext("%(count)s decision", "%(count)s decisions", count) % {"count": format_number(count)}


def cases_said(count: int) -> str:
    """Return "2 boundary cases"."""
    return ngettext("%(count)s boundary case", "%(count)s boundary cases", count) % {"count": format_number(count)}


MANIFEST = Manifest(
    lists=(tables.DECISIONS, tables.CASES),
    belongings=(
        Belonging("relationship.Problem", problems_said),
        Belonging("relationship.Decision", decisions_said),
        Belonging("relationship.BoundaryCase", cases_said, told=False),
        Belonging("relationship.Facts", moves=False, erased={}),
        Belonging("relationship.Closeness", moves=False, erased={}),
        Belonging("relationship.Relationship", moves=False, erased=WORDS),
        Belonging("relationship.StageMove", moves=False, erased={"evidence": []}),
        Belonging("relationship.Dirty", moves=False, told=False),
    ),
    demo=(CHAPTER,),
    menu=(MenuItem("relationships", _("Relationships"), "relationship:board", "waypoints", 20, need=VIEW, phone=True),),
    panels=(
        Panel("customer", "stage", _("Relationship"), "relationship:stage", 10, "header", VIEW),
        Panel("customer", "rhythm", _("Rhythm"), "relationship:rhythm", 10, "aside", VIEW),
        Panel("customer", "closeness", _("How close we are to her"), "relationship:closeness", 16, "aside", VIEW),
        Panel("customer", "stages", _("Stages"), "relationship:stages", 50, "tab", VIEW),
    ),
    verbs=(
        SubjectVerb("customer", "problem", _("Problem"), "relationship:problem_new", "life-buoy", 60, need=CHANGE),
        SubjectVerb("customer", "override", _("Decide the stage"), "relationship:override", "scale", 70, need=CHANGE, writes=("override_reason",)),
        SubjectVerb("customer", "decisions", _("Keep or let go"), "relationship:decided", "scale", 75, need=CHANGE, writes=("decision",)),
        SubjectVerb("customer", "boundaries", _("Boundary cases"), "relationship:boundaries", "shield", 76, need=("boundary", "change")),
        SubjectVerb("customer", "farewell", _("Farewell"), "relationship:farewell", "hand", 80, need=CHANGE, writes=("left_reason", "left_note")),
        SubjectVerb("customer", "win_back", _("Way back"), "relationship:win_back", "undo-2", 90, need=CHANGE, writes=("win_back_plan",)),
    ),
    notices=(Notice("platform:today", notice, VIEW),),
    peace=(FAREWELL,),
    rights=RIGHTS,
    field_classes=(FieldClasses("customer", {field.key: "public" for field in LIST_FIELDS}), DECISIONS),
    settings=SETTINGS,
    attention=(RELATIONSHIPS, *REVIEWS),
    worth=(Worth(worth_of),),
    briefs=BRIEFS,
    duties=DUTIES,
    list_fields=LIST_FIELDS,
    list_views=(LEAST_CLOSE,),
    timeline=(TimelineSource("stage", _("Stages"), read_moves),),
    job_names=(
        JobName("relationship.nightly_review", _("Review of all relationships")),
        JobName("relationship.review_everyone", _("Review of everybody after a change")),
        JobName("relationship.fold_tally", _("Add up the counts of the board")),
    ),
    actions=(
        Action(
            "thresholds", _("Thresholds of relationships"), "relationship:thresholds", "sliders-horizontal",
            ("stage", "rhythm", "آستانه", "آهنگ"), TUNE,
        ),
        Action("decisions", _("Decisions"), "relationship:decisions", "scale", ("keep", "let go", "تصمیم"), VIEW),
        Action("cases", _("Boundary cases"), "relationship:cases", "shield", ("abuse", "مرز", "توهین"), BOUNDARY),
        Action("board", _("Relationships board"), "relationship:board", "waypoints", ("stage", "مرحله", "پیوند"), VIEW),
    ),
)  # fmt: skip
