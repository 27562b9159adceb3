"""Who comes in: session or token, person, rights, pinned views and the organisation's settings, in one question.

Every request begins with them. Nothing is kept between requests but texts already parsed, found again by the text
itself: a right that is revoked or a session that is ended holds for the very next request, in every process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from peyvand.core.sql import fetch_planned
from peyvand.platform.models import Role, Team, Token, User
from peyvand.platform.models.users import MOST_PINNED, PinnedView
from peyvand.platform.rules.secrets import PREFIX, hash_secret

ARRIVAL = Path(__file__).parent / "sql" / "arrival.sql"


@dataclass(frozen=True)
class Arrival:
    """A person with everything asked of her, the stored settings, and what she came by: the other one is empty.

    A session's data are still encoded; a person who came by a token may no more than its scopes.
    """

    user: User
    settings: Mapping[str, Any]
    session_data: str = ""
    token: Token | None = None


def arrive(session_key: str) -> Arrival | None:
    """Return who comes in with this key; None for no living session of somebody who works here."""
    row = _row(session_key, None)
    return Arrival(_person(row), _settings(row["settings"]), session_data=row["session_data"]) if row else None


def arrive_by_token(secret: str) -> Arrival | None:
    """Return who comes in with this secret; None for no living token of somebody who works here."""
    row = _row(None, hash_secret(secret)) if secret.startswith(PREFIX) else None
    if row is None:
        return None
    user = _person(row)
    token = Token(
        id=row["token_id"],
        user=user,
        prefix=row["token_prefix"],
        scopes=row["token_scopes"],
        last_used_at=row["token_used_at"],
    )
    user.scopes = frozenset(token.scopes)
    return Arrival(user, _settings(row["settings"]), token=token)


def _row(session_key: str | None, secret_hash: str | None) -> dict[str, Any] | None:
    rows = fetch_planned(ARRIVAL, {"key": session_key, "secret": secret_hash, "pins": MOST_PINNED})
    return rows[0] if rows else None


def _person(row: Mapping[str, Any]) -> User:
    fields = User._meta.concrete_fields
    user = User.from_db(DEFAULT_DB_ALIAS, [one.attname for one in fields], [row[str(one.column)] for one in fields])
    needed = row["role_needs_second_factor"]
    user.role = Role(id=user.role_id, key=row["role_key"], name=row["role_name"], needs_second_factor=needed)
    user.lacks_second_factor = row["lacks_second_factor"]
    user.team = None if user.team_id is None else Team(id=user.team_id, name=row["team_name"])
    user.list_columns = json.loads(row["list_columns"])
    user.badges = json.loads(row["badges"])
    user.levels = _levels(row["rights"])
    user.pinned = _pinned(row["pinned"])
    return user


@lru_cache(maxsize=256)
def _levels(text: str | None) -> Mapping[tuple[str, str], str]:
    return {(model, action): level for model, action, level in json.loads(text or "[]")}


@lru_cache(maxsize=1024)
def _pinned(text: str | None) -> tuple[PinnedView, ...]:
    return tuple(PinnedView(*values) for values in json.loads(text or "[]"))


@lru_cache(maxsize=16)
def _settings(text: str | None) -> Mapping[str, Any]:
    return dict(json.loads(text or "{}"))
