"""What people type about a customer's needs and ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from peyvand.core.fields import JalaliDateField
from peyvand.knowledge.actions.facts import NewFact
from peyvand.knowledge.actions.questions import SetFacts
from peyvand.knowledge.asking import AskedSet
from peyvand.knowledge.choices import NOTED, TONE, FactKind, Source
from peyvand.knowledge.policies import may_note
from peyvand.knowledge.rules.questions import SIX_TITLE, Question
from peyvand.knowledge.rules.wants import fact_key
from peyvand.people.choices import Kind
from peyvand.people.models import Group
from peyvand.platform import organisation
from peyvand.platform.choices import FieldKind
from peyvand.platform.fields.definition import Option
from peyvand.platform.fields.kinds import kind_of
from peyvand.platform.models import User

AREA = {"rows": 2, "dir": "auto"}


class FactForm(forms.Form):
    """One thing that was learned, and how."""

    text = forms.CharField(label=_("What do we know?"), max_length=1000, widget=forms.Textarea(attrs=AREA))
    quote = forms.CharField(
        label=_("In their own words"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    is_asked = forms.ChoiceField(
        label=_("How do we know it?"),
        choices=[("asked", _("asked directly")), ("guessed", _("guessed"))],
        initial="guessed",
        widget=forms.RadioSelect,
    )
    source = forms.ChoiceField(label=_("Where from"), choices=Source.choices, initial=Source.OTHER)
    learned_on = JalaliDateField(label=_("When"), required=False)
    competitor = forms.CharField(
        label=_("Which competitor"), max_length=100, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Any = None, *, kind: str, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"learned_on": organisation.today(), **(initial or {})})
        if kind != FactKind.WHY_OTHER:
            del self.fields["competitor"]

    def new(self) -> NewFact:
        """Return what was typed."""
        typed = self.cleaned_data
        return NewFact(
            text=typed.get("text", ""),
            quote=typed["quote"],
            competitor=typed.get("competitor", ""),
            is_asked=typed["is_asked"] == "asked",
            source=typed["source"],
            learned_on=typed["learned_on"],
        )


class KindForm(forms.Form):
    """What a new fact is about."""

    kind = forms.ChoiceField(label=_("What it is about"))

    def __init__(self, data: Any = None, *, user: User, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.widget.attrs.update({"hx-get": "", "hx-target": "closest section", "hx-swap": "outerHTML"})
            kind.choices = [(key, label) for key, label in FactKind.choices if key in NOTED and may_note(user, key)]


class AnswerForm(FactForm):
    """The answer to a question, and how it was learned."""

    def __init__(self, data: Any = None, *, question: Question, now: Any = None) -> None:
        self.kind, self.definition = kind_of(question.definition), question.definition
        super().__init__(data, kind=FactKind.ANSWER, initial={"value": self.kind.initial(self.definition, now)})
        del self.fields["text"]
        field = self.kind.form_field(self.definition, now)
        field.label, field.required = question.text, False
        self.fields["value"] = field

    def value(self) -> Any:
        """Return the answer as it is kept, None for nothing."""
        return self.kind.stored(self.definition, self.cleaned_data["value"])


@dataclass(frozen=True)
class QuestionLine:
    """A question as it is typed: a row of the form of its set."""

    key: str = ""
    fa: str = ""
    en: str = ""
    kind: str = FieldKind.TEXT.value
    options: str = ""

    @classmethod
    def of(cls, question: Question) -> QuestionLine:
        """Return a question as one would type it."""
        options = "\n".join(f"{one.fa} | {one.en}".strip(" |") for one in question.options if not one.gone)
        return cls(question.key, question.fa, question.en, question.kind, options)

    @property
    def kinds(self) -> list[tuple[str, list[tuple[str, Any, bool]]]]:
        """Return the ways to answer it, by chapter, and which is chosen."""
        own = [(one.value, one.label) for one in FieldKind]
        facts = [(fact_key(one), one.label) for one in NOTED if one not in TONE]
        return [
            (title, [(value, label, value == self.kind) for value, label in kinds])
            for title, kinds in ((_now("An answer of its own"), own), (_now("What we learn of them"), facts))
        ]

    def question(self, known: Mapping[str, Option]) -> Question:
        """Return it as a set keeps it; an option that is named as before keeps its key."""
        return Question(self.key, self.kind, self.fa.strip(), self.en.strip(), tuple(self._options(known)))

    def _options(self, known: Mapping[str, Option]) -> Iterator[Option]:
        for line in filter(str.strip, self.options.splitlines()):
            fa, _bar, en = (part.strip() for part in line.partition("|"))
            old = known.get(fa) or known.get(en)
            yield Option(old.key if old else "", fa, en)


class SetForm(forms.Form):
    """A set of questions: what it is called and who is asked; its questions come as rows beside it."""

    title_fa = forms.CharField(label=_("Name in Persian"), max_length=80, required=False)
    title_en = forms.CharField(
        label=_("Name in English"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    variant = forms.ChoiceField(label=_("Who is asked"), required=False)
    group_id = forms.ChoiceField(label=_("Only the group"), required=False)

    def __init__(self, data: Any = None, *, asked: AskedSet) -> None:
        row = asked.row
        initial = {name: getattr(row, name) for name in ("title_fa", "title_en", "variant", "group_id")} if row else {}
        if asked.questions and row is None:
            initial = dict(zip(("title_fa", "title_en"), SIX_TITLE, strict=True))
        super().__init__(data, initial=initial)
        self.asked = asked
        self._choose("variant", [("", _now("everybody")), *Kind.choices])
        self._choose(
            "group_id", [("", "—"), *((str(pk), name) for pk, name in Group.objects.values_list("pk", "name"))]
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def lines(self) -> list[QuestionLine]:
        """Return the rows as they were typed, else as they are kept, and an empty one."""
        if not self.is_bound:
            return [*map(QuestionLine.of, self.asked.questions), QuestionLine()]
        sent: Any = self.data
        columns = [
            [text.replace("\x00", "") for text in sent.getlist(name)] for name in ("key", "fa", "en", "kind", "options")
        ]
        rows = [QuestionLine(*texts) for texts in zip(*columns, strict=False)]
        return [row for row in rows if row.fa.strip() or row.en.strip()]

    def facts(self) -> SetFacts:
        """Return the set as it is to be."""
        typed, row = self.cleaned_data, self.asked.row
        known = {one.key: one for one in self.asked.questions}
        questions = []
        for line in self.lines():
            options = known[line.key].options if line.key in known else ()
            questions.append(line.question({name: one for one in options for name in (one.fa, one.en) if name}))
        return SetFacts(
            questions,
            typed["title_fa"],
            typed["title_en"],
            typed["variant"],
            int(typed["group_id"]) if typed["group_id"] else None,
            is_built_in=row.is_built_in if row else bool(self.asked.questions),
        )
