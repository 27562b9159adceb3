"""What can happen on the platform."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SettingChanged(Event):
    """An organisation setting has a new value."""

    key: str


@dataclass(frozen=True, kw_only=True)
class UserChanged(Event):
    """A colleague joined, moved to another team or role, or left."""

    user_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class UserLeft(Event):
    """A colleague does not work here any more; `by_id` let her go."""

    user_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class CustomFieldChanged(Event):
    """A field that the organisation added is new, different, put away or back in use."""

    subject: str
    key: str
