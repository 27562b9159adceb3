"""Keys for the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.platform import audit
from peyvand.platform.models import Token, User
from peyvand.platform.policies import require, scopes_of
from peyvand.platform.rules.secrets import PREFIX, hash_secret, new_secret


def create_token(
    *,
    actor: User | None,
    owner: User,
    name: str,
    scopes: Sequence[str] | None = None,
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """Make a token for `owner` and return it with its secret, which is never shown again.

    `actor` None is the command line. `scopes` are "model:action" texts; None means all that the owner may do now.
    """
    require(owner, "token", "add")
    possible = scopes_of(owner)
    wanted = possible if scopes is None else sorted(set(scopes))
    beyond = set(wanted) - set(possible)
    if beyond:
        raise ValidationError(
            {"scopes": _("You cannot give what you do not have: %(scopes)s.") % {"scopes": ", ".join(sorted(beyond))}}
        )
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("This moment is already past.")})
    secret = PREFIX + new_secret()
    with transaction.atomic():
        token = Token.objects.create(
            user=owner, name=name.strip()[:80] or _("token"), prefix=secret[:12], secret_hash=hash_secret(secret),
            scopes=wanted, expires_at=expires_at,
        )  # fmt: skip
        audit.record(actor=actor, action="token.add", subject=token, changes={"scopes": len(wanted)})
    return token, secret


def revoke_token(*, owner: User, token_id: int) -> Token:
    """End a token at once."""
    with transaction.atomic():
        token: Token = Token.objects.select_for_update().get(pk=token_id, user=owner)
        if token.revoked_at is None:
            token.revoked_at = timezone.now()
            token.save(update_fields=["revoked_at"])
            audit.record(actor=owner, action="token.revoke", subject=token)
    return token
