"""How the platform's rows are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from peyvand.core import display
from peyvand.platform.choices import Calendar, Level
from peyvand.platform.policies import level

if TYPE_CHECKING:
    from peyvand.platform.models import AuditEntry, Import, SavedView, User


class UserQuerySet(models.QuerySet["User"]):
    """Colleagues."""

    def active(self) -> Self:
        """Keep those who still work here."""
        return self.filter(is_active=True)

    def with_right(self, model: str, action: str) -> Self:
        """Keep those whose role may do this at least with what is their own; whose it is has to be asked as well."""
        reaching = [Level.OWN, Level.TEAM, Level.ALL]
        return self.filter(role__rights__model=model, role__rights__action=action, role__rights__level__in=reaching)

    def calendar(self) -> display.Calendar:
        """Return the calendar that most of them chose; the Jalali one where neither has more."""
        chosen = Count("pk", filter=Q(calendar=Calendar.GREGORIAN))
        found = self.order_by().aggregate(gregorian=chosen, altogether=Count("pk"))
        return "gregorian" if 2 * found["gregorian"] > found["altogether"] else "jalali"

    def visible_to(self, user: User) -> Self:
        """Everybody sees the names of colleagues: customers have owners."""
        return self if user.is_authenticated else self.none()


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own and the shared ones."""
        return self.filter(Q(user=user.pk) | Q(is_shared=True))


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own, or all with the right to view all imports."""
        reach = level(user, "import", "view")
        if reach == "all":
            return self
        return self.filter(user=user) if reach != "none" else self.none()


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """The audit."""

    def of(self, model: str, object_id: int) -> Self:
        """Keep the history of one object, newest first."""
        return self.filter(model=model, object_id=object_id).order_by("-id")
