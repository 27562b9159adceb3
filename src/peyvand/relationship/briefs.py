"""What relationships tell in a brief: the stage and why, what is at stake, and what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.jalali import ago, since
from peyvand.core.manifest import BriefAsk, BriefLine, BriefSource
from peyvand.core.money import Money, format_money
from peyvand.platform.models import User
from peyvand.platform.questions import Question
from peyvand.relationship.choices import Stage
from peyvand.relationship.field_classes import readable
from peyvand.relationship.models import Problem, Relationship
from peyvand.relationship.rules.evidence import sentences, to_do

TOLD = ("kind", "summary", "exit_criterion", "opened_on")


def _asked(reader: User, pk: int) -> QuerySet[Relationship]:
    """Ask for a relationship and what is wrong together: of most customers nothing is."""
    open_ones = Problem.objects.visible_to(reader).open().filter(customer=OuterRef("pk"))
    told = open_ones.values_list(JSONObject(**{name: name for name in TOLD}))
    known: QuerySet[Relationship] = Relationship.objects.visible_to(reader).filter(pk=pk)
    return known.annotate(problems=ArraySubquery(told))


STANDING = Question(_asked, ("stage", "since", "evidence", "value", "currency", "problems"))


def _found(ask: BriefAsk) -> tuple[Any, list[Problem]]:
    """Return how the relationship stands, None where nobody knows, and what is wrong."""

    def find() -> tuple[Any, list[Problem]]:
        row = STANDING.first(ask.user, {"pk": ask.customer.pk})
        return row, [_problem_of(one) for one in row.problems] if row else []

    return ask.once("relationship", find)


def _problem_of(told: dict[str, str]) -> Problem:
    return Problem(**told | {"opened_on": date.fromisoformat(told["opened_on"])})


def _standing(ask: BriefAsk) -> list[BriefLine]:
    found, _problems_too = _found(ask)
    if found is None:
        return []
    lines = [BriefLine(str(Stage(found.stage).label), since(found.since, ask.day))]
    lines += [BriefLine(sentence.text) for sentence in sentences(readable(ask.user, found.evidence), ask.day)]
    lines.append(BriefLine(to_do(found.stage), _("what we owe")))
    if found.value:
        lines.append(BriefLine(format_money(Money(found.value, found.currency), short=True), _("at stake a year")))
    return lines


def _problems(ask: BriefAsk) -> list[BriefLine]:
    _row, found = _found(ask)
    return [
        BriefLine(_problem(one), " · ".join([str(one.get_kind_display()), ago(one.opened_on, ask.day)]), late=True)
        for one in found
    ]


def _problem(one: Problem) -> str:
    if not one.exit_criterion:
        return one.summary
    return _("%(problem)s It is good again when: %(criterion)s") % {
        "problem": one.summary,
        "criterion": one.exit_criterion,
    }


BRIEFS = (
    BriefSource("standing", gettext_lazy("How we stand"), _standing, 30, need=("relationship", "view")),
    BriefSource("problems", gettext_lazy("What is wrong"), _problems, 35, need=("relationship", "view")),
)
