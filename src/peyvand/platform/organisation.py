"""The organisation's settings and clock: what manifests offer as `SettingSpec`, read in one query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from peyvand.core.manifest import SettingSpec, offers
from peyvand.core.phones import parse_phone

NO_PLACE = "none"
DEMO_TOLD = "demo_told"
_values: ContextVar[dict[str, Any] | None] = ContextVar("organisation_settings", default=None)
_standing: ContextVar[date | None] = ContextVar("organisation_standing_on", default=None)


@cache
def specs() -> Mapping[str, SettingSpec]:
    """Return every setting that a context offers, by key."""
    return {spec.key: spec for spec in offers("settings")}


def _stored() -> dict[str, Any]:
    from peyvand.platform.models import Setting

    return dict(Setting.objects.values_list("key", "value"))


@contextmanager
def reading_once(stored: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Read the settings at most once inside this block (a request, a job), not at all when they are `stored` already."""
    token = _values.set({} if stored is None else {**stored, "loaded": True})
    try:
        yield
    finally:
        _values.reset(token)


@contextmanager
def standing_on(day: date) -> Iterator[None]:
    """Take `day` for today inside this block, whatever the setting says: for telling old history in its own time."""
    token = _standing.set(day)
    try:
        with reading_once():
            yield
    finally:
        _standing.reset(token)


def forget() -> None:
    """Drop what was read, after a setting has changed."""
    known = _values.get()
    if known is not None:
        known.clear()


def _known() -> dict[str, Any]:
    known = _values.get()
    if known is None:
        return _stored()
    if "loaded" not in known:
        known.update(_stored(), loaded=True)
    return known


def get(key: str) -> Any:
    """Return the setting's value: the stored one, else its default."""
    return _known().get(key, specs()[key].default)


def zone() -> ZoneInfo:
    """Return the organisation's time zone."""
    return ZoneInfo(get("zone"))


def phone(text: str) -> str:
    """Return a typed phone number as E.164, a local one as of here. Raises InvalidPhone with a sentence."""
    return parse_phone(text, region=get("region"), area_code=get("area_code") or None).e164


def holiday_place() -> str:
    """Return the place whose official holidays we keep (IR, CA-ON): that of phone numbers unless told; "" for none."""
    chosen = str(get("holidays"))
    return "" if chosen == NO_PLACE else chosen or str(get("region"))


def kept(key: str) -> Any:
    """Return what the machinery itself keeps among the settings, None where there is nothing."""
    return _known().get(key)


def demo_told() -> datetime | None:
    """Return the moment at which the demo's story was told to its end, None where it was not."""
    value = kept(DEMO_TOLD)
    return datetime.fromisoformat(value) if value else None


def as_of() -> date | None:
    """Return the day at which the organisation looks at its relationships, None when that is simply now."""
    if standing := _standing.get():
        return standing
    value = get("as_of")
    return date.fromisoformat(value) if value else None


def today() -> date:
    """Return the engine's day: the `as_of` setting, else today in the organisation's zone."""
    return as_of() or timezone.now().astimezone(zone()).date()


def now() -> datetime:
    """Return the engine's moment: the end of the `as_of` day, else the present."""
    day = as_of()
    return end_of(day) if day else timezone.now()


def end_of(day: date) -> datetime:
    """Return the last moment of `day` where the organisation is."""
    return datetime.combine(day, time.max, zone())
