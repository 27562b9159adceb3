"""What the page of a customer shows of her relationship: stage and why, rhythm, history of stages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from peyvand.core.jalali import format_date
from peyvand.core.manifest import Sentence
from peyvand.core.money import Money, format_money
from peyvand.core.pages import show
from peyvand.people.policies import may_do
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.questions import Question
from peyvand.relationship.actions.decisions import DECIDED
from peyvand.relationship.choices import STAGE_ICONS, DecisionKind, Stage
from peyvand.relationship.closeness import closeness_of
from peyvand.relationship.field_classes import readable
from peyvand.relationship.models import Decision, Facts, Problem, Relationship, StageMove
from peyvand.relationship.queries import history, meter
from peyvand.relationship.rules.evidence import days, sentences
from peyvand.relationship.web.reading import customer_of
from peyvand.sales.models import Order
from peyvand.ui.pictures import Dot, Rhythm
from peyvand.ui.pictures import rhythm as rhythm_sheet

MOST_DOTS = 16  # enough to see a rhythm; more run together into one bar


def _exchanged(reader: Any, customer: Any, until: Any) -> QuerySet[Any]:
    orders = Order.objects.visible_to(reader).filter(customer=customer, day__lte=until).values("day", "currency")
    days: QuerySet[Any] = orders.annotate(sum=Sum("total"))
    return days.order_by("-day")[:MOST_DOTS]


STANDING = Question(lambda reader, pk: Relationship.objects.visible_to(reader).filter(pk=pk))
KNOWN = Question(lambda reader, pk: Facts.objects.filter(pk=pk))
IN_FORCE = Question(
    lambda reader, customer: Decision.objects.visible_to(reader).filter(customer=customer).in_force(), ("kind",)
)
OPEN = Question(lambda reader, customer: Problem.objects.visible_to(reader).filter(customer=customer).open(), ("pk",))
EXCHANGED = Question(_exchanged, ("day", "currency", "sum"))


@page("relationship", "view")
def stage(request: StaffRequest, pk: int) -> HttpResponse:
    """The stage meter with since when and why, for the head of the customer's page."""
    customer = customer_of(request, pk)
    day = organisation.today()
    found = next(iter(STANDING.ask(request.user, {"pk": pk})), None)
    context: dict[str, Any] = {"customer": customer, "relationship": found, "day": day}
    if found is not None:
        context |= {
            "steps": meter(found.stage),
            "why": sentences(readable(request.user, found.evidence), day),
            "engine_label": Stage(found.engine_stage).label,
            "engine_why": sentences(readable(request.user, found.engine_evidence or []), day),
            "decided": _decided(request, pk),
            "open_problems": len(OPEN.ask(request.user, {"customer": pk})),
            "may_change": may_do(request.user, customer, "change", "relationship"),
        }
    return show(request, "relationship/stage_page.html", context, part="relationship/stage.html")


def _decided(request: StaffRequest, pk: int) -> str:
    """Return the decision in force in words, "" for none; where nothing was ever decided the database is not asked."""
    found = IN_FORCE.ask(request.user, {"customer": pk}) if organisation.kept(DECIDED) else []
    return str(DecisionKind(found[0].kind).label) if found else ""


@page("relationship", "view")
def stages(request: StaffRequest, pk: int) -> HttpResponse:
    """The history of stages."""
    customer = customer_of(request, pk)
    rows = [
        (move, Stage(move.stage).label, STAGE_ICONS[Stage(move.stage)], _why(request, move))
        for move in history(request.user, pk)
    ]
    context = {"customer": customer, "rows": rows, "day": organisation.today()}
    return show(request, "relationship/stages_page.html", context, part="relationship/stages.html")


def _why(request: StaffRequest, move: StageMove) -> list[Sentence]:
    return sentences(readable(request.user, move.evidence), move.from_on)


def _dots(request: StaffRequest, customer_id: int, day: date) -> list[Dot]:
    newest = EXCHANGED.ask(request.user, {"customer": customer_id, "until": day})
    return [
        Dot(f"{format_date(on)} · {format_money(Money(total, currency), short=True)}", on.toordinal(), total)
        for on, currency, total in reversed(newest)
    ]


def _picture(request: StaffRequest, pk: int, day: date) -> dict[str, Any]:
    facts = next(iter(KNOWN.ask(request.user, {"pk": pk})), None)
    found = next(iter(STANDING.ask(request.user, {"pk": pk})), None)
    dots = _dots(request, pk, day)
    gap = facts.median_gap if facts and facts.purchases >= 3 else None
    silence = (day - facts.last_on).days if facts and facts.last_on else None
    told = Rhythm(dots, day.toordinal(), gap, found.stage if found else "")
    return {
        "facts": facts,
        "sheet": rhythm_sheet(told, right_to_left=get_language_bidi(), width=360) if dots else None,
        "usual": _("usually %(gap)s") % {"gap": days(gap)} if gap else "",
        "silence": _("silent for %(days)s") % {"days": days(silence)} if silence is not None else "",
        "says": _says(gap, silence),
    }


@page("relationship", "view")
def rhythm(request: StaffRequest, pk: int) -> HttpResponse:
    """The rhythm picture: her exchanges on a line, her usual gap, the present silence."""
    customer = customer_of(request, pk)
    context = {"customer": customer, **_picture(request, pk, organisation.today())}
    return show(request, "relationship/rhythm_page.html", context, part="relationship/rhythm.html")


@page("relationship", "view")
def closeness(request: StaffRequest, pk: int) -> HttpResponse:
    """How close we are to a customer, and why, in words."""
    customer = customer_of(request, pk)
    context = {"customer": customer, "closeness": closeness_of(request.user, customer)}
    return show(request, "relationship/closeness_page.html", context, part="relationship/closeness.html")


def _says(gap: float | None, silence: int | None) -> str:
    if silence is None:
        return _("No order yet.")
    if gap is None:
        return _("Silent for %(silence)s. There is not enough data yet for a rhythm.") % {"silence": days(silence)}
    return _("Usually every %(gap)s; silent for %(silence)s now.") % {"gap": days(gap), "silence": days(silence)}
