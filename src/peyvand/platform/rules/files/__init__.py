"""Reading other people's tables: sniff, preview, read, map, coerce, and write back what was wrong.

Pure functions over a path. A file is untrusted: everything is bounded and refused in a sentence.
"""

from peyvand.platform.rules.files.coercing import TYPES, BadValue, CoerceContext, coerce, coercer
from peyvand.platform.rules.files.day_order import day_comes_first
from peyvand.platform.rules.files.dialect import (
    DELIMITERS,
    ENCODINGS,
    Dialect,
    Preview,
    Row,
    Sniffed,
    flaw_sentence,
)
from peyvand.platform.rules.files.errors import RowError, write_errors
from peyvand.platform.rules.files.limits import Unreadable
from peyvand.platform.rules.files.mapping import FieldSpec, header_key, suggest_mapping
from peyvand.platform.rules.files.reading import preview, read_header, read_rows
from peyvand.platform.rules.files.sniffing import sniff

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "TYPES",
    "BadValue",
    "CoerceContext",
    "Dialect",
    "FieldSpec",
    "Preview",
    "Row",
    "RowError",
    "Sniffed",
    "Unreadable",
    "coerce",
    "coercer",
    "day_comes_first",
    "flaw_sentence",
    "header_key",
    "preview",
    "read_header",
    "read_rows",
    "sniff",
    "suggest_mapping",
    "write_errors",
]
