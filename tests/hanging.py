"""What can hang on a customer beside her orders and talks: one maker for each kind, for tests that move or forget it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from peyvand.interactions.models import Aim, Consent, Interaction, Jot, Promise
from peyvand.knowledge.models import Fact
from peyvand.people.models import Affiliation, Customer, Group, GroupMember, HandOver, PartyRole, Relation, Share
from peyvand.relationship.models import BoundaryCase, Decision
from peyvand.sales.models import DiscountRequest
from tests.cast import Cast, relation_kind

AT, DAY = datetime(2026, 1, 6, 9, tzinfo=UTC), date(2026, 1, 6)
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def _facts(cast: Cast, one: Customer, _other: Customer) -> None:
    """A need, and a tone that was superseded."""
    known = {"learned_on": DAY, "noted_at": AT, "noted_by": cast.sara, "customer": one}
    Fact.objects.create(kind="need", text="نیاز", rank=1, **known)
    before = Fact.objects.create(kind="pace", text="آهسته", **known)
    Fact.objects.create(kind="pace", text="تند", supersedes=before, **known)


def _promises(cast: Cast, one: Customer, _other: Customer) -> None:
    """One that is open and one that was kept, given in a call."""
    call = Interaction.objects.create(customer=one, kind="call", occurred_at=AT, subject="قول")
    Promise.objects.create(customer=one, what="نمونه", made_at=AT, due_on=DAY, by=cast.sara, interaction=call)
    Promise.objects.create(customer=one, what="فاکتور", made_at=AT, due_on=DAY, state="kept", settled_at=AT)


def _consents(cast: Cast, one: Customer, _other: Customer) -> None:
    """A yes and a later no."""
    for nth, given in enumerate((True, False)):
        at = AT + timedelta(days=nth)
        Consent.objects.create(
            customer=one, channel="sms", purpose="marketing", given=given, source="form", at=at, by=cast.sara
        )


def _jots(cast: Cast, one: Customer, _other: Customer) -> None:
    """A few words on her page, not filed yet."""
    Jot.objects.create(author=cast.sara, key=f"j{one.pk}", text="یادداشت", written_at=AT, customer=one)


def _aims(cast: Cast, one: Customer, _other: Customer) -> None:
    """A goal, and an item of the checklist that was ticked."""
    Aim.objects.create(customer=one, text="هدف", by=cast.sara)
    Aim.objects.create(customer=one, kind="check", text="نشانی", by=cast.sara, done_at=AT)


def _roles(_cast: Cast, one: Customer, _other: Customer) -> None:
    PartyRole.objects.create(customer=one, role="supplier")


def _loan(cast: Cast, one: Customer, _other: Customer) -> None:
    """Lent to Roya and to the southern team."""
    Share.objects.create(customer=one, user=cast.roya, level="view", ends_at=LATER, given_by=cast.ali)
    Share.objects.create(customer=one, team=cast.south, level="change", ends_at=LATER)


def _handovers(cast: Cast, one: Customer, _other: Customer) -> None:
    """One that is over and one that waits for a signature."""
    known = {"customer": one, "giver": cast.reza, "taker": cast.sara, "by": cast.mina, "on": DAY}
    HandOver.objects.create(state="introduced", signed_at=AT, signed_as="سارا", introduced_on=DAY, **known)
    HandOver.objects.create(state="proposed", **known)


def _bonds(cast: Cast, one: Customer, other: Customer) -> None:
    """Something to a third party, from both ends, and to whoever came first of the others."""
    kind = relation_kind("partner of")
    Relation.objects.create(kind=kind, source=one, target=other, by=cast.sara)
    Relation.objects.create(kind=kind, source=other, target=one, note="از سوی دیگر")
    if (
        twin := Customer.objects.filter(kind=one.kind).exclude(pk__in=[one.pk, other.pk]).order_by("pk").first()
    ) is not None:
        Relation.objects.create(kind=kind, source=one, target=twin)


def _left_group(_cast: Cast, one: Customer, _other: Customer) -> None:
    """She was in a group once."""
    group, _made = Group.objects.get_or_create(name="پیشین")
    GroupMember.objects.create(customer=one, group=group).delete()


def _employer(_cast: Cast, one: Customer, other: Customer) -> None:
    Affiliation.objects.create(organisation=other, person=one, role="خرید")


def _staff(_cast: Cast, one: Customer, _other: Customer) -> None:
    """Somebody who works there, to whom a promise was given."""
    who = Affiliation.objects.create(organisation=one, name="مهسا", role="فروش", phone="+989121110000")
    Promise.objects.create(customer=one, person=who, what="کاتالوگ", made_at=AT, due_on=DAY)


def _discount(cast: Cast, one: Customer, _other: Customer) -> None:
    """Asked for by Sara, and still waiting for a word."""
    DiscountRequest.objects.create(customer=one, percent=12, reason="سفارش بزرگ", until=DAY, asked_by=cast.sara)


def _decisions(cast: Cast, one: Customer, _other: Customer) -> None:
    """Kept as a commitment, and a line that was crossed."""
    known = {"customer": one, "decided_on": DAY, "decided_by": cast.mina}
    Decision.objects.create(kind="keep", reason="مشتری ده‌ساله", review_on=DAY, **known)
    BoundaryCase.objects.create(customer=one, boundary="insult", evidence="فریاد زد", noted_on=DAY, noted_by=cast.sara)


HANGS: Mapping[str, Callable[[Cast, Customer, Customer], None]] = {
    "facts": _facts, "promises": _promises, "consents": _consents, "jots": _jots, "aims": _aims, "roles": _roles,
    "loan": _loan, "handovers": _handovers, "bonds": _bonds, "left group": _left_group, "employer": _employer, "staff": _staff,
    "discount": _discount, "decisions": _decisions,
}  # fmt: skip


def hang(cast: Cast, what: str, one: Customer, other: Customer) -> None:
    """Hang rows of one kind on a customer; `other` is somebody to belong together with."""
    HANGS[what](cast, one, other)
