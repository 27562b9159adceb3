"""What customers are to us and to each other: roles, relations, and the kinds that the organisation knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from peyvand.core.display import current
from peyvand.core.events import publish
from peyvand.people.actions.customers import lock
from peyvand.people.choices import PartyKind
from peyvand.people.events import CustomerChanged
from peyvand.people.models import Customer, PartyRole, Relation, RelationKind
from peyvand.people.policies import may_do, require_for
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require


@dataclass(frozen=True)
class NewRelation:
    """What a customer is to another one. With `backward` it is the other one who is it to her."""

    kind_id: int
    other_id: int
    backward: bool = False
    from_on: date | None = None
    to_on: date | None = None
    note: str = ""


def set_party_roles(*, actor: User, customer_id: int, roles: Iterable[str]) -> Customer:
    """Say everything that somebody is to us; nothing means a customer like others."""
    wanted = set(roles)
    if unknown := wanted - set(PartyKind.values):
        raise ValidationError({"roles": _("There is no role “%(role)s”.") % {"role": min(unknown)[:40]}})
    wanted = set() if wanted == {PartyKind.CUSTOMER.value} else wanted
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "change")
        before = set(customer.party_roles.values_list("role", flat=True))
        if wanted != before:
            customer.party_roles.exclude(role__in=wanted).delete()
            PartyRole.objects.bulk_create([PartyRole(customer=customer, role=role) for role in sorted(wanted - before)])
            _record(actor, customer, {"party_roles": [sorted(before), sorted(wanted)]})
    return customer


def relate(*, actor: User, customer_id: int, new: NewRelation) -> Relation:
    """Write down what a customer is to another one. Raises ValidationError for a stranger, herself, or the same twice."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "change")
        other = Customer.objects.visible_to(actor).exclude(pk=customer_id).filter(pk=new.other_id).first()
        if other is None:
            raise ValidationError({"other": _("Choose one of your customers.")})
        kind = RelationKind.objects.filter(pk=new.kind_id).first()
        if kind is None:
            raise ValidationError({"kind": _("Choose one of the list.")})
        source, target = (other, customer) if new.backward else (customer, other)
        if not kind.backward_fa and Relation.objects.filter(kind=kind, source=target, target=source).exists():
            raise ValidationError({"other": _("This is written down already.")})
        relation = Relation(kind=kind, source=source, target=target, by=actor)
        relation.from_on, relation.to_on, relation.note = new.from_on, new.to_on, new.note.strip()
        _save(relation)
        _tell(actor, relation, ended=False)
    return relation


def change_relation(*, actor: User, relation_id: int, values: Mapping[str, Any]) -> Relation:
    """Correct since when, until when (`to_on`: it is over) or the note of a relation."""
    with transaction.atomic():
        relation = _lock(actor, relation_id)
        changes = audit.apply(relation, {name: values[name] for name in ("from_on", "to_on", "note") if name in values})
        if changes:
            _save(relation)
            for end in (relation.source, relation.target):
                _record(actor, end, {f"relation_{name}": change for name, change in changes.items()})
    return relation


def unrelate(*, actor: User, relation_id: int) -> Relation:
    """Take away a relation that was written down by mistake; return it, so that it can be made again."""
    with transaction.atomic():
        relation = _lock(actor, relation_id)
        _tell(actor, relation, ended=True)
        Relation.objects.filter(pk=relation.pk).delete()
    return relation


def _lock(actor: User, relation_id: int) -> Relation:
    """Return a relation of which the actor sees both ends and may change one."""
    seen = Relation.objects.visible_to(actor).select_related("source", "target", "kind")
    relation: Relation = seen.select_for_update(of=("self",)).get(pk=relation_id)
    if not may_do(actor, relation.source, "change"):
        require_for(actor, relation.target, "change")
    return relation


def _save(relation: Relation) -> None:
    if relation.from_on and relation.to_on and relation.to_on < relation.from_on:
        raise ValidationError({"to_on": _("It would end before it began.")})
    relation.full_clean(exclude=["kind", "source", "target", "by"], validate_constraints=False)
    try:
        with transaction.atomic():
            relation.save()
    except IntegrityError:
        raise ValidationError({"other": _("This is written down already.")}) from None


def _tell(actor: User, relation: Relation, *, ended: bool) -> None:
    """Write into the history of both ends what they are to each other now, or are no more."""
    for end, other, backward in ((relation.source, relation.target, False), (relation.target, relation.source, True)):
        said = f"{relation.kind.said(current().language, backward=backward)}: {other.name}"
        _record(actor, end, {"relations": [said, ""] if ended else ["", said]})


def _record(actor: User, customer: Customer, changes: Mapping[str, Any]) -> None:
    audit.record(actor=actor, action="customer.party", subject=customer, changes=changes)
    publish(CustomerChanged(customer_id=customer.pk, fields=sorted(changes)))


def save_kind(*, actor: User, kind: RelationKind, values: Mapping[str, str]) -> RelationKind:
    """Name a kind of relation, new or known, from both ends in both languages."""
    require(actor, "setting", "change")
    with transaction.atomic():
        for name, text in values.items():
            setattr(kind, name, text.strip())
        same = Q(forward_en__iexact=kind.forward_en) | Q(forward_fa=kind.forward_fa)
        if RelationKind.objects.filter(same).exclude(pk=kind.pk).exists():
            raise ValidationError({"forward_en": _("There is such a kind already.")})
        kind.full_clean(validate_constraints=False)
        kind.save()
        audit.record(actor=actor, action="setting.change", subject=kind, changes=dict(values))
    return kind


def remove_kind(*, actor: User, kind_id: int) -> None:
    """Take away a kind of relation that nobody uses. Raises ValidationError while somebody does."""
    require(actor, "setting", "change")
    with transaction.atomic():
        kind = RelationKind.objects.select_for_update().get(pk=kind_id)
        if kind.relations.exists():
            raise ValidationError(_("Customers are related in this way. Remove those relations first."))
        audit.record(actor=actor, action="setting.delete", subject=kind)
        kind.delete()
