"""Groups of customers: adding, changing, removing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.events import CustomersChanged
from peyvand.people.models import Group, GroupMember
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require


def save_group(*, actor: User, group: Group, name: str, note: str = "", rank: int = 100) -> Group:
    """Add a group or change one. `rank` decides whose thresholds hold for a customer in several: the lowest."""
    require(actor, "group", "change")
    changes = audit.apply(group, {"name": name.strip(), "note": note.strip(), "rank": rank})
    if not group.name:
        raise ValidationError({"name": _("Write a name.")})
    if not changes and group.pk:
        return group
    added = group.pk is None
    with transaction.atomic():
        group.full_clean(validate_unique=False, validate_constraints=False)
        try:
            with transaction.atomic():
                group.save()
        except IntegrityError:
            raise ValidationError({"name": _("Another group already has this name.")}) from None
        audit.record(actor=actor, action="group.add" if added else "group.change", subject=group, changes=changes)
    return group


def delete_group(*, actor: User, group_id: int) -> str:
    """Remove a group; its customers stay customers. Return its name."""
    require(actor, "group", "change")
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group_id)
        members = list(GroupMember.objects.filter(group=group).values_list("customer_id", flat=True))
        audit.record(actor=actor, action="group.delete", subject=group, changes={"customers": len(members)})
        group.delete()
        publish(CustomersChanged(customer_ids=members))
    return group.name
