"""Every verb for everybody with customers that stand everywhere, against the table written by hand; and after changes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from peyvand.people.actions.erasing import erase_customer
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.owners import Transfer, assign_owner
from peyvand.people.actions.parting import unmerge
from peyvand.people.actions.sharing import Loan, end_share, share_customer
from peyvand.people.models import CoOwner, Customer, Share
from peyvand.people.policies import may_do, within_reach
from peyvand.platform.actions.roles import change_rights
from peyvand.platform.models import Role, Team, User
from tests.cast import Cast, person
from tests.permissions.matrix import MARKS, PLACEMENTS, PRINCIPALS

# Two hundred sequences: ten in each of twenty companies, looked at after every one.
COMPANIES, SEQUENCES, STEPS = 20, 10, 2
LOOKED_AT = ("sara", "mina", "roya")
LEVELS = ("none", "own", "team", "all")
ACTIONS = ("view", "change", "delete", "export", "bulk", "assign", "share", "merge", "erase")


@pytest.fixture
def everybody(cast: Cast) -> dict[str, Any]:
    """The fourteen."""
    known = {name: getattr(cast, name) for name in PRINCIPALS[:9]}
    Role.objects.create(key="novice", name="تازه‌کار")
    left, novice, gita = person("Left", "administrator"), person("Novice", "novice"), person("Gita", "seller")
    User.objects.filter(pk=left.pk).update(is_active=False)
    token = User.objects.get(pk=cast.ali.pk)
    token.scopes = frozenset({"customer:view"})
    left.refresh_from_db()
    return known | {"visitor": AnonymousUser(), "left": left, "novice": novice, "gita": gita, "token": token}


@pytest.fixture
def placed(cast: Cast, everybody: dict[str, Any]) -> dict[str, Customer]:
    """A customer in each of the seven places."""

    def of(owner: User | None, **values: Any) -> Customer:
        return Customer.objects.create(name="مشتری", owner=owner, team=owner.team if owner else None, **values)

    now = timezone.now()
    found = {
        "hers": of(cast.sara),
        "nimas": of(cast.nima),
        "nobodys": of(None),
        "shared": of(cast.nima),
        "lent": of(cast.nima),
        "worked": of(cast.nima),
        "away": of(cast.sara, deleted_at=now),
    }
    CoOwner.objects.create(customer=found["shared"], user=cast.sara)
    soon = now + timedelta(days=3)
    Share.objects.create(customer=found["lent"], user=everybody["gita"], level="view", ends_at=soon)
    Share.objects.create(customer=found["worked"], team=cast.north, level="change", ends_at=soon)
    Share.objects.create(customer=found["hers"], user=cast.nima, level="change", ends_at=now)  # over
    return found


def reached(user: Any, model: str, action: str) -> set[int]:
    """Return the customers that the query gives."""
    condition = within_reach(user, action, model)
    rows = Customer.objects.none() if condition is None else Customer.objects.filter(condition, deleted_at=None)
    return set(rows.values_list("pk", flat=True))


def test_the_table_is_whole() -> None:
    assert len(PRINCIPALS) == 14
    assert all(set(rows) == set(PLACEMENTS) for rows in MARKS.values())
    assert all(len(marks) == 15 for rows in MARKS.values() for marks in rows.values())


def test_everybody_everywhere(everybody: dict[str, Any], placed: dict[str, Customer]) -> None:
    wrong = []
    for (model, action), rows in MARKS.items():
        for place, name in enumerate(PRINCIPALS):
            user = everybody[name]
            query = reached(user, model, action)
            for placement, marks in rows.items():
                customer, wanted = placed[placement], marks.replace(" ", "")[place] == "+"
                if (customer.pk in query) != wanted:
                    wrong.append(f"{action} {model}: {name} with {placement}: query says {not wanted}")
                if placement != "away" and may_do(user, customer, action, model) != wanted:
                    wrong.append(f"{action} {model}: {name} with {placement}: policy says {not wanted}")
    assert wrong == []


@dataclass
class Stand:
    """Where one customer stands, as the oracle remembers it."""

    owner: str | None
    team: str | None
    beside: frozenset[str] = frozenset()
    lent: dict[str, str] = field(default_factory=dict)  # a colleague or a team -> view | change
    gone: bool = False


class Oracle:
    """What should be true, in the words of the guide; it looks at no policy and no query."""

    teams = {"sara": "north", "reza": "north", "nima": "south", "roya": "south", "mina": "north"}
    roles = {
        "sara": "seller",
        "reza": "seller",
        "nima": "seller",
        "mina": "manager",
        "roya": "agent",
        "ali": "administrator",
    }

    def __init__(self) -> None:
        self.stands: dict[int, Stand] = {}
        self.levels = {
            ("seller", "view"): "team", ("seller", "change"): "own", ("seller", "delete"): "own",
            ("manager", "view"): "all", ("manager", "change"): "all", ("manager", "delete"): "team",
            ("agent", "view"): "all", ("agent", "change"): "team", ("agent", "delete"): "none",
            ("seller", "export"): "none", ("seller", "bulk"): "own", ("seller", "assign"): "own", ("seller", "share"): "own",
            ("manager", "erase"): "none", ("agent", "export"): "none", ("agent", "bulk"): "none", ("agent", "assign"): "none",
            ("agent", "share"): "none",
        } | dict.fromkeys([("seller", "merge"), ("agent", "merge"), ("seller", "erase"), ("agent", "erase")], "none")  # fmt: skip

    def may(self, name: str, action: str, stand: Stand) -> bool:
        level = self.levels.get((self.roles[name], action), "all")
        if self.roles[name] == "agent" and action == "merge":
            level = "none"  # who merges chooses between the values of every field, and agents do not see special ones
        if stand.gone or level == "none":
            return False
        own, team = name == stand.owner or name in stand.beside, self.teams.get(name)
        ours = level == "team" and team is not None and team == stand.team
        loans = {stand.lent.get(name), stand.lent.get(team or "")}
        lent = "change" in loans or ("view" in loans and action == "view")
        return level == "all" or own or ours or (lent and action in {"view", "change"})

    def all_for(self, name: str, action: str) -> set[int]:
        return {pk for pk, stand in self.stands.items() if self.may(name, action, stand)}


class Company:
    """The real company and the oracle beside it; every step is done to both."""

    def __init__(self, cast: Cast, dice: random.Random) -> None:
        self.cast, self.dice, self.oracle = cast, dice, Oracle()
        self.undo: tuple[int, dict[int, Stand]] | None = None
        self.done: Counter[str] = Counter()
        for owner in ("sara", "sara", "sara", "nima", "nima", "nima", "reza", "reza", None, None):
            user = getattr(cast, owner) if owner else None
            made = Customer.objects.create(name="مشتری", owner=user, team=user.team if user else None)
            self.oracle.stands[made.pk] = Stand(owner, Oracle.teams.get(owner or ""))

    def living(self) -> list[int]:
        return [pk for pk, stand in self.oracle.stands.items() if not stand.gone]

    def step(self) -> None:
        """Do one thing by chance."""
        steps = [self.grant] * 4 + [self.move] * 3 + [self.share] * 4 + [self.end] * 2 + [self.merge] * 2 + [self.erase]
        undo, self.undo = self.undo, None
        if undo and self.dice.random() < 0.7:
            unmerge(actor=self.cast.ali, merge_id=undo[0])
            self.oracle.stands = undo[1]
            self.done["unmerge"] += 1
        elif self.living():
            step = self.dice.choice(steps)
            step(self.dice.choice(self.living()))
            self.done[step.__name__] += 1

    def grant(self, _pk: int) -> None:
        role, action = self.dice.choice(["seller", "manager", "agent"]), self.dice.choice(ACTIONS)
        level = self.dice.choice(LEVELS)
        key = Role.objects.get(key=role).pk
        change_rights(actor=self.cast.ali, role_id=key, levels={("customer", action): level})
        before = self.oracle.levels.get((role, action), "all")
        self.oracle.levels[(role, action)] = level
        self.done["revoke"] += LEVELS.index(level) < LEVELS.index(before)

    def move(self, pk: int) -> None:
        name = self.dice.choice(["sara", "reza", "nima", None])
        assign_owner(
            actor=self.cast.ali, customer_id=pk, transfer=Transfer(getattr(self.cast, name).pk if name else None)
        )
        stand = self.oracle.stands[pk]
        stand.owner, stand.team = name, Oracle.teams[name] if name else stand.team

    def share(self, pk: int) -> None:
        to, level = self.dice.choice(["sara", "nima", "roya", "north", "south"]), self.dice.choice(["view", "change"])
        got = getattr(self.cast, to)
        who = {"team_id": got.pk} if isinstance(got, Team) else {"user_id": got.pk}
        stand = self.oracle.stands[pk]
        if to == stand.owner:
            return
        if to in Oracle.roles and self.oracle.levels.get((Oracle.roles[to], "view")) == "none":
            return
        until = timezone.localdate() + timedelta(days=5)
        share_customer(actor=self.cast.ali, customer_id=pk, loan=Loan(until, level, **who))
        stand.lent = stand.lent | {to: level}

    def end(self, pk: int) -> None:
        share = Share.objects.filter(customer=pk).select_related("user", "team").first()
        if share is None:
            return
        names = {getattr(self.cast, name).pk: name for name in Oracle.roles}
        to = names[share.user_id] if share.user_id else "north" if share.team_id == self.cast.north.pk else "south"
        end_share(actor=self.cast.ali, share_id=share.pk)
        stand = self.oracle.stands[pk]
        stand.lent = {name: level for name, level in stand.lent.items() if name != to}

    def merge(self, keep: int) -> None:
        others = [pk for pk in self.living() if pk != keep]
        if not others:
            return
        lose, before = self.dice.choice(others), {pk: replace(one) for pk, one in self.oracle.stands.items()}
        done = merge(actor=self.cast.ali, union=Union(keep, lose, {"owner": "keep"}))
        mine, hers = self.oracle.stands[keep], self.oracle.stands[lose]
        beside = {hers.owner} - {None, mine.owner}
        mine.beside = mine.beside | hers.beside | {name for name in beside if name}
        mine.lent = hers.lent | mine.lent
        self.oracle.stands[lose] = replace(hers, gone=True)
        self.undo = done.pk, before

    def erase(self, pk: int) -> None:
        version = Customer.objects.values_list("version", flat=True).get(pk=pk)
        erase_customer(actor=self.cast.ali, customer_id=pk, version=version)
        self.oracle.stands[pk].gone = True

    def differences(self) -> Iterator[str]:
        fresh = User.objects.select_related("role", "team").in_bulk([getattr(self.cast, name).pk for name in LOOKED_AT])
        for name in LOOKED_AT:
            user = fresh[getattr(self.cast, name).pk]
            for action in self.dice.sample(ACTIONS, 3):
                said, true = reached(user, "customer", action), self.oracle.all_for(name, action)
                if said & set(self.oracle.stands) != true:
                    yield f"{name} {action}: {sorted(said)} instead of {sorted(true)}"


def test_two_hundred_random_histories_keep_the_matrix_true(cast: Cast) -> None:
    done: Counter[str] = Counter()
    for seed in range(COMPANIES):
        with transaction.atomic():
            company = Company(cast, random.Random(seed))
            for sequence in range(SEQUENCES):
                for _step in range(STEPS):
                    company.step()
                assert list(company.differences()) == [], f"company {seed}, sequence {sequence}"
            transaction.set_rollback(True)
        done += company.done
    assert all(done[name] >= 5 for name in ("grant", "revoke", "move", "share", "end", "merge", "unmerge", "erase")), (
        done
    )


def test_the_oracle_notices_a_wrong_answer(cast: Cast) -> None:
    company = Company(cast, random.Random(0))
    company.oracle.levels[("seller", "view")] = "none"
    assert list(company.differences()) != []
