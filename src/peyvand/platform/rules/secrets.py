"""Unguessable secrets: made here, shown once, kept as hashes."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "pvd_"  # a leaked token is recognised by it


def new_secret() -> str:
    """Return 256 bits as URL-safe text."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a secret, in hex. The secret is random and long, so no salt or stretching is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
