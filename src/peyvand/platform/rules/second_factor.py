"""Codes of a second factor: six digits that change every half minute (RFC 6238), and recovery codes on paper."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

import pyotp
import segno

from peyvand.core.digits import to_ascii
from peyvand.core.html import Html

STEPS_OFF = 1  # clocks of phones are off by up to half a minute
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another on paper


def address(secret: str, *, person: str, organisation: str) -> str:
    """Return the otpauth:// address that an authenticator app reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=person, issuer_name=organisation)


def picture(address: str) -> Html:
    """Return the QR code of an address as SVG, dark on white in every theme."""
    return Html(segno.make(address, error="m").svg_inline(scale=5, border=3, light="#fff"))


def written(code: str) -> str:
    """Return what was typed as codes are written: ASCII digits, small letters, nothing between them."""
    return re.sub(r"[\s\-‌]", "", to_ascii(code)).lower()


def step_of(secret: str, code: str, *, now: datetime, after: int) -> int | None:
    """Return the time step whose code this is, None for a wrong one. A step up to `after` was used already."""
    totp = pyotp.TOTP(secret)
    present = totp.timecode(now)
    for step in range(present - STEPS_OFF, present + STEPS_OFF + 1):
        if step > after and secrets.compare_digest(totp.generate_otp(step).encode(), written(code).encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Return ten codes of fifty bits, in two groups of five letters."""
    return [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]
