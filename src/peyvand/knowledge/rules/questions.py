"""The questions that a company asks about each customer: how they are kept, and the six that come built in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from peyvand.knowledge.choices import FactKind
from peyvand.knowledge.rules.wants import fact_of
from peyvand.platform.fields.definition import Definition, Option, in_language

SEPARATOR = "-"


@dataclass(frozen=True)
class Question:
    """A question. `kind` is a custom field's ("choice"), or "fact:need" where a kind of fact answers it.

    Its key stays while its meaning does: wordings may change, the kind never.
    """

    key: str
    kind: str
    fa: str = ""
    en: str = ""
    options: tuple[Option, ...] = ()
    currency: str = ""

    @property
    def text(self) -> str:
        """Return the question in the reader's language."""
        return in_language(self.fa, self.en)

    @property
    def fact(self) -> str:
        """Return the kind of fact that answers it, "" where it has answers of its own."""
        return fact_of(self.kind)

    @property
    def definition(self) -> Definition:
        """Return it as custom fields are asked and said."""
        return Definition(
            0, "question", self.key, self.kind, self.fa, self.en, options=self.options, currency=self.currency
        )

    def stored(self) -> dict[str, Any]:
        """Return it as a version of its set keeps it."""
        return asdict(self)


def read(kept: Mapping[str, Any]) -> Question:
    """Return a question from what `stored` gave."""
    return Question(**{**kept, "options": tuple(Option(**one) for one in kept["options"])})


def name_of(set_id: int, key: str) -> str:
    """Return the name by which answers know a question: that of its set and its own."""
    return f"{set_id}{SEPARATOR}{key}"


def worded(set_id: int | None, kept: Sequence[Mapping[str, Any]] | None, name: str) -> Question | None:
    """Return the question called `name` as a version of its set words it, None where there is no such version."""
    if set_id is None:
        return None
    return next((read(one) for one in kept or () if name_of(set_id, one["key"]) == name), None)


SIX: Sequence[Question] = (
    Question("want", f"fact:{FactKind.WANT}", "چه می‌خواهد؟", "What do they want?"),
    Question("need", f"fact:{FactKind.NEED}", "به چه نیاز دارد؟", "What do they need?"),
    Question("why_us", f"fact:{FactKind.WHY_US}", "چرا از ما می‌خرد؟", "Why do they buy from us?"),
    Question(
        "expectation", f"fact:{FactKind.EXPECTATION}", "پس از خرید چه انتظاری دارد؟", "What do they expect after the purchase?"
    ),
    Question(
        "feeling_after", f"fact:{FactKind.FEELING_AFTER}", "پس از آن چه احساسی دارد و چقدر مهم است؟",
        "What do they feel after it, and how much does it matter?",
    ),
    Question("feeling_use", f"fact:{FactKind.FEELING_USE}", "هنگام استفاده چه احساسی دارد؟", "What do they feel in use?"),
)  # fmt: skip
SIX_TITLE = ("شش پرسش", "The six questions")
