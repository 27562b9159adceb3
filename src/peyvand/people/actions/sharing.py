"""Lending a customer to a colleague or a team for a time, and ending that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.customers import lock
from peyvand.people.choices import ShareLevel
from peyvand.people.events import CustomerChanged
from peyvand.people.models import Customer, Share
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.choices import Level
from peyvand.platform.models import Team, User
from peyvand.platform.policies import level

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Loan:
    """To whom a customer is lent (a colleague or a team), for what, and the last day."""

    until: date
    level: str = ShareLevel.VIEW
    user_id: int | None = None
    team_id: int | None = None


def share_customer(*, actor: User, customer_id: int, loan: Loan) -> Share:
    """Lend a customer, or change how she is lent. Raises ValidationError in words.

    Nobody lends what she lacks: lending for work asks for the right to change her, and a loan is not lent on.
    """
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "share")
        if loan.level == ShareLevel.CHANGE:
            require_for(actor, customer, "change")
        user, team = _receiver(customer, loan)
        share, _made = Share.objects.update_or_create(
            customer=customer, user=user, team=team,
            defaults={"level": loan.level, "ends_at": _end_of(loan.until), "given_by": actor},
        )  # fmt: skip
        _tell(actor, customer, ["", _told(share)], "customer.share")
    return share


def end_share(*, actor: User, share_id: int) -> Customer:
    """Take a loan back before its time."""
    with transaction.atomic():
        share = Share.objects.select_related("user", "team").get(pk=share_id)
        customer = lock(share.customer_id)
        require_for(actor, customer, "share")
        _tell(actor, customer, [_told(share), ""], "customer.unshare")
        share.delete()
    return customer


def end_past_shares() -> int:
    """Clear away loans whose time is over (they hold for nobody any more) and write down that they ended."""
    with transaction.atomic():
        past = Share.objects.filter(ends_at__lte=timezone.now())
        return _end(None, past.select_for_update(of=("self",), skip_locked=True))


def end_shares_with(*, actor: User, user_id: int) -> int:
    """Take back what was lent to a colleague, who leaves: whoever let her go has asked for the right."""
    with transaction.atomic():
        return _end(actor, Share.objects.filter(user=user_id).select_for_update(of=("self",)))


def _end(actor: User | None, shares: QuerySet[Share]) -> int:
    ended = list(shares.select_related("customer", "user", "team"))
    for share in ended:
        _tell(actor, share.customer, [_told(share), ""], "customer.unshare")
    Share.objects.filter(pk__in=[share.pk for share in ended]).delete()
    return len(ended)


def _receiver(customer: Customer, loan: Loan) -> tuple[User | None, Team | None]:
    if loan.level not in ShareLevel.values:
        raise ValidationError({"level": _("Say whether she is lent to look at or to work with.")})
    user = User.objects.active().select_related("role").filter(pk=loan.user_id).first() if loan.user_id else None
    team = Team.objects.filter(pk=loan.team_id).first() if loan.team_id else None
    if (loan.user_id is None) == (loan.team_id is None) or (user is None and team is None):
        raise ValidationError({"user": _("Choose a colleague or a team.")})
    if user is not None and user.pk == customer.owner_id:
        raise ValidationError({"user": _("She answers for this customer already.")})
    if user is not None and level(user, "customer", "view") == Level.NONE:
        raise ValidationError({"user": _("The role of this colleague sees no customers at all.")})
    return user, team


def _end_of(day: date) -> datetime:
    today = organisation.now().astimezone(organisation.zone()).date()
    if not today <= day <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day from today on, at most a year ahead.")})
    return datetime.combine(day + timedelta(days=1), time(), organisation.zone())


def _told(share: Share) -> str:
    return f"{share} · {share.get_level_display()} · {share.last_day.isoformat()}"


def _tell(actor: User | None, customer: Customer, change: list[str], action: str) -> None:
    audit.record(actor=actor, action=action, subject=customer, changes={"shares": change})
    publish(CustomerChanged(customer_id=customer.pk, fields=["shares"]))
