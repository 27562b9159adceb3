"""Decisions and boundary cases on Today: what waits for a second pair of eyes, and whose day of review has come."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.addresses import address
from peyvand.core.keyset import paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.platform import organisation
from peyvand.platform.rules.attention import named
from peyvand.relationship.actions.boundaries import WAITING
from peyvand.relationship.actions.decisions import DECIDED
from peyvand.relationship.choices import Eyes
from peyvand.relationship.models import BoundaryCase, Decision
from peyvand.relationship.querysets import BoundaryQuerySet, DecisionQuerySet

CHANGE, CHANGE_CASES = ("relationship", "change"), ("boundary", "change")


def _put_off(kind: str, keys: Iterable[str]) -> Q:
    """Return the condition on a row to be one that these keys name, in the state that they name."""
    condition = Q(pk__in=[])
    for key in named(kind, keys):
        condition |= Q(pk=key.pk, state=key.state)
    return condition


def watched(ask: Ask) -> DecisionQuerySet:
    """Return the decisions that somebody has to look at."""
    seen: DecisionQuerySet = Decision.objects.visible_to(ask.user)
    return seen.pressing(ask.day).concerning(ask.user, ask.scope)


def _decision_item(one: Decision, ask: Ask) -> AttentionItem:
    is_new = one.state == Eyes.WAITING
    if is_new:
        said = _("Decided: %(kind)s. It waits for a second pair of eyes.")
        verb = Verb(_("Answer"), address("relationship:decision_answer", one.pk), "eye", primary=True, need=CHANGE)
    else:
        said = _("Decided: %(kind)s. The day of review has come.")
        look = address("relationship:decision_review", one.pk)
        verb = Verb(_("Look again"), look, "scale", primary=True, need=CHANGE)
    since = min(one.decided_on if is_new else one.review_on, ask.day)
    return AttentionItem(
        key=f"decision:{one.pk}:{one.state}:{since}",
        customer_id=one.customer_id,
        title=one.customer.name,
        url=address("relationship:decided", one.customer_id),
        state="",
        state_label=_("decision"),
        why=[
            Sentence("decision", said % {"kind": one.get_kind_display()}),
            Sentence("decision_because", f"«{one.reason}»"),
        ],
        since=since,
        do=_("Say whether it stands.") if is_new else _("Stay with it, or decide anew."),
        verbs=[verb],
        urgency=0.6,
    )


def find_decisions(ask: Ask, portion: Portion) -> Found:
    """Return the decisions to look at, the oldest first; the database is asked only when something was decided."""
    if not organisation.kept(DECIDED):
        return Found([])
    rows = watched(ask).exclude(_put_off("decision", portion.hidden)).select_related("customer")
    page = paginate(rows, sort=("review_on", "pk"), cursor=portion.after or None, limit=portion.limit)
    return Found([_decision_item(one, ask) for one in page.items], page.next)


def count_decisions(ask: Ask) -> int:
    """Return how many there are, at most MOST_COUNTED."""
    return watched(ask).order_by()[:MOST_COUNTED].count() if organisation.kept(DECIDED) else 0


def waiting(ask: Ask) -> BoundaryQuerySet:
    """Return the boundary cases that wait for a word of somebody's."""
    seen: BoundaryQuerySet = BoundaryCase.objects.visible_to(ask.user)
    return seen.waiting_for(ask.user, ask.scope)


def _case_item(one: BoundaryCase, ask: Ask) -> AttentionItem:
    said = _("%(boundary)s. It waits for a second pair of eyes.") % {"boundary": one.get_boundary_display()}
    answer = address("relationship:boundary_answer", one.pk)
    since = min(one.noted_on, ask.day)
    return AttentionItem(
        key=f"boundary:{one.pk}:{one.state}:{since}",
        customer_id=one.customer_id,
        title=one.customer.name,
        url=address("relationship:boundaries", one.customer_id),
        state="",
        state_label=_("boundary case"),
        why=[Sentence("boundary", said), Sentence("boundary_evidence", f"«{one.evidence}»")],
        since=since,
        do=_("Confirm it, or set it aside."),
        verbs=[Verb(_("Answer"), answer, "eye", primary=True, need=CHANGE_CASES)],
        urgency=0.7,
    )


def find_cases(ask: Ask, portion: Portion) -> Found:
    """Return the boundary cases to answer, the oldest first; the database is asked only when one waits."""
    if not organisation.kept(WAITING):
        return Found([])
    rows = waiting(ask).exclude(_put_off("boundary", portion.hidden)).select_related("customer")
    page = paginate(rows, sort=("noted_on", "pk"), cursor=portion.after or None, limit=portion.limit)
    return Found([_case_item(one, ask) for one in page.items], page.next)


def count_cases(ask: Ask) -> int:
    """Return how many there are, at most MOST_COUNTED."""
    return waiting(ask).order_by()[:MOST_COUNTED].count() if organisation.kept(WAITING) else 0


REVIEWS = (
    AttentionSource(
        "decisions", gettext_lazy("Decisions to look at"), find_decisions, count_decisions, order=12, icon="scale"
    ),
    AttentionSource(
        "boundaries", gettext_lazy("Boundary cases to look at"), find_cases, count_cases, order=13, icon="shield"
    ),
)
