"""A colleague leaves: everything she answers for has somebody else first."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.manifest import Passing
from peyvand.platform.actions.users import change_user
from peyvand.platform.duties import duties
from peyvand.platform.models import Token, User
from peyvand.platform.policies import require


def pass_everything_on(*, actor: User, user_id: int, heir_id: int) -> list[str]:
    """Give everything a colleague answers for to another one; return in words what passed."""
    require(actor, "user", "change")
    if user_id == heir_id or not User.objects.active().filter(pk=heir_id).exists():
        raise ValidationError({"heir": _("Choose a colleague who works here.")})
    passed = []
    with transaction.atomic():
        for duty in duties():
            count = sum(len(rows) for rows in duty.pass_on(Passing(actor, user_id, heir_id)).values())
            passed += [duty.counted(count)] if count else []
    return passed


def let_go(*, actor: User, user_id: int, heir_id: int | None = None) -> User:
    """Let a colleague go, with everything to an heir where one is named: her sessions and tokens end.

    Raises ValidationError, with what is left and how many, while somebody still counts on her.
    """
    with transaction.atomic():
        if heir_id is not None:
            pass_everything_on(actor=actor, user_id=user_id, heir_id=heir_id)
        user = change_user(actor=actor, user_id=user_id, values={"is_active": False})
        Token.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    return user
