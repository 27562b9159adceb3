"""Adding, changing, putting away and bringing back a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people import custom
from peyvand.people.choices import Kind
from peyvand.people.events import CustomerChanged, CustomerCreated, CustomerDeleted, CustomerRestored
from peyvand.people.homeland import home
from peyvand.people.models import Address, ContactPoint, Customer
from peyvand.people.policies import require_for
from peyvand.people.rules.contacts import Contact
from peyvand.people.rules.naming import person_name, reach_text
from peyvand.people.rules.places import Place, country_of
from peyvand.people.rules.telling import contacts_told, places_told
from peyvand.platform import audit
from peyvand.platform.field_classes import require_writing
from peyvand.platform.fields.registry import is_custom
from peyvand.platform.fields.values import apply, checked, columns_of
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.versions import require_same

__all__ = [
    "PROFILE",
    "Contact",
    "NewCustomer",
    "Place",
    "create_customer",
    "delete_customer",
    "lock",
    "refresh_reach",
    "restore_customer",
    "save_changes",
    "update_customer",
    "write_contacts",
]

PROFILE = frozenset(
    [
        "name",
        "title",
        "given_name",
        "family_name",
        "legal_name",
        "external_id",
        "national_id",
        "economic_code",
        "registration_number",
        "industry",
        "city",
        "source",
        "language",
        "birthday",
        "notes",
    ]
)


@dataclass(frozen=True)
class NewCustomer:
    """What is known at the first encounter. `owner_id` None leaves her without owner on purpose."""

    kind: str = Kind.PERSON
    profile: Mapping[str, Any] = field(default_factory=dict)
    contacts: Sequence[Contact] = ()
    places: Sequence[Place] = ()
    owner_id: int | None = None
    next_step: str = ""
    next_step_on: date | None = None
    is_demo: bool = False
    created_at: datetime | None = None

    def filled(self) -> set[str]:
        """Return the names of the fields that say something."""
        parts = {"contact_points": self.contacts, "addresses": self.places}
        return {name for name, value in {**self.profile, **parts}.items() if value}


def named(kind: str, profile: dict[str, Any]) -> dict[str, Any]:
    """Complete the name: a person is called by her parts, an organisation by its brand."""
    if kind == Kind.PERSON and (profile.get("given_name") or profile.get("family_name")):
        profile["name"] = person_name(profile.get("given_name", ""), profile.get("family_name", ""))
    if not str(profile.get("name", "")).strip():
        raise ValidationError({"name": _("Write a name.")})
    return profile


def create_customer(*, actor: User, new: NewCustomer) -> Customer:
    """Add a customer with her contact points. Raises ValidationError for what cannot be stored."""
    require(actor, "customer", "add")
    _refuse_unknown(new.profile)
    require_writing(actor, "customer", new.filled())
    own = checked(custom.definitions(new.kind), new.profile)
    profile = named(new.kind, {name: value for name, value in new.profile.items() if name not in own})
    if new.places and not profile.get("city"):
        profile["city"] = new.places[0].city
    owner = User.objects.active().filter(pk=new.owner_id).first() if new.owner_id else None
    if new.owner_id and owner is None:
        raise ValidationError({"owner": _("This colleague does not work here any more.")})
    customer = Customer(kind=new.kind, created_by=actor, owner=owner, is_demo=new.is_demo, **profile)
    customer.team_id = owner.team_id if owner else None
    told = apply(customer, own)
    plan(customer, new, actor)
    with transaction.atomic():
        _save_new(customer)
        write_contacts(customer, new.contacts)
        write_places(customer, new.places)
        if new.created_at:
            Customer.objects.filter(pk=customer.pk).update(created_at=new.created_at)
        kept = {name: getattr(customer, name) for name in profile}  # as its fields cleaned it
        audit.record(actor=actor, action="customer.add", subject=customer, changes=kept | told)
        publish(CustomerCreated(customer_id=customer.pk))
    return customer


def _refuse_unknown(profile: Mapping[str, Any]) -> None:
    if unknown := [name for name in profile if name not in PROFILE and not is_custom(name)]:
        raise ValidationError({name: _("Unknown field.") for name in unknown})


def plan(customer: Customer, new: NewCustomer, actor: User) -> None:
    """Set the next step that was agreed at the first encounter."""
    if new.next_step.strip() and new.next_step_on is None:
        raise ValidationError({"next_step_on": _("Say when.")})
    if new.next_step_on and not new.next_step.strip():
        raise ValidationError({"next_step": _("Say what is to be done.")})
    if new.next_step.strip():
        customer.next_step, customer.next_step_on = new.next_step, new.next_step_on
        customer.next_step_by = customer.owner or actor


def _save_new(customer: Customer) -> None:
    customer.full_clean(exclude=["owner", "team", "made_by_import"], validate_constraints=False)
    try:
        with transaction.atomic():
            customer.save()
    except IntegrityError:
        raise ValidationError({"external_id": _("Another customer already has this number.")}) from None


def write_contacts(customer: Customer, contacts: Sequence[Contact]) -> None:
    """Replace the customer's contact points and the text they are found by; the first of a kind is the primary one."""
    seen: set[str] = set()
    points: dict[tuple[str, str], ContactPoint] = {}
    for given in contacts:
        point = ContactPoint(
            customer=customer,
            kind=given.kind,
            value=given.value,
            label=given.label,
            network=given.network,
            note=given.note,
        )
        point.is_primary = given.kind not in seen
        seen.add(given.kind)
        points.setdefault((given.kind, given.value), point)
    customer.contact_points.all().delete()
    ContactPoint.objects.bulk_create(points.values())
    refresh_reach(customer)


def write_places(customer: Customer, places: Sequence[Place]) -> None:
    """Replace the customer's addresses."""
    customer.addresses.all().delete()
    region = home().region
    Address.objects.bulk_create(
        Address(customer=customer, country=country_of(place.province, region), **vars(place)) for place in places
    )


def refresh_reach(customer: Customer) -> None:
    """Write the text by which the customer's numbers are found."""
    pairs = customer.contact_points.values_list("kind", "value")
    customer.reach = reach_text(pairs, [customer.external_id, customer.national_id])
    customer.save(update_fields=["reach"])


def lock(customer_id: int, version: int | None = None) -> Customer:
    """Return the customer locked for change; raise Conflict when `version` is not hers any more."""
    customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer_id, deleted_at=None)
    require_same(customer, version)
    return customer


def update_customer(
    *,
    actor: User,
    customer_id: int,
    profile: Mapping[str, Any],
    contacts: Sequence[Contact] | None = None,
    places: Sequence[Place] | None = None,
    version: int | None = None,
) -> Customer:
    """Change what is known of a customer; `contacts` and `places` replace her contact points and addresses.

    Raises Conflict when `version` is not hers any more, and ValidationError for what cannot be stored.
    """
    with transaction.atomic():
        customer = lock(customer_id, version)
        require_for(actor, customer, "change")
        _refuse_unknown(profile)
        values = dict(profile) | checked(custom.definitions(customer.kind), profile, customer)
        custom.require_filled(customer, values)
        if {"name", "given_name", "family_name"} & set(values):
            parts = {n: values.get(n, getattr(customer, n)) for n in ("name", "given_name", "family_name")}
            values["name"] = named(customer.kind, parts)["name"]
        changes = apply(customer, values)
        if contacts is not None:
            changes |= _replace_contacts(customer, contacts)
        if places is not None:
            changes |= _replace_places(customer, places)
        require_writing(actor, "customer", changes)
        save_changes(actor, customer, changes)
    return customer


def _replace_contacts(customer: Customer, contacts: Sequence[Contact]) -> dict[str, list[Any]]:
    told = [contacts_told(point.contact for point in customer.contact_points.all()), contacts_told(contacts)]
    if told[0] == told[1]:
        return {}
    write_contacts(customer, contacts)
    return {"contact_points": told}


def _replace_places(customer: Customer, places: Sequence[Place]) -> dict[str, list[Any]]:
    before = [address.place for address in customer.addresses.all()]
    after = [place for place in places if not place.is_empty()]
    if before == after:
        return {}
    write_places(customer, after)
    changes: dict[str, list[Any]] = {"addresses": [places_told(before), places_told(after)]}
    if not customer.city and after and after[0].city:
        changes |= audit.apply(customer, {"city": after[0].city})
    return changes


def save_changes(actor: User, customer: Customer, changes: dict[str, list[Any]]) -> None:
    """Save what changed, one version further, with its audit row and event. Nothing changed: nothing happens."""
    if not changes:
        return
    customer.full_clean(
        exclude=["owner", "team", "next_step_by", "made_by_import", "created_by"], validate_constraints=False
    )
    customer.version += 1
    stored = columns_of(name for name in changes if name not in {"contact_points", "addresses"})
    try:
        with transaction.atomic():
            customer.save(update_fields=[*stored, "version", "updated_at"])
    except IntegrityError:
        raise ValidationError({"external_id": _("Another customer already has this number.")}) from None
    if {"external_id", "national_id"} & set(changes):
        refresh_reach(customer)
    audit.record(actor=actor, action="customer.change", subject=customer, changes=changes)
    publish(CustomerChanged(customer_id=customer.pk, fields=sorted(changes)))


def delete_customer(*, actor: User, customer_id: int, version: int | None = None) -> Customer:
    """Put a customer away. Everything about her stays and comes back with `restore_customer`.

    Raises Conflict when `version` is not hers any more.
    """
    with transaction.atomic():
        customer = lock(customer_id, version)
        require_for(actor, customer, "delete")
        customer.deleted_at = timezone.now()
        customer.version += 1
        customer.save(update_fields=["deleted_at", "version"])
        audit.record(actor=actor, action="customer.delete", subject=customer)
        publish(CustomerDeleted(customer_id=customer.pk))
    return customer


def restore_customer(*, actor: User, customer_id: int) -> Customer:
    """Bring a deleted customer back."""
    with transaction.atomic():
        customer = Customer.objects.select_for_update(of=("self",)).get(
            pk=customer_id, merged_into=None, erased_at=None
        )
        require_for(actor, customer, "delete")
        if customer.deleted_at is not None:
            customer.deleted_at = None
            customer.version += 1
            customer.save(update_fields=["deleted_at", "version"])
            audit.record(actor=actor, action="customer.restore", subject=customer)
            publish(CustomerRestored(customer_id=customer.pk))
    return customer
