"""What a password must not be, in our own words: a library's would be half English and half of another tone."""

from __future__ import annotations

from django.contrib.auth import password_validation as library
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.numbers import format_number


class LongEnough(library.MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        """The sentence for whoever chose a shorter one."""
        sentence = ngettext(
            "The password is short: write at least %(n)s character.",
            "The password is short: write at least %(n)s characters.",
            self.min_length,
        )
        return sentence % {"n": format_number(self.min_length)}


class NotHerOwnName(library.UserAttributeSimilarityValidator):
    """Not nearly her name or her e-mail."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        """The sentence for whoever chose her name."""
        return _("The password is too much like your name or your e-mail.")


class NotEverybodys(library.CommonPasswordValidator):
    """None of those that many people use."""

    def get_error_message(self) -> str:
        """The sentence for whoever chose one of them."""
        return _("Many people use this password, so it is soon guessed.")


class NotOnlyDigits(library.NumericPasswordValidator):
    """Not of digits alone, in whatever script."""

    def get_error_message(self) -> str:
        """The sentence for whoever typed a number."""
        return _("A password of digits alone is soon guessed.")
