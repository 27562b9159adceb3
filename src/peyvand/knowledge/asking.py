"""Which questions are asked now, and of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peyvand.knowledge.models import QuestionSet, SetVersion
from peyvand.knowledge.rules.questions import SIX, SIX_TITLE, Question, name_of
from peyvand.people.models import Customer, GroupMember
from peyvand.platform.fields.definition import in_language


@dataclass(frozen=True)
class AskedSet:
    """A set as it is worded now. Without a `row` it is the six questions as they come built in."""

    questions: Sequence[Question]
    row: QuestionSet | None = None
    version: SetVersion | None = None

    @property
    def title(self) -> str:
        """Return what the set is called."""
        return in_language(*SIX_TITLE) if self.row is None else str(self.row)

    def name(self, question: Question) -> str:
        """Return the name by which answers know a question of this set."""
        return name_of(self.row.pk if self.row else 0, question.key)

    def is_for(self, customer: Customer, groups: frozenset[int]) -> bool:
        """Tell whether a customer in these groups is asked."""
        row = self.row
        return row is None or (row.variant in {"", customer.kind} and (row.group_id is None or row.group_id in groups))


def every_set() -> list[AskedSet]:
    """Return all sets as they are worded now, archived ones too, the six questions first."""
    newest = SetVersion.objects.order_by("set_id", "-number").distinct("set_id").select_related("set__group")
    found = [AskedSet(version.asked, version.set, version) for version in newest]
    if not any(one.row and one.row.is_built_in for one in found):
        found.append(AskedSet(SIX))
    return sorted(found, key=lambda one: one.row is not None and not one.row.is_built_in)


def living_sets() -> list[AskedSet]:
    """Return the sets in use."""
    return [one for one in every_set() if one.row is None or one.row.archived_at is None]


def sets_for(customer: Customer) -> list[AskedSet]:
    """Return the sets that are asked of a customer."""
    sets = living_sets()
    groups: frozenset[int] = frozenset()
    if any(one.row and one.row.group_id for one in sets):
        groups = frozenset(GroupMember.objects.filter(customer=customer.pk).values_list("group_id", flat=True))
    return [one for one in sets if one.is_for(customer, groups)]


def find_question(name: str, sets: Sequence[AskedSet]) -> tuple[AskedSet, Question] | None:
    """Return the question of a name that has answers of its own, with its set."""
    for asked in sets:
        for question in asked.questions:
            if not question.fact and asked.name(question) == name:
                return asked, question
    return None


def own_questions(sets: Sequence[AskedSet]) -> dict[str, str]:
    """Return the questions of these sets that have answers of their own, by name."""
    return {asked.name(one): one.text for asked in sets for one in asked.questions if not one.fact}
