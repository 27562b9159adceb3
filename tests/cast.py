"""The people of our tests.

Sara and Reza sell in the northern team, Nima in the southern one; Mina manages, Ali administers, Dana directs,
Roya answers customers, Leila does the marketing, Omid only reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.people.models import RelationKind
from peyvand.platform.models import Role, Team, User


@dataclass(frozen=True)
class Cast:
    """Everybody, by first name."""

    sara: User
    reza: User
    nima: User
    mina: User
    ali: User
    dana: User
    roya: User
    leila: User
    omid: User
    north: Team
    south: Team


# First name, role, team.
PEOPLE = (
    ("Sara", "seller", "north"),
    ("Reza", "seller", "north"),
    ("Nima", "seller", "south"),
    ("Mina", "manager", "north"),
    ("Ali", "administrator", ""),
    ("Dana", "director", ""),
    ("Roya", "agent", "south"),
    ("Leila", "marketer", ""),
    ("Omid", "read_only", ""),
)


def named(name: str, role: Role, team: Team | None, **values: object) -> User:
    """Return a colleague, not saved yet, who signs in as name@peyvand.test and has no password."""
    user = User(name=name, email=f"{name.lower()}@peyvand.test", role=role, team=team, **values)
    user.set_unusable_password()
    return user


def person(name: str, role: str, team: Team | None = None, **values: object) -> User:
    """Make one more colleague."""
    user = named(name, Role.objects.get(key=role), team, **values)
    user.save()
    return user


def gather() -> Cast:
    """Make the teams and the people, in three statements; the roles come with the migrations."""
    roles = {role.key: role for role in Role.objects.all()}
    north, south = Team.objects.bulk_create([Team(name="شمال"), Team(name="جنوب")])
    teams = {"north": north, "south": south}
    people = User.objects.bulk_create([named(name, roles[role], teams.get(team)) for name, role, team in PEOPLE])
    return Cast(north=north, south=south, **{user.name.lower(): user for user in people})


# Named from both ends in both languages. A test that empties the tables takes away those that the migration made.
RELATIONS = {
    "parent company of": ("شرکت مادرِ", "زیرمجموعهٔ", "subsidiary of"),
    "supplies": ("تأمین‌کنندهٔ", "خریدارِ", "is supplied by"),
    "partner of": ("شریکِ", "", ""),
    "knows": ("آشنای", "", ""),
}


def relation_kind(english: str) -> RelationKind:
    """Return a kind of relation by its English name."""
    forward, back, back_en = RELATIONS[english]
    words = {"forward_fa": forward, "backward_fa": back, "backward_en": back_en}
    kind, _made = RelationKind.objects.get_or_create(forward_en=english, defaults=words)
    return kind
