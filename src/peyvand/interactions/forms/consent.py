"""What people type about consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from peyvand.core.fields import JalaliDateTimeField
from peyvand.interactions.actions.consent import NewConsent
from peyvand.interactions.choices import ConsentSource, Purpose
from peyvand.people.choices import Channel, ContactKind


class ConsentForm(forms.Form):
    """A yes or no to one channel for one purpose, where it was said, and what proves it."""

    channel = forms.ChoiceField(choices=Channel.choices, label=gettext_lazy("Way of contact"))
    purpose = forms.ChoiceField(choices=Purpose.choices, label=gettext_lazy("For"))
    given = forms.ChoiceField(
        choices=[("yes", gettext_lazy("She agrees")), ("no", gettext_lazy("She says no"))],
        label=gettext_lazy("What did she say?"),
        widget=forms.RadioSelect,
    )
    source = forms.ChoiceField(choices=ConsentSource.choices, label=gettext_lazy("Where?"))
    at = JalaliDateTimeField(required=False, label=gettext_lazy("When"), help_text=gettext_lazy("Empty means now."))
    proof = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("What proves it?"),
        help_text=gettext_lazy("such as: signed form no. 12, message of last Tuesday"),
    )

    def new(self) -> NewConsent:
        """Return what the action writes down."""
        typed = self.cleaned_data
        given = typed["given"] == "yes"
        return NewConsent(typed["channel"], typed["purpose"], given, typed["source"], typed["proof"], typed["at"])


class SuppressionForm(forms.Form):
    """A phone or e-mail that nobody contacts."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (ContactKind.PHONE, ContactKind.EMAIL)],
        label=gettext_lazy("What"),
    )
    value = forms.CharField(
        max_length=254,
        label=gettext_lazy("Number or address"),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    reason = forms.CharField(max_length=200, required=False, label=gettext_lazy("Why"))


@dataclass(frozen=True)
class Ticks:
    """What a customer chooses herself, a tick per channel and purpose, from what she said so far. What she was never
    asked stands as it is: her orders and questions may be answered, anything else waits for her yes."""

    said: Mapping[tuple[str, str], bool]

    def rows(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Return (channel, [(name of the tick, purpose, ticked)])."""
        return [(str(channel.label), [self._tick(channel, purpose) for purpose in Purpose]) for channel in Channel]

    def _tick(self, channel: Channel, purpose: Purpose) -> tuple[str, str, bool]:
        ticked = self.said.get((channel.value, purpose.value), purpose == Purpose.SERVICE)
        return f"{channel}.{purpose}", str(purpose.label), ticked


def ticked(data: QueryDict) -> dict[tuple[str, str], bool]:
    """Return what is ticked in a POST and what is not."""
    return {
        (channel.value, purpose.value): f"{channel}.{purpose}" in data for channel in Channel for purpose in Purpose
    }
