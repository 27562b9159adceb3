"""Defining the questions that a company asks, and answering them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.events import publish
from peyvand.core.text import clean
from peyvand.knowledge.actions.facts import NewFact, keep
from peyvand.knowledge.asking import find_question, sets_for
from peyvand.knowledge.choices import NOTED, FactKind
from peyvand.knowledge.events import QuestionsChanged
from peyvand.knowledge.models import Fact, MinimumProfile, QuestionSet, SetVersion
from peyvand.knowledge.policies import require_noting
from peyvand.knowledge.rules.questions import Question, name_of
from peyvand.knowledge.rules.wants import question_key
from peyvand.knowledge.saying import said
from peyvand.people.choices import Kind
from peyvand.people.models import Customer, Group
from peyvand.platform import audit, organisation
from peyvand.platform.actions.fields import FieldFacts, numbered, options_of
from peyvand.platform.choices import FieldKind
from peyvand.platform.fields.definition import Option
from peyvand.platform.fields.kinds import kind_of
from peyvand.platform.models import CustomField, User
from peyvand.platform.policies import require

MOST_QUESTIONS, LONGEST = 50, 200


@dataclass(frozen=True)
class SetFacts:
    """A set of questions as it is to be. A question with a key that the set knows keeps its answers."""

    questions: Sequence[Question]
    title_fa: str = ""
    title_en: str = ""
    variant: str = ""
    group_id: int | None = None
    is_built_in: bool = False
    is_demo: bool = False


def save_question_set(*, actor: User, facts: SetFacts, set_id: int | None = None) -> QuestionSet:
    """Add a set of questions, or change one. Once it has answers, other questions make a new version of it.

    Raises ValidationError in words.
    """
    require(actor, "setting", "change")
    with transaction.atomic():
        row = QuestionSet.objects.select_for_update().get(pk=set_id) if set_id else _new(facts)
        newest = SetVersion.objects.filter(set=row).order_by("-number").first() if set_id else None
        before = newest.asked if newest else []
        values = {"title_fa": clean(facts.title_fa), "title_en": clean(facts.title_en), "variant": facts.variant}
        changes = audit.apply(row, {**values, "group_id": facts.group_id})
        _check(row)
        questions = _checked(facts.questions, before)
        row.save()
        if questions != before:
            _word(actor, row, newest, questions)
            changes["questions"] = [[one.text for one in before], [one.text for one in questions]]
        if changes:
            _tell(actor, row, "question_set.change" if set_id else "question_set.add", changes)
            _want_no_more(row, {one.key for one in before} - {one.key for one in questions})
    return row


def _new(facts: SetFacts) -> QuestionSet:
    if facts.is_built_in and QuestionSet.objects.filter(is_built_in=True).exists():
        raise ValidationError(_("Somebody else changed this in the meantime. Look at both and save again."))
    return QuestionSet(is_built_in=facts.is_built_in, is_demo=facts.is_demo)


def _check(row: QuestionSet) -> None:
    if not (row.title_fa or row.title_en):
        raise ValidationError({"title_fa": _("Write a name in Persian or in English.")})
    if row.variant and row.variant not in Kind.values:
        raise ValidationError({"variant": _("Choose one of the list.")})
    if row.group_id is not None and not Group.objects.filter(pk=row.group_id).exists():
        raise ValidationError({"group_id": _("There is no such group.")})
    row.full_clean(exclude=["group"], validate_unique=False, validate_constraints=False)


def _checked(given: Sequence[Question], before: Sequence[Question]) -> list[Question]:
    """Return the questions as they are stored, each with a key of its own."""
    if not given or len(given) > MOST_QUESTIONS:
        raise ValidationError(
            {"questions": _("Write from 1 to %(most)s questions.") % {"most": shown_digits(MOST_QUESTIONS)}}
        )
    known = {one.key: one for one in before}
    taken, found = set(known), list[Question]()
    for one in given:
        old = known.get(one.key)
        same = old is not None and old.kind == one.kind and one.key not in {kept.key for kept in found}
        key = one.key if same else numbered(_slug(one.key) or _slug(one.en) or f"q{len(taken) + 1}", taken)
        taken.add(key)
        found.append(_question(replace(one, key=key), old if same else None))
    return found


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:30]


def _question(given: Question, old: Question | None) -> Question:
    fa, en = clean(given.fa), clean(given.en)
    if not (fa or en) or max(len(fa), len(en)) > LONGEST:
        raise ValidationError(
            {"questions": _("Write each question, in at most %(most)s letters.") % {"most": shown_digits(LONGEST)}}
        )
    if given.kind not in FieldKind.values and given.fact not in NOTED:
        raise ValidationError({"questions": _("Choose how “%(what)s” is answered.") % {"what": fa or en}})
    listed = CustomField(kind=given.kind, choices=[vars(one) for one in old.options] if old else [])
    try:
        options = tuple(Option(**one) for one in options_of(listed, FieldFacts(options=given.options)))
    except ValidationError as wrong:
        raise ValidationError({"questions": [f"{fa or en}: {text}" for text in wrong.messages]}) from None
    currency = (old.currency if old else organisation.get("currency")) if given.kind == FieldKind.MONEY else ""
    return replace(given, fa=fa, en=en, options=options, currency=currency)


def _word(actor: User, row: QuestionSet, newest: SetVersion | None, questions: Sequence[Question]) -> None:
    """Keep the questions: in the present version while nobody has answered it, else in a new one."""
    if newest is None or Fact.objects.filter(version=newest).exists():
        newest = SetVersion(set=row, number=newest.number + 1 if newest else 1, made_by=actor)
    newest.questions = [one.stored() for one in questions]
    newest.save()


def _want_no_more(row: QuestionSet, gone: set[str]) -> None:
    """Take questions that are asked no more out of what must be known."""
    keys = {question_key(name_of(row.pk, key)) for key in gone}
    for profile in MinimumProfile.objects.filter(wants__overlap=list(keys)) if keys else ():
        profile.wants = [key for key in profile.wants if key not in keys]
        profile.save(update_fields=["wants"])


def _tell(actor: User, row: QuestionSet, action: str, changes: dict[str, Any]) -> None:
    audit.record(actor=actor, action=action, subject=row, changes=changes)
    publish(QuestionsChanged(set_id=row.pk))


def archive_question_set(*, actor: User, set_id: int) -> QuestionSet:
    """Ask the questions of a set no more. Its answers stay."""
    return _put(actor, set_id, archived=True)


def restore_question_set(*, actor: User, set_id: int) -> QuestionSet:
    """Ask the questions of a set again."""
    return _put(actor, set_id, archived=False)


def _put(actor: User, set_id: int, *, archived: bool) -> QuestionSet:
    require(actor, "setting", "change")
    with transaction.atomic():
        row = QuestionSet.objects.select_for_update().get(pk=set_id)
        if (row.archived_at is not None) != archived:
            row.archived_at = timezone.now() if archived else None
            row.save(update_fields=["archived_at"])
            _tell(actor, row, "question_set.archive" if archived else "question_set.restore", {})
    return row


def answer_question(*, actor: User, customer_id: int, question: str, value: Any, new: NewFact) -> Fact:
    """Note the answer to a question by its name; it supersedes the one that stands.

    `value` is JSON as custom fields keep it; `new` says where it comes from, its text follows from the value. Raises
    ValidationError for a question that this customer is not asked and a value that does not answer it.
    """
    with transaction.atomic():
        customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer_id, deleted_at=None)
        require_noting(actor, customer, FactKind.ANSWER)
        found = find_question(question, sets_for(customer))
        if found is None:
            raise ValidationError({"question": _("This customer is not asked that.")})
        asked, one = found
        try:
            kept = kind_of(one.definition).read(one.definition, value)
        except ValidationError as wrong:
            raise ValidationError({"value": wrong.messages}) from None
        if kept is None:
            raise ValidationError({"value": _("Answer the question.")})
        standing = Fact.objects.standing().filter(customer=customer, kind=FactKind.ANSWER, question=question)
        fact = Fact(customer=customer, kind=FactKind.ANSWER, supersedes=standing.first())
        fact.question, fact.version, fact.value = question, asked.version, kept
        return keep(actor, fact, replace(new, text=said(one, kept)), "fact.add")
