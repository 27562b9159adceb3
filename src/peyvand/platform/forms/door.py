"""What is typed at the door: signing in, and setting a password through a one-time link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordField(forms.CharField):
    """A password: taken letter by letter as typed, never folded; a script warns when the keyboard is Persian."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        """`autocomplete` tells password managers which one is meant: "current-password" or "new-password"."""
        attrs = {
            "autocomplete": autocomplete,
            "dir": "ltr",
            "data-latin": _("Your keyboard writes Persian. A password typed like this is another one."),
        }
        super().__init__(strip=False, max_length=500, widget=forms.PasswordInput(attrs=attrs), **kwargs)


class SignInForm(forms.Form):
    """Who is at the door."""

    identifier = forms.CharField(
        label=_("E-mail or phone"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autofocus": True,
                "dir": "ltr",
                "inputmode": "email",
                "spellcheck": "false",
            }
        ),
    )
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = PasswordField(
        label=_("New password"), autocomplete="new-password", help_text=_("At least 8 letters, and not only digits.")
    )
    again = PasswordField(label=_("The same again"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """The two must be the same."""
        typed: dict[str, Any] = super().clean() or {}
        if {"password", "again"} <= set(typed) and typed["password"] != typed["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return typed


class ChangePasswordForm(NewPasswordForm):
    """A new password for somebody who is signed in and knows the old one."""

    old = PasswordField(label=_("Present password"), autocomplete="current-password")
    field_order = ("old", "password", "again")
