"""Recording many interactions at once: the same rights as one, a statement per table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.interactions.actions.interactions import NewInteraction, drafted
from peyvand.interactions.choices import InteractionKind
from peyvand.interactions.models import Interaction
from peyvand.people.bulk import touch_all
from peyvand.people.events import CustomersChanged
from peyvand.people.models import Customer
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require

BATCH = 2000


def log_interactions(*, actor: User, interactions: Sequence[tuple[int, NewInteraction]]) -> int:
    """Record many interactions, each as (customer id, interaction); return how many. Next steps are not set here.

    Raises ValidationError when a customer is not the actor's to see; nothing is recorded then.
    """
    require(actor, "interaction", "add")
    seen = set(Customer.objects.visible_to(actor).values_list("pk", flat=True))
    if any(customer_id not in seen for customer_id, _new in interactions):
        raise ValidationError(_("Not all of these customers are yours to see."))
    rows = [drafted(actor=actor, customer_id=customer_id, new=new) for customer_id, new in interactions]
    newest: dict[int, datetime] = {}
    for row in rows:
        if row.kind != InteractionKind.NOTE and row.reached:
            newest[row.customer_id] = max(row.occurred_at, newest.get(row.customer_id, row.occurred_at))
    with transaction.atomic():
        Interaction.objects.bulk_create(rows, batch_size=BATCH)
        touch_all(newest)
        AuditEntry.objects.bulk_create(
            (
                AuditEntry(
                    actor=actor, actor_name=actor.name, action="interaction.add", model="interaction", object_id=row.pk,
                    title=str(row)[:300], changes={"customer": row.customer_id},
                )
                for row in rows
            ),
            batch_size=BATCH,
        )  # fmt: skip
        publish(CustomersChanged(customer_ids=sorted({pk for pk, _new in interactions})))
    return len(rows)
