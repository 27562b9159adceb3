"""The demo's customers: fifteen whose story is written by hand, and a crowd with a rhythm of its own each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from peyvand.core.manifest import DemoChapter
from peyvand.core.phones import parse_phone
from peyvand.core.provinces import find_cities, province_of
from peyvand.people import demo_fields
from peyvand.people.actions.affiliations import Somebody, add_affiliation
from peyvand.people.actions.care import add_to_group_in_bulk, set_next_step
from peyvand.people.actions.customers import Contact, NewCustomer, Place, create_customer, update_customer
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.groups import save_group
from peyvand.people.actions.rules import set_rule
from peyvand.people.actions.treatments import set_treatment
from peyvand.people.bulk import create_customers
from peyvand.people.demo_material import (
    CAFES,
    GROUPS,
    HOTELS,
    LARGE,
    LARGE_RULE,
    MEN,
    OFFICE_KINDS,
    OFFICE_WORDS,
    PROVINCES,
    RESTAURANTS,
    ROLES,
    SEGMENTS,
    STEPS,
    STREETS,
    SURNAMES,
    TRADES,
    TREATMENTS,
    WOMEN,
    WRITTEN,
    Segment,
    Written,
)  # fmt: skip
from peyvand.people.models import Customer, Group
from peyvand.platform.demo import Part, Telling, forget
from peyvand.platform.models import User

# What becomes of the crowd, per hundred; the order is the order of the path.
FATES = {"lead": 8, "new": 6, "learning": 9, "steady": 61, "fading": 6, "gone": 6, "care": 2, "won": 2}
SOURCES = ("referral", "visit", "call", "website", "social", "exhibition", "outreach")
KNOWN_AS = {"gold": "کافه", "cafe": "کافه", "restaurant": "رستوران", "hotel": "هتل"}


@dataclass(frozen=True)
class Somewhere:
    """A town and its province."""

    city: str
    province: str
    area: str


def tell(telling: Telling) -> None:
    """Make the groups, the written customers and the crowd."""
    groups = _found(telling)
    for number, written in enumerate(WRITTEN):
        telling.parts.append(_write(telling, written, number))
    met = [
        _meet(telling, segment, name, (number, city))
        for segment in SEGMENTS
        for number, (name, city) in enumerate(_names(telling, segment))
    ]
    for seller in telling.colleagues.values():
        _welcome(telling, [one for one in met if one[0].seller == seller])
    _gather(telling, groups)
    _write_twice(telling)
    demo_fields.define(telling)
    find_duplicates()


def _write_twice(telling: Telling) -> None:
    """Let colleagues have written some customers down a second time, each as it happens: at the phone, at the fair."""
    firms = Customer.objects.filter(is_demo=True, kind="organisation", city__gt="").order_by("pk")
    persons = Customer.objects.filter(is_demo=True, kind="person").order_by("pk")
    mina = telling.colleagues["mina"]
    for known, source in [(one, "call") for one in firms[:2]] + [(one, "exhibition") for one in persons[:2]]:
        phone = known.contact_points.filter(kind="phone").first()
        profile = {"name": known.name, "city": known.city, "source": source}
        if known.is_person:  # the same name, parted otherwise
            profile |= {"given_name": known.given_name, "family_name": known.family_name, "city": ""}
        contacts = [Contact("phone", phone.value, "mobile")] if phone and source == "call" else []
        new = NewCustomer(
            kind=known.kind,
            profile=profile,
            contacts=contacts,
            owner_id=mina.pk,
            is_demo=True,
            created_at=telling.at(3, 11),
        )
        create_customer(actor=mina, new=new)


def _found(telling: Telling) -> dict[str, int]:
    """Make the groups, each with its treatment, the last one with a rule; return their ids by name."""
    mina = telling.colleagues["mina"]
    for name, note, rank in (*GROUPS, LARGE):
        made = save_group(actor=mina, group=Group(is_demo=True), name=name, note=note, rank=rank)
        set_treatment(actor=mina, group_id=made.pk, values=_treatment(name, mina))
    set_rule(actor=mina, group_id=made.pk, rule=LARGE_RULE)
    return dict(Group.objects.filter(is_demo=True).values_list("name", "pk"))


def _treatment(name: str, approver: User) -> dict[str, object]:
    """Return how a group is treated; whoever gives it a ceiling says who decides about more."""
    return TREATMENTS[name] | {"approver": approver} if name in TREATMENTS else {}


def _gather(telling: Telling, groups: dict[str, int]) -> None:
    members: dict[str, list[int]] = {}
    for part in telling.parts:
        group = next(segment.group for segment in SEGMENTS if segment.key == part.segment)
        members.setdefault(group, []).append(part.customer_id)
    for name, ids in members.items():
        add_to_group_in_bulk(actor=telling.colleagues["mina"], customer_ids=ids, group_id=groups[name])


def _place(telling: Telling, city: str = "") -> Somewhere:
    if city:
        found, province = find_cities(city, limit=1)[0]
        return Somewhere(found, province.code, province.area_code)
    at = province_of(telling.random.choice(PROVINCES))
    if at is None:
        raise LookupError("a province of the demo is not in the table of provinces")
    near = at.cities[: 1 if telling.random.random() < 0.6 else 6]
    return Somewhere(telling.random.choice(near), at.code, at.area_code)


def _write(telling: Telling, written: Written, number: int) -> Part:
    """Make a written customer with her address, people and next step."""
    segment = next(segment for segment in SEGMENTS if segment.key == written.segment)
    seller = telling.colleagues[written.seller or segment.seller]
    actor = telling.doer(seller, "customer")
    place = _place(telling, written.city)
    profile: dict[str, Any] = {
        "source": written.source,
        "city": place.city,
        "notes": written.notes,
        "industry": segment.industry,
    }
    if written.person:
        title, given, family = written.person
        profile |= {"title": title, "given_name": given, "family_name": family}
    new = NewCustomer(
        kind="person" if written.person else "organisation",
        profile=profile | ({} if written.person else {"name": written.name}),
        contacts=_contacts(place, 9000 + number, segment.key),
        owner_id=seller.pk,
        is_demo=True,
        created_at=telling.at(written.came, 9),
    )
    customer = create_customer(actor=actor, new=new)
    if written.street:
        home = Place("work", place.province, place.city, written.street)
        update_customer(actor=actor, customer_id=customer.pk, profile={}, places=[home])
    for nth, (name, role, decides) in enumerate(written.people):
        phone = parse_phone(f"0912000{number:02d}{nth:02d}").e164
        who = Somebody(name=name, role=role, decides=decides, phone=phone)
        add_affiliation(actor=actor, organisation_id=customer.pk, somebody=who)
    if written.step:
        what, days, doer = written.step
        by = telling.colleagues[doer].pk
        set_next_step(actor=actor, customer_id=customer.pk, what=what, on=telling.day(-days), by_id=by)
    return Part(
        customer.pk, written.key, customer.name, segment.key, written.fate, seller,
        written.came, written.first, written.silent, written.gap,
    )  # fmt: skip


def _contacts(place: Somewhere, number: int, segment: str) -> list[Contact]:
    """Return a mobile (and, for an organisation, a land line and an e-mail) that belong to nobody."""
    found = [Contact("phone", parse_phone(f"0935000{number % 10_000:04d}").e164, "mobile")]
    if segment != "home":
        found.append(Contact("phone", parse_phone(f"{place.area}5550{number % 10_000:04d}").e164, "work"))
    if segment != "home" or number % 3 == 0:
        found.append(Contact("email", f"{segment}{number}@customers.example", "work"))
    return found


def _names(telling: Telling, segment: Segment) -> Iterator[tuple[str, str]]:
    """Yield (name, city or empty) for every customer of a segment, none twice."""
    pick = telling.random
    words = {"gold": CAFES[:26], "cafe": CAFES[26:], "restaurant": RESTAURANTS, "hotel": HOTELS}.get(segment.key, ())
    seen: set[str] = set()
    for number in range(segment.count * telling.scale):
        city = ""
        if segment.key == "home":
            name = ""
        elif segment.key == "office":
            name = f"{pick.choice(OFFICE_KINDS)} {pick.choice(OFFICE_WORDS)} {pick.choice(TRADES)}"
        else:
            name = f"{KNOWN_AS[segment.key]} {words[number % len(words)]}"
        if name and (name in seen or (words and number >= len(words))):
            city = _place(telling).city
            name = f"{name} {city}"
        while name and name in seen:
            name = f"{name} {pick.randrange(2, 10_000)}"
        seen.add(name)
        yield name, city


def _fate(telling: Telling, segment: Segment, number: int) -> Part:
    """Draw when she came, when she bought first and last, and what becomes of her."""
    pick = telling.random
    fate = pick.choices(list(FATES), weights=list(FATES.values()))[0]
    seller = telling.colleagues[segment.seller]
    gap = pick.randint(*segment.gaps)
    part = Part(0, "", "", segment.key, fate, seller, 0, None, None, gap)
    if fate == "lead":
        return replace(part, came=pick.randint(1, 40))
    if fate == "new":
        first = pick.randint(1, 28)
        return replace(
            part, first=first, silent=pick.randint(0, first) if first > gap else first, came=first + pick.randint(1, 9)
        )
    if fate == "learning":
        first = pick.randint(2 * gap + 31, 6 * gap + 40)
        return replace(part, first=first, silent=pick.randint(0, gap * 4 // 5), came=first + pick.randint(1, 12))
    silent = {
        "fading": int(gap * pick.uniform(2.2, 3.3)) + 3,
        "gone": int(gap * pick.uniform(4.8, 8)) + 20,
        "won": int(gap * pick.uniform(4.5, 6)) + 60,
    }.get(fate, pick.randint(0, gap * 4 // 5))
    first = pick.randint(min(max(silent + 5 * gap, 120), 690), 700)
    return replace(part, first=first, silent=silent, came=first + pick.randint(2, 20))


def _meet(telling: Telling, segment: Segment, name: str, where: tuple[int, str]) -> tuple[Part, NewCustomer]:
    """Draw one of the crowd: her part, and what is known of her."""
    number, city = where
    pick = telling.random
    part = _fate(telling, segment, number)
    place = _place(telling, city)
    profile: dict[str, Any] = {
        "name": name,
        "city": place.city,
        "source": pick.choice(SOURCES),
        "industry": segment.industry,
    }
    if part.fate == "learning":
        profile["source" if number % 2 else "city"] = ""
    if not name:
        woman = pick.random() < 0.5
        given, family = pick.choice(WOMEN if woman else MEN), pick.choice(SURNAMES)
        profile |= {"title": "ms" if woman else "mr", "given_name": given, "family_name": family}
    step = pick.random() < (0.5 if part.fate == "lead" else 0.12) and part.fate not in {"gone", "won"}
    alone = part.fate == "lead" and number % 7 == 0
    part = replace(part, seller=telling.colleagues["mina"]) if alone else part
    new = NewCustomer(
        kind="organisation" if name else "person",
        profile=profile,
        contacts=_contacts(place, telling.random.randrange(9000), segment.key),
        owner_id=None if alone else part.seller.pk,
        next_step=pick.choice(STEPS) if step and not alone else "",
        next_step_on=telling.day(pick.randint(-14, 2)) if step and not alone else None,
        is_demo=True,
        created_at=telling.at(part.came, 9),
    )
    return part, new


def _welcome(telling: Telling, met: list[tuple[Part, NewCustomer]]) -> None:
    """Make the crowd of one colleague; some have a street and somebody who decides."""
    if not met:
        return
    customers = create_customers(actor=met[0][0].seller, news=[new for _part, new in met])
    for number, ((part, _new), customer) in enumerate(zip(met, customers, strict=True)):
        telling.parts.append(replace(part, customer_id=customer.pk, name=customer.name))
        if number % 6 == 0 and not customer.is_person and customer.owner_id:
            _introduce(telling, part, customer)


def _introduce(telling: Telling, part: Part, customer: Customer) -> None:
    pick = telling.random
    name = f"{pick.choice(WOMEN + MEN)} {pick.choice(SURNAMES)}"
    phone = parse_phone(f"0912000{len(telling.parts) % 10_000:04d}").e164
    who = Somebody(name=name, role=pick.choice(ROLES), decides=True, phone=phone)
    add_affiliation(actor=part.seller, organisation_id=customer.pk, somebody=who)
    if customer.city:
        home = _place(telling, customer.city)
        place = Place("work", home.province, home.city, pick.choice(STREETS))
        update_customer(actor=part.seller, customer_id=customer.pk, profile={}, places=[place])


def remove() -> None:
    """Take the customers away with all that hangs on them, and the groups that hold nobody real."""
    customers = Customer.objects.filter(is_demo=True)
    forget("customer", list(customers.values_list("pk", flat=True)))
    customers.delete()
    demo_fields.remove()
    kept = Group.objects.filter(is_demo=True, memberships__isnull=False)
    Group.objects.filter(pk__in=list(kept.values_list("pk", flat=True))).update(is_demo=False)
    groups = Group.objects.filter(is_demo=True)
    forget("group", list(groups.values_list("pk", flat=True)))
    groups.delete()


CHAPTER = DemoChapter(10, tell, remove)
