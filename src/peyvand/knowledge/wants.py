"""What a minimum profile may want in this company, what it is called, and where it is filled in for a customer.

A want goes by its key, as `sql/familiarity.sql` reads it: "city", "phone", "custom_machine", "fact:need",
"question:3-machine".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.manifest import Text
from peyvand.knowledge.asking import every_set, living_sets, own_questions
from peyvand.knowledge.choices import NOTED, FactKind
from peyvand.knowledge.policies import model_of
from peyvand.knowledge.rules.wants import FIELDS, fact_key, fact_of, label_of, question_key, question_of
from peyvand.platform.fields import registry

PANELS = {"owner": "people:owners", "group": "people:memberships"}


@dataclass(frozen=True)
class Want:
    """One thing that may have to be known."""

    key: str
    label: Text

    @property
    def ask(self) -> str:
        """Return the next step by which somebody finds it out."""
        return _("Ask about: %(what)s") % {"what": self.label}

    @property
    def in_panel(self) -> bool:
        """Tell whether the form that fills it opens beside the page."""
        return self.key in PANELS or bool(fact_of(self.key) or question_of(self.key))

    @property
    def need(self) -> tuple[str, str]:
        """Return the right, as (model, action), that filling it in asks for."""
        if kind := fact_of(self.key):
            return model_of(kind), "add"
        if question_of(self.key):
            return model_of(FactKind.ANSWER), "add"
        return "customer", "assign" if self.key == "owner" else "change"

    def url(self, customer_id: int) -> str:
        """Return where it is filled in for a customer."""
        if name := question_of(self.key):
            return f"{reverse('knowledge:answer', args=[customer_id])}?question={name}"
        if kind := fact_of(self.key):
            return f"{reverse('knowledge:fact_new', args=[customer_id])}?kind={kind}"
        return reverse(PANELS.get(self.key, "people:edit"), args=[customer_id])


def chapters() -> list[tuple[str, Sequence[Want]]]:
    """Return everything that may be wanted now, by where it comes from."""
    found: list[tuple[str, Sequence[Want]]] = [
        (_("Fields"), [Want(key, label) for key, label in FIELDS.items()]),
        (_("Fields of your own"), [Want(one.name, one.label) for one in registry.living("customer")]),
        (_("What we learn of them"), [Want(fact_key(kind), kind.label) for kind in NOTED]),
        (
            _("Questions of your own"),
            [Want(question_key(name), text) for name, text in own_questions(living_sets()).items()],
        ),
    ]
    return [(title, wants) for title, wants in found if wants]


def ordered(keys: Collection[str]) -> list[str]:
    """Return the keys in our order, each once. Raises ValidationError for one that nobody can know."""
    wanted = set(keys)
    known = [want.key for _title, wants in chapters() for want in wants if want.key in wanted]
    if unknown := wanted.difference(known):
        raise ValidationError({"wants": _("There is no “%(what)s”.") % {"what": min(unknown)[:40]}})
    return known


def named(keys: Sequence[str]) -> list[Want]:
    """Return the wants behind stored keys, also of fields that are in use no more."""
    own: dict[str, Text] = {}
    if any(map(registry.is_custom, keys)):
        own = {one.name: one.label for one in registry.every("customer")}
    if any(map(question_of, keys)):
        own |= {question_key(name): text for name, text in own_questions(every_set()).items()}
    return [Want(key, own.get(key) or label_of(key)) for key in keys]
