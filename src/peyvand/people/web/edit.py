"""The full form of a customer, with a readable answer when two people edit her at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.manifest import Text
from peyvand.core.pages import go, show
from peyvand.people.actions.customers import Conflict
from peyvand.people.actions.editing import Edit, edit_customer
from peyvand.people.forms.profile import LABELS, fields_of
from peyvand.people.forms.record import RecordForm, initial_of, profile_of
from peyvand.people.forms.rows import Rows, read_rows, rows_of
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.people.rules.merging import three_way
from peyvand.people.web.entry import row_choices
from peyvand.people.web.reading import find, home, say, take_errors
from peyvand.people.web.record import fact_of
from peyvand.platform.audit import plain
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import AuditEntry


@dataclass(frozen=True)
class Choice:
    """One field of a conflict: what I typed, what stands there now."""

    name: str
    label: Text
    mine: str
    theirs: str


@dataclass(frozen=True)
class Collision:
    """What two people did to one customer: the fields to decide, and what was taken over without asking."""

    who: str
    choices: list[Choice]
    taken: list[Text]


@page("customer", "change")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Edit the whole record."""
    customer = find(request, pk, "change")
    assigns = may_do(request.user, customer, "assign")
    if request.method == "POST":
        data = _decided(request.POST, customer)
        form = RecordForm(data, kind=customer.kind, assigns=assigns)
        return _save(request, customer, form, read_rows(data, home()))
    initial = initial_of(customer) | {"seen": _newest(pk)}
    form = RecordForm(kind=customer.kind, assigns=assigns, initial=initial)
    return _form(request, customer, form, rows_of(customer.contact_points.all(), customer.addresses.all()))


def _newest(pk: int) -> int:
    return AuditEntry.objects.of("customer", pk).values_list("id", flat=True).first() or 0


def _form(
    request: StaffRequest, customer: Customer, form: RecordForm, rows: Rows, collision: Collision | None = None
) -> HttpResponse:
    names = fields_of(customer.kind)
    context = {
        "customer": customer,
        "form": form,
        "rows": rows,
        "collision": collision,
        "name_fields": [
            form[name] for name in names if name in {"title", "given_name", "family_name", "name", "legal_name"}
        ],
        "more_fields": [form[name] for name in ("industry", "city", "language", "birthday", "source") if name in names],
        "number_fields": [
            form[name]
            for name in ("national_id", "registration_number", "economic_code", "external_id")
            if name in names
        ],
        **row_choices(),
    }
    status = 409 if collision else 422 if form.is_bound else 200
    return show(request, "people/edit.html", context, part="people/record/form.html", status=status)


def _save(request: StaffRequest, customer: Customer, form: RecordForm, rows: Rows) -> HttpResponse:
    if not form.is_valid() or rows.errors():
        for sentence in rows.errors():
            form.add_error(None, sentence)
        return _form(request, customer, form, rows)
    version = form.cleaned_data["version"] or customer.version
    try:
        edit_customer(actor=request.user, customer_id=customer.pk, edit=_edit_of(form, rows), version=version)
    except Conflict as conflict:
        return _collided(request, conflict.current, form, rows)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _form(request, customer, form, rows)
    response = go(request, reverse("people:customer", args=[customer.pk]))
    return say(request, response, _("Saved."))


def _edit_of(form: RecordForm, rows: Rows) -> Edit:
    typed = form.cleaned_data
    return Edit(
        profile=form.profile(),
        contacts=rows.read_contacts,
        places=rows.read_places,
        group_ids=[group.pk for group in typed["groups"]],
        owner_id=typed["owner"].pk if form.assigns and typed["owner"] else None,
        co_owner_ids=[user.pk for user in typed["co_owners"]] if form.assigns else None,
        assigns=form.assigns,
    )


def _decided(data: QueryDict, customer: Customer) -> QueryDict:
    """Put what somebody else wrote where the reader chose it in a conflict."""
    decided = data.copy()
    for name, value in profile_of(customer).items():
        if data.get(f"choose-{name}") == "theirs":
            decided[name] = _typed(value)
    return decided


def _shown(current: Customer, name: str) -> str:
    return fact_of(current, name).shown or _("nothing")


def _typed(value: Any) -> str:
    return "" if value is None else str(value)


def _collided(request: StaffRequest, current: Customer, form: RecordForm, rows: Rows) -> HttpResponse:
    """Show both versions; what only one of us changed is merged without asking."""
    before, who, others = _meanwhile(current, form.cleaned_data.get("seen") or 0)
    mine = {name: plain(value) for name, value in form.profile().items()}
    theirs = {name: plain(value) for name, value in profile_of(current).items()}
    merged = three_way(before, mine, theirs)
    data = request.POST.copy()
    data["version"], data["seen"] = str(current.version), str(_newest(current.pk))
    for name in merged.taken:
        data[name] = _typed(merged.values[name])
    choices = [
        Choice(one.name, LABELS[one.name], _typed(one.mine) or _("nothing"), _shown(current, one.name))
        for one in merged.clashes
    ]
    taken = [LABELS[name] for name in merged.taken]
    again = RecordForm(data, kind=current.kind, assigns=form.assigns)
    return _form(request, current, again, rows, Collision(who, choices, taken + others))


def _meanwhile(current: Customer, seen: int) -> tuple[Mapping[str, Any], str, list[Text]]:
    """Return what stood in the fields before the others came, who they were, and the other parts they changed."""
    before: dict[str, Any] = {}
    who: list[str] = []
    others: list[Text] = []
    for entry in AuditEntry.objects.of("customer", current.pk).filter(id__gt=seen).order_by("id"):
        who.append(entry.actor_name)
        for name, change in entry.changes.items():
            if isinstance(change, list) and len(change) == 2:
                before.setdefault(name, change[0])
            if name not in fields_of(current.kind) and name in LABELS and LABELS[name] not in others:
                others.append(LABELS[name])
    return before, "، ".join(dict.fromkeys(who)), others
