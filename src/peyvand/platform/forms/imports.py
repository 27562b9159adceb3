"""What a person is asked on the import page: the file, how it is read, what each column holds, and how to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.display import current, shown_digits
from peyvand.core.manifest import ImportTable, Text
from peyvand.core.money import currencies
from peyvand.platform.actions.imports import tables
from peyvand.platform.choices import ImportPolicy
from peyvand.platform.models import Import, User
from peyvand.platform.rules.files import DELIMITERS, ENCODINGS
from peyvand.platform.rules.imports import MATCHES

ENCODING_NAMES: dict[str, Text] = {
    "utf-8": _("UTF-8 (usual)"),
    "cp1256": _("Windows-1256 (older Persian and Arabic files)"),
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
    "cp1252": "Windows-1252",
}
DELIMITER_NAMES: dict[str, Text] = {
    ",": _("comma ,"),
    ";": _("semicolon ;"),
    "\t": _("tab"),
    "،": _("Persian comma ،"),
    "|": _("vertical bar |"),
}


class FileForm(forms.Form):
    """The file, and what is in it."""

    table = forms.ChoiceField(label=_("What is in the file?"), widget=forms.RadioSelect, required=False)
    file = forms.FileField(
        label=_("File"), error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "table", [("", _("find out by its columns")), *_tables()])


class DialectForm(forms.Form):
    """What is in the file and how it is read; only what its kind has is asked."""

    table = forms.ChoiceField(label=_("What is in the file?"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), choices=[(key, ENCODING_NAMES[key]) for key in ENCODINGS])
    delimiter = forms.ChoiceField(
        label=_("Cells are separated by"), choices=[(key, DELIMITER_NAMES[key]) for key in DELIMITERS]
    )
    sheet = forms.ChoiceField(label=_("Sheet"))
    header_row = forms.RegexField(
        r"^\s*[0-9۰-۹٠-٩]{1,6}\s*$", label=_("Row of the column names"), help_text=_("0 when the file has none.")
    )

    def __init__(self, *args: Any, run: Import, sheets: list[str], **kwargs: Any) -> None:
        stands = {"table": run.table, **run.dialect, "header_row": shown_digits(run.dialect.get("header_row", 1))}
        super().__init__(*args, **{"initial": stands, **kwargs})
        _offer(self, "table", _tables())
        _offer(self, "sheet", [(name, name) for name in sheets])
        unasked = ("encoding", "delimiter") if run.dialect.get("kind") == "xlsx" else ("sheet",)
        for name in unasked:
            del self.fields[name]
        self.fields["header_row"].widget.attrs.update({"inputmode": "numeric", "dir": "ltr"})

    def clean_header_row(self) -> int:
        """Return the row as a number, whatever digits it was written in."""
        return int(self.cleaned_data["header_row"])


class ColumnsForm(forms.Form):
    """One choice per column of the file, then how rows are matched and what they do not say themselves."""

    match_by = forms.ChoiceField(label=_("Recognise customers by"), required=False)
    policy = forms.ChoiceField(label=_("When we already have the row"), required=False)
    owner_id = forms.ChoiceField(label=_("Owner of new customers"), required=False)
    currency = forms.ChoiceField(label=_("Currency of the amounts"), required=False)
    day_first = forms.ChoiceField(
        label=_("How is 12/1/2010 meant?"),
        required=False,
        choices=[("", _("ask me when it matters")), ("yes", _("12 January")), ("no", _("December 1st"))],
    )

    def __init__(self, *args: Any, run: Import, table: ImportTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run, self.table = run, table
        fields = [("", gettext("do not import")), *((one.key, _marked(one)) for one in table.fields)]
        by_place = {place: key for key, place in run.mapping.items()}
        for place, _name in enumerate(run.header):
            self.fields[f"c{place}"] = forms.ChoiceField(
                choices=fields, required=False, initial=by_place.get(place, "")
            )
        self._fill_options()

    def _fill_options(self) -> None:
        options, table = self.run.options, self.table
        language = current().language
        _offer(self, "match_by", [(key, MATCHES[key]) for key in table.match_by])
        _offer(self, "policy", [(key, ImportPolicy(key).label) for key in table.policies])
        nobody = ("", gettext("nobody yet"))
        _offer(self, "owner_id", [nobody, *((str(u.pk), u.name) for u in User.objects.active())])
        money = [("IRT", gettext("Toman")), *((one.code, one.name(language)) for one in currencies())]
        _offer(self, "currency", money)
        for name, option in (("owner_id", "owner"), ("currency", "currency")):
            if option not in table.options:
                del self.fields[name]
        if len(table.match_by) < 2:
            del self.fields["match_by"]
        if len(table.policies) < 2:
            del self.fields["policy"]
        if not any(one.type in {"date", "datetime"} for one in table.fields):
            del self.fields["day_first"]
        day_first = {True: "yes", False: "no"}.get(options.get("day_first"), "")
        self.initial = {**options, "policy": self.run.policy, "day_first": day_first, **self.initial}

    def columns(self) -> Iterator[forms.BoundField]:
        """Yield the choices of the file's columns, in order."""
        return (self[f"c{place}"] for place in range(len(self.run.header)))

    def asked(self) -> list[forms.BoundField]:
        """Return the other questions."""
        return [field for field in self if not field.name.startswith("c") or field.name == "currency"]

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one field."""
        taken: set[str] = set()
        for place, _name in enumerate(self.run.header):
            key = self.cleaned_data.get(f"c{place}")
            if key and key in taken:
                self.add_error(f"c{place}", gettext("Another column already goes there."))
            taken.add(key or "")
        return self.cleaned_data

    def mapping(self) -> dict[str, int]:
        """Return {field: column index}."""
        chosen = ((self.cleaned_data.get(f"c{place}"), place) for place in range(len(self.run.header)))
        return {key: place for key, place in chosen if key}

    def options(self) -> dict[str, Any]:
        """Return the options as the action wants them."""
        given = self.cleaned_data
        options: dict[str, Any] = {name: given[name] for name in ("match_by", "currency") if given.get(name)}
        if "owner_id" in given:
            options["owner_id"] = int(given["owner_id"]) if given["owner_id"] else None
        if "day_first" in given:
            options["day_first"] = {"yes": True, "no": False}.get(given["day_first"])
        return options


def _tables() -> list[tuple[str, Text]]:
    return [(key, table.label) for key, table in tables().items()]


def _marked(field: Any) -> str:
    return f"{field.label} *" if field.required else str(field.label)


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Text]]) -> None:
    """Say what a field may be."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
