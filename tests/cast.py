"""The people of our tests.

Sara and Reza sell in the northern team, Nima in the southern one; Mina manages, Ali administers, Dana directs,
Roya answers customers, Leila does the marketing, Omid only reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.people.models import RelationKind
from peyvand.platform.models import Role, Team, User
from peyvand.platform.roles import seed_roles


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


def person(name: str, role: str, team: Team | None = None, **values: object) -> User:
    """Return a colleague who signs in as name@peyvand.test with the password of her name and 12345!x."""
    user = User(name=name, email=f"{name.lower()}@peyvand.test", role=Role.objects.get(key=role), team=team, **values)
    user.set_unusable_password()
    user.save()
    return user


def gather() -> Cast:
    """Make the roles, the teams and the people."""
    seed_roles()
    north, south = Team.objects.create(name="شمال"), Team.objects.create(name="جنوب")
    return Cast(
        sara=person("Sara", "seller", north),
        reza=person("Reza", "seller", north),
        nima=person("Nima", "seller", south),
        mina=person("Mina", "manager", north),
        ali=person("Ali", "administrator"),
        dana=person("Dana", "director"),
        roya=person("Roya", "agent", south),
        leila=person("Leila", "marketer"),
        omid=person("Omid", "read_only"),
        north=north,
        south=south,
    )


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
