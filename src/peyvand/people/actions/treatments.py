"""Saying how the customers of a group are treated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.events import TreatmentChanged
from peyvand.people.models import Group, Treatment
from peyvand.people.rules.treatment import ATTRIBUTES
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require


def set_treatment(*, actor: User, group_id: int, values: Mapping[str, Any]) -> Treatment:
    """Set some terms of a group's treatment (see `Treatment`); None or "" leaves a term to other groups.

    Raises ValidationError for a value that no term can have, and for a term that there is not.
    """
    require(actor, "group", "change")
    if unknown := set(values) - set(ATTRIBUTES):
        raise ValidationError({name: _("Unknown field.") for name in unknown})
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group_id)
        treatment = Treatment.objects.filter(pk=group_id).first() or Treatment(group=group)
        changes = audit.apply(treatment, values)
        if changes:
            treatment.full_clean(exclude=["group"])
            treatment.save()
            audit.record(actor=actor, action="group.treatment", subject=group, changes=changes)
            publish(TreatmentChanged(group_id=group_id, terms=sorted(changes)))
    return treatment
