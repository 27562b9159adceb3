"""What relationships add to the list of customers: stage, since when, value at stake, last exchange."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.jalali import format_date
from peyvand.core.manifest import ListField
from peyvand.relationship.choices import Stage
from peyvand.relationship.models import StageMove

NEED = ("relationship", "view")


def past_stage(stage: Stage, day: date) -> str:
    """Return a stage on a day as the value of the filter `stage_on`: `account@2026-03-21`."""
    return f"{stage.value}@{day.isoformat()}"


def _read_past(value: str) -> tuple[Stage, date]:
    """Read what `past_stage` wrote; raise ValueError with a sentence for anything else."""
    stage, _at, day = value.partition("@")
    try:
        return Stage(stage), date.fromisoformat(day)
    except ValueError:
        raise ValueError(gettext("“%(value)s” is not a stage on a day.") % {"value": value[:40]}) from None


def in_stage_on(value: str) -> Q:
    """Return the condition on customers who were in a stage on a day, as their history has it."""
    stage, day = _read_past(value)
    return Q(Exists(StageMove.objects.on(day).filter(customer=OuterRef("pk"), stage=stage)))


def say_past(value: str) -> str:
    """Return a stage on a day in words."""
    stage, day = _read_past(value)
    return gettext("%(stage)s on %(day)s") % {"stage": stage.label, "day": format_date(day, style="long")}


LIST_FIELDS = (
    ListField(
        "customer", "stage", _("Stage"), "relationship__stage", "stage", choices=lambda: list(Stage.choices),
        select_related="relationship", default=True, sortable=True, in_api=True, need=NEED,
        decided=True,
    ),
    ListField(
        "customer", "stage_since", _("In this stage since"), "relationship__since", "date", sortable=True, need=NEED,
        decided=True,
    ),
    ListField(
        "customer", "at_stake", _("Value at stake a year"), "relationship__value", "money", default=True, sortable=True,
        select_related="relationship", need=NEED, currency="relationship__currency", decided=True,
    ),
    ListField(
        "customer", "stage_on", _("Stage of that day"), "", "choice", filter=in_stage_on, say=say_past, listed=False,
        need=NEED,
    ),
    ListField("customer", "last_exchange", _("Last order"), "facts__last_on", "date", sortable=True, need=NEED),
    ListField("customer", "exchanges", _("Orders"), "facts__exchanges", "number", sortable=True, need=NEED),
)  # fmt: skip
