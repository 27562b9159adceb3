"""What interactions offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.display import shown_digits
from peyvand.core.manifest import Belonging, Manifest, MenuItem, Panel, Right, SubjectVerb, TimelineSource
from peyvand.interactions.demo import CHAPTER
from peyvand.interactions.imports import INTERACTIONS
from peyvand.interactions.timeline import read_interactions
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
)  # fmt: skip


def interactions_said(count: int) -> str:
    """Return "3 interactions"."""
    return ngettext("%(count)s interaction", "%(count)s interactions", count) % {"count": shown_digits(count)}


MANIFEST = Manifest(
    belongings=(Belonging("interactions.Interaction", interactions_said),),
    demo=(CHAPTER,),
    menu=(
        MenuItem(
            "interactions",
            _("Interactions"),
            "interactions:interactions",
            "message-square",
            35,
            need=("interaction", "view"),
        ),
    ),
    rights=RIGHTS,
    imports=(INTERACTIONS,),
    panels=(Panel("customer", "timeline", _("Timeline"), "interactions:timeline", 10),),
    verbs=(
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
    ),
    timeline=(TimelineSource("interaction", _("Interactions"), read_interactions),),
)
