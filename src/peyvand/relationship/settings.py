"""The organisation's settings about relationships."""

from __future__ import annotations

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import SettingSpec
from peyvand.core.text import clean_multiline
from peyvand.platform import organisation

LONGEST = 2000
HER_NAME = re.compile(r"\[(?:name|نام)\]")  # in either language, whoever writes the letter


def parse_letter(text: str) -> str:
    """Accept a letter of bearable length."""
    if len(text) > LONGEST:
        raise ValueError(gettext("Write at most %(most)s letters.") % {"most": LONGEST})
    return clean_multiline(text)


def letter_to(name: str) -> str:
    """Return the organisation's letter of parting with a customer's name in its place; nothing else is read into it."""
    usual = gettext(
        "Dear [name], thank you for the time you were our customer. We have seen that we cannot serve you as well as "
        "you deserve, and we would rather say so openly. We gladly name others who may suit you better, and we settle "
        "everything that is still open between us."
    )
    return HER_NAME.sub(lambda _place: name, organisation.get("parting_letter") or usual)


SETTINGS = (
    SettingSpec(
        "parting_letter", _("Letter to a customer whom we let go"), "", parse_letter, group="engine",
        help=_("[name] stands for the customer's name. Leave it empty for the usual letter."), lines=5,
    ),
)  # fmt: skip
