"""Who takes over when a colleague leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.display import shown_digits
from peyvand.platform.duties import Heir


class LeavingForm(forms.Form):
    """Who takes over; asked only where there is something to take over."""

    heir = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=gettext_lazy("Who takes over"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, heirs: Sequence[Heir]) -> None:
        super().__init__(data)
        heir = self.fields["heir"]
        if isinstance(heir, forms.TypedChoiceField):
            heir.choices = [("", _("Choose a colleague.")), *((one.user.pk, _described(one)) for one in heirs)]


def _described(heir: Heir) -> str:
    load = _("answers for %(count)s things now") % {"count": shown_digits(heir.load)}
    return " · ".join(filter(None, [heir.user.name, _("same team") if heir.same_team else "", load]))
