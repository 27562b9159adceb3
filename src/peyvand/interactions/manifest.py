"""What interactions offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import (
    Action,
    Belonging,
    JobName,
    Manifest,
    MenuItem,
    Overlay,
    Panel,
    Right,
    SubjectVerb,
    TimelineSource,
)
from peyvand.core.numbers import format_number
from peyvand.interactions import tables
from peyvand.interactions.attention import PROMISES
from peyvand.interactions.briefs import BRIEFS
from peyvand.interactions.contacted import CONTACTS
from peyvand.interactions.demo import CHAPTER
from peyvand.interactions.duties import PROMISES as OPEN_PROMISES
from peyvand.interactions.imports import INTERACTIONS
from peyvand.interactions.imports.consents import CONSENTS
from peyvand.interactions.knowing import LIST_FIELDS
from peyvand.interactions.measures import MEASURES
from peyvand.interactions.settings import SETTINGS
from peyvand.interactions.timeline import read_interactions, read_promises
from peyvand.platform.roles import ladder, merge

RIGHTS = (
    Right(
        "interaction", _("Interactions"), ("view", "add", "change", "delete", "import"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("add", director="all", manager="all", seller="all", agent="all", marketer="all"),
            ladder("change delete", manager="all", seller="own", agent="own"),
            ladder("import", manager="all", marketer="all"),
        ),
    ),
    Right(
        "promise", _("Promises"), ("view", "add", "change", "delete", "export"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("add", director="all", manager="all", seller="all", agent="all", marketer="all"),
            ladder("change delete", director="own", manager="all", seller="own", agent="own", marketer="own"),
            ladder("export", director="all", manager="all", marketer="all"),
        ),
    ),
    Right(
        "consent", _("Consent to being contacted"), ("view", "change", "suppress"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("change", manager="all", seller="own", agent="all", marketer="all"),
            ladder("suppress", manager="all", marketer="all"),
        ),
    ),
    # Nobody reads a colleague's jots, at whatever level: see JotQuerySet.visible_to.
    Right(
        "jot", _("Jots"), ("view", "add"),
        ladder("view add", director="own", manager="own", seller="own", agent="own", marketer="own"),
    ),
    Right("wording", _("Respectful language"), ("view",), ladder("view", director="all", manager="all")),
)  # fmt: skip
JOT = ("jot", "add")


def interactions_said(count: int) -> str:
    """Return "3 interactions"."""
    return ngettext("%(count)s interaction", "%(count)s interactions", count) % {"count": format_number(count)}


def consents_said(count: int) -> str:
    """Return "3 answers about being contacted"."""
    words = ngettext("%(count)s answer about being contacted", "%(count)s answers about being contacted", count)
    return words % {"count": format_number(count)}


def promises_said(count: int) -> str:
    """Return "3 promises"."""
    return ngettext("%(count)s promise", "%(count)s promises", count) % {"count": format_number(count)}


def aims_said(count: int) -> str:
    """Return "3 goals and ticks"."""
    return ngettext("%(count)s goal or tick", "%(count)s goals and ticks", count) % {"count": format_number(count)}


MANIFEST = Manifest(
    lists=(tables.PROMISES,),
    belongings=(
        Belonging("interactions.Interaction", interactions_said),
        Belonging("interactions.Promise", promises_said),
        Belonging("interactions.Consent", consents_said),
        Belonging("interactions.Jot", told=False),
        # What was split keeps its words for the way back; they may be about her and about others.
        Belonging("interactions.Jot", path="parts__customer", erased={"text": "—"}, told=False),
        Belonging("interactions.Aim", aims_said),
    ),
    demo=(CHAPTER,),
    measures=MEASURES,
    contact_logs=(CONTACTS,),
    menu=(
        MenuItem(
            "interactions",
            _("Interactions"),
            "interactions:interactions",
            "message-square",
            35,
            need=("interaction", "view"),
        ),
        MenuItem("jots", _("Jots"), "interactions:jots", "inbox", 15, need=JOT, badge=True),
        MenuItem("promises", _("Promises"), "interactions:promises", "hourglass", 36, need=("promise", "view")),
    ),
    rights=RIGHTS,
    settings=SETTINGS,
    job_names=(
        JobName("interactions.settle_silence", _("Promises that nobody settled")),
        JobName("interactions.count_wording", _("Respectful language")),
    ),
    attention=(PROMISES,),
    list_fields=LIST_FIELDS,
    briefs=BRIEFS,
    duties=(OPEN_PROMISES,),
    imports=(INTERACTIONS, CONSENTS),
    panels=(
        Panel("customer", "timeline", _("Timeline"), "interactions:timeline", 10),
        Panel(
            "customer",
            "contactability",
            _("May we contact her?"),
            "interactions:contactability",
            40,
            "aside",
            ("consent", "view"),
        ),
        Panel("customer", "promises", _("Promises"), "interactions:promise_card", 20, "aside", ("promise", "view")),
    ),
    verbs=(
        SubjectVerb(
            "customer", "bonds", _("Who knows whom"), "interactions:bonds", "waypoints", 95, need=("customer", "view")
        ),
        SubjectVerb(
            "customer", "before", _("Before contact"), "interactions:before", "target", 12, need=("customer", "view")
        ),
        SubjectVerb(
            "customer",
            "log",
            _("Log"),
            "interactions:log",
            "notebook-pen",
            10,
            primary=True,
            need=("interaction", "add"),
        ),
        SubjectVerb(
            "customer",
            "note",
            _("Note"),
            "interactions:log",
            "sticky-note",
            20,
            "?kind=note",
            need=("interaction", "add"),
        ),
        SubjectVerb(
            "customer", "promise", _("Promise"), "interactions:promise_new", "hourglass", 15, need=("promise", "add")
        ),
    ),
    timeline=(
        TimelineSource("interaction", _("Interactions"), read_interactions),
        TimelineSource("promise", _("Promises"), read_promises),
    ),
    overlays=(Overlay("interactions/jots/box.html", JOT),),
    actions=(
        Action(
            "suppressions",
            _("Nobody contacts them"),
            "interactions:suppressions",
            "phone",
            ("consent", "suppression", "رضایت", "تماس نگیرید"),
            ("consent", "suppress"),
        ),
        Action(
            "new_jot",
            _("Jot"),
            "interactions:jots",
            "notebook-pen",
            ("note", "یادداشت", "فوری"),
            JOT,
            dialog="jot",
            shortcut="KeyN",
        ),
        Action(
            "known",
            _("Known to one person only"),
            "interactions:known",
            "users-round",
            ("risk", "leaves", "knows", "شناخت", "خطر", "تحویل"),
            ("interaction", "view"),
        ),
        Action(
            "answers",
            _("How soon we answered"),
            "interactions:answers",
            "hourglass",
            ("answer", "late", "response", "پاسخ", "دیر", "سیاست رفتار"),
            ("interaction", "view"),
        ),
        Action(
            "wording",
            _("Respectful language"),
            "interactions:wording",
            "message-circle",
            ("tone", "respect", "etiquette", "لحن", "احترام", "ادب"),
            ("wording", "view"),
        ),
        Action(
            "promise_report",
            _("How promises are kept"),
            "interactions:promise_report",
            "chart-no-axes-column",
            ("promise", "قول", "گزارش"),
            ("promise", "view"),
        ),
    ),
)
