"""Real objects to knock on: customers of Sara, of Nima, shared, put away, each with everything that hangs on one.

Every text of a customer carries a word of its own, so that a glimpse of her anywhere is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler

from peyvand.catalog.models import PriceList, Product
from peyvand.interactions.models import Aim, Interaction, Jot, Promise
from peyvand.knowledge.models import Fact, QuestionSet
from peyvand.knowledge.rules.questions import Question
from peyvand.people.models import (
    Address,
    Affiliation,
    ContactPoint,
    CoOwner,
    Customer,
    DuplicatePair,
    Group,
    HandOver,
    Merge,
    MergeRun,
    PersonFile,
    Relation,
    Share,
)
from peyvand.platform.actions.imports import receive_file
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import AuditEntry, CustomField, Holiday, Import, SavedView, Team, User
from peyvand.relationship.models import BoundaryCase, Closeness, Decision, Facts, Problem, Relationship, StageMove
from peyvand.sales.models import DiscountRequest, Order, OrderLine
from tests.cast import Cast, relation_kind

PEOPLE = ("sara", "reza", "nima", "mina", "ali", "dana", "roya", "leila", "omid")
MISSING = 999_999_999
LONG_AGO = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
# Bookkeeping of the visit itself, not of what was asked for.
OWN_TRACES = {
    "platform_session",
    "platform_ratelimit",
    "platform_token",
    "platform_idempotencykey",
    "django_migrations",
}


def canary(who: str) -> str:
    """Return the word that stands in every text of one customer; a search for its beginning finds it."""
    return f"zq{who}kestrel"


@dataclass
class World:
    """The people and what they work with: `ids` by kind of thing and whose it is."""

    cast: Cast
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    digits: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    file: Path = Path()
    # One chain of middleware for all visits: building it takes as long as a short answer.
    door: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def id(self, kind: str, whose: str) -> int:
        """Return the id of a thing; one that does not exist for "missing"."""
        return MISSING if whose == "missing" else self.ids[kind][whose]

    def keep(self, kind: str, whose: str, thing: Any) -> None:
        """Remember a thing."""
        self.ids.setdefault(kind, {})[whose] = thing.pk

    def user(self, name: str) -> User:
        """Return one of the cast."""
        found: User = getattr(self.cast, name)
        return found

    def visitor(self, secret: str = "") -> Client:
        """Return a new browser in which nobody is signed in, or a program that sends a token's secret."""
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"} if secret else {})
        client.handler = self.door
        return client

    def client(self, name: str) -> Client:
        """Return a browser in which somebody is signed in."""
        client = self.visitor()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    def glimpses(self, body: str, whose: str) -> list[str]:
        """Return what of a customer's texts and numbers shows in an answer, however digits and spaces are written."""
        text = plain(body)
        return [mark for mark in (canary(whose), self.digits.get(whose, "")) if mark and mark in text]


PERSIAN = [(chr(ord("۰") + n), str(n)) for n in range(10)]
UNSEEN = [(mark, "") for mark in "-\u2066\u2067\u2068\u2069\u200e\u200f\u200c\u00a0"]


@lru_cache(maxsize=1)
def plain(text: str) -> str:
    """Return a text however it is written: a `replace` for each mark is three times as quick as one `translate`."""
    text = text.lower()
    for written, meant in PERSIAN + UNSEEN:
        text = text.replace(written, meant)
    return "".join(text.split())


def build(cast: Cast, folder: Path) -> World:
    """Make the world."""
    world = World(cast)
    a_customer(world, "sara", owner=cast.sara, team=cast.north)
    a_customer(world, "nima", owner=cast.nima, team=cast.south)
    shared = a_customer(world, "shared", owner=cast.nima, team=cast.south)
    CoOwner.objects.create(customer=shared, user=cast.sara)
    a_customer(world, "deleted", owner=cast.sara, team=cast.north, deleted_at=LONG_AGO)
    the_duplicates(world)
    the_relations(world)
    world.keep("group", "any", Group.objects.create(name="طلایی"))
    questions = QuestionSet.objects.create(title_fa="پرسش‌ها")
    questions.versions.create(number=1, questions=[Question("size", "text", "چه اندازه؟").stored()])
    world.keep("question_set", "any", questions)
    world.keep("price_list", "any", PriceList.objects.create(name="عمده"))
    world.keep("product", "any", Product.objects.create(code="BEAN-1", name="قهوه", unit_price=1000))
    for whose in ("sara", "leila"):
        world.keep("view", whose, SavedView.objects.create(
            user=world.user(whose), list_key="people:customers", name=f"{canary('view')} {whose}", query="city=تهران"))  # fmt: skip
        the_imports(world, whose, folder)
        for state in ("waiting", "discarded", "filed"):
            world.keep(f"{state}_jot", whose, Jot.objects.create(
                author=world.user(whose), key=state, text=canary("jot"), written_at=LONG_AGO, state=state))  # fmt: skip
    the_files(world, folder)
    the_office(world)
    world.keep("view", "sara_shared", SavedView.objects.create(
        user=cast.sara, list_key="people:customers", name="همه می‌بینند", query="", is_shared=True))  # fmt: skip
    for name in PEOPLE:
        client = Client()
        client.force_login(world.user(name))
        world.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        token, world.secrets[name] = create_token(actor=world.user(name), owner=world.user(name), name="همه")
        world.keep("token", name, token)
    return world


def the_relations(world: World) -> None:
    """Let Sara's and the shared customer belong together."""
    kind, ids = relation_kind("partner of"), world.ids["customer"]
    world.keep("relation_kind", "any", relation_kind("knows"))
    bond = Relation.objects.create(kind=kind, source_id=ids["sara"], target_id=ids["shared"], note=canary("sara"))
    world.keep("relation", "sara", bond)


def the_duplicates(world: World) -> None:
    """Let Sara's and the shared customer look alike, and the one put away have been merged into Sara's."""
    ids = world.ids["customer"]
    pair = DuplicatePair(score=95, surety="exact", found_on=LONG_AGO.date(), seen_at=LONG_AGO)
    pair.low_id, pair.high_id = sorted((ids["sara"], ids["shared"]))
    pair.save()
    world.keep("pair", "any", pair)
    lost = {"external_id": canary("deleted")}
    merge = Merge.objects.create(keep_id=ids["sara"], lose_id=ids["deleted"], at=LONG_AGO, lost=lost)
    world.keep("merge", "any", merge)
    world.keep("run", "mina", MergeRun.objects.create(actor=world.cast.mina))


def the_files(world: World, folder: Path) -> None:
    """Let Ali have everything about each customer gathered."""
    for whose, pk in world.ids["customer"].items():
        path = folder / f"{whose}.zip"
        path.touch()
        asked = PersonFile.objects.create(customer_id=pk, asked_by=world.cast.ali, state="done", path=str(path))
        world.keep("person_file", whose, asked)


def the_office(world: World) -> None:
    """Name one of each thing that administrators keep."""
    world.keep("user", "any", world.cast.reza)
    world.keep("role", "any", world.cast.reza.role)
    world.keep("team", "any", Team.objects.create(name="مرکز"))
    field = CustomField.objects.create(subject="customer", key="size", kind="text", label_fa="اندازه")
    world.keep("field", "any", field)
    world.keep("holiday", "any", Holiday.objects.create(day=date(2026, 4, 8), name_fa="روز ما"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) "
            "VALUES ('default', 'platform.deliver_event', '{}', 'failed') RETURNING id"
        )
        world.ids["job"] = {"any": cursor.fetchone()[0]}


def a_customer(world: World, whose: str, **values: Any) -> Customer:
    """Make an organisation with everything that can hang on it, each text with her canary."""
    mark, number = canary(whose), len(world.ids.get("customer", {})) + 1
    phone = f"+98912555{number}{number}{number}{number}"
    world.digits[whose] = phone[-10:]
    customer = Customer.objects.create(
        kind="organisation", name=f"فروشگاه {mark}", legal_name=mark, external_id=mark, industry=mark, city=mark,
        notes=mark, next_step=mark, next_step_on=date(2026, 1, 6), next_step_by=values["owner"], economic_code=mark[:20],
        reach=f"{phone}|{mark}@example.ir", created_by=values["owner"], **values,
    )  # fmt: skip
    world.keep("customer", whose, customer)
    ContactPoint.objects.create(customer=customer, kind="phone", value=phone, note=mark, is_primary=True)
    ContactPoint.objects.create(customer=customer, kind="email", value=f"{mark}@example.ir")
    Address.objects.create(customer=customer, city=mark, street=mark)
    world.keep(
        "affiliation", whose, Affiliation.objects.create(organisation=customer, name=mark, role=mark, phone=phone)
    )
    taken = HandOver.objects.create(
        customer=customer, giver=world.cast.reza, taker=customer.owner, by=world.cast.mina, on=LONG_AGO.date(), reason=mark,
        state="proposed",
    )  # fmt: skip
    world.keep("handover", whose, taken)
    lent = Share.objects.create(
        customer=customer, user=world.cast.dana, level="view", ends_at=datetime(2099, 1, 1, tzinfo=UTC)
    )
    world.keep("share", whose, lent)
    world.keep("goal", whose, Aim.objects.create(customer=customer, text=mark, by=customer.owner))
    exchanges(world, whose, customer)
    the_relationship(world, whose, customer)
    AuditEntry.objects.create(
        actor=values["owner"], actor_name=values["owner"].name, action="customer.change", model="customer",
        object_id=customer.pk, title=mark, changes={"city": ["", mark], "notes": [mark, mark]},
    )  # fmt: skip
    return customer


def exchanges(world: World, whose: str, customer: Customer) -> None:
    """Give her an interaction and an order, and one of each that was removed."""
    mark = canary(whose)
    for kind, gone in (("", None), ("removed_", LONG_AGO)):
        talk = Interaction.objects.create(
            customer=customer,
            kind="call",
            occurred_at=LONG_AGO,
            subject=mark,
            body=mark,
            by=customer.owner,
            deleted_at=gone,
        )
        world.keep(f"{kind}interaction", whose, talk)
        word = Promise.objects.create(
            customer=customer, what=mark, due_on=LONG_AGO.date(), made_at=LONG_AGO, by=customer.owner, deleted_at=gone
        )
        world.keep(f"{kind}promise", whose, word)
        fact = Fact.objects.create(
            customer=customer, kind="need", text=mark, quote=mark, learned_on=LONG_AGO.date(), noted_at=LONG_AGO,
            noted_by=customer.owner, removed_at=gone,
        )  # fmt: skip
        world.keep(f"{kind}fact", whose, fact)
        order = Order.objects.create(
            customer=customer, number=f"{kind}{mark}", placed_at=LONG_AGO, day=LONG_AGO.date(), total=700_000,
            line_count=1, note=mark, deleted_at=gone,
        )  # fmt: skip
        OrderLine.objects.create(order=order, description=mark, quantity=1, unit_price=700_000, amount=700_000)
        world.keep(f"{kind}order", whose, order)
    asked = DiscountRequest.objects.create(
        customer=customer,
        percent=20,
        reason=mark,
        until=date(2099, 1, 1),
        asked_by=customer.owner,
        draft=f"note={mark}",
    )
    world.keep("discount", whose, asked)


def the_relationship(world: World, whose: str, customer: Customer) -> None:
    """Put her into separation, overruled and with an open problem, so that every verb has something to do."""
    mark, day = canary(whose), date(2026, 2, 1)
    Facts.objects.update_or_create(
        customer=customer,
        defaults={
            "exchanges": 1,
            "purchases": 1,
            "first_on": LONG_AGO.date(),
            "last_on": LONG_AGO.date(),
            "as_of": day,
        },
    )
    Relationship.objects.update_or_create(
        customer=customer,
        defaults={
            "stage": "separation", "since": day, "decided_on": day, "engine_stage": "account", "engine_evidence": [],
            "override_stage": "separation", "override_reason": mark, "left_on": day, "left_note": mark,
            "win_back_plan": mark, "attention_on": day, "rank": 100, "urgency": 1.0, "value": 100,
        },
    )  # fmt: skip
    Closeness.objects.update_or_create(
        customer=customer,
        defaults={"gap": 30, "channels": ["call"], "percent": 50, "contact": 9, "reach": 8, "knowledge": 15},
    )
    StageMove.objects.get_or_create(
        customer=customer, from_on=day, defaults={"stage": "separation", "previous": "account", "cause": "time"}
    )
    problem = Problem.objects.create(
        customer=customer, kind="other", summary=mark, exit_criterion=mark, opened_on=day, owner=customer.owner
    )
    world.keep("problem", whose, problem)
    the_decisions(world, whose, customer)


def the_decisions(world: World, whose: str, customer: Customer) -> None:
    """Let her go by a decision that stands; another one, and a boundary case, wait for an answer."""
    mark, day = canary(whose), date(2026, 2, 1)
    known = {
        "customer": customer,
        "kind": "let_go",
        "reason": mark,
        "decided_on": day,
        "review_on": day,
        "letter": mark,
    }
    world.keep("standing", whose, Decision.objects.create(alternatives=mark, handling=mark, **known))
    world.keep("decision", whose, Decision.objects.create(state="waiting", **known))
    case = BoundaryCase.objects.create(customer=customer, boundary="insult", evidence=mark, noted_on=day, answer=mark)
    world.keep("boundary", whose, case)


def the_imports(world: World, whose: str, folder: Path) -> None:
    """Give somebody a file that waits and one that was brought in."""
    world.file = folder / "customers.csv"
    world.file.write_text("نام,تلفن\nکافه نو,09121234567\n", encoding="utf-8")
    waiting = receive_file(
        actor=world.cast.ali,
        table="customers",
        pieces=[world.file.read_bytes()],
        name=f"{canary('import')}-{whose}.csv",
    )
    errors = folder / f"errors-{whose}.csv"
    errors.write_text(f"line,reason\n2,{canary('import')}\n", encoding="utf-8")
    done = Import.objects.create(
        table="customers", file_name=f"{canary('import')}-{whose}-done.csv", path=waiting.path, status="done",
        errors_path=str(errors), newest_on=date(2026, 1, 1), user=world.user(whose), header=waiting.header,
    )  # fmt: skip
    Import.objects.filter(pk=waiting.pk).update(user=world.user(whose))
    world.keep("import", whose, waiting)
    world.keep("done_import", whose, done)


def signed(world: World, what: str, whose: str) -> str:
    """Return the signed text of an undo address."""
    actor = world.user("sara")
    texts: dict[str, tuple[Any, str]] = {
        "next_step": (["تماس", "2027-01-01", actor.pk], "people.next_step"),
        "affiliation": (
            {"person_id": None, "name": "مهسا", "role": "", "decides": False, "phone": "", "email": ""},
            "people.affiliation",
        ),
        "bulk": (["delete", 0, 0, 0], "people.bulk"),
        "correction": ([1, "2026-01-02T10:00:00+00:00", "Z-1", "", [[None, "قهوه", "1", "5"]]], "sales.correction"),
        "view": (["people:customers", "یک نما", "", False, False], "saved-view"),
    }
    value, salt = texts[what]
    return signing.dumps(value, salt=salt, compress=what in {"view", "correction"})


def allowed_first(marks: str) -> list[tuple[str, str]]:
    """Return the nine with their marks. What the refused may have written must still stand when it is looked for, so
    nobody comes after them whose doings are taken back.
    """
    return sorted(zip(PEOPLE, marks, strict=True), key=lambda one: one[1] != "+")


@contextmanager
def point_of_return() -> Iterator[Callable[[], None]]:
    """Hand over what takes back everything done since: one savepoint for nine people and more."""
    point = transaction.savepoint()

    def take_back() -> None:
        transaction.savepoint_rollback(point)
        transaction.set_rollback(False)

    yield take_back
    transaction.savepoint_commit(point)


def fingerprint() -> dict[str, Any]:
    """Return a checksum of every row of every table but the visit's own traces."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - OWN_TRACES)
        one = "SELECT '{0}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM \"{0}\" t"
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return {name: (count, int(total)) for name, count, total in cursor.fetchall()}


def changes(before: dict[str, Any]) -> set[str]:
    """Name the tables that are not as they were."""
    return {table for table, now in fingerprint().items() if now != before[table]}
