"""The list of promises: its fields, as columns, filters and sorts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peyvand.core.html import escape
from peyvand.interactions.choices import PROMISE_ICONS, PromiseState, ToldHow
from peyvand.interactions.models import Promise
from peyvand.interactions.rules.promises import standing
from peyvand.people.models import Customer, Group, GroupMember
from peyvand.people.querysets import of_reached
from peyvand.platform import organisation
from peyvand.platform.lists.fields import Field, ListSpec, Preset, Row
from peyvand.ui.templatetags.ui_kit import icon

TONES = {"kept": "success", "exceeded": "success", "broken": "danger", "released": "plain"}


def of_customer(text: str) -> Q:
    """Return which promises were given to a customer who has the words of `text` in her name."""
    return Q(customer__in=Customer.objects.named(text).values("pk"))


def of_group(value: str) -> Q:
    """Return which promises were given to the customers of a group; an empty value means of any."""
    members = GroupMember.objects.filter(group=int(value)) if value else GroupMember.objects.all()
    return Q(customer__in=members.values("customer"))


def groups() -> list[tuple[str, str]]:
    """Return the groups of customers as choices."""
    return [(str(pk), name) for pk, name in Group.objects.values_list("pk", "name")]


def state_cell(row: Row, value: str) -> str:
    """Return what became of a promise; one that is late says by how much."""
    if value == PromiseState.OPEN:
        day = organisation.today()
        tone = ' class="tone-danger"' if row["due_on"] < day else ""
        return f"<span{tone}>{escape(standing(row['due_on'], day))}</span>"
    sign = icon(PROMISE_ICONS[PromiseState(value)], "sm")
    return f'<span class="badge tone-{TONES[value]}">{sign}{escape(PromiseState(value).label)}</span>'


FIELDS = (
    Field("what", _("Promise"), "what", sort=("what",), main=True),
    Field("customer", _("Customer"), "customer__name", match=of_customer, default=True),
    Field("due", _("Due on"), "due_on", "date", sort=("due_on",), default=True),
    Field(
        "state", _("How it stands"), "state", "choice", reads=("due_on",), cell=state_cell,
        choices=lambda: PromiseState.choices, default=True,
    ),
    Field("by", _("By whom"), "by__name", "person", on="by", default=True),
    Field("made", _("Given on"), "made_at", "date", sort=("made_at",), default=True),
    Field("group", _("Customer's group"), kind="many", match=of_group, choices=groups, column=False),
    Field("owner", _("Customer's owner"), "customer__owner__name", "person", on="customer__owner"),
    Field("settled", _("Settled on"), "settled_at", "date", sort=("settled_at",)),
    Field("note", _("What happened"), "settled_note"),
    Field("told", _("Told on"), "told_on", "date", sort=("told_on",)),
    Field("told_how", _("Told by"), "told_how", "choice", choices=lambda: ToldHow.choices),
)  # fmt: skip


def visible(user: Any) -> Any:
    """Return the promises that a person may see."""
    return Promise.objects.visible_to(user)


def matching(rows: Any, text: str, user: Any) -> Any:
    """Keep the promises with these words, and those to such customers."""
    return rows.filter(
        Q(pk__in=rows.matching(text).values("pk")) | Q(customer__in=Customer.objects.matching(text, user).values("pk"))
    )


PROMISES = ListSpec(
    url_name="interactions:promises",
    label=_("Promises"),
    model="promise",
    table=Promise,
    rows=visible,
    reach=of_reached,
    fields=FIELDS,
    search=matching,
    search_label=_("What was promised, or a customer"),
    sort=("due",),
    presets=(
        Preset(_("All"), "", "list"),
        Preset(_("Still open"), "f=state:any:open", "hourglass"),
        Preset(_("Mine to keep"), "f=state:any:open&f=by:any:me", "user-check"),
        Preset(_("Broken"), "f=state:any:broken&sort=-due", "heart-crack"),
    ),
    subject="promise",
    open_name="interactions:promise",
)
