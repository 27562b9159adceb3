"""How facts are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef

from peyvand.knowledge.field_classes import closed_kinds
from peyvand.people.policies import within_reach
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from peyvand.knowledge.models import Fact, Familiarity, QuestionSet
    from peyvand.platform.models import User


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts."""

    def readable(self, user: User) -> Self:
        """Keep the facts of customers that `user` may view, removed ones too, if she may view such facts at all."""
        from peyvand.people.models import Customer

        if within_reach(user, "view") is None or not may(user, "fact", "view"):
            return self.none()
        found = self.filter(customer__in=Customer.objects.visible_to(user))
        closed = closed_kinds(user)
        return found.exclude(kind__in=closed) if closed else found

    def visible_to(self, user: User) -> Self:
        """Keep those that were not removed."""
        return self.readable(user).filter(removed_at=None)

    def standing(self) -> Self:
        """Keep those that hold now: nothing noted later supersedes them."""
        later = self.model._default_manager.filter(supersedes=OuterRef("pk"), removed_at=None)
        return self.filter(~Exists(later), removed_at=None)


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    """Sets of questions."""

    def living(self) -> Self:
        """Keep those in use, the six questions first."""
        return self.filter(archived_at=None).order_by("-is_built_in", "pk")


class FamiliarityQuerySet(models.QuerySet["Familiarity"]):
    """How well customers are known."""

    def visible_to(self, user: User) -> Self:
        """Keep those of customers that `user` may view, if she may see what we know of them."""
        from peyvand.people.models import Customer

        if within_reach(user, "view") is None or not may(user, "fact", "view"):
            return self.none()
        return self.filter(customer__in=Customer.objects.visible_to(user).values("pk"))

    def below(self) -> Self:
        """Keep those of whom something is missing that their minimum profile wants."""
        return self.filter(percent__lt=100)
