"""What we know about how a table is written in a file, and the rows that come out of it."""

from dataclasses import asdict, dataclass, replace
from typing import Final, Literal, NamedTuple, Self, cast

from django.utils.translation import gettext_lazy as _

from peyvand.platform.rules.files.limits import Unreadable

Kind = Literal["csv", "xlsx"]
KINDS: Final = ("csv", "xlsx")
ENCODINGS: Final = ("utf-8", "cp1256", "utf-16-le", "utf-16-be", "cp1252")
_NAME_LENGTH: Final = 200
DELIMITERS: Final = (",", ";", "\t", "،", "|")

_FLAWS: Final = {
    "bad_bytes": _("Some characters of this row cannot be read in the chosen encoding."),
    "too_short": _("This row has fewer cells than the header."),
    "too_long": _("This row has more cells than the header."),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to read one file. `header_row` counts records (CSV) or sheet rows from 1; 0 means no header."""

    kind: Kind = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    header_row: int = 1
    compressed: bool = False

    def to_json(self) -> dict[str, str | int | bool]:
        """Plain values for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Build from JSON or a form; raises Unreadable with a sentence on a value we do not offer."""
        given = data if isinstance(data, dict) else {}
        kind, encoding = given.get("kind", "csv"), given.get("encoding", "utf-8")
        delimiter, header_row = given.get("delimiter", ","), given.get("header_row", 1)
        if kind not in KINDS:
            raise Unreadable("binary")
        if encoding not in ENCODINGS:
            raise Unreadable("encoding", encoding=encoding)
        if delimiter not in DELIMITERS:
            raise Unreadable("delimiter")
        if not isinstance(header_row, int) or header_row < 0:
            raise Unreadable("header", row=header_row)
        return cls(
            kind=cast("Kind", kind),
            encoding=encoding,
            delimiter=delimiter,
            sheet=str(given.get("sheet", "")),
            header_row=header_row,
            compressed=given.get("compressed") is True,
        )


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The reader's best guess about a file. `notes` are sentences about what was uncertain."""

    kind: Kind
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    compressed: bool
    notes: tuple[str, ...] = ()

    @property
    def dialect(self) -> Dialect:
        return Dialect(
            kind=self.kind,
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=self.sheet,
            header_row=self.header_row,
            compressed=self.compressed,
        )

    def with_header(self, header_row: int) -> Self:
        return replace(self, header_row=header_row)


class Row(NamedTuple):
    """One data row: `line` is where it starts in the file (CSV) or its number in the sheet (XLSX), from 1.

    `values` has exactly the header's width. `flaw` is "" or one of bad_bytes, too_short, too_long.
    """

    line: int
    values: list[str]
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The header (unique names), the first data rows, and how many cells each has."""

    header: list[str]
    rows: list[Row]


def flaw_sentence(flaw: str) -> str:
    """What is wrong with a row, in the reader's language; "" for no flaw."""
    return str(_FLAWS[flaw]) if flaw else ""


def unique_names(cells: list[str]) -> list[str]:
    """Header names as people see them: trimmed, `#3` for a blank one, `name (2)` for a repeated one."""
    names: list[str] = []
    seen: set[str] = set()
    for position, cell in enumerate(cells, start=1):
        base = " ".join(cell.split())[:_NAME_LENGTH] or f"#{position}"
        name, copy = base, 2
        while name in seen:
            name, copy = f"{base} ({copy})", copy + 1
        seen.add(name)
        names.append(name)
    return names
