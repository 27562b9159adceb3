"""What an administrator types about a custom field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.manifest import FieldSubject
from peyvand.platform.actions.fields import LISTED, FieldFacts
from peyvand.platform.choices import FieldClass, FieldKind
from peyvand.platform.fields.definition import ALWAYS, Option
from peyvand.platform.models import CustomField

LATIN = {"dir": "ltr", "autocomplete": "off"}
TOLD = ("label_fa", "label_en", "help_fa", "help_en", "field_class", "variant", "is_filterable")


class CustomFieldForm(forms.Form):
    """A custom field of a kind of record; its kind and key are asked only once. Options come as rows beside the form."""

    label_fa = forms.CharField(label=gettext_lazy("Name in Persian"), max_length=80, required=False)
    label_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=LATIN),
        help_text=gettext_lazy("One of the two names is enough."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it holds"), choices=FieldKind.choices)
    key = forms.CharField(
        label=gettext_lazy("Key for the API"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=LATIN),
        help_text=gettext_lazy("Small Latin letters, digits and _. Left empty, it is made from the English name."),
    )
    help_fa = forms.CharField(label=gettext_lazy("Help in Persian"), max_length=200, required=False)
    help_en = forms.CharField(
        label=gettext_lazy("Help in English"), max_length=200, required=False, widget=forms.TextInput(attrs=LATIN)
    )
    variant = forms.ChoiceField(label=gettext_lazy("Who has it"), required=False)
    field_class = forms.ChoiceField(
        label=gettext_lazy("How private it is"),
        choices=FieldClass.choices,
        help_text=gettext_lazy("Who may see and change fields of a class is said by the roles."),
    )
    required_for = forms.MultipleChoiceField(
        label=gettext_lazy("Must be filled"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_filterable = forms.BooleanField(label=gettext_lazy("Lists can be filtered by it"), required=False, initial=True)

    def __init__(self, data: Any = None, *, subject: FieldSubject, row: CustomField | None = None) -> None:
        initial = {name: getattr(row, name) for name in (*TOLD, "kind", "required_for")} if row else None
        super().__init__(data, initial=initial)
        self.row = row
        self._choose("variant", [("", _("everybody")), *subject.variants()])
        self._choose("required_for", [(ALWAYS, _("always")), *subject.occasions()])
        asks = {"hx-post": f"{reverse('platform:field_example')}?options", "hx-target": "#options"}
        self.fields["kind"].widget.attrs.update(asks)
        if row is not None:
            del self.fields["kind"], self.fields["key"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def options(self) -> list[Option]:
        """Return the rows of options as they were typed, else as they are stored; gone ones are left out."""
        if not self.is_bound:
            stored = [Option(**one) for one in self.row.choices] if self.row else []
            return [one for one in stored if not one.gone]
        return list(self._typed())

    def _typed(self) -> Iterator[Option]:
        sent: Any = self.data
        rows = zip(*(sent.getlist(f"option-{part}") for part in ("key", "fa", "en")), strict=False)
        yield from (Option(key, fa.strip(), en.strip()) for key, fa, en in rows if fa.strip() or en.strip())

    def is_listed(self) -> bool:
        """Tell whether this kind of field is chosen from a list."""
        kind = self.row.kind if self.row else self.data.get("kind") or FieldKind.TEXT
        return kind in LISTED

    def facts(self) -> FieldFacts:
        """Return the field as it is to be."""
        typed = self.cleaned_data
        return FieldFacts(
            kind=self.row.kind if self.row else typed["kind"],
            key=typed.get("key", ""),
            options=self.options(),
            required_for=typed["required_for"],
            **{name: typed[name] for name in TOLD},
        )
