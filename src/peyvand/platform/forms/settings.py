"""The organisation's settings as one form, made from what the contexts offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from peyvand.core.formfields import JalaliDateField, LeftToRightInput
from peyvand.core.manifest import SettingSpec
from peyvand.platform import organisation

DAYS = frozenset({"as_of"})
CODES = frozenset({"zone", "currency", "region", "area_code", "work_week"})


def _field(spec: SettingSpec) -> forms.Field:
    """Return the input of one setting: a choice, a day, a code, or plain text."""
    words: dict[str, Any] = {"label": spec.label, "help_text": spec.help, "required": False}
    if spec.choices:
        return forms.ChoiceField(choices=spec.choices, **words)
    if spec.key in DAYS:
        return JalaliDateField(**words)
    if isinstance(spec.default, int | float) or spec.key in CODES:
        return forms.CharField(max_length=200, widget=LeftToRightInput({"inputmode": "text"}), **words)
    return forms.CharField(max_length=2000, **words)


def _shown(spec: SettingSpec) -> Any:
    value = organisation.get(spec.key)
    if spec.key in DAYS:
        return date.fromisoformat(value) if value else None
    return spec.show(value)


class SettingsForm(forms.Form):
    """Every setting that is given; what is typed is parsed by the setting itself (see `change_setting`)."""

    def __init__(self, specs: Iterable[SettingSpec], *args: Any, **kwargs: Any) -> None:
        """`specs` in the order in which they are shown."""
        self.specs = list(specs)
        kwargs["initial"] = {spec.key: _shown(spec) for spec in self.specs}
        super().__init__(*args, **kwargs)
        for spec in self.specs:
            self.fields[spec.key] = _field(spec)

    def texts(self) -> dict[str, str]:
        """Return {key: text} of what was changed, as `change_setting` takes it."""
        return {
            key: value.isoformat() if isinstance(value, date) else str(value or "")
            for key, value in self.cleaned_data.items()
            if key in self.changed_data
        }

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by group, in the order in which groups first occur."""
        found: dict[str, list[forms.BoundField]] = {}
        for spec in self.specs:
            found.setdefault(spec.group, []).append(self[spec.key])
        return list(found.items())
