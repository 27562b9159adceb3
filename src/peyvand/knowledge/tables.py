"""The voice of the customers: every fact that holds, as a list with filters, columns and an export."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from peyvand.core.html import escape
from peyvand.core.text import tokens
from peyvand.knowledge.choices import TONE, FactKind, Source, Status
from peyvand.knowledge.models import Fact
from peyvand.people.models import Customer, Group, GroupMember
from peyvand.people.querysets import of_reached
from peyvand.platform.lists.fields import Field, ListSpec, Preset, Row


def of_customer(text: str) -> Q:
    """Return what we know of the customers who have the words of `text` in their name."""
    return Q(customer__in=Customer.objects.named(text).values("pk"))


def of_group(value: str) -> Q:
    """Return what we know of the customers of a group; an empty value means of any."""
    members = GroupMember.objects.filter(group=int(value)) if value else GroupMember.objects.all()
    return Q(customer__in=members.values("customer"))


def groups() -> list[tuple[str, str]]:
    """Return the groups of customers as choices."""
    return [(str(pk), name) for pk, name in Group.objects.values_list("pk", "name")]


def asked_cell(row: Row, value: bool) -> str:
    """Return how we know it."""
    return escape(_now("asked directly") if value else _now("guessed"))


def quote_cell(row: Row, value: str) -> str:
    """Return what was said, as a quotation."""
    return f"<q>{escape(value)}</q>"


FIELDS = (
    Field("text", _("What we know"), "text", main=True),
    Field("customer", _("Customer"), "customer__name", match=of_customer, default=True),
    Field("kind", _("About"), "kind", "choice", choices=lambda: FactKind.choices, default=True),
    Field("quote", _("In their own words"), "quote", cell=quote_cell, default=True),
    Field("asked", _("Asked directly"), "is_asked", "flag", cell=asked_cell, default=True),
    Field("learned", _("Learned on"), "learned_on", "date", sort=("learned_on",), default=True),
    Field("status", _("How it stands"), "status", "choice", choices=lambda: Status.choices),
    Field("source", _("Where from"), "source", "choice", choices=lambda: Source.choices),
    Field("competitor", _("Competitor"), "competitor", sort=("competitor",)),
    Field("by", _("Noted by"), "noted_by__name", "person", on="noted_by"),
    Field("group", _("Customer's group"), kind="many", match=of_group, choices=groups, column=False),
    Field("owner", _("Customer's owner"), "customer__owner__name", "person", on="customer__owner"),
)


def standing(user: Any) -> Any:
    """Return the facts that hold now and that a person may see; how to talk to somebody is no voice of hers."""
    return Fact.objects.visible_to(user).standing().exclude(kind__in=TONE)


def matching(rows: Any, text: str, user: Any) -> Any:
    """Keep the facts whose words, or whose customer, match the search box."""
    condition = Q(customer__in=Customer.objects.matching(text, user).values("pk"))
    words = Q()
    for token in tokens(text):
        words &= Q(folded__contains=token)
    return rows.filter(condition | words) if words else rows.filter(condition)


VOICES = ListSpec(
    url_name="knowledge:voices",
    label=_("What customers say"),
    model="fact",
    table=Fact,
    rows=standing,
    export_rows=lambda user: of_reached(standing(user), user, "fact", "export"),
    fields=FIELDS,
    search=matching,
    search_label=_("A word, or a customer"),
    sort=("-learned",),
    presets=(
        Preset(_("Everything"), "", "message-square"),
        Preset(_("In their own words"), "f=quote:known:", "heart"),
        Preset(_("Open needs"), "f=kind:any:need&f=status:any:open", "target"),
        Preset(_("What nobody offers"), "f=kind:any:unmet", "lightbulb"),
        Preset(_("Competitors"), "f=kind:any:why_other", "users-round"),
        Preset(_("Only guessed"), "f=asked:no:", "circle-help"),
    ),
    subject="fact",
    open_name="knowledge:fact",
)
