"""What we know of one customer, in few questions: for her page, and for whoever is about to meet her."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peyvand.knowledge.asking import AskedSet
from peyvand.knowledge.choices import SETTLED, TONE, FactKind, Status
from peyvand.knowledge.models import Fact
from peyvand.knowledge.rules.questions import Question
from peyvand.platform.models import User
from peyvand.platform.questions import Question as Asked

MOST = 500


@dataclass(frozen=True)
class Knowledge:
    """The facts that hold now by kind, in their order; those that were met or dropped; how many each superseded."""

    standing: Mapping[str, Sequence[Fact]]
    settled: Sequence[Fact]
    earlier: Mapping[int, Sequence[Fact]]

    @property
    def needs(self) -> Sequence[Fact]:
        """Return her open needs, the most important first."""
        return self.standing.get(FactKind.NEED, ())

    @property
    def tone(self) -> list[Fact]:
        """Return how to talk to her."""
        return [fact for kind in TONE for fact in self.standing.get(kind, ())]

    def answers(self, asked: AskedSet, question: Question) -> Sequence[Fact]:
        """Return the facts that answer a question."""
        if question.fact:
            return self.standing.get(question.fact, ())
        name = asked.name(question)
        return [fact for fact in self.standing.get(FactKind.ANSWER, ()) if fact.question == name]

    def unknown(self, sets: Sequence[AskedSet]) -> list[Question]:
        """Return which questions of these sets nobody can answer yet."""
        settled = {fact.kind for fact in self.settled}
        return [
            one for asked in sets for one in asked.questions if one.fact not in settled and not self.answers(asked, one)
        ]

    def asked_share(self) -> tuple[int, int]:
        """Return how many facts are first-hand, of how many."""
        known = [fact for facts in self.standing.values() for fact in facts]
        return sum(fact.is_asked for fact in known), len(known)


NOTED = Asked(
    lambda reader, customer: (
        Fact.objects.visible_to(reader).filter(customer=customer).select_related("noted_by", "version")
        .order_by("rank", "-learned_on", "-pk")[:MOST]
    )
)  # fmt: skip


def knowledge_of(user: User, customer_id: int) -> Knowledge:
    """Return what `user` may see of what we know of a customer, in one question."""
    facts: dict[int, Fact] = {fact.pk: fact for fact in NOTED.ask(user, {"customer": customer_id})}
    before = {fact.supersedes_id for fact in facts.values()}
    standing: dict[str, list[Fact]] = {}
    settled: list[Fact] = []
    for fact in facts.values():
        if fact.pk in before:
            continue
        if fact.kind in SETTLED and fact.status != Status.OPEN:
            settled.append(fact)
        else:
            standing.setdefault(fact.kind, []).append(fact)
    return Knowledge(standing, settled, {pk: _earlier(fact, facts) for pk, fact in facts.items()})


def _earlier(fact: Fact, facts: Mapping[int, Fact]) -> list[Fact]:
    """Return what a fact superseded, the newest first."""
    found: list[Fact] = []
    while (before := facts.get(fact.supersedes_id or 0)) is not None and before not in found:
        found.append(before)
        fact = before
    return found
