"""What people type about a jot: its words, whose it is, and its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.fields import JalaliDateField
from peyvand.interactions.actions.jots import LONGEST, Filing, NewJot
from peyvand.interactions.actions.promises import NewPromise
from peyvand.interactions.forms.interactions import ComposerForm
from peyvand.interactions.rules.jot import Reading


class JotForm(forms.Form):
    """A few words; `key`, `written_at` and `author` come from the device that kept them."""

    text = forms.CharField(
        max_length=LONGEST,
        label=gettext_lazy("What do you want to keep?"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    key = forms.CharField(max_length=80, required=False)
    written_at = forms.DateTimeField(required=False)
    customer = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    author = forms.IntegerField(required=False)

    def new(self) -> NewJot:
        """Return what the action keeps."""
        typed = self.cleaned_data
        return NewJot(typed["text"], typed["key"], typed["written_at"], typed["customer"])


class FilingForm(ComposerForm):
    """Whose a jot is, what passed, what was promised and what comes next."""

    customer = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, error_messages={"required": gettext_lazy("Say whose it is.")}
    )
    promise = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("What did you promise?"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    promise_due = JalaliDateField(required=False, label=gettext_lazy("Due on"))

    def clean(self) -> dict[str, Any]:
        """A promise has a day."""
        typed = super().clean()
        if typed.get("promise") and not typed.get("promise_due") and "promise_due" not in self.errors:
            raise ValidationError({"promise_due": _("Say when.")})
        return typed

    def filing(self) -> Filing:
        """Return what the action files."""
        typed = self.cleaned_data
        word = NewPromise(typed["promise"], typed["promise_due"]) if typed["promise"] else None
        return Filing(typed["customer"], self.new(), word)


class SplitForm(forms.Form):
    """A jot whose parts stand in paragraphs of their own."""

    texts = forms.CharField(
        max_length=LONGEST * 2,
        label=gettext_lazy("The parts, each in a paragraph of its own"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def parts(self) -> list[str]:
        """Return the paragraphs; where there are none, the lines."""
        text = str(self.cleaned_data["texts"]).replace("\r\n", "\n").strip()
        return re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")


def between_sentences(text: str) -> str:
    """Return a text with its sentences in paragraphs of their own: a first guess at the parts."""
    return re.sub(r"(?<=[.!?؟؛])\s+", "\n\n", text.strip()) if "\n" not in text.strip() else text.strip()


def first_guess(reading: Reading, text: str) -> Mapping[str, Any]:
    """Return how the form of a jot begins, by what its words suggest."""
    return {
        "kind": reading.kind,
        "direction": reading.direction,
        "body": text,
        "promise": reading.promise,
        "promise_due": reading.due_on,
        "next_step": reading.next_step[:200],
        "next_step_on": reading.next_step_on,
    }
