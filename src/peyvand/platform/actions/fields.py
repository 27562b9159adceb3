"""Defining custom fields: adding, changing, ordering, archiving and taking back out of the archive."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.events import publish
from peyvand.core.text import clean
from peyvand.platform import audit, organisation
from peyvand.platform.choices import FieldClass, FieldKind
from peyvand.platform.events import CustomFieldChanged
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import ALWAYS, Option
from peyvand.platform.fields.indexing import settle_later
from peyvand.platform.models import CustomField, User
from peyvand.platform.policies import require

MOST_FIELDS, MOST_OPTIONS = 100, 200
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LISTED = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
CHANGEABLE = ("label_fa", "label_en", "help_fa", "help_en", "field_class", "variant", "is_filterable")


@dataclass(frozen=True)
class FieldFacts:
    """A custom field as it is to be. `key` and `kind` hold for a new one only; options without a key are new."""

    kind: str = FieldKind.TEXT.value
    key: str = ""
    label_fa: str = ""
    label_en: str = ""
    help_fa: str = ""
    help_en: str = ""
    field_class: str = FieldClass.PUBLIC.value
    variant: str = ""
    options: Sequence[Option] = ()
    required_for: Sequence[str] = ()
    is_filterable: bool = True
    is_demo: bool = field(default=False, compare=False)


def save_field(*, actor: User, subject: str, facts: FieldFacts, field_id: int | None = None) -> CustomField:
    """Add a field to a kind of record, or change one. Raises ValidationError in words, CustomField.DoesNotExist."""
    require(actor, "setting", "change")
    with transaction.atomic():
        row = (
            CustomField.objects.select_for_update().get(pk=field_id, subject=subject)
            if field_id
            else _new(subject, facts)
        )
        changes = audit.apply(row, {name: _clean(getattr(facts, name)) for name in CHANGEABLE})
        changes |= audit.apply(row, {"choices": options_of(row, facts), "required_for": _required(subject, facts)})
        _check(row, subject)
        if not changes:
            return row
        row.save()
        action = "custom_field.change" if field_id else "custom_field.add"
        audit.record(actor=actor, action=action, subject=row, changes=changes)
        _settle(row)
    return row


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _new(subject: str, facts: FieldFacts) -> CustomField:
    if facts.kind not in FieldKind.values:
        raise ValidationError({"kind": _("There is no such kind of field.")})
    known = CustomField.objects.filter(subject=subject)
    if known.count() >= MOST_FIELDS:
        raise ValidationError(_("There can be at most %(most)s fields.") % {"most": shown_digits(MOST_FIELDS)})
    taken = set(known.values_list("key", flat=True))
    currency = organisation.get("currency") if facts.kind == FieldKind.MONEY else ""
    last = known.aggregate(last=Max("rank"))["last"] or 0
    return CustomField(
        subject=subject,
        key=_key(facts, taken),
        kind=facts.kind,
        currency=currency,
        rank=last + 1,
        is_demo=facts.is_demo,
    )


def _key(facts: FieldFacts, taken: set[str]) -> str:
    """Return the key that was asked for, else one made from the English label."""
    if facts.key:
        if not KEY.fullmatch(facts.key):
            raise ValidationError({"key": _("Write small Latin letters, digits and _, beginning with a letter.")})
        if facts.key in taken:
            raise ValidationError({"key": _("Another field already has this key.")})
        return facts.key
    spelled = re.sub(r"[^a-z0-9]+", "_", facts.label_en.lower()).strip("_")[:34]
    return numbered(spelled if KEY.fullmatch(spelled) else "field", taken)


def numbered(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, with a number behind it when somebody has it already."""
    tries = (wanted if n == 1 else f"{wanted}_{n}" for n in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)


def options_of(row: CustomField, facts: FieldFacts) -> list[dict[str, Any]]:
    """Return the options as they are stored: those that are left out now are gone for choosing, values keep them."""
    if row.kind not in LISTED:
        return []
    before = {one["key"]: Option(**one) for one in row.choices}
    taken, kept = set(before), []
    for given in facts.options:
        fa, en = clean(given.fa), clean(given.en)
        if not (fa or en):
            continue
        key = given.key if given.key in before else numbered(_slug(en) or f"o{len(taken) + 1}", taken)
        taken.add(key)
        kept.append(Option(key, fa, en))
    if not kept:
        raise ValidationError({"options": _("Write at least one thing that can be chosen.")})
    labels = [one.fa or one.en for one in kept]
    if len(set(labels)) < len(labels):
        raise ValidationError({"options": _("Two of the things that can be chosen have the same name.")})
    here = {one.key for one in kept}
    kept += [replace(one, gone=True) for key, one in before.items() if key not in here]
    if len(kept) > MOST_OPTIONS or any(len(one.fa) > 80 or len(one.en) > 80 for one in kept):
        raise ValidationError({"options": _("There are too many of them, or a name is longer than 80 letters.")})
    return [vars(one) for one in kept]


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:34]
    return slug if KEY.fullmatch(slug) else ""


def _required(subject: str, facts: FieldFacts) -> list[str]:
    known = {ALWAYS, *(key for key, _label in registry.subjects()[subject].occasions())}
    if unknown := [one for one in facts.required_for if one not in known]:
        raise ValidationError({"required_for": _("There is no “%(what)s”.") % {"what": unknown[0][:40]}})
    return [ALWAYS] if ALWAYS in facts.required_for else sorted(set(facts.required_for))


def _check(row: CustomField, subject: str) -> None:
    if not (row.label_fa or row.label_en):
        raise ValidationError({"label_fa": _("Write a name in Persian or in English.")})
    if row.variant and row.variant not in dict(registry.subjects()[subject].variants()):
        raise ValidationError({"variant": _("There is no “%(what)s”.") % {"what": row.variant[:40]}})
    row.full_clean(validate_unique=False, validate_constraints=False)


def _settle(row: CustomField) -> None:
    registry.renew()
    settle_later(row.pk)
    publish(CustomFieldChanged(subject=row.subject, key=row.key))


def archive_field(*, actor: User, field_id: int) -> CustomField:
    """Take a field out of use. Its values stay and come back with `restore_field`."""
    return _put(actor, field_id, archived=True)


def restore_field(*, actor: User, field_id: int) -> CustomField:
    """Take a field into use again, with the values it had."""
    return _put(actor, field_id, archived=False)


def _put(actor: User, field_id: int, *, archived: bool) -> CustomField:
    require(actor, "setting", "change")
    with transaction.atomic():
        row = CustomField.objects.select_for_update().get(pk=field_id)
        if (row.archived_at is not None) == archived:
            return row
        row.archived_at = timezone.now() if archived else None
        row.save(update_fields=["archived_at"])
        action = "custom_field.archive" if archived else "custom_field.restore"
        audit.record(actor=actor, action=action, subject=row)
        _settle(row)
    return row


def order_fields(*, actor: User, subject: str, field_ids: Sequence[int]) -> None:
    """Put the fields in this order; those that are not named come after, as they stood."""
    require(actor, "setting", "change")
    with transaction.atomic():
        rows: Mapping[int, CustomField] = {
            row.pk: row for row in CustomField.objects.select_for_update().filter(subject=subject)
        }
        wanted = [pk for pk in dict.fromkeys(field_ids) if pk in rows]
        order = [*wanted, *(pk for pk in rows if pk not in wanted)]
        if order == list(rows):
            return
        for rank, pk in enumerate(order, 1):
            rows[pk].rank = rank
        CustomField.objects.bulk_update(rows.values(), ["rank"])
        first = rows[order[0]]
        audit.record(actor=actor, action="custom_field.order", subject=first, changes={"order": [list(rows), order]})
        registry.renew()


def holders(row: CustomField) -> int:
    """Return how many records hold a value of this field."""
    table: type[Model] = apps.get_model(registry.subjects()[row.subject].table)
    return table._default_manager.filter(extra__has_key=row.key).count()
