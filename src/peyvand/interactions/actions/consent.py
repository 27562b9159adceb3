"""Writing down what customers say about being contacted, and keeping numbers and addresses out of it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.interactions.choices import ConsentSource, Purpose
from peyvand.interactions.contactability import digest
from peyvand.interactions.events import ConsentNoted
from peyvand.interactions.models import Consent, Suppression
from peyvand.people.choices import Channel
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.people.rules.contacts import parse_contact
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require


@dataclass(frozen=True)
class NewConsent:
    """A yes or no to one channel for one purpose: where it was said, what proves it, and when (None: now)."""

    channel: str
    purpose: str
    given: bool
    source: str
    proof: str = ""
    at: datetime | None = None


def note_consent(*, actor: User, customer_id: int, new: NewConsent) -> Consent:
    """Write down what a customer said; what she said before stays in her history. Raises ValidationError by field."""
    with transaction.atomic():
        customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer_id, deleted_at=None)
        require_for(actor, customer, "change", "consent")
        consent = _write(actor, customer, new)
        publish(ConsentNoted(customer_id=customer.pk))
    return consent


def _write(actor: User | None, customer: Customer, new: NewConsent) -> Consent:
    at = new.at or timezone.now()
    if at > timezone.now():
        raise ValidationError({"at": _("This moment is still to come.")})
    consent = Consent(
        customer=customer, channel=new.channel, purpose=new.purpose, given=new.given, source=new.source,
        proof=new.proof.strip(), at=at, by=actor,
    )  # fmt: skip
    consent.full_clean(exclude=["customer", "by"])
    consent.save()
    said = {"channel": new.channel, "purpose": new.purpose, "given": new.given, "source": new.source}
    audit.record(actor=actor, action="customer.consent", subject=customer, changes=said)
    return consent


def choose_preferences(*, customer: Customer, chosen: Mapping[tuple[str, str], bool]) -> int:
    """Write down what a customer chose on her own page, {(channel, purpose): yes or no}, where that is new; return how
    many answers were. Whoever has the unguessable address of the page speaks for her."""
    with transaction.atomic():
        Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk, deleted_at=None)
        newest = Consent.objects.newest(customer.pk, timezone.now())
        before = {(one.channel, one.purpose): one.given for one in newest}
        news = {key: given for key, given in chosen.items() if before.get(key) is not given}
        for (channel, purpose), given in news.items():
            _write(None, customer, NewConsent(channel, purpose, given, ConsentSource.PAGE))
        if news:
            publish(ConsentNoted(customer_id=customer.pk))
    return len(news)


def suppress_all_of(*, customer: Customer) -> int:
    """Let nobody contact a customer any more, on her own demand: a no to everything, and her numbers are suppressed."""
    everything = {(channel, purpose): False for channel in Channel.values for purpose in Purpose.values}
    with transaction.atomic():
        choose_preferences(customer=customer, chosen=everything)
        values = list(customer.contact_points.values_list("value", flat=True))
        return _suppress(None, values, "")


def suppress(*, actor: User, kind: str, value: str, reason: str = "") -> int:
    """Let nobody contact a phone or e-mail, whoever has it; return how many that is (0: it was so already).

    Raises ValidationError for what is neither.
    """
    require(actor, "consent", "suppress")
    with transaction.atomic():
        return _suppress(actor, [parse_contact(kind, value).value], reason)


def _suppress(actor: User | None, values: Iterable[str], reason: str) -> int:
    count = 0
    for value in values:
        held, made = Suppression.objects.get_or_create(
            digest=digest(value), defaults={"masked": masked(value), "reason": reason.strip(), "by": actor}
        )
        if made:
            audit.record(actor=actor, action="suppression.add", subject=held)
            count += 1
    return count


def lift(*, actor: User, suppression_id: int) -> str:
    """Take a number or address off the list; return its masked form."""
    require(actor, "consent", "suppress")
    with transaction.atomic():
        held = Suppression.objects.select_for_update().get(pk=suppression_id)
        audit.record(actor=actor, action="suppression.lift", subject=held)
        held.delete()
    return held.masked


def masked(value: str) -> str:
    """Return enough of a value to know it again, not enough to use it: +98912•••4567, s•••@example.com."""
    name, at, domain = value.partition("@")
    if at:
        return f"{name[:1]}•••@{domain}"[:60]
    return f"{value[:-7]}•••{value[-4:]}"[:60] if len(value) > 8 else f"{value[:2]}•••"
