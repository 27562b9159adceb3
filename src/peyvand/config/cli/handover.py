"""`peyvand handover`: all customers of a colleague to another one, and letting a colleague go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _

from peyvand.config.cli.output import acting_user, answer

if TYPE_CHECKING:
    from peyvand.platform.models import User


@click.command("handover")
@click.argument("giver")
@click.argument("taker")
@click.option("--on", "on", default="", metavar="DAY", help="From this day, in either calendar (default: at once).")
@click.option("--reason", default="", help="Why; the new owner reads it.")
@click.option("--leaves", is_flag=True, help="The giver leaves: everything of hers passes and her access ends.")
@click.option("--user", default=None, metavar="EMAIL", help="In whose name (default: the first administrator).")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def handover(giver: str, taker: str, leaves: bool, as_json: bool, **how: str | None) -> None:
    """Give all customers of GIVER to TAKER (by their e-mail or phone), each with a brief to sign."""
    from django.db import transaction

    from peyvand.people.actions.handover import Transfer, hand_over_portfolio
    from peyvand.platform.actions.leaving import let_go

    actor, start, heir = acting_user(how["user"]), _day(how["on"] or ""), _colleague(taker)
    if leaves and start:
        raise click.UsageError(_("Who leaves hands over at once: leave out --on."))
    gone = _colleague(giver)
    transfer = Transfer(heir.pk, start, how["reason"] or "")
    with transaction.atomic():
        made = hand_over_portfolio(actor=actor, giver_id=gone.pk, transfer=transfer)
        if leaves:
            let_go(actor=actor, user_id=gone.pk, heir_id=heir.pk)
    result = {"customers": len(made), "from": gone.pk, "to": heir.pk, "left": leaves}
    answer(result, as_json=as_json, text=_("%(customers)s customers handed over.") % result)


def _day(text: str) -> date | None:
    from peyvand.core.jalali import parse_date
    from peyvand.platform import organisation

    return parse_date(text, today=organisation.today()) if text else None


def _colleague(name: str) -> User:
    from peyvand.platform.signin import find_user

    found = find_user(name)
    if found is None:
        raise click.ClickException(_("Nobody here signs in as %(email)s.") % {"email": name})
    return found
