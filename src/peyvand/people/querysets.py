"""How customers are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from peyvand.core.phones import parse_phone, search_forms
from peyvand.core.text import tokens
from peyvand.people.policies import within_reach

if TYPE_CHECKING:
    from peyvand.platform.models import User


class CustomerQuerySet(models.QuerySet[Any]):
    """Customers."""

    def visible_to(self, user: User, action: str = "view") -> Self:
        """Keep the living customers that `user` may view (or do `action` with)."""
        condition = within_reach(user, action)
        return self.none() if condition is None else self.filter(condition, deleted_at=None)

    def deleted_visible_to(self, user: User) -> Self:
        """Keep the deleted customers whose deletion `user` may undo."""
        condition = within_reach(user, "delete")
        return self.none() if condition is None else self.filter(condition, deleted_at__isnull=False)

    def matching(self, text: str) -> Self:
        """Keep those whose names, phones, e-mails or numbers contain every word of `text`, however it is spelled."""
        try:
            phone = search_forms(parse_phone(text).e164)[0]
        except ValueError:
            phone = ""
        if phone:
            return self.filter(search__contains=phone)
        condition = Q()
        for token in tokens(text):
            condition &= Q(search__contains=token)
        return self.filter(condition) if condition else self.none()

    def orphaned(self) -> Self:
        """Keep those nobody answers for."""
        return self.filter(owner=None)

    def without_next_step(self) -> Self:
        """Keep those with nothing planned."""
        return self.filter(next_step_on=None)
