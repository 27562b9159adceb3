"""May we contact her? One question, asked by pages, the API and everything that sends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings

from peyvand.interactions.choices import Direction, InteractionKind, Purpose
from peyvand.interactions.models import Consent, Interaction, Suppression
from peyvand.interactions.rules.contactability import Answer, Known, Limits, is_open, judged
from peyvand.people.choices import Channel, ContactKind
from peyvand.people.models import Customer
from peyvand.people.rules.forgetting import digest as keyed
from peyvand.platform import organisation

KINDS = {
    Channel.CALL: (ContactKind.PHONE,),
    Channel.SMS: (ContactKind.PHONE,),
    Channel.MESSAGE: (ContactKind.PHONE, ContactKind.SOCIAL),
    Channel.EMAIL: (ContactKind.EMAIL,),
}
SOMEWHERE = "-"  # a place: a letter or a visit needs no contact point


def digest(value: str) -> str:
    """Return what a suppressed contact value is kept as: nobody reads it back without this installation's key."""
    return keyed(settings.SECRET_KEY, f"suppression:{value}")


def limits() -> Limits:
    """Return the organisation's limits."""
    quiet_from, quiet_until = (time.fromisoformat(organisation.get(key)) for key in ("quiet_from", "quiet_until"))
    return Limits(quiet_from, quiet_until, organisation.get("contact_most"), organisation.get("contact_days"))


def known_of(customer: Customer, channels: Iterable[str], at: datetime) -> dict[str, Known]:
    """Return what is known of a customer on each channel."""
    points: dict[str, list[str]] = defaultdict(list)
    for point in customer.contact_points.all():
        points[point.kind].append(point.value)
    digests = {digest(value): value for values in points.values() for value in values}
    held = Suppression.objects.filter(digest__in=digests).values_list("digest", flat=True)
    suppressed = [digests[one] for one in held]
    said: dict[str, dict[str, bool]] = defaultdict(dict)
    for channel, purpose, given in Consent.objects.newest(customer.pk, at).values_list("channel", "purpose", "given"):
        said[channel][purpose] = given
    contacts = _contacts(customer.pk, at)
    found = {}
    for channel in channels:
        kinds = KINDS.get(Channel(channel))
        reach = [SOMEWHERE] if kinds is None else [value for kind in kinds for value in points[kind]]
        found[channel] = Known(reach, suppressed, said[channel], contacts)
    return found


def _contacts(customer_id: int, at: datetime) -> int:
    turned = Interaction.objects.filter(customer=customer_id, deleted_at=None, direction=Direction.OUTBOUND)
    since = at - timedelta(days=organisation.get("contact_days"))
    return turned.filter(occurred_at__gt=since, occurred_at__lte=at).exclude(kind=InteractionKind.NOTE).count()


def may_contact(customer: Customer, channel: str, purpose: str, at: datetime) -> Answer:
    """Return whether a customer may be contacted on a channel for a purpose at a moment, and why."""
    moment = at.astimezone(organisation.zone())
    return judged(channel, purpose, moment, known_of(customer, [channel], at)[channel], limits())


def strip(customer: Customer, at: datetime) -> dict[str, dict[str, Answer]]:
    """Return the answers for every channel and purpose at a moment: {channel: {purpose: answer}}."""
    moment, known, allowed = at.astimezone(organisation.zone()), known_of(customer, Channel.values, at), limits()
    return {
        channel: {purpose: judged(channel, purpose, moment, one, allowed) for purpose in Purpose.values}
        for channel, one in known.items()
    }


def open_channels(customer: Customer, at: datetime) -> list[Channel]:
    """Return on which of the channels that need a number or an address a customer can be reached about her orders."""
    known = known_of(customer, KINDS, at)
    return [channel for channel in KINDS if is_open(Purpose.SERVICE, known[channel])]
