"""Naming the browser and device behind a user agent, well enough for a person to recognise her own."""

from __future__ import annotations

from typing import NamedTuple

# The first name that occurs wins: Edge and Opera also call themselves Chrome, Chrome also calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
HAND_HELD = {"iPhone", "iPad", "Android"}


class Browser(NamedTuple):
    """A browser's name ("" when unknown), its device, and whether one holds it in the hand."""

    name: str
    device: str
    is_phone: bool


def name_browser(user_agent: str) -> Browser:
    """Read a User-Agent header."""
    name = next((name for mark, name in BROWSERS if mark in user_agent), "")
    device = next((name for mark, name in DEVICES if mark in user_agent), "")
    return Browser(name, device, device in HAND_HELD)
