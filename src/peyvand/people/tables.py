"""The list of customers: its fields, as columns, filters and sorts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peyvand.core.html import escape
from peyvand.core.manifest import Text
from peyvand.core.sql import fetch_planned
from peyvand.people.choices import ContactKind, Kind, PartyKind, Source
from peyvand.people.models import ContactPoint, CoOwner, Customer, Group, GroupMember, PartyRole
from peyvand.people.peace import unplanned
from peyvand.people.querysets import of_reached
from peyvand.people.treatments import measures, unfollowed
from peyvand.platform.fields.looking import list_fields
from peyvand.platform.lists.fields import Field, ListSpec, Preset, Row
from peyvand.platform.models import Team, User
from peyvand.ui.templatetags.ui_kit import icon

FIRST_CONTACTS = Path(__file__).parent / "sql" / "first_contacts.sql"
ICONS = {Kind.PERSON.value: "", Kind.ORGANISATION.value: "building-2"}


def first_contacts(kind: str, ids: Sequence[int]) -> dict[int, str]:
    """Return the primary contact point of a kind for each customer."""
    points = fetch_planned(FIRST_CONTACTS, {"ids": list(ids), "kind": kind})
    return {point["customer_id"]: point["value"] for point in points}


def groups_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of each customer's groups."""
    found: dict[int, list[str]] = {}
    rows = GroupMember.objects.filter(customer__in=ids).order_by("group__rank", "group__name")
    for pk, name in rows.values_list("customer_id", "group__name"):
        found.setdefault(pk, []).append(name)
    return found


def named(model: type[Team | Group]) -> list[tuple[str, str]]:
    """Return the rows of a small table as choices."""
    return [(str(pk), name) for pk, name in model._default_manager.values_list("pk", "name")]


def colleagues() -> list[tuple[str, str]]:
    """Return who works here as choices."""
    return [(str(pk), name) for pk, name in User.objects.active().values_list("pk", "name")]


def shared_with(value: str) -> Q:
    """Return whom a colleague answers for beside the owner; an empty value means anybody."""
    shares = CoOwner.objects.filter(user=int(value)) if value else CoOwner.objects.all()
    return Q(pk__in=shares.values("customer"))


def broken() -> list[tuple[str, Text]]:
    """Return the ways in which a treatment may not happen, as choices."""
    return [(measure.key, measure.label) for measure in measures()]


def roles_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return what each of these is to us; who has no role of her own is a customer."""
    found: dict[int, list[str]] = {}
    for pk, role in PartyRole.objects.filter(customer__in=ids).order_by("role").values_list("customer_id", "role"):
        found.setdefault(pk, []).append(str(PartyKind(role).label))
    return {pk: found.get(pk, [str(PartyKind.CUSTOMER.label)]) for pk in ids}


def in_role(value: str) -> Q:
    """Return who is this to us; an empty value means anybody with a role of her own."""
    rows = PartyRole.objects.filter(role=value) if value else PartyRole.objects.all()
    own = Q(pk__in=rows.values("customer"))
    return own | ~Q(pk__in=PartyRole.objects.values("customer")) if value == PartyKind.CUSTOMER else own


def in_group(value: str) -> Q:
    """Return who is in a group; an empty value means in any."""
    members = GroupMember.objects.filter(group=int(value)) if value else GroupMember.objects.all()
    return Q(pk__in=members.values("customer"))


def reached_by(kind: str) -> Callable[[str], Q]:
    """Return the condition "has a contact point of this kind that contains the text"."""

    def match(text: str) -> Q:
        points = ContactPoint.objects.filter(kind=kind, value__icontains=text)
        return Q(pk__in=points.values("customer"))

    return match


def with_phone(text: str) -> Q:
    """Return who has this phone, however it is typed; an empty text means any phone."""
    if not text:
        return reached_by(ContactKind.PHONE)("")
    return Q(pk__in=Customer.objects.reached_at(text).values("pk"))


def name_cell(row: Row, value: str) -> str:
    """Return a customer's name; an organisation says so."""
    is_person = row["kind"] == Kind.PERSON
    mark = "" if is_person else f"{icon(ICONS[row['kind']], 'sm', str(Kind.ORGANISATION.label))} "
    return f'<span class="inline-icon">{mark}<bdi>{escape(value)}</bdi></span>'


FIELDS = (
    Field("name", _("Name"), "name", sort=("sort_key",), reads=("kind",), cell=name_cell, main=True),
    Field("kind", _("Kind"), "kind", "choice", choices=lambda: Kind.choices),
    Field("phone", _("Phone"), "", "phone", batch=lambda ids: first_contacts(ContactKind.PHONE, ids), match=with_phone, default=True),
    Field("email", _("E-mail"), "", batch=lambda ids: first_contacts(ContactKind.EMAIL, ids), match=reached_by(ContactKind.EMAIL)),
    Field("city", _("City"), "city", sort=("city",), default=True, edit=True),
    Field("owner", _("Owner"), "owner__name", "person", sort=("owner__name",), on="owner", default=True, edit=True),
    Field("team", _("Team"), "team__name", "choice", on="team", choices=lambda: named(Team)),
    Field("groups", _("Groups"), "", "many", batch=groups_of, match=in_group, choices=lambda: named(Group)),
    Field("last_touch", _("Last touch"), "last_touch_at", "date", sort=("last_touch_at",), default=True),
    Field("next_step", _("Next step"), "next_step", reads=("next_step_on",), default=True, edit=True),
    Field("next_step_on", _("Next step on"), "next_step_on", "date", sort=("next_step_on",), default=True),
    Field("step_by", _("Who takes the next step"), "next_step_by__name", "person", on="next_step_by"),
    Field("unplanned", _("Lacks a next step"), "", "flag", match=unplanned, column=False, export=False),
    Field("co_owner", _("Co-owner"), "", "many", match=shared_with, choices=colleagues, column=False, export=False),
    Field("party_roles", _("What they are to us"), "", "many", batch=roles_of, match=in_role, choices=lambda: PartyKind.choices),
    Field("source", _("Source"), "source", "choice", choices=lambda: Source.choices),
    Field("industry", _("Industry"), "industry"),
    Field("external_id", _("Customer number"), "external_id", sort=("external_id",)),
    Field("national_id", _("National or company ID"), "national_id"),
    Field("birthday", _("Birthday"), "birthday", "date"),
    Field("unfollowed", _("Treatment not followed"), "", "many", match=unfollowed, choices=broken, column=False, export=False),
    Field("created", _("Added"), "created_at", "date", sort=("created_at",)),
)  # fmt: skip


def visible(user: Any) -> Any:
    """Return the customers that a person may see."""
    return Customer.objects.visible_to(user)


def matching(rows: Any, text: str, user: Any) -> Any:
    """Keep the customers that match the search box."""
    return rows.matching(text, user)


CUSTOMERS = ListSpec(
    url_name="people:customers",
    label=_("Customers"),
    model="customer",
    table=Customer,
    rows=visible,
    reach=of_reached,
    fields=FIELDS,
    search=matching,
    search_label=_("A name, a phone number, an e-mail or a code"),
    sort=("name",),
    presets=(
        Preset(_("Everybody"), "", "users"),
        Preset(_("Mine"), "f=owner:any:me", "user-check"),
        Preset(_("Without a next step"), "f=unplanned:yes:", "calendar-clock"),
        Preset(_("Nobody answers for them"), "f=owner:any:nobody", "user"),
        Preset(_("Newest"), "sort=-created", "sparkles"),
    ),
    subject="customer",
    custom=lambda: list_fields("customer"),
    open_name="people:customer",
    edit_name="people:cell",
)
