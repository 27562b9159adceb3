"""What knowledge tells in a brief: how to talk to her, what she needs, and what nobody has asked yet."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.jalali import ago
from peyvand.core.manifest import BriefAsk, BriefLine, BriefSource
from peyvand.knowledge.asking import sets_for
from peyvand.knowledge.knowing import Knowledge, knowledge_of
from peyvand.knowledge.models import Fact

AT_THE_DOOR = 3


def _known(ask: BriefAsk) -> Knowledge:
    return ask.once("knowledge", lambda: knowledge_of(ask.user, ask.customer.pk))


def _line(fact: Fact, ask: BriefAsk, *, named: bool = False) -> BriefLine:
    how = _("asked directly") if fact.is_asked else _("guessed")
    text = f"{fact.get_kind_display()}: {fact.text}" if named else fact.text
    return BriefLine(text, f"{how} · {ago(fact.learned_on, ask.day)}", reverse("knowledge:fact", args=[fact.pk]))


def _tone(ask: BriefAsk) -> list[BriefLine]:
    return [_line(fact, ask, named=True) for fact in _known(ask).tone]


def _needs(ask: BriefAsk) -> list[BriefLine]:
    needs = _known(ask).needs
    return [_line(fact, ask) for fact in (needs if ask.is_handover else needs[:AT_THE_DOOR])]


def _unknown(ask: BriefAsk) -> list[BriefLine]:
    return [BriefLine(question.text) for question in _known(ask).unknown(sets_for(ask.customer))]


BRIEFS = (
    BriefSource("tone", gettext_lazy("How to talk to this customer"), _tone, 20, need=("tone", "view")),
    BriefSource("needs", gettext_lazy("Needs, the most important first"), _needs, 25, need=("fact", "view")),
    BriefSource("unknown", gettext_lazy("Not known yet: ask"), _unknown, 60, need=("fact", "view")),
)
