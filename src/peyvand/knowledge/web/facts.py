"""What we know of one customer: the tab of her page, noting, superseding, settling, ordering, taking away."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.manifest import Text
from peyvand.core.pages import go, is_part, show
from peyvand.knowledge.actions.facts import (
    note_fact,
    rank_facts,
    restore_fact,
    settle_fact,
    supersede_fact,
    withdraw_fact,
)
from peyvand.knowledge.asking import AskedSet, own_questions, sets_for
from peyvand.knowledge.choices import RANKED, SETTLED, TONE, FactKind, Status
from peyvand.knowledge.forms import FactForm, KindForm
from peyvand.knowledge.knowing import Knowledge, knowledge_of
from peyvand.knowledge.models import Fact
from peyvand.knowledge.policies import may_change, require_change
from peyvand.knowledge.rules.questions import Question
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may
from peyvand.platform.questions import Question as Asked

SHOWN_ELSEWHERE = frozenset({*TONE, *RANKED})


def _home(customer_id: int) -> str:
    return f"{reverse('people:customer', args=[customer_id])}?tab=knowledge"


def _others(known: Knowledge, sets: Sequence[AskedSet]) -> list[tuple[Text, Sequence[Fact]]]:
    """Return the facts that answer no question that is asked now, by kind."""
    answered = {one.fact for asked in sets for one in asked.questions}
    asked_now = own_questions(sets)
    found: list[tuple[Text, Sequence[Fact]]] = []
    for kind in FactKind:
        facts = [fact for fact in known.standing.get(kind, ()) if fact.question not in asked_now]
        if facts and kind not in SHOWN_ELSEWHERE and kind not in answered:
            found.append((kind.label, facts))
    return found


def _questions(known: Knowledge, asked: AskedSet) -> list[tuple[Question, str, Sequence[Fact]]]:
    """Return the questions of a set with where each is answered, without the one that the ranked needs answer."""
    return [
        (one, f"question={asked.name(one)}" if not one.fact else "", known.answers(asked, one))
        for one in asked.questions
        if one.fact != FactKind.NEED
    ]


@page("fact", "view")
@require_GET
def card(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what we know of a customer, as a tab of her page."""
    customer = find(request, pk)
    known, sets = knowledge_of(request.user, pk), sets_for(customer)
    asked, total = known.asked_share()
    context = {
        "customer": customer,
        "known": known,
        "ranked": [(kind, known.standing.get(kind, ())) for kind in RANKED],
        "sets": [(one.title, _questions(known, one)) for one in sets],
        "others": _others(known, sets),
        "asked": asked,
        "total": total,
        "may_add": may(request.user, "fact", "add"),
        "may_tone": may(request.user, "tone", "add"),
        "sees_tone": may(request.user, "tone", "view"),
    }
    return show(request, "knowledge/card_page.html", context, part="knowledge/card.html")


@page("fact", "add")
def fact_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Note a fact; `?kind=` says what it is about."""
    customer = find(request, pk)
    data = request.POST if request.method == "POST" else None
    about = KindForm(data, user=request.user, initial={"kind": request.GET.get("kind", FactKind.NEED)})
    asked = (data or request.GET).get("kind", "")
    form = FactForm(data, kind=asked)
    if data is not None and about.is_valid() and form.is_valid():
        try:
            made = note_fact(actor=request.user, customer_id=pk, kind=about.cleaned_data["kind"], new=form.new())
            return _done(request, made, _("Noted."), undo=reverse("knowledge:remove", args=[made.pk]))
        except ValidationError as wrong:
            take_errors(form, wrong)
    context = {"customer": customer, "about": about, "form": form}
    status = 422 if about.errors or form.errors else 200
    return show(request, "knowledge/new_page.html", context, part="knowledge/new.html", status=status)


def _done(request: StaffRequest, fact: Fact, text: str, undo: str = "") -> HttpResponse:
    return say(request, go(request, _home(fact.customer_id)), text, undo=undo)


BESIDE = ("customer", "noted_by", "version")
SEEN = Asked(lambda reader, pk: Fact.objects.visible_to(reader).filter(pk=pk).select_related(*BESIDE))
EVERY = Asked(lambda reader, pk: Fact.objects.readable(reader).filter(pk=pk).select_related(*BESIDE))


def fact_of(request: StaffRequest, pk: int, *, removed: bool = False) -> Fact:
    """Return a fact that the reader may see, else 404."""
    found: Fact = (EVERY if removed else SEEN).one(request.user, pk)
    return found


@page("fact", "view")
def fact(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a fact with what was noted before it; a POST says what is so now."""
    found = fact_of(request, pk)
    initial = {"text": found.text, "competitor": found.competitor, "source": found.source}
    form = FactForm(request.POST if request.method == "POST" else None, kind=found.kind, initial=initial)
    if request.method == "POST":
        require_change(request.user, found)
        if form.is_valid():
            try:
                made = supersede_fact(actor=request.user, fact_id=pk, new=form.new())
                return _done(request, made, _("Noted."), undo=reverse("knowledge:remove", args=[made.pk]))
            except ValidationError as wrong:
                take_errors(form, wrong)
    return _shown(request, found, form)


def _shown(request: StaffRequest, found: Fact, form: FactForm) -> HttpResponse:
    known = knowledge_of(request.user, found.customer_id)
    context = {
        "fact": found,
        "customer": found.customer,
        "earlier": known.earlier.get(found.pk, ()),
        "form": form,
        "statuses": [one for one in Status if one != found.status] if found.kind in SETTLED else [],
        "stands": any(found in facts for facts in (*known.standing.values(), known.settled)),
        "may_change": may_change(request.user, found),
    }
    status = 422 if form.errors else 200
    return show(request, "knowledge/fact_page.html", context, part="knowledge/fact.html", status=status)


@page("fact", "view")
@require_POST
def settle(request: StaffRequest, pk: int, status: str) -> HttpResponse:
    """Say what became of a need, wish, expectation or plan."""
    found = fact_of(request, pk)
    require_change(request.user, found)
    if status not in Status.values or found.kind not in SETTLED:
        raise Http404
    settle_fact(actor=request.user, fact_id=pk, status=status)
    return _done(request, found, _("Saved."), undo=reverse("knowledge:settle", args=[pk, found.status]))


@page("fact", "view")
@require_POST
def order(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Put needs (or what decides) in the order that was sent (`order`, ids by commas), or one a place up (`up`)."""
    find(request, pk)
    if kind not in RANKED:
        raise Http404
    known = [fact.pk for fact in knowledge_of(request.user, pk).standing.get(kind, ())]
    wanted = [int(text) for text in request.POST.get("order", "").split(",") if text.isascii() and text.isdigit()]
    up = request.POST.get("up", "")
    if up in map(str, known[1:]):
        at = known.index(int(up))
        wanted = [*known[: at - 1], known[at], known[at - 1], *known[at + 1 :]]
    rank_facts(actor=request.user, customer_id=pk, kind=kind, fact_ids=[one for one in wanted if one in known])
    return HttpResponse(status=204) if is_part(request) else go(request, _home(pk))


@page("fact", "view")
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away what was noted by mistake."""
    found = fact_of(request, pk)
    withdraw_fact(actor=request.user, fact_id=pk)
    return _done(request, found, _("Taken away."), undo=reverse("knowledge:restore", args=[pk]))


@page("fact", "view")
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring back what was taken away."""
    found = fact_of(request, pk, removed=True)
    restore_fact(actor=request.user, fact_id=pk)
    return _done(request, found, _("It is back."))
