"""Background work on customers."""

from __future__ import annotations

from django.utils.translation import override
from procrastinate.contrib.django import app

from peyvand.people.actions.exact import work_on_exact_run
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.gathering import ask_for_file, clear_old_files, write_file
from peyvand.people.actions.handover import carry_out_due
from peyvand.people.actions.placing import fill
from peyvand.people.actions.sharing import end_past_shares
from peyvand.people.choices import RunState
from peyvand.people.forms.profile import LABELS
from peyvand.people.models import Customer, PersonFile
from peyvand.platform import organisation
from peyvand.platform.models import User


@app.periodic(cron="10 3 * * *")
@app.task(name="people.find_all_duplicates", queue="default", queueing_lock="find_all_duplicates")
def find_all_duplicates(timestamp: int) -> None:
    """Look for doubles among everybody: what came in without a word, and what old rules left."""
    with organisation.reading_once():
        find_duplicates()


@app.periodic(cron="5 0 * * *")
@app.task(name="people.end_shares", queue="default", queueing_lock="end_shares")
def end_shares(timestamp: int) -> None:
    """Clear away loans whose time is over."""
    with organisation.reading_once():
        end_past_shares()


@app.task(name="people.write_person_file", queue="default")
def write_person_file(file_id: int) -> None:
    """Gather everything we know about a person, in the language of who asked."""
    asked = PersonFile.objects.select_related("asked_by").filter(pk=file_id).first()
    with organisation.reading_once(), override(asked.asked_by.language if asked else None):
        write_file(file_id, LABELS)


def gather_file(*, actor: User, customer_id: int) -> PersonFile:
    """Ask for everything we know about a customer, and have it gathered in the background."""
    asked = ask_for_file(actor=actor, customer_id=customer_id)
    write_person_file.defer(file_id=asked.pk)
    return asked


@app.periodic(cron="15 0 * * *")
@app.task(name="people.clear_person_files", queue="default", queueing_lock="clear_person_files")
def clear_person_files(timestamp: int) -> None:
    """Remove gathered files after a week."""
    clear_old_files()


@app.task(name="people.find_duplicates_of_import", queue="default")
def find_duplicates_of_import(import_id: int) -> None:
    """Look for doubles of the customers an import made or changed."""
    made = list(Customer.objects.filter(made_by_import=import_id, deleted_at=None).values_list("pk", flat=True))
    with organisation.reading_once():
        find_duplicates(made)


@app.task(name="people.fill_group", queue="default")
def fill_group(group_id: int) -> None:
    """Find the members of a group whose rule is new."""
    with organisation.reading_once():
        fill(group_id)


@app.task(name="people.merge_exact", queue="default")
def merge_exact(run_id: int) -> None:
    """Merge the next pairs of a run, then come back for the rest."""
    with organisation.reading_once():
        run = work_on_exact_run(run_id)
    if run.state != RunState.DONE:
        merge_exact.defer(run_id=run_id)


@app.periodic(cron="20 0 * * *")
@app.task(name="people.carry_out_handovers", queue="default", queueing_lock="carry_out_handovers")
def carry_out_handovers(timestamp: int) -> None:
    """Let customers pass to those who were to have them from today on."""
    with organisation.reading_once():
        carry_out_due(day=organisation.today())
