"""A company of any size, written by COPY: customers with a rhythm each, orders, interactions. The same for one seed.

Orders have no lines: pages show them only on an order's own page, and the engine reads days and totals.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from psycopg import sql

from peyvand.core.provinces import PROVINCES
from peyvand.people.demo_material import MEN, SURNAMES, TRADES, WOMEN
from peyvand.people.models import ContactPoint, Customer, Group, GroupMember
from peyvand.people.rules.naming import reach_text
from peyvand.platform.copying import copy_in
from peyvand.platform.models import Role, Team, User
from tests.bench.filling import bare

SELLERS, SEED, YEARS = 10, 14, 3
FILLED = (
    "people_customer", "people_contactpoint", "sales_order", "interactions_interaction",
)  # fmt: skip
CUSTOMER = (
    "id", "kind", "name", "title", "given_name", "family_name", "legal_name", "external_id", "economic_code",
    "registration_number", "industry", "city", "source", "language", "notes", "owner_id", "team_id", "next_step",
    "next_step_on", "next_step_by_id", "last_touch_at", "reach", "version", "created_at", "updated_at", "is_demo",
)  # fmt: skip
CONTACT = ("customer_id", "kind", "value", "label", "network", "note", "is_primary")
ORDER = ("customer_id", "number", "kind", "placed_at", "day", "currency", "total", "line_count", "note", "version", "created_at", "updated_at")  # fmt: skip
INTERACTION = ("customer_id", "kind", "direction", "occurred_at", "subject", "body", "reached", "by_id", "version", "created_at", "updated_at")  # fmt: skip
CITIES = tuple(city for province in PROVINCES for city in province.cities)


@dataclass(frozen=True)
class Size:
    """How many customers, and how many orders each of them has on average."""

    customers: int
    orders_each: int

    @property
    def orders(self) -> int:
        """Return how many orders there are about."""
        return self.customers * self.orders_each


@dataclass(frozen=True)
class Staff:
    """Who works in the company: the manager sees everybody's customers, a seller her team's."""

    manager: User
    sellers: list[User]


def hire() -> Staff:
    """Make two teams, a manager, an administrator and the sellers."""
    roles = {role.key: role for role in Role.objects.all()}
    teams = [Team.objects.create(name=name) for name in ("شمال", "جنوب")]
    User.objects.create(name="Ali", email="admin@bench.example", role=roles["administrator"])
    manager = User.objects.create(name="Mina", email="manager@bench.example", role=roles["manager"], team=teams[0])
    sellers = [
        User.objects.create(
            name=f"Seller {n}", email=f"seller{n}@bench.example", role=roles["seller"], team=teams[n % 2]
        )
        for n in range(SELLERS)
    ]
    return Staff(manager, sellers)


def team() -> Staff:
    """Find those who were hired."""
    sellers = User.objects.filter(email__startswith="seller", email__endswith="@bench.example").order_by("pk")
    return Staff(User.objects.get(email="manager@bench.example"), list(sellers))


def settle(size: Size, staff: Staff) -> None:
    """Write the customers, groups, contact points, orders and interactions, and let the database count them."""
    pick = random.Random(SEED)
    now = datetime.now(UTC).replace(microsecond=0)
    groups = [Group.objects.create(name=f"گروه {n}", rank=n) for n in range(1, 6)]
    with bare(FILLED):
        copy_in(Customer, CUSTOMER, _customers(size, staff, pick, now))
        copy_in(ContactPoint, CONTACT, _phones(size))
        _copy_text("sales_order", ORDER, _orders(size, now))
        _copy_text("interactions_interaction", INTERACTION, _interactions(size, staff, now))
    # Last, and with its indexes on: what follows from being in a group is worked out by triggers that look things up.
    rows = ((groups[n % 5].pk, n + 1, now.date()) for n in range(size.customers))
    copy_in(GroupMember, ("group_id", "customer_id", "since"), rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('people_customer', 'id'), %s)", [size.customers])
        cursor.execute("VACUUM ANALYZE")


def _phone(number: int) -> str:
    return f"+98930{number:07d}"


def _customers(size: Size, staff: Staff, pick: random.Random, now: datetime) -> Iterator[tuple[object, ...]]:
    given, trades = WOMEN + MEN, TRADES
    for n in range(size.customers):
        seller = staff.sellers[n % SELLERS]
        first, last = pick.choice(given), pick.choice(SURNAMES)
        person = n % 3 > 0
        name = f"{first} {last}" if person else f"شرکت {pick.choice(trades)} {last} {n}"
        born = now - timedelta(days=YEARS * 365 + n % 50)
        step = n % 9 == 0
        yield (
            n + 1, "person" if person else "organisation", name, "", first if person else "", last if person else "", "",
            f"C{n + 1:08d}", "", "", "", pick.choice(CITIES), "referral", "", "", seller.pk, seller.team_id,
            "تماس برای سفارش بعدی" if step else "", (now + timedelta(days=n % 60 - 5)).date() if step else None,
            seller.pk if step else None, now - timedelta(days=n % 400), reach_text([("phone", _phone(n))], [f"C{n + 1:08d}"]),
            1, born, born, False,
        )  # fmt: skip


def _phones(size: Size) -> Iterator[tuple[object, ...]]:
    for n in range(size.customers):
        yield n + 1, "phone", _phone(n), "mobile", "", "", True


def _copy_text(table: str, columns: tuple[str, ...], lines: Iterable[str]) -> None:
    """Send ready lines of COPY's text format, thousands at a time."""
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        held: list[str] = []
        for line in lines:
            held.append(line)
            if len(held) == 5000:
                copy.write("".join(held))
                held.clear()
        copy.write("".join(held))


def _orders(size: Size, now: datetime) -> Iterator[str]:
    """Yield every order: each customer keeps her own gap; one in ten fell silent, one in twelve never bought."""
    pick, number = random.Random(SEED + 1), 0
    today: date = now.date()
    days = [(today - timedelta(days=ago)).isoformat() for ago in range(YEARS * 365 + 400)]
    for n in range(size.customers):
        if n % 12 == 5:
            continue
        count = 1 + pick.randrange(2 * size.orders_each - 1)
        gap = max(3, min(90, YEARS * 365 // (count + 1)))
        ago = gap * 5 if n % 10 == 3 else pick.randrange(gap)
        for _each in range(count):
            day = days[min(ago, len(days) - 1)]
            number += 1
            total = 1_000_000 + pick.randrange(90_000_000)
            at = f"{day} 09:30:00+00"
            yield f"{n + 1}\tB{number}\tsale\t{at}\t{day}\tIRR\t{total}\t0\t\t1\t{at}\t{at}\n"
            ago += max(1, gap + pick.randrange(-(gap // 3), gap // 3 + 1))


def _interactions(size: Size, staff: Staff, now: datetime) -> Iterator[str]:
    pick = random.Random(SEED + 2)
    words = ("احوال‌پرسی", "پیگیری سفارش", "پرسش دربارهٔ تحویل", "گله از دیر رسیدن", "قرار دیدار")
    for n in range(size.customers):
        by = staff.sellers[n % SELLERS].pk
        for _each in range(2):
            at = f"{(now - timedelta(days=pick.randrange(700), hours=2)).date().isoformat()} 10:15:00+00"
            yield f"{n + 1}\tcall\tout\t{at}\t{pick.choice(words)}\t\tt\t{by}\t1\t{at}\t{at}\n"
