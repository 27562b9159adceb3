"""What a custom field is, as pages, lists and imports use it: read once, never changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

PREFIX = "custom_"
ALWAYS = "always"


def in_language(fa: str, en: str) -> str:
    """Return the text in the active language, the other one where it is missing."""
    return (fa or en) if (get_language() or "en").startswith("fa") else (en or fa)


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen. `gone`: values keep it, nobody can choose it any more."""

    key: str
    fa: str
    en: str
    gone: bool = False

    @property
    def label(self) -> str:
        """Return its name in the active language."""
        return in_language(self.fa, self.en)


@dataclass(frozen=True)
class Definition:
    """A custom field of one kind of record (`subject`); `variant` narrows it to some of them, such as persons.

    `required_for` holds the occasions on which it must be filled: "always", or what the subject offers ("groups:3").
    """

    id: int
    subject: str
    key: str
    kind: str
    label_fa: str
    label_en: str
    help_fa: str = ""
    help_en: str = ""
    field_class: str = "public"
    variant: str = ""
    currency: str = ""
    options: Sequence[Option] = ()
    required_for: frozenset[str] = frozenset()
    filterable: bool = True
    archived: bool = False

    @property
    def name(self) -> str:
        """Return the name that forms, lists and the audit know it by."""
        return f"{PREFIX}{self.key}"

    @property
    def label(self) -> str:
        """Return its label in the active language."""
        return in_language(self.label_fa, self.label_en)

    @property
    def help(self) -> str:
        """Return what is said beside it in the active language."""
        return in_language(self.help_fa, self.help_en)

    def required_on(self, occasions: Collection[str]) -> bool:
        """Tell whether it must be filled on one of these occasions."""
        return ALWAYS in self.required_for or not self.required_for.isdisjoint(occasions)

    def option(self, key: str) -> Option | None:
        """Return an option by its key."""
        return next((one for one in self.options if one.key == key), None)

    def said(self, key: str) -> str:
        """Return an option's name, the key itself for one that is not there."""
        found = self.option(key)
        return found.label if found else key
