"""The questions that the company asks, and their answers, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.knowledge.actions.facts import NewFact
from peyvand.knowledge.actions.questions import (
    SetFacts,
    answer_question,
    archive_question_set,
    restore_question_set,
    save_question_set,
)
from peyvand.knowledge.api.facts import FactOut, Long
from peyvand.knowledge.asking import AskedSet, every_set, living_sets
from peyvand.knowledge.choices import Source
from peyvand.knowledge.models import Fact, QuestionSet
from peyvand.knowledge.rules.questions import Question
from peyvand.people.api.finding import find
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Day, Given, Id, Words
from peyvand.platform.fields.definition import Option
from peyvand.platform.policies import require

router = Router(tags=["knowledge"])
Name = Annotated[Words, Field(max_length=80)]


class OptionIn(Given):
    """Something that can be chosen. One with the key of a present one is the same thing."""

    key: Annotated[Words, Field(max_length=40)] = ""
    fa: Name = ""
    en: Name = ""


class QuestionIn(Given):
    """A question. `kind` is a custom field's (text, choice, date...), or "fact:need" where a kind of fact answers it.

    One with the key of a present question of the same kind is the same question, worded otherwise.
    """

    key: Annotated[Words, Field(max_length=40)] = ""
    name: Annotated[Words, Field(max_length=60, description="as it was answered; nothing is done with it")] = ""
    kind: Annotated[Words, Field(max_length=20)]
    fa: Annotated[Words, Field(max_length=200)] = ""
    en: Annotated[Words, Field(max_length=200)] = ""
    options: Annotated[list[OptionIn], Field(max_length=200)] = []

    def question(self) -> Question:
        """Return it as the actions take it."""
        return Question(self.key, self.kind, self.fa, self.en, tuple(Option(o.key, o.fa, o.en) for o in self.options))


class SetIn(Given):
    """A set of questions; with `is_built_in` it takes the place of the six that come with the product."""

    title_fa: Name = ""
    title_en: Name = ""
    variant: Annotated[Words, Field(max_length=12, description="person, organisation or nothing")] = ""
    group_id: Id | None = None
    is_built_in: bool = False
    questions: Annotated[list[QuestionIn], Field(max_length=50)]

    def facts(self) -> SetFacts:
        """Return it as the actions take it."""
        asked = [one.question() for one in self.questions]
        return SetFacts(asked, self.title_fa, self.title_en, self.variant, self.group_id, self.is_built_in)


class OptionOut(Schema):
    """Something that can be chosen."""

    key: str
    fa: str
    en: str


class QuestionOut(Schema):
    """A question; an answer names it by `name`."""

    key: str
    name: str
    kind: str
    fa: str
    en: str
    options: list[OptionOut]


class SetOut(Schema):
    """A set of questions as it is worded now; without `id` the six that come with the product."""

    id: int | None
    title: str
    variant: str
    group_id: int | None
    version: int | None
    questions: list[QuestionOut]


class AnswerIn(Given):
    """The answer to a question, as the API writes custom fields of its kind."""

    question: Annotated[Words, Field(max_length=60)]
    value: Any
    quote: Long = ""
    is_asked: bool = False
    source: Source = Source.OTHER
    learned_on: Day | None = None


def shown(asked: AskedSet) -> dict[str, Any]:
    """Return a set as the API answers it."""
    row = asked.row
    return {
        "id": row.pk if row else None,
        "title": asked.title,
        "variant": row.variant if row else "",
        "group_id": row.group_id if row else None,
        "version": asked.version.number if asked.version else None,
        "questions": [
            {"key": q.key, "name": asked.name(q), "kind": q.kind, "fa": q.fa, "en": q.en}
            | {"options": [o for o in q.options if not o.gone]}
            for q in asked.questions
        ],
    }


def _shown(row: QuestionSet) -> dict[str, Any]:
    return next(shown(asked) for asked in every_set() if asked.row == row)


@router.get("/question-sets", response=list[SetOut], operation_id="list_question_sets")
def list_sets(request: ApiRequest) -> list[dict[str, Any]]:
    """List the questions that are asked now."""
    require(request.user, "fact", "view")
    return [shown(asked) for asked in living_sets()]


@router.post("/question-sets", response={201: SetOut}, operation_id="create_question_set")
def create(request: ApiRequest, given: SetIn) -> Status[dict[str, Any]]:
    """Ask other questions too."""
    return Status(201, _shown(save_question_set(actor=request.user, facts=given.facts())))


@router.put("/question-sets/{int:set_id}", response=SetOut, operation_id="change_question_set")
def change(request: ApiRequest, set_id: int, given: SetIn) -> dict[str, Any]:
    """Ask otherwise; once somebody has answered, it is a new version."""
    require(request.user, "setting", "change")
    row = one(QuestionSet.objects.all(), set_id)
    return _shown(save_question_set(actor=request.user, facts=given.facts(), set_id=row.pk))


@router.delete("/question-sets/{int:set_id}", response={204: None}, operation_id="archive_question_set")
def archive(request: ApiRequest, set_id: int) -> Status[None]:
    """Ask these questions no more; their answers stay."""
    require(request.user, "setting", "change")
    archive_question_set(actor=request.user, set_id=one(QuestionSet.objects.all(), set_id).pk)
    return Status(204, None)


@router.post("/question-sets/{int:set_id}/restore", response=SetOut, operation_id="restore_question_set")
def restore(request: ApiRequest, set_id: int) -> dict[str, Any]:
    """Ask these questions again."""
    require(request.user, "setting", "change")
    return _shown(restore_question_set(actor=request.user, set_id=one(QuestionSet.objects.all(), set_id).pk))


@router.post("/customers/{int:customer_id}/answers", response={201: FactOut}, operation_id="answer_question")
def answer(request: ApiRequest, customer_id: int, given: AnswerIn) -> Status[Fact]:
    """Note the answer to a question; it supersedes the one before."""
    require(request.user, "fact", "add")
    new = NewFact("", given.quote, "", given.is_asked, given.source.value, given.learned_on)
    customer = find(request, customer_id)
    made = answer_question(
        actor=request.user, customer_id=customer.pk, question=given.question, value=given.value, new=new
    )
    return Status(201, made)
