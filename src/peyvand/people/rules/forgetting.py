"""How somebody who was erased is known again without being known."""

from __future__ import annotations

import hmac
from collections.abc import Iterable


def digest(secret: str, value: str) -> str:
    """Return the keyed hash of a number or address: without the installation's `secret` nobody can try numbers out."""
    return hmac.digest(secret.encode(), f"forgotten:{value.strip().lower()}".encode(), "sha256").hex()


def digests(secret: str, values: Iterable[str | None]) -> set[str]:
    """Return the hashes of what there is of `values`."""
    return {digest(secret, value) for value in values if value and value.strip()}
