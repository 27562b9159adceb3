"""Every command and every job against the tables written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied
from django.db import transaction
from procrastinate.contrib.django import app

from peyvand.config.cli import root
from peyvand.people.actions.customers import Contact, NewCustomer, create_customer
from peyvand.people.actions.exact import begin_exact_run
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.gathering import ask_for_file
from peyvand.people.jobs import merge_exact, write_person_file
from peyvand.people.models import Customer, PersonFile
from peyvand.platform.actions.imports import Choices, begin, choose, receive_file
from peyvand.platform.choices import ImportStatus, RoleKey
from peyvand.platform.jobs import run_import
from peyvand.platform.jobs_reading import job_name
from peyvand.platform.models import AuditEntry, Import, Role, User
from tests.cast import Cast
from tests.permissions.machine import ASKER, CLOCK, COMMANDS, JOBS, MACHINE
from tests.permissions.world import PEOPLE, World, build, changes, fingerprint

FILE = "نام,شمارهٔ سفارش,تاریخ,مبلغ,موضوع,راه تماس,موافق است\nکافهٔ تازه,۱۲,۱۴۰۳/۰۲/۰۱,۱۰۰۰,تماس,پیامک,بله\n"


@pytest.fixture
def world(cast: Cast, tmp_path: Path, settings: Any) -> World:
    """A world of its own for each test: the others of this file count whole tables."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return build(cast, tmp_path)


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[str]:
    """Name every command that does something, as it is typed."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield " ".join([*before, name])
            yield from commands(command, (*before, name))
        else:
            yield " ".join([*before, name])


def test_the_table_knows_every_command() -> None:
    assert set(commands(root)) == set(COMMANDS)


def test_the_table_knows_every_job_and_which_the_clock_calls() -> None:
    app.perform_import_paths()
    assert set(app.tasks) == set(JOBS)
    called = {name for name, _id in app.periodic_registry.periodic_tasks}
    assert called <= {name for name, who in JOBS.items() if who == CLOCK}


def test_every_job_is_called_something_on_the_page_of_jobs() -> None:
    app.perform_import_paths()
    assert sorted(name for name in app.tasks if job_name(name) == name and "procrastinate" not in name) == []


def arguments(command: str, world: World, folder: Path) -> list[str]:
    file = folder / "file.csv"
    file.write_text(FILE, encoding="utf-8")
    given = {
        "import list": [],
        "duplicates merge-exact": [],
        "handover": [str(world.user("nima").email), str(world.user("reza").email)],
        "import undo": [str(world.id("done_import", "leila"))],
        "settings set": ["as_of", "2024-05-01"],
    }
    return given.get(command, [str(file), "--dry-run"])


@pytest.mark.parametrize("command", sorted(name for name, marks in COMMANDS.items() if marks != MACHINE))
def test_a_command_in_somebodys_name_has_her_rights(command: str, world: World, tmp_path: Path) -> None:
    wrong = []
    for name, mark in zip(PEOPLE, COMMANDS[command], strict=True):
        before, person = fingerprint(), world.user(name)
        with transaction.atomic():
            told = CliRunner().invoke(
                root, [*command.split(), *arguments(command, world, tmp_path), "--user", str(person.email)]
            )
            assert not (told.exit_code and changes(before)), (name, changes(before))
            transaction.set_rollback(True)
        got = "!" if isinstance(told.exception, PermissionDenied) else "." if told.exit_code else "+"
        if got != mark:
            wrong.append((name, mark, got, told.exception, told.output))
    assert wrong == []


def import_that_waits(actor: User) -> Callable[[], None]:
    run = receive_file(actor=actor, table="customers", pieces=[FILE.encode()], name="a.csv")
    choose(actor=actor, import_id=run.pk, choices=Choices(mapping={"name": 0}))
    begin(actor=actor, import_id=run.pk)
    return lambda: run_import(run.pk)


def merging_that_waits(actor: User) -> Callable[[], None]:
    for _time in range(2):
        phone = [Contact("phone", "+989121112233")]
        create_customer(actor=actor, new=NewCustomer(kind="person", profile={"name": "مریم رضایی"}, contacts=phone))
    find_duplicates()
    run = begin_exact_run(actor=actor)
    assert run.total == 1
    return lambda: merge_exact(run.pk)


def file_that_waits(actor: User) -> Callable[[], None]:
    naderi = create_customer(actor=actor, new=NewCustomer(kind="organisation", profile={"name": "کافه نادری"}))
    asked = ask_for_file(actor=actor, customer_id=naderi.pk)
    return lambda: write_person_file(asked.pk)


WAITING: dict[str, Callable[[User], Callable[[], None]]] = {
    "platform.run_import": import_that_waits,
    "people.merge_exact": merging_that_waits,
    "people.write_person_file": file_that_waits,
}


def test_every_job_in_somebodys_name_is_tried() -> None:
    assert set(WAITING) == {name for name, who in JOBS.items() if who == ASKER}


@pytest.mark.parametrize("how", ["keeps her role", "only reads from now on", "sells in another team", "has left"])
@pytest.mark.parametrize("job", WAITING)
def test_a_job_waiting_in_somebodys_name_loses_the_right_with_her(
    cast: Cast, settings: Any, tmp_path: Path, job: str, how: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    run = WAITING[job](cast.ali)
    before = done_by_jobs()
    if how == "only reads from now on":
        cast.ali.role = Role.objects.get(key=RoleKey.READ_ONLY)
    elif how == "sells in another team":
        cast.ali.role, cast.ali.team = Role.objects.get(key=RoleKey.SELLER), cast.south
        Customer.objects.update(owner=cast.sara, team=cast.north)
    elif how == "has left":
        cast.ali.is_active = False
    cast.ali.save()
    run()
    assert (done_by_jobs() != before) is (how == "keeps her role")


def done_by_jobs() -> tuple[int, int, int]:
    """Return how many customers live, how many were merged away, and how many files of persons were written."""
    files = PersonFile.objects.exclude(path="").count()
    living = Customer.objects.filter(deleted_at=None)
    return living.count(), Customer.objects.exclude(merged_into=None).count(), files


def test_an_import_that_lost_its_right_says_so(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    run = import_that_waits(cast.mina)
    cast.mina.role = Role.objects.get(key=RoleKey.READ_ONLY)
    cast.mina.save()
    run()
    done = Import.objects.get()
    assert (done.status, done.created) == (ImportStatus.FAILED, 0)
    assert done.error


def test_what_the_machines_owner_does_is_not_written_down_as_a_colleagues_act(cast: Cast) -> None:
    told = CliRunner().invoke(root, ["token", "create", str(cast.sara.email), "--json"])
    assert json.loads(told.output)["token"]
    assert AuditEntry.objects.get(action="token.add").actor is None
