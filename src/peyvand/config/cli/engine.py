"""review: decide stages now."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from peyvand.config.cli.output import answer


@click.command()
@click.option("--customer", type=int, help="only this customer")
@click.option("--json", "as_json", is_flag=True)
def review(customer: int | None, as_json: bool) -> None:
    """Look at every relationship (or one) and decide its stage."""
    from peyvand.people.models import Customer
    from peyvand.relationship.actions.review import review as decide

    looked_at = Customer.objects.filter(deleted_at=None)
    if customer is not None and not looked_at.filter(pk=customer).exists():
        raise click.ClickException(_("There is no customer %(id)s.") % {"id": customer})
    outcome = decide(ids=None if customer is None else [customer])
    count = looked_at.count() if customer is None else outcome["customers"]
    result = {"customers": count, "moved": outcome["moved"], "seconds": round(outcome["seconds"], 3)}
    text = _("%(customers)s relationships looked at, %(moved)s moved, in %(seconds)s s.") % result
    answer(result, as_json=as_json, text=text)
