"""Who is at the door: e-mail or phone with a password, in any digits."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from peyvand.core.text import clean
from peyvand.platform import organisation
from peyvand.platform.models import User


def find_user(identifier: str) -> User | None:
    """Return the user whose e-mail or phone is `identifier`, however it is spelled."""
    text = clean(identifier).strip()
    people = User.objects.select_related("role")
    if "@" in text:
        return people.filter(email__iexact=text).first()
    try:
        return people.filter(phone=organisation.phone(text)).first()
    except ValueError:
        return None


def address_of(request: HttpRequest) -> str | None:
    """Return the caller's address, None when the server did not say a valid one.

    Behind a proxy of ours that is the last address the proxy added; what a caller claims before it is not believed.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        text = request.headers.get("X-Forwarded-For", text).rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


class EmailOrPhoneBackend(BaseBackend):
    """Django's way to check a password; rights are ours (policies.py), not Django's permissions."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the active user with this name and password, taking the same time when there is none."""
        if username is None or password is None:
            return None
        user = find_user(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the signed-in person with her role, while she still works here."""
        return User.objects.active().select_related("role", "team").filter(pk=user_id).first()
