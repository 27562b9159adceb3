"""While everybody is being reviewed, the board and Today say that they show what was before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from peyvand.platform import organisation
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.models import User
from peyvand.relationship.actions.everybody import TASK, note_progress
from peyvand.relationship.jobs import review_everyone
from peyvand.relationship.models import Relationship
from peyvand.relationship.tests.people import customer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAID = "همهٔ پیوندها در حال بازبینی‌اند"
PAGES = ("/", "/relationships/")


def seen_by(user: User, url: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(url).content.decode()


def turn(status: str) -> None:
    """Do with the waiting review what a worker does."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE task_name = %s", [status, TASK])


def look_back(cast: Cast) -> None:
    month_ago = organisation.today() - timedelta(days=30)
    change_setting(actor=cast.ali, key="as_of", text=month_ago.isoformat())


def test_the_pages_say_that_everybody_is_reviewed_until_it_is_done(cast: Cast) -> None:
    cafe = customer("کافه نادری", [organisation.today() - timedelta(days=40)], owner=cast.sara)
    assert not any(SAID in seen_by(cast.mina, url) for url in PAGES)
    look_back(cast)
    assert all(SAID in seen_by(cast.mina, url) for url in PAGES)
    turn("doing")
    note_progress(2, 5)
    part = seen_by(cast.mina, reverse("relationship:everybody"))
    assert "۴۰ درصد" in part
    assert "every 2s" in part
    review_everyone(replay=True)
    assert Relationship.objects.get(pk=cafe.pk).stage == "welcome"
    assert not any(SAID in seen_by(cast.mina, url) for url in PAGES)
    assert "every 2s" not in seen_by(cast.mina, reverse("relationship:everybody")), "the page asks no more"


def test_a_review_that_waits_already_is_not_forgotten_by_the_one_before(cast: Cast) -> None:
    look_back(cast)
    turn("doing")
    change_setting(actor=cast.ali, key="as_of", text="now")
    review_everyone(replay=True)
    assert all(SAID in seen_by(cast.mina, url) for url in PAGES)
    assert ProcrastinateJob.objects.filter(task_name=TASK).count() == 2


def test_a_review_that_failed_is_no_longer_spoken_of(cast: Cast) -> None:
    look_back(cast)
    turn("failed")
    assert not any(SAID in seen_by(cast.mina, url) for url in PAGES)
