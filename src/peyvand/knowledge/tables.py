"""The lists of knowledge: the voice of the customers, and who is not known as she should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from peyvand.core.html import escape
from peyvand.core.text import tokens
from peyvand.knowledge.choices import TONE, FactKind, Source, Status
from peyvand.knowledge.models import Fact
from peyvand.knowledge.policies import fillable, row_name
from peyvand.knowledge.rules.questions import Question, worded
from peyvand.knowledge.saying import answer_said
from peyvand.knowledge.wants import Want, named
from peyvand.people.models import Customer, Group, GroupMember
from peyvand.people.querysets import of_reached
from peyvand.people.tables import groups_of, in_group, name_cell
from peyvand.platform.lists.fields import Field, ListSpec, Preset, Row
from peyvand.platform.policies import may


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


SHORT = "line-clamp-3 min-w-[180px] wrap-anywhere"  # three lines, and a word without end breaks


def quote_cell(row: Row, value: str) -> str:
    """Return what was said, as a quotation."""
    return f'<q class="{SHORT}">{escape(value)}</q>'


ANSWERED = ("question", "version__set", "version__questions")


def question_of(row: Row) -> Question | None:
    """Return the question that a row answers, as it was worded then."""
    return worded(row["version__set"], row["version__questions"], row["question"])


def words_cell(row: Row, value: str) -> str:
    """Return what we know; an answer in the reader's language and digits."""
    return f'<span class="{SHORT}"><bdi>{escape(answer_said(question_of(row), row["value"], value))}</bdi></span>'


def about_cell(row: Row, value: str) -> str:
    """Return the kind of a fact, or the question that it answers."""
    question = question_of(row)
    said = question.text if question else str(FactKind(value).label)
    return f'<span class="block min-w-[130px]">{escape(said)}</span>'


FIELDS = (
    Field("text", _("What we know"), "text", reads=(*ANSWERED, "value"), cell=words_cell, main=True),
    Field("customer", _("Customer"), "customer__name", match=of_customer, default=True),
    Field(
        "kind",
        _("About"),
        "kind",
        "choice",
        reads=ANSWERED,
        cell=about_cell,
        choices=lambda: FactKind.choices,
        default=True,
    ),
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
    reach=of_reached,
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


def fill_cell(row: Row, value: Sequence[str]) -> str:
    """Return what is missing, each a link to where it is filled in, for who may do that."""
    return _now(", ").join(fill_link(want, row) for want in named(value))


def fill_link(want: Want, row: Row) -> str:
    """Return a link to where something that is missing is filled in; its name only for who may not do that."""
    name = f"<bdi>{escape(want.label)}</bdi>"
    if not row[row_name(want.need)]:
        return name
    panel = " data-panel" if want.in_panel else ""
    return f'<a class="link"{panel} href="{escape(want.url(row["pk"]))}">{name}</a>'


def plan_cell(row: Row, value: Sequence[str]) -> str:
    """Return a link that makes the first thing that is missing somebody's next step, for who may plan one."""
    if not row[MAY_CHANGE]:
        return ""
    ask = named(value[:1])[0].ask
    url = f"{reverse('people:next_step', args=[row['pk']])}?{urlencode({'what': ask})}"
    return f'<a class="link whole" data-panel href="{escape(url)}">{escape(_now("Plan to ask"))}</a>'


def below(user: Any) -> Any:
    """Return the customers of a reader of whom something is missing that their minimum profile wants."""
    if not may(user, "fact", "view"):
        return Customer.objects.none()
    found = Customer.objects.visible_to(user).filter(familiarity__percent__lt=100)
    return found.annotate(**fillable(user))


def matching_customers(rows: Any, text: str, user: Any) -> Any:
    """Keep the customers that match the search box."""
    return rows.matching(text, user)


TO_FILL = "familiarity__missing"
MAY_CHANGE = row_name(("customer", "change"))
RIGHTS = ("may_fact_add", "may_tone_add", "may_customer_assign", MAY_CHANGE)
BELOW_FIELDS = (
    Field("name", _("Name"), "name", sort=("sort_key",), reads=("kind",), cell=name_cell, main=True),
    Field("rank", _("Rank of the group"), "familiarity__rank", "number", sort=("familiarity__rank",)),
    Field("groups", _("Groups"), kind="many", batch=groups_of, match=in_group, choices=groups, default=True, field_class="internal"),
    Field("to_fill", _("Not known yet"), TO_FILL, reads=RIGHTS, cell=fill_cell, filterable=False, export=False, default=True),
    Field("plan", _("Next step"), TO_FILL, reads=(MAY_CHANGE,), cell=plan_cell, filterable=False, export=False, default=True, need=("customer", "change")),
    Field("owner", _("Owner"), "owner__name", "person", sort=("owner__name",), on="owner", default=True),
    Field("city", _("City"), "city", sort=("city",)),
)  # fmt: skip

BELOW = ListSpec(
    url_name="knowledge:below",
    label=_("Not known well enough"),
    model="fact",
    table=Customer,
    rows=below,
    reach=of_reached,
    fields=BELOW_FIELDS,
    search=matching_customers,
    search_label=_("A name, a phone number, an e-mail or a code"),
    sort=("rank",),
    presets=(
        Preset(_("Most important group first"), "", "tag"),
        Preset(_("Mine"), "f=owner:any:me", "user-check"),
    ),
    subject="customer",
    open_name="people:customer",
)
