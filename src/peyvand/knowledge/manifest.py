"""What knowledge offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import Action, Belonging, JobName, Manifest, MenuItem, Panel, Right, TimelineSource
from peyvand.core.numbers import format_number
from peyvand.knowledge import tables
from peyvand.knowledge.briefs import BRIEFS
from peyvand.knowledge.choices import TONE
from peyvand.knowledge.demo import CHAPTER
from peyvand.knowledge.familiarity import LIST_FIELDS
from peyvand.knowledge.field_classes import FACT_KINDS
from peyvand.knowledge.timeline import read_facts
from peyvand.platform.roles import ladder, merge

RIGHTS = (
    Right(
        "fact", _("Knowledge of customers"), ("view", "add", "change", "export"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("add", director="all", manager="all", seller="all", agent="all", marketer="all"),
            ladder("change", manager="all", seller="own", agent="own"),
            ladder("export", director="all", manager="all", marketer="all"),
        ),
    ),
    Right(
        "tone", _("How to talk to a customer"), ("view", "add", "change"),
        merge(
            ladder("view add", manager="all", seller="all", agent="all"),
            ladder("change", manager="all", seller="own", agent="own"),
        ),
    ),
)  # fmt: skip


def facts_said(count: int) -> str:
    """Return "3 facts"."""
    return ngettext("%(count)s thing that we know", "%(count)s things that we know", count) % {
        "count": format_number(count)
    }


MANIFEST = Manifest(
    lists=(tables.VOICES, tables.BELOW),
    field_classes=(FACT_KINDS,),
    belongings=(
        Belonging("knowledge.Fact", facts_said, untold={"kind__in": TONE}),
        Belonging("knowledge.Familiarity", moves=False, erased={}, told=False),
    ),
    briefs=BRIEFS,
    demo=(CHAPTER,),
    menu=(MenuItem("voices", _("Voice of customers"), "knowledge:voices", "lightbulb", 37, need=("fact", "view")),),
    rights=RIGHTS,
    list_fields=LIST_FIELDS,
    job_names=(JobName("knowledge.measure_everyone", _("How well customers are known, after a change")),),
    panels=(
        Panel("customer", "knowledge", _("Knowledge"), "knowledge:card", 15, need=("fact", "view")),
        Panel("customer", "familiarity", _("How well we know her"), "knowledge:familiarity", 15, "aside", ("fact", "view")),
    ),
    timeline=(TimelineSource("fact", _("Knowledge"), read_facts),),
    actions=(
        Action(
            "backlog", _("What many need"), "knowledge:backlog", "lightbulb",
            ("need", "competitor", "نیاز", "رقیب", "خواسته"), ("fact", "view"),
        ),
        Action(
            "priorities", _("What comes first for them"), "knowledge:priorities", "target",
            ("priority", "order", "need", "اولویت", "نیاز", "تصمیم"), ("fact", "view"),
        ),
        Action(
            "shares", _("How well we know our customers"), "knowledge:shares", "target",
            ("profile", "completeness", "شناخت", "حداقل پرونده", "دست‌اول"), ("fact", "view"),
        ),
        Action(
            "below", _("Not known well enough"), "knowledge:below", "circle-help",
            ("missing", "incomplete", "ناقص", "کمبود"), ("fact", "view"),
        ),
        Action(
            "minimum", _("Minimum profile"), "knowledge:minimum", "sliders-horizontal",
            ("profile", "required", "حداقل پرونده"), ("group", "change"),
        ),
        Action(
            "questions", _("Questions about customers"), "knowledge:sets", "circle-help",
            ("question", "version", "پرسش", "شش پرسش"), ("setting", "change"),
        ),
    ),
)  # fmt: skip
