"""What stands around every customer: the verbs of her page, and the places where other contexts tell what they know.

It is the same for everybody with the same rights, but for the customer's id. So it is drawn once for them, with a hole in
the place of the id, and the id is put in.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.translation import get_language

from peyvand.core.addresses import address
from peyvand.core.html import Html
from peyvand.core.manifest import Panel, SubjectVerb, Text, offers
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.platform.choices import FieldClass
from peyvand.platform.field_classes import class_of
from peyvand.platform.models import User
from peyvand.platform.policies import Rights, rights_of

HOLE = 987_654_321_987_654
MOST_KEPT = 512


@dataclass(frozen=True)
class Place:
    """A panel of the page with its address."""

    key: str
    title: Text
    url: str


@dataclass(frozen=True)
class Button:
    """A verb of the page with its address."""

    key: str
    label: Text
    url: str
    icon: str
    primary: bool


@dataclass(frozen=True)
class Around:
    """The parts as HTML: the verbs as buttons and in the menu, panels in the head, as tabs and at the side."""

    buttons: str
    menu: str
    head: str
    tabs: str
    aside: str


def around(user: User, customer: Customer, wanted: str = "") -> Around:
    """Return what stands around a customer for `user`, with the wanted tab open, or the first one."""
    rights = rights_here(user, customer)
    keys = _tab_keys(rights)
    tab = wanted if wanted in keys else next(iter(keys), "")
    drawn = _drawn(rights, get_language(), tab)
    return Around(*(Html(part.replace(str(HOLE), str(customer.pk))) for part in astuple(drawn)))


def verbs(user: User, customer: Customer) -> list[Button]:
    """Return what every context lets `user` do with a customer, in order: nothing that would be refused."""
    return _verbs(rights_here(user, customer), customer.pk)


def verb_works(user: User, verb: SubjectVerb, customer_id: int | str) -> bool:
    """Tell whether a verb is offered to `user` for this customer."""
    customer = Customer.objects.visible_to(user).filter(pk=customer_id).first()
    return customer is not None and any(button.key == verb.key for button in verbs(user, customer))


def rights_here(user: User, customer: Customer) -> Rights:
    """Return the rights of `user` without those that a verb asks for and that do not reach this customer.

    Who sees her may add to her, so that is not asked.
    """
    rights = rights_of(user)
    needs = {verb.need for verb in _offered() if verb.need in rights}
    return rights - {
        need
        for need in needs
        if need and need[1] not in {"view", "add"} and not may_do(user, customer, need[1], need[0])
    }


def _offered() -> list[SubjectVerb]:
    offered: list[SubjectVerb] = offers("verbs")
    return [verb for verb in offered if verb.subject == "customer"]


def _verbs(rights: Rights, customer_id: int) -> list[Button]:
    return [
        Button(verb.key, verb.label, address(verb.url_name, customer_id) + verb.query, verb.icon, verb.primary)
        for verb in _offered()
        if (verb.need is None or verb.need in rights) and all(_writes(rights, name) for name in verb.writes)
    ]


def _writes(rights: Rights, name: str) -> bool:
    field_class = class_of("customer", name)
    guard = f"{field_class}_field"
    return field_class == FieldClass.PUBLIC or {(guard, "view"), (guard, "change")} <= rights


def _places(rights: Rights, place: str) -> list[Place]:
    """Return what every context shows of a customer in this place, in order."""
    offered: list[Panel] = offers("panels")
    return [
        Place(panel.key, panel.title, address(panel.url_name, HOLE))
        for panel in offered
        if panel.subject == "customer" and panel.place == place and (panel.need is None or panel.need in rights)
    ]


@lru_cache(maxsize=MOST_KEPT)
def _tab_keys(rights: Rights) -> tuple[str, ...]:
    return tuple(one.key for one in _places(rights, "tab"))


@lru_cache(maxsize=MOST_KEPT)
def _drawn(rights: Rights, _language: str | None, tab: str) -> Around:
    """Draw the parts in the active language, with HOLE for the customer's id."""
    said = {"verbs": _verbs(rights, HOLE), "tab": tab, "tabs": _places(rights, "tab")}
    said |= {"head": _places(rights, "header"), "aside": _places(rights, "aside")}
    names = ("verb_buttons", "verb_items", "head_panels", "tabs", "aside_panels")
    return Around(*(render_to_string(f"people/customer/{name}.html", said) for name in names))
