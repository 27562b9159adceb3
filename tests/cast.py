"""The people of our tests.

Sara and Reza sell in the northern team, Nima in the southern one; Mina manages, Ali administers, Dana directs,
Roya answers customers, Leila does the marketing, Omid only reads.
"""

from __future__ import annotations

from dataclasses import dataclass

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
