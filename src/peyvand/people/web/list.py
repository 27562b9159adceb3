"""The list of customers: the page, its export, its bulk acts and the forms of its cells."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.dates import NotADate
from peyvand.core.html import Html
from peyvand.core.jalali import parse_date
from peyvand.core.numbers import format_number
from peyvand.core.pages import go, is_part, show
from peyvand.people import custom
from peyvand.people.actions.bulk import UNDO, Done, delete_in_bulk, marked, undo_bulk
from peyvand.people.actions.care import add_to_group_in_bulk, remove_from_group_in_bulk
from peyvand.people.actions.handover import Transfer
from peyvand.people.actions.owners import assign_owner_in_bulk
from peyvand.people.forms.cell import CELLS, cell_form
from peyvand.people.models import Customer, Group
from peyvand.people.tables import CUSTOMERS
from peyvand.people.web.reading import find, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.fields.registry import is_custom
from peyvand.platform.lists.cells import cell_of, options_html
from peyvand.platform.lists.exporting import export_list
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.pages import show_list
from peyvand.platform.lists.selecting import selected_ids
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.platform.questions import Question

COLLEAGUES = Question(lambda reader: User.objects.active(), ("pk", "name"))
GROUPS = Question(lambda reader: Group.objects.by_hand(), ("pk", "name"))
SALT = "people.bulk"
UNDO_SECONDS = 3600


@dataclass(frozen=True)
class Bulk:
    """What can be done with the chosen customers: colleagues to hand over to, groups to join, deleting."""

    can_assign: bool
    can_delete: bool
    colleagues: Html
    groups: Html

    @classmethod
    def of(cls, user: User) -> Bulk:
        """Return what `user` may do."""
        can_assign = may(user, "customer", "assign")
        colleagues = COLLEAGUES.ask(user, {}) if can_assign else ()
        groups = GROUPS.ask(user, {}) if may(user, "customer", "bulk") else ()
        return cls(can_assign, may(user, "customer", "delete"), options_html(colleagues), options_html(groups))


@page("customer", "view")
@require_GET
def customers(request: StaffRequest) -> HttpResponse:
    """List the customers that the reader may see."""
    extra = {
        "can_add": may(request.user, "customer", "add"),
        "can_merge": may(request.user, "customer", "merge"),
        "empty_template": "people/list_empty.html",
    }
    return show_list(request, CUSTOMERS, "people/list.html", extra)


@page("customer", "export")
@require_GET
def export(request: StaffRequest) -> HttpResponseBase:
    """Download the list as it is filtered."""
    try:
        return export_list(request, CUSTOMERS)
    except ListError as wrong:
        messages.error(request, str(wrong))
        return go(request, reverse("people:customers"))


def _act(request: StaffRequest, act: str, ids: list[int]) -> Done:
    post = request.POST
    if act == "delete":
        return marked(lambda: delete_in_bulk(actor=request.user, customer_ids=ids))
    text = post.get("group" if act == "ungroup" else act, "")
    chosen = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    if act == "owner" and (chosen is not None or text == "nobody"):
        transfer = Transfer(chosen, _day(post.get("on", "")))
        return marked(lambda: assign_owner_in_bulk(actor=request.user, customer_ids=ids, transfer=transfer))
    if act == "group" and chosen is not None and Group.objects.filter(pk=chosen).exists():
        return marked(lambda: add_to_group_in_bulk(actor=request.user, customer_ids=ids, group_id=chosen))
    if act == "ungroup" and chosen is not None and Group.objects.filter(pk=chosen).exists():
        return marked(lambda: remove_from_group_in_bulk(actor=request.user, customer_ids=ids, group_id=chosen))
    raise ListError(_("Choose a colleague.") if act == "owner" else _("Choose a group."))


def _day(text: str) -> date | None:
    try:
        return parse_date(text, today=organisation.today()) if text.strip() else None
    except NotADate as wrong:
        raise ListError(str(wrong)) from None


def _said(act: str, count: int) -> str:
    number = {"count": format_number(count)}
    if act == "delete":
        return ngettext("%(count)s customer was deleted.", "%(count)s customers were deleted.", count) % number
    if act == "group":
        return ngettext("%(count)s customer joined the group.", "%(count)s customers joined the group.", count) % number
    if act == "ungroup":
        return ngettext("%(count)s customer left the group.", "%(count)s customers left the group.", count) % number
    return ngettext("%(count)s customer was handed over.", "%(count)s customers were handed over.", count) % number


@page("customer", "bulk")
@require_GET
def bulk_acts(request: StaffRequest) -> HttpResponse:
    """Show what can be done with chosen customers: asked for when the first one is chosen."""
    return show(request, "people/bulk_acts.html", {"bulk": Bulk.of(request.user)})


@page("customer", "bulk")
@require_POST
def bulk(request: StaffRequest) -> HttpResponse:
    """Do something with the chosen customers; the message can take it back."""
    act = request.POST.get("act", "")
    back = f"{reverse('people:customers')}?{request.POST.get('query', '')}"
    if act not in UNDO:
        raise Http404
    try:
        done = _act(request, act, selected_ids(request, CUSTOMERS))
    except ListError as wrong:
        messages.error(request, str(wrong))
        return go(request, back)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return go(request, back)
    mark = signing.dumps([act, *astuple(done)], salt=SALT)
    if done.count:
        messages.success(request, _said(act, done.count), extra_tags=f"undo:{reverse('people:bulk_undo', args=[mark])}")
    else:
        messages.success(request, _("Nothing had to be changed: it was so already."))
    return go(request, back)


@page("customer", "bulk")
@require_POST
def bulk_undo(request: StaffRequest, mark: str) -> HttpResponse:
    """Take a bulk act back."""
    try:
        act, *done = signing.loads(mark, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    count = undo_bulk(actor=request.user, act=act, done=Done(*done))
    words = ngettext("%(count)s customer is as before.", "%(count)s customers are as before.", count)
    messages.success(request, words % {"count": format_number(count)})
    return go(request, reverse("people:customers"))


@page("customer", "view")
def cell(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Change one cell in its place: GET shows its form, POST saves it and shows the cell again."""
    customer = find(request, pk, _action(name))
    if is_custom(name) and name not in custom.writable_names(request.user, customer.kind):
        raise Http404
    url = reverse("people:cell", args=[pk, name])
    form = cell_form(name, customer, request.POST if request.method == "POST" else None)
    if request.GET.get("cancel"):
        return HttpResponse(_cell(request.user, pk, name))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(actor=request.user, customer=customer)
            return _saved(request, pk, name)
        except ValidationError as wrong:
            take_errors(form, wrong)
    context = {"form": form, "customer": customer, "url": url, "label": CUSTOMERS.allowed(request.user)[name].label}
    return show(
        request, "people/list_cell_page.html", context, part="people/list_cell.html", status=422 if form.errors else 200
    )


def _action(name: str) -> str:
    """Return what one needs to be allowed to change a cell."""
    if not is_custom(name) and name not in CELLS:
        raise Http404
    return "change" if is_custom(name) else CELLS[name][1]


def _saved(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    if not is_part(request):
        return go(request, reverse("people:customers"))
    return HttpResponse(_cell(request.user, pk, name))


def _cell(user: User, pk: int, name: str) -> str:
    field = CUSTOMERS.allowed(user)[name]
    rows = field.annotate(Customer.objects.all()) if field.annotate else Customer.objects.all()
    row = rows.values("pk", *filter(None, (field.path, field.currency))).get(pk=pk)
    return cell_of(row, field, reverse("people:cell", args=[pk, name]))
