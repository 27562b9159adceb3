"""Custom fields in imports: a file's column can be mapped to each, and its cells become stored values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from peyvand.core.manifest import ImportField
from peyvand.core.text import key as folded
from peyvand.platform.choices import FieldKind
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import Definition
from peyvand.platform.fields.kinds import LONGEST, kind_of

SEPARATORS = re.compile(r"[,،;؛|/\n]")


def import_fields(subject: str) -> Sequence[ImportField]:
    """Return the fields in use as columns can be mapped to them, by both labels and the key."""
    return [
        ImportField(
            one.name,
            one.label,
            kind_of(one).import_type,
            tuple(filter(None, (one.label_fa, one.label_en, one.key.replace("_", " ")))),
        )
        for one in registry.living(subject)
    ]


def stored_cell(definition: Definition, value: Any, people: Mapping[str, int]) -> Any:
    """Return a cell that was read already as it is stored; `people` are the colleagues' ids by folded name.

    Raises ValueError for what the field cannot hold.
    """
    if definition.kind == FieldKind.PERSON:
        return _of(people, value)
    if definition.kind == FieldKind.CHOICE:
        return _of(_options(definition), value)
    if definition.kind == FieldKind.CHOICES:
        options = _options(definition)
        chosen = [_of(options, part) for part in SEPARATORS.split(value) if part.strip()]
        return kind_of(definition).stored(definition, chosen)
    if definition.kind == FieldKind.TEXT and len(value) > LONGEST:
        raise ValueError(definition.key)
    if definition.kind == FieldKind.MONEY and value.currency != definition.currency:
        raise ValueError(definition.key)
    return value if definition.kind == FieldKind.FLAG else kind_of(definition).stored(definition, value)


def _options(definition: Definition) -> dict[str, str]:
    """Return the options' keys by every name that a file may call them."""
    spelled = {folded(one.key): one.key for one in definition.options if not one.gone}
    return spelled | {
        folded(label): one.key for one in definition.options if not one.gone for label in (one.fa, one.en) if label
    }


def _of(known: Mapping[str, Any], text: str) -> Any:
    found = known.get(folded(text))
    if found is None:
        raise ValueError(text)
    return found
