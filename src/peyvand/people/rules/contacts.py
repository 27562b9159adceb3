"""Ways to reach somebody: from what people type to what is stored, and from what is stored to a link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from peyvand.core.digits import to_ascii
from peyvand.core.display import told_digits
from peyvand.core.phones import parse_phone
from peyvand.core.text import clean
from peyvand.people.choices import ContactKind, ContactLabel

NETWORKS = {
    "instagram": "instagram.com",
    "telegram": "t.me",
    "bale": "ble.ir",
    "eitaa": "eitaa.com",
    "rubika": "rubika.ir",
    "linkedin": "linkedin.com/in",
    "whatsapp": "wa.me",
    "x": "x.com",
}
_ALIASES = {"telegram.me": "t.me", "twitter.com": "x.com", "linkedin.com/company": "linkedin.com/in"}
_HANDLE = re.compile(r"[\w.\-]{2,60}", re.ASCII)
_is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Contact:
    """A contact point as it is given to an action: `value` already normalised (E.164, lower-case e-mail)."""

    kind: str
    value: str
    label: str = ""
    network: str = ""
    note: str = ""


@dataclass(frozen=True)
class Homeland:
    """Where numbers without a country or area code belong: ISO region and our own area code ("021" or "")."""

    region: str = "IR"
    area_code: str = ""


class NotAContact(ValueError):
    """What was typed is no phone, address or handle; the message is a sentence for the reader."""


def parse_contact(kind: str, text: str, home: Homeland | None = None) -> Contact:
    """Return the contact point that `text` means. Raises NotAContact with a sentence for the reader."""
    typed = clean(text)
    if len(typed) > 254:
        raise NotAContact(_("This is too long."))
    try:
        if kind == ContactKind.PHONE:
            return _phone(typed, home or Homeland())
        if kind == ContactKind.EMAIL:
            return _email(typed)
        if kind == ContactKind.WEB:
            return Contact(kind, _url(typed))
        if kind == ContactKind.SOCIAL:
            return _social(typed)
    except NotAContact:
        raise
    except ValueError as wrong:
        raise NotAContact(str(wrong)) from None
    raise NotAContact(_("We do not know this way to reach somebody."))


def _phone(typed: str, home: Homeland) -> Contact:
    phone = parse_phone(typed, region=home.region, area_code=home.area_code or None)
    label = ContactLabel.MOBILE if phone.kind == "mobile" else ""
    note = _("extension %(number)s") % {"number": told_digits(phone.extension)} if phone.extension else ""
    return Contact(ContactKind.PHONE, phone.e164, label, note=note)


def _email(typed: str) -> Contact:
    address = to_ascii(typed).lower().removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError:
        raise NotAContact(_("«%(text)s» is not an e-mail address.") % {"text": typed[:60]}) from None
    return Contact(ContactKind.EMAIL, address)


def _url(typed: str) -> str:
    address = typed if "://" in typed else f"https://{typed}"
    try:
        _is_url(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError):
        raise NotAContact(_("«%(text)s» is not the address of a website.") % {"text": typed[:60]}) from None
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl().rstrip("/")


def _social(typed: str) -> Contact:
    """Read @handle, network:handle or the address of a profile."""
    bare = re.sub(r"^https?://(www\.)?", "", typed).rstrip("/")
    for alias, host in _ALIASES.items():
        if bare.startswith(alias + "/"):
            bare = host + bare.removeprefix(alias)
    network = ""
    for name, host in NETWORKS.items():
        for start in (host + "/", name + ":", name + " "):
            if bare.lower().startswith(start):
                network, bare = name, bare[len(start) :]
    handle = bare.strip().removeprefix("@").split("?")[0]
    if not _HANDLE.fullmatch(handle):
        raise NotAContact(_("Write the handle like @name, or paste the address of the profile."))
    return Contact(ContactKind.SOCIAL, handle, network=network or "instagram")


def described(contact: Contact, *, label: str = "", network: str = "", note: str = "") -> Contact:
    """Return the contact with what a person said of it; what she left empty keeps what was recognised."""
    return replace(
        contact,
        label=label or contact.label,
        network=network or contact.network,
        note=clean(note)[:100] or contact.note,
    )


def link_of(kind: str, value: str, network: str = "") -> str:
    """Return the address that opens a contact point: tel:, mailto: or a web address; "" when there is none."""
    if kind == ContactKind.PHONE:
        return f"tel:{value}"
    if kind == ContactKind.EMAIL:
        return f"mailto:{value}"
    if kind == ContactKind.WEB:
        return value
    host = NETWORKS.get(network, "")
    return f"https://{host}/{value}" if host else ""
