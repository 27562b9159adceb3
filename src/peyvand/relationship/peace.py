"""Whom we have said farewell to: as long as calm is promised, and always when we let her go, she is left in peace."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from peyvand.core.jalali import format_date
from peyvand.core.manifest import Peace
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.platform.questions import Question
from peyvand.relationship.choices import LeaveReason, Stage
from peyvand.relationship.models import Relationship


def _parted(day: date) -> Q:
    calm = Q(calm_until=None) | Q(calm_until__gt=day) | Q(left_reason=LeaveReason.LET_GO.value)
    return calm & Q(stage=Stage.SEPARATION.value) & Q(Exact(KT("evidence__0__code"), "left"))


PARTED = Question(lambda reader, pk, day: Relationship.objects.filter(_parted(day), pk=pk), ("calm_until",))


def among() -> Q:
    """Return the condition on customers to be left in peace."""
    return Q(Exists(Relationship.objects.filter(_parted(organisation.today()), customer=OuterRef("pk"))))


def why(user: User, customer_id: int) -> str | None:
    """Return that we have said farewell; "" for who may not look at relationships, None where it is not so."""
    day = organisation.today()
    found = PARTED.first(user, {"pk": customer_id, "day": day})
    if found is None or not may(user, "relationship", "view"):
        return None if found is None else ""
    said = _("We have said farewell.")
    if found.calm_until and found.calm_until > day:
        said += " " + _("Calm was promised until %(day)s.") % {"day": format_date(found.calm_until, style="long")}
    return said


FAREWELL = Peace(among, why)
