"""What customers are to us and to each other, on their page; and the kinds of relations that there are."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.display import current
from peyvand.core.pages import go, show
from peyvand.people.actions.parties import (
    change_relation,
    relate,
    remove_kind,
    save_kind,
    set_party_roles,
    unrelate,
)
from peyvand.people.choices import PartyKind
from peyvand.people.forms.parties import KindForm, LastingForm, RelationForm, RolesForm
from peyvand.people.models import Customer, Relation, RelationKind
from peyvand.people.policies import may_do
from peyvand.people.web.reading import abilities, find, say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.questions import Question


@dataclass(frozen=True)
class Bond:
    """A relation as it is said from one end."""

    relation: Relation
    said: str
    other: Customer
    over: bool


ENDS = ("kind", "source", "target")
BONDS = Question(lambda reader, customer: Relation.objects.visible_to(reader).of(customer).select_related(*ENDS))
BOND = Question(lambda reader, pk: Relation.objects.visible_to(reader).filter(pk=pk).select_related(*ENDS))


def bonds_of(request: StaffRequest, customer: Customer) -> list[Bond]:
    """Return what a customer is to others, said from her end; only where the reader sees the other end too."""
    rows = BONDS.ask(request.user, {"customer": customer.pk})
    day, language = organisation.today(), current().language
    found = []
    for one in rows:
        backward = one.target_id == customer.pk
        said = one.kind.said(language, backward=backward)
        over = one.to_on is not None and one.to_on < day
        found.append(Bond(one, said, one.source if backward else one.target, over))
    return found


@page("customer", "view")
@require_GET
def parties(request: StaffRequest, pk: int) -> HttpResponse:
    """The card of roles and relations on a customer's page."""
    customer = find(request, pk)
    roles = [PartyKind(role).label for role in customer.party_roles.order_by("role").values_list("role", flat=True)]
    context = {
        "customer": customer,
        "roles": roles or [PartyKind.CUSTOMER.label],
        "bonds": bonds_of(request, customer),
        "can": abilities(request, customer),
    }
    return show(request, "people/parties.html", context, part="people/parties/card.html")


def _back(request: StaffRequest, pk: int, text: str) -> HttpResponse:
    return say(request, go(request, reverse("people:customer", args=[pk])), text)


@page("customer", "change")
def roles(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what somebody is to us: customer, supplier, partner, intermediary, end user; several at once."""
    customer = find(request, pk, "change")
    chosen = list(customer.party_roles.values_list("role", flat=True)) or [PartyKind.CUSTOMER.value]
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": chosen})
    if request.method == "POST" and form.is_valid():
        set_party_roles(actor=request.user, customer_id=pk, roles=form.cleaned_data["roles"])
        return _back(request, pk, _("Saved."))
    status = 422 if form.is_bound else 200
    context = {"customer": customer, "form": form}
    return show(request, "people/roles.html", context, part="people/parties/roles.html", status=status)


@page("customer", "change")
def relation_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what a customer is to another one."""
    customer = find(request, pk, "change")
    form = RelationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            relate(actor=request.user, customer_id=pk, new=form.new())
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            return _back(request, pk, _("Saved."))
    status = 422 if form.is_bound else 200
    context = {"customer": customer, "form": form}
    return show(request, "people/relation_new.html", context, part="people/parties/relation_new.html", status=status)


@page("customer", "change")
@require_GET
def others(request: StaffRequest) -> HttpResponse:
    """Suggest customers for the name being typed."""
    typed = request.GET.get("name", "")[:200]
    found = Customer.objects.visible_to(request.user).matching(typed, request.user)[:6] if typed else []
    return show(request, "people/customer/persons.html", {"persons": found})


def _one(request: StaffRequest, pk: int) -> Relation:
    found: Relation = BOND.one(request.user, pk)
    if not may_do(request.user, found.source, "change"):
        find(request, found.target_id, "change")
    return found


@page("customer", "change")
def relation(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct since when and until when, or say that it is over."""
    found = _one(request, pk)
    initial = {name: getattr(found, name) for name in ("from_on", "to_on", "note")}
    form = LastingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_relation(actor=request.user, relation_id=pk, values=form.cleaned_data)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            return _back(request, found.source_id, _("Saved."))
    status = 422 if form.is_bound else 200
    context = {"relation": found, "said": found.kind.said(current().language), "form": form}
    return show(request, "people/relation.html", context, part="people/parties/relation.html", status=status)


@page("customer", "change")
@require_POST
def relation_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away a relation that was written down by mistake."""
    found = _one(request, pk)
    unrelate(actor=request.user, relation_id=pk)
    return _back(request, found.source_id, _("The relation was removed."))


@page("setting", "change")
def relation_kinds(request: StaffRequest) -> HttpResponse:
    """List the kinds of relations, and add one."""
    form = KindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            save_kind(actor=request.user, kind=RelationKind(), values=form.cleaned_data)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            return say(request, go(request, reverse("people:relation_kinds")), _("Saved."))
    context = {"kinds": RelationKind.objects.all(), "form": form}
    return show(request, "people/relation_kinds.html", context, status=422 if form.is_bound else 200)


@page("setting", "change")
@require_POST
def relation_kind_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away a kind that nobody uses."""
    if not RelationKind.objects.filter(pk=pk).exists():
        raise Http404
    try:
        remove_kind(actor=request.user, kind_id=pk)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return go(request, reverse("people:relation_kinds"))
