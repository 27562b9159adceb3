"""The organisation's settings as one form, made from what the contexts offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from peyvand.core.display import current
from peyvand.core.formfields import JalaliDateField, LeftToRightInput
from peyvand.core.jalali import WEEKDAYS_EN, WEEKDAYS_FA
from peyvand.core.manifest import SettingSpec
from peyvand.platform import organisation
from peyvand.platform.choices import HolidayKind
from peyvand.platform.workdays import FROM_SATURDAY

DAYS = frozenset({"as_of"})
WEEKS = frozenset({"work_week"})
CODES = frozenset({"zone", "area_code"})


class WorkWeekInput(forms.Widget):
    """Seven choices from Saturday on; each sends its letter under the one name, so that together they spell the week."""

    CHOICES = (("w", HolidayKind.WORKDAY.label), ("h", HolidayKind.HALF.label), ("o", HolidayKind.HOLIDAY.label))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return the letters as one text; a text sent whole stays as it is."""
        return "".join(data.getlist(name) if hasattr(data, "getlist") else data.get(name, ""))

    def id_for_label(self, id_: str, index: str | int | None = None) -> str:
        """Return no id: every choice bears the name of its own day."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Write a choice for each day of the week."""
        names = WEEKDAYS_FA if current().language == "fa" else WEEKDAYS_EN
        days = ((names[day], name, self._options(letter)) for day, letter in zip(FROM_SATURDAY, value, strict=False))
        choice = (
            '<label class="field"><span class="text-sm">{}</span><select class="select" name="{}">{}</select></label>'
        )
        return format_html('<div class="week">{}</div>', format_html_join("", choice, days))

    def _options(self, chosen: str) -> SafeString:
        marked = ((key, mark_safe(" selected") if key == chosen else "", label) for key, label in self.CHOICES)
        return format_html_join("", '<option value="{}"{}>{}</option>', marked)


def _field(spec: SettingSpec) -> forms.Field:
    """Return the input of one setting: a choice, a day, a code, or plain text of one or several lines."""
    words: dict[str, Any] = {"label": spec.label, "help_text": spec.help, "required": False}
    if spec.choices:
        return forms.ChoiceField(choices=spec.choices, **words)
    if spec.key in DAYS:
        return JalaliDateField(**words)
    if spec.key in WEEKS:
        return forms.CharField(max_length=7, widget=WorkWeekInput, **words | {"help_text": ""})
    if isinstance(spec.default, int | float) or spec.key in CODES:
        return forms.CharField(max_length=200, widget=LeftToRightInput({"inputmode": "text"}), **words)
    several = forms.Textarea({"rows": spec.lines, "dir": "auto"}) if spec.lines > 1 else None
    return forms.CharField(max_length=2000, widget=several, **words)


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
