"""What relationships add to the list of customers: stage, since when, value at stake, last exchange; and the lists of
what was decided about customers and of the boundary cases with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.html import escape
from peyvand.core.jalali import format_date
from peyvand.core.manifest import ListField, ListView
from peyvand.people.models import Customer
from peyvand.people.tables import CUSTOMERS
from peyvand.platform.lists.fields import Field, ListSpec, Preset, Row
from peyvand.platform.models import User
from peyvand.relationship.cadences import CLOSENESS
from peyvand.relationship.choices import Boundary, DecisionKind, Eyes, Stage, Standing
from peyvand.relationship.closeness import SEEN_IN
from peyvand.relationship.models import BoundaryCase, Decision, GroupRhythm, StageMove

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


def bringing_more(value: str) -> Q:
    """Return who is at least as valuable in a year as the middle one of those who buy, as it was last learnt."""
    typical = GroupRhythm.objects.filter(group=None).values_list("typical_year", flat=True).first() or 0
    return Q(relationship__value__gte=max(1, typical))


def who_bring_more(ids: Sequence[int]) -> dict[int, bool]:
    """Return of each of these customers whether she is such a one."""
    found = set(Customer.objects.filter(bringing_more(""), pk__in=ids).values_list("pk", flat=True))
    return {pk: pk in found for pk in ids}


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
    ListField(
        "customer", "important", _("Important by yearly value"), "", "flag", filter=bringing_more,
        batch=who_bring_more, need=NEED, decided=True,
    ),
    ListField(
        "customer", CLOSENESS, _("Closeness"), "closeness__points", "number", sortable=True, need=NEED,
        needs=tuple(SEEN_IN.values()), decided=True,
    ),
    ListField("customer", "last_exchange", _("Last exchange"), "facts__last_on", "date", sortable=True, need=NEED),
    ListField("customer", "exchanges", _("Exchanges"), "facts__exchanges", "number", sortable=True, need=NEED),
)  # fmt: skip
# What managers begin with: whom to come closer to.
LEAST_CLOSE = ListView(
    "people:customers", _("Important, least close first"),
    f"f=important:yes:&sort={CLOSENESS}&columns={CLOSENESS},at_stake,last_touch,stage,owner",
    ("important", CLOSENESS), "heart-handshake",
)  # fmt: skip


def least_close(user: User) -> str:
    """Return where the important customers are listed, those first to whom we are least close; "" for who may not."""
    fields = CUSTOMERS.allowed(user)
    return f"{reverse(LEAST_CLOSE.url_name)}?{LEAST_CLOSE.query}" if fields.keys() >= set(LEAST_CLOSE.asks) else ""


def of_customer(text: str) -> Q:
    """Return which rows are about a customer who has the words of `text` in her name."""
    return Q(customer__in=Customer.objects.named(text).values("pk"))


def matching(rows: Any, text: str, user: Any) -> Any:
    """Keep the rows about the customers that match the search box."""
    return rows.filter(customer__in=Customer.objects.matching(text, user).values("pk"))


def words_cell(row: Row, value: str) -> str:
    """Return at most three lines of what somebody wrote."""
    return f'<span class="line-clamp-3 min-w-[180px] wrap-anywhere"><bdi>{escape(value)}</bdi></span>'


OWNER = Field("owner", _("Customer's owner"), "customer__owner__name", "person", on="customer__owner")
SEARCH = _("A name, a phone number, an e-mail or a code")


def decided(user: Any) -> Any:
    """Return the decisions that a person may see, each with how it stands."""
    return Decision.objects.visible_to(user).with_standing()


DECISIONS = ListSpec(
    url_name="relationship:decisions",
    label=_("Decisions"),
    model="relationship",
    table=Decision,
    rows=decided,
    fields=(
        Field("customer", _("Customer"), "customer__name", match=of_customer, main=True),
        Field("kind", _("Decision"), "kind", "choice", choices=lambda: DecisionKind.choices, default=True),
        Field("reason", _("Why"), "reason", cell=words_cell, default=True),
        Field("standing", _("How it stands"), "standing", "choice", choices=lambda: Standing.choices, default=True),
        Field("review", _("Look again on"), "review_on", "date", sort=("review_on",), default=True),
        Field("decided", _("Decided on"), "decided_on", "date", sort=("decided_on",), default=True),
        Field("by", _("Decided by"), "decided_by__name", "person", on="decided_by", default=True),
        Field("second", _("Second pair of eyes"), "second__name", "person", on="second"),
        Field("watcher", _("Who looks at it"), "watcher__name", "person", on="watcher"),
        OWNER,
    ),
    search=matching,
    search_label=SEARCH,
    sort=("-decided",),
    presets=(
        Preset(_("All"), "", "list"),
        Preset(_("In force, next review first"), "f=standing:any:in_force&sort=review", "calendar-clock"),
        Preset(_("Waiting for an answer"), "f=standing:any:waiting", "eye"),
        Preset(_("Let go"), "f=standing:any:in_force&f=kind:any:let_go", "hand"),
    ),
    subject="decision",
    open_name="relationship:decision",
)


def noted(user: Any) -> Any:
    """Return the boundary cases that a person may see."""
    return BoundaryCase.objects.visible_to(user)


CASES = ListSpec(
    url_name="relationship:cases",
    label=_("Boundary cases"),
    model="boundary",
    table=BoundaryCase,
    rows=noted,
    fields=(
        Field("customer", _("Customer"), "customer__name", match=of_customer, main=True),
        Field("boundary", _("Which boundary"), "boundary", "choice", choices=lambda: Boundary.choices, default=True),
        Field("evidence", _("What happened"), "evidence", cell=words_cell, default=True),
        Field("state", _("How it stands"), "state", "choice", choices=lambda: Eyes.choices, default=True),
        Field("noted", _("Noted on"), "noted_on", "date", sort=("noted_on",), default=True),
        Field("by", _("Noted by"), "noted_by__name", "person", on="noted_by", default=True),
        Field("second", _("Second pair of eyes"), "second__name", "person", on="second"),
        OWNER,
    ),
    search=matching,
    search_label=SEARCH,
    sort=("-noted",),
    presets=(
        Preset(_("All"), "", "list"),
        Preset(_("Waiting for an answer"), "f=state:any:waiting", "eye"),
        Preset(_("Confirmed"), "f=state:any:stands", "shield"),
    ),
    subject="boundary",
    open_name="relationship:case",
)
