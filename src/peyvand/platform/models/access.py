"""How people and machines get in: sessions, one-time links, tokens, and the brakes."""

from __future__ import annotations

import hashlib

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from peyvand.platform.choices import LinkPurpose


class Session(AbstractBaseSession):
    """A signed-in browser, listed to its owner and ended by her."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, null=True, related_name="sessions")
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(auto_now_add=True)

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store that fills the extra columns."""
        from peyvand.platform.sessions import SessionStore

        return SessionStore

    @property
    def handle(self) -> str:
        """Return a name for this session that is safe to print: the key itself would let its reader in."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:24]


class SignInLink(models.Model):
    """A one-time, expiring link that lets a person set her password. Only the hash of its secret is kept."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="sign_in_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.purpose} {self.user_id}"


class Token(models.Model):
    """A key for the API: shown once, stored hashed, never worth more than its owner is now."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}...)"


class IdempotencyKey(models.Model):
    """What was answered to a POST that carried this key, so that a retry is not a second act."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return self.key


class RateLimit(models.Model):
    """A counter of tries in a window of time."""

    bucket = models.CharField(max_length=160, primary_key=True)
    window_start = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.bucket}: {self.tries}"
