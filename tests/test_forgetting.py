"""Whatever was done with a customer, in whatever order: once she is forgotten her words are nowhere and no sum has moved.

Everything is done through the product's own actions and pages, so that it leaves the traces that it really leaves.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count, Max, Sum
from django.test import Client
from django.urls import reverse

from peyvand.interactions.actions.consent import NewConsent, note_consent
from peyvand.interactions.actions.contacts import add_goal, remove_goal
from peyvand.interactions.actions.interactions import NewInteraction, change_interaction, log_interaction
from peyvand.interactions.actions.jots import Filing, NewJot, file_jot, jot, split_jot
from peyvand.interactions.actions.promises import NewPromise, make_promise, settle_promise
from peyvand.knowledge.actions.facts import NewFact, note_fact, supersede_fact
from peyvand.people.actions.affiliations import Somebody, add_affiliation, remove_affiliation
from peyvand.people.actions.customers import NewCustomer, create_customer, update_customer
from peyvand.people.actions.erasing import erase_customer
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.gathering import ask_for_file, write_file
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.owners import Transfer, assign_owner
from peyvand.people.actions.parties import NewRelation, relate, unrelate
from peyvand.people.actions.parting import unmerge
from peyvand.people.actions.sharing import Loan, end_share, share_customer
from peyvand.people.forms.profile import LABELS
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import parse_contact
from peyvand.platform import organisation
from peyvand.platform.actions.attention import snooze
from peyvand.platform.actions.imports import Choices, begin, choose, receive_file, run_import
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.actions.views import ViewFacts, save_view
from peyvand.platform.models import AuditEntry, JobFailure
from peyvand.platform.sentences import ACTS
from peyvand.relationship.actions.care import NewProblem, close_problem, open_problem, override_stage, record_farewell
from peyvand.relationship.actions.review import decide_dirty, mark_dirty
from peyvand.relationship.models import MoveTally, Relationship, StageMove, Tally
from peyvand.sales.actions import NewLine, NewOrder, change_order, place_order
from peyvand.sales.models import Order, OrderLine
from tests.cast import Cast, relation_kind
from tests.test_erasure import somewhere

WORD, PHONE = "zqforgotten", "09127773311"
PLACES = f"{WORD}|9127773311"
SEQUENCES, DEEDS = 5, 14


class Story:
    """Sara's customer, and what is done with her."""

    def __init__(self, cast: Cast, dice: random.Random) -> None:
        self.cast, self.dice = cast, dice
        new = NewCustomer(
            profile={"family_name": WORD}, contacts=[parse_contact("phone", PHONE)], owner_id=cast.sara.pk
        )
        self.pk = create_customer(actor=cast.sara, new=new).pk
        firm = NewCustomer(kind="organisation", profile={"name": "کافه"}, owner_id=cast.sara.pk)
        self.firm = create_customer(actor=cast.sara, new=firm).pk
        self.sara = Client(raise_request_exception=False)
        self.sara.force_login(cast.sara)

    def deeds(self) -> list[Callable[[], None]]:
        return [
            self.change, self.talk, self.learn, self.promise, self.jot, self.sell, self.work, self.bond, self.twin, self.lend,
            self.move, self.agree, self.aim, self.care, self.part, self.open, self.seek, self.send, self.bring, self.delay,
            self.fail,
        ]  # fmt: skip

    def change(self) -> None:
        values = {"city": WORD, "notes": WORD, "national_id": "0013542419", "family_name": f"{WORD} نو"}
        update_customer(actor=self.cast.sara, customer_id=self.pk, profile=values)

    def talk(self) -> None:
        talk = log_interaction(
            actor=self.cast.sara, customer_id=self.pk, new=NewInteraction(kind="call", subject=WORD, body=WORD)
        )
        change_interaction(actor=self.cast.sara, interaction_id=talk.pk, values={"subject": f"{WORD} ۲"})

    def learn(self) -> None:
        fact = note_fact(actor=self.cast.sara, customer_id=self.pk, kind="life", new=NewFact(WORD, WORD))
        supersede_fact(actor=self.cast.sara, fact_id=fact.pk, new=NewFact(f"{WORD} ۲"))

    def promise(self) -> None:
        new = NewPromise(what=WORD, due_on=organisation.today() + timedelta(days=3))
        given = make_promise(actor=self.cast.sara, customer_id=self.pk, new=new)
        settle_promise(actor=self.cast.sara, promise_id=given.pk, outcome="kept", note=WORD)

    def jot(self) -> None:
        whole = jot(actor=self.cast.sara, new=NewJot(f"{WORD}\n\nچیز دیگر"))
        first, _second = split_jot(actor=self.cast.sara, jot_id=whole.pk, texts=[WORD, "چیز دیگر"])
        filed = Filing(self.pk, NewInteraction(kind="call", subject=WORD))
        file_jot(actor=self.cast.sara, jot_id=first.pk, filing=filed)

    def sell(self) -> None:
        order = place_order(
            actor=self.cast.sara,
            customer_id=self.pk,
            new=NewOrder([NewLine(Decimal(2), Decimal(500), description=WORD)], note=WORD),
        )
        lines = [NewLine(Decimal(3), Decimal(500), description=f"{WORD} ۲")]
        change_order(actor=self.cast.sara, order_id=order.pk, values={}, lines=lines)

    def work(self) -> None:
        person = Somebody(person_id=self.pk, role="خرید")
        there = add_affiliation(actor=self.cast.sara, organisation_id=self.firm, somebody=person)
        remove_affiliation(actor=self.cast.sara, affiliation_id=there.pk)

    def bond(self) -> None:
        new = NewRelation(relation_kind("knows").pk, self.firm, note=WORD)
        bond = relate(actor=self.cast.sara, customer_id=self.pk, new=new)
        if self.dice.random() < 0.5:
            unrelate(actor=self.cast.sara, relation_id=bond.pk)

    def twin(self) -> None:
        """Merge her into somebody else and part them again; or somebody into her for good."""
        new = NewCustomer(profile={"family_name": "دوقلو"}, owner_id=self.cast.sara.pk)
        twin = create_customer(actor=self.cast.sara, new=new).pk
        find_duplicates([self.pk, twin])
        if self.dice.random() < 0.5:
            merge(actor=self.cast.ali, union=Union(self.pk, twin))
            return
        done = merge(actor=self.cast.ali, union=Union(twin, self.pk, {"city": "lose"} if self.record().city else {}))
        unmerge(actor=self.cast.ali, merge_id=done.pk)

    def lend(self) -> None:
        loan = Loan(organisation.today() + timedelta(days=3), "view", user_id=self.cast.nima.pk)
        end_share(
            actor=self.cast.sara, share_id=share_customer(actor=self.cast.sara, customer_id=self.pk, loan=loan).pk
        )

    def move(self) -> None:
        assign_owner(actor=self.cast.mina, customer_id=self.pk, transfer=Transfer(self.cast.sara.pk, reason=WORD))

    def agree(self) -> None:
        new = NewConsent("sms", "marketing", True, "form", proof=WORD)
        note_consent(actor=self.cast.sara, customer_id=self.pk, new=new)

    def aim(self) -> None:
        goal = add_goal(actor=self.cast.sara, customer_id=self.pk, text=f"{WORD} {self.dice.random()}")
        remove_goal(actor=self.cast.sara, goal_id=goal.pk)

    def care(self) -> None:
        problem = open_problem(actor=self.cast.sara, customer_id=self.pk, new=NewProblem("other", WORD, "normal", WORD))
        close_problem(actor=self.cast.sara, problem_id=problem.pk, confirmed=True, outcome=WORD)
        override_stage(actor=self.cast.sara, customer_id=self.pk, stage="account", reason=WORD)

    def part(self) -> None:
        record_farewell(actor=self.cast.sara, customer_id=self.pk, reason="price", note=WORD)

    def open(self) -> None:
        assert self.sara.get(reverse("people:customer", args=[self.pk])).status_code == 200

    def seek(self) -> None:
        """Look for her, and keep the search."""
        self.sara.get("/search/palette", {"q": WORD})
        facts = ViewFacts(f"نمای {self.dice.random()}", f"q={WORD}&f=phone%3Ahas%3A0912777%203311")
        save_view(actor=self.cast.sara, list_key="people:customers", facts=facts)

    def send(self) -> None:
        """Let a machine write about her, with a key so that it happens once."""
        _token, secret = create_token(actor=self.cast.sara, owner=self.cast.sara, name="فروشگاه")
        head = {"Authorization": f"Bearer {secret}", "Idempotency-Key": f"k{self.dice.random()}"}
        body = {"customer_id": self.pk, "kind": "call", "subject": WORD}
        sent = Client(headers=head).post("/api/v1/interactions", body, content_type="application/json")
        assert sent.status_code == 201, sent.content

    def bring(self) -> None:
        """Bring a file in that changes her in one line, passes over her in another and is wrong about her in a third."""
        file = f"نام,موبایل,شهر,ایمیل\n{WORD},{PHONE},{WORD},\n{WORD},,,not an address {WORD}\n".encode()
        for policy in ("update", "skip"):
            run = receive_file(actor=self.cast.ali, table="customers", pieces=[file], name=f"{policy}.csv")
            choose(actor=self.cast.ali, import_id=run.pk, choices=Choices(run.mapping, policy=policy))
            run_import(begin(actor=self.cast.ali, import_id=run.pk).pk)

    def delay(self) -> None:
        key = f"people.step:{self.pk}"
        snooze(actor=self.cast.sara, key=key, title=WORD, until=organisation.today() + timedelta(days=2), reason=WORD)

    def fail(self) -> None:
        JobFailure.objects.create(job_id=1, error=f"no room for {WORD}", trace="")

    def record(self) -> Customer:
        return Customer.objects.get(pk=self.pk)


def sums() -> list[Any]:
    """Return what reports add up: orders, money, who moved from where to where and when."""
    return [
        Order.objects.aggregate(Count("pk"), Sum("total"), Max("day")),
        OrderLine.objects.aggregate(Count("pk"), Sum("amount"), Sum("quantity")),
        sorted(StageMove.objects.values_list("stage", "previous", "from_on", "cause")),
    ]


def miscounted() -> list[str]:
    """Name what the board and the stream of stages count otherwise than there is."""
    living = {"customer__deleted_at": None}
    stages = Relationship.objects.filter(**living).values_list("stage").annotate(n=Count("pk")).order_by()
    kept = Tally.objects.values_list("stage").annotate(all=Sum("n")).order_by()
    moved = StageMove.objects.filter(**living).values_list("previous", "stage").annotate(n=Count("pk")).order_by()
    flow = MoveTally.objects.values_list("previous", "stage").annotate(all=Sum("n")).order_by()
    pairs = {"board": (stages, kept), "stream": (moved, flow)}
    return [name for name, (there, told) in pairs.items() if set(there) != {row for row in told if row[-1]}]


def decided() -> None:
    mark_dirty(list(Customer.objects.values_list("pk", flat=True)))
    while decide_dirty():
        pass


def files_with(folder: Path) -> list[str]:
    """Name the files that hold her name or her number, zipped ones read inside."""
    found = []
    for file in (one for one in folder.rglob("*") if one.is_file()):
        content = file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                content = b"".join(packed.read(name) for name in packed.namelist())
        if WORD.encode() in content or PHONE[1:].encode() in content:
            found.append(file.name)
    return found


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_whatever_was_done_with_her_nothing_is_left(
    cast: Cast, settings: Any, tmp_path: Path, seed: int, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    dice = random.Random(seed)
    story = Story(cast, dice)
    deeds = dice.sample(story.deeds(), DEEDS)
    for deed in deeds:
        deed()
    write_file(ask_for_file(actor=cast.ali, customer_id=story.pk).pk, LABELS)
    decided()
    acts = set(AuditEntry.objects.values_list("action", flat=True))
    assert {act for act in acts if not {act, act.partition(".")[2]} & set(ACTS)} == set()
    told, before = f"seed {seed}: {[deed.__name__ for deed in deeds]}", sums()
    assert len(somewhere(PLACES, WORD)) > 5, told
    assert files_with(tmp_path), told
    with django_capture_on_commit_callbacks(execute=True):
        erase_customer(actor=cast.ali, customer_id=story.pk, version=story.record().version)
    assert somewhere(PLACES, WORD) == {}, told
    assert files_with(tmp_path) == [], told
    assert sums() == before, told
    decided()
    assert miscounted() == [], told
