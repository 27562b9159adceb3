"""The second factor of a person and the codes that replace it once each."""

from __future__ import annotations

from base64 import b32encode

from django.db import models
from django.utils.crypto import salted_hmac


class SecondFactor(models.Model):
    """An authenticator app that belongs to a person, from `confirmed_at` on.

    The database keeps only `salt`: the secret follows from it and the installation's secret key, which lies outside.
    `last_step` is the newest time step whose code was taken; it is not taken again.
    """

    user = models.OneToOneField(
        "platform.User", on_delete=models.CASCADE, primary_key=True, related_name="second_factor"
    )
    salt = models.CharField(max_length=64)
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"

    @property
    def secret(self) -> str:
        """Return the secret shared with the app. Another secret key of the installation makes it another one."""
        made = salted_hmac("peyvand.second_factor", f"{self.user_id}:{self.salt}", algorithm="sha256")
        return b32encode(made.digest()[:20]).decode()


class RecoveryCode(models.Model):
    """A code on paper that opens the door once without the app, kept as an argon2 hash."""

    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=160)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"
