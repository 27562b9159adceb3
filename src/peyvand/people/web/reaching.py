"""Ways to reach a customer in one tap: call, text, write, find the door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.phones import display_phone, parse_phone
from peyvand.core.text import isolated
from peyvand.people.choices import ContactKind
from peyvand.people.models import ContactPoint, Customer
from peyvand.people.web.record import ADDRESSES, CONTACTS, PlaceLine, place_lines
from peyvand.platform.doors import StaffRequest
from peyvand.platform.field_classes import reads_field


@dataclass(frozen=True)
class Tap:
    """One tap: where it leads, what it is called and how it is drawn. `outside` leaves the product."""

    url: str
    label: str
    icon: str
    outside: bool = False


@dataclass(frozen=True)
class ReachLine:
    """A phone, an address of mail or of the web, with what can be done with it."""

    shown: str
    label: str
    taps: list[Tap]


@dataclass(frozen=True)
class Reach:
    """Everything by which a customer is reached, as far as the reader may know it."""

    lines: list[ReachLine]
    places: list[PlaceLine]


def reach_of(request: StaffRequest, customer: Customer) -> Reach:
    """Return the ways to a customer; phones first."""
    user, asked = request.user, {"customer": customer.pk}
    points = CONTACTS.ask(user, asked) if reads_field(user, "customer", "phones") else []
    addresses = ADDRESSES.ask(user, asked) if reads_field(user, "customer", "addresses") else []
    lines = [line for kind in (ContactKind.PHONE, ContactKind.EMAIL) for line in _lines(points, kind)]
    return Reach(lines, place_lines(addresses))


def _lines(points: list[ContactPoint], kind: ContactKind) -> Iterator[ReachLine]:
    for point in points:
        if point.kind == kind:
            label = " · ".join(filter(None, [str(point.get_label_display()), point.note]))
            taps = _phone_taps(point.value) if kind == ContactKind.PHONE else _mail_taps(point.value)
            shown = shown_digits(display_phone(point.value)) if kind == ContactKind.PHONE else point.value
            yield ReachLine(isolated(shown), label, taps)


def _phone_taps(e164: str) -> list[Tap]:
    """Return what can be done with a number: a land line only rings."""
    call = Tap(f"tel:{e164}", _("Call"), "phone")
    if parse_phone(e164).kind == "fixed":
        return [call]
    number = e164.removeprefix("+")
    return [
        call,
        Tap(f"sms:{e164}", _("SMS"), "message-square"),
        Tap(f"https://wa.me/{number}", _("WhatsApp"), "message-circle", outside=True),
        Tap(f"https://t.me/+{number}", _("Telegram"), "send", outside=True),
    ]


def _mail_taps(address: str) -> list[Tap]:
    return [Tap(f"mailto:{address}", _("E-mail"), "mail")]
