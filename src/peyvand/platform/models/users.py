"""People who work here: users, their teams, their roles and what a role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from peyvand.core.fields import PersianCharField
from peyvand.platform.choices import Calendar, Digits, Language, Level, MoneyUnit, RoleKey, Theme
from peyvand.platform.querysets import UserQuerySet

MOST_PINNED = 8


@dataclass(frozen=True)
class PinnedView:
    """A saved view in somebody's menu: its id, its list (a URL name), what it is called and its query string."""

    pk: int
    list_key: str
    name: str
    query: str


class Team(models.Model):
    """People who share customers."""

    name = PersianCharField(max_length=80, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A named set of rights. Built-in roles have a key of `RoleKey`; their names are translated."""

    key = models.CharField(max_length=40, unique=True)
    name = PersianCharField(max_length=80, blank=True)
    needs_second_factor = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def levels(self) -> dict[tuple[str, str], str]:
        """Return the role's rights as {(model, action): level}."""
        return {(right.model, right.action): right.level for right in self.rights.all()}

    @property
    def label(self) -> str:
        """Return what the role is called in the reader's language."""
        return self.name or (str(RoleKey(self.key).label) if self.key in RoleKey.values else self.key)


class RoleRight(models.Model):
    """How far one role reaches with one action on one model."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="rights")
    model = models.CharField(max_length=40)
    action = models.CharField(max_length=20)
    level = models.CharField(max_length=4, choices=Level.choices, default=Level.NONE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "model", "action"], name="one_level_per_right")]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.action} {self.model} = {self.level}"


class UserManager(BaseUserManager["User"]):
    """Finds users by the names they sign in with."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who works here. E-mail or phone signs in; at least one is set.

    `badges` holds the small numbers beside her menu by the item's key (see `actions.badges`), `list_columns` the columns
    she chose by the list's URL name.
    """

    email = models.EmailField(null=True, blank=True)
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True, help_text="E.164")
    name = PersianCharField(max_length=120)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="users")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="users")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.PERSIAN)
    calendar = models.CharField(max_length=9, choices=Calendar.choices, default=Calendar.JALALI)
    digits = models.CharField(max_length=2, choices=Digits.choices, default=Digits.PERSIAN)
    money_unit = models.CharField(max_length=5, choices=MoneyUnit.choices, default=MoneyUnit.TOMAN)
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)
    list_columns = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), blank=True)
    badges = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), blank=True)

    # What a request's token narrows her rights to; None: she came herself, with all of them.
    scopes: frozenset[str] | None = None

    objects = UserManager.from_queryset(UserQuerySet)()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False),
                name="user_can_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def levels(self) -> Mapping[tuple[str, str], str]:
        """Return this person's rights as {(model, action): level}; read once per object, that is per request."""
        rows: Any = self.role.rights.values_list("model", "action", "level")
        return {(model, action): level for model, action, level in rows}

    @cached_property
    def lacks_second_factor(self) -> bool:
        """Tell whether her role asks for a second factor that she has not set up; read once per object."""
        from peyvand.platform.models.second_factor import SecondFactor

        factors = SecondFactor.objects.filter(user=self.pk).exclude(confirmed_at=None)
        return self.role.needs_second_factor and not factors.exists()

    @cached_property
    def pinned(self) -> tuple[PinnedView, ...]:
        """Return the views in this person's menu, her own and shared ones by name; read once per object."""
        from peyvand.platform.models.organisation import SavedView

        rows = SavedView.objects.visible_to(self).filter(is_pinned=True).order_by("name", "pk")[:MOST_PINNED]
        return tuple(PinnedView(*values) for values in rows.values_list("pk", "list_key", "name", "query"))
