"""The organisation's pages: who may open them, and what cannot be broken there."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from peyvand.core.jalali import from_jalali
from peyvand.core.manifest import offers
from peyvand.platform import organisation
from peyvand.platform.actions.holidays import seed_holidays
from peyvand.platform.actions.roles import change_rights
from peyvand.platform.actions.second_factor import reset_second_factor
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.actions.teams import delete_team, save_team
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.actions.users import NewUser, change_user, create_user, end_sessions, make_link
from peyvand.platform.failures import note_failures
from peyvand.platform.models import (
    AuditEntry,
    EventRow,
    Holiday,
    JobFailure,
    Role,
    RoleRight,
    Session,
    Setting,
    Team,
    User,
)
from peyvand.platform.policies import may
from peyvand.platform.roles import ACTIONS, seed_roles
from tests.cast import Cast

OPEN_TO = {
    "platform:colleagues": {"ali", "dana", "mina", "sara", "roya", "leila", "omid"},
    "platform:teams": {"ali", "dana", "mina", "sara", "roya", "leila", "omid"},
    "platform:invite": {"ali"},
    "platform:roles": {"ali", "dana"},
    "platform:settings": {"ali", "dana", "mina"},
    "platform:holidays": {"ali", "dana", "mina"},
    "platform:jobs": {"ali"},
    "platform:audit": {"ali", "dana"},
    "platform:profile": {"ali", "dana", "mina", "sara", "roya", "leila", "omid"},
}


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("name", ["ali", "dana", "mina", "sara", "roya", "leila", "omid"])
def test_each_role_opens_its_pages_and_no_others(cast: Cast, name: str) -> None:
    client = entered(getattr(cast, name))
    for page, people in OPEN_TO.items():
        expected = {200, 302} if name in people else {403}
        assert client.get(reverse(page)).status_code in expected, page


@pytest.mark.parametrize("page", sorted(OPEN_TO))
def test_a_visitor_is_sent_to_the_door(cast: Cast, client: Client, page: str) -> None:
    answer = client.get(reverse(page))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_pages_speak_both_languages(cast: Cast, language: str) -> None:
    User.objects.filter(pk=cast.ali.pk).update(language=language)
    seed_holidays(date.today())
    client = entered(cast.ali)
    pages = [reverse(page) for page in OPEN_TO] + [reverse("platform:role", args=[cast.sara.role_id])]
    pages += [
        reverse("platform:colleague", args=[cast.sara.pk]),
        reverse("platform:tokens"),
        reverse("platform:security"),
    ]
    for url in pages:
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, url
        assert f'lang="{language}"' in answer.content.decode()


def test_ali_invites_a_colleague_and_sees_her_link_once(cast: Cast) -> None:
    client = entered(cast.ali)
    typed = {
        "name": "نگار",
        "email": "Negar@peyvand.test",
        "phone": "۰۹۳۵۱۱۱۲۲۳۳",
        "role": cast.sara.role_id,
        "team": "",
    }
    assert f'value="{cast.sara.role_id}" selected' in client.get("/office/colleagues/new/").content.decode()
    answer = client.post("/office/colleagues/new/", typed)
    made = User.objects.get(email="negar@peyvand.test")
    assert (made.phone, made.has_usable_password()) == ("+989351112233", False)
    path = answer.content.decode().split("/welcome/")[1].split("/")[0]
    assert Client().get(f"/welcome/{path}/").status_code == 200
    assert path not in client.get(f"/office/colleagues/{made.pk}/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "", "phone": ""},
        {"email": "no mail"},
        {"phone": "12"},
        {"email": "SARA@peyvand.test"},
        {"role": "99999999999999999999"},
        {"team": "x"},
        {"name": "\x00"},
        {"name": "n" * 500},
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_in_words(cast: Cast, wrong: dict[str, str]) -> None:
    before = User.objects.count()
    typed = {"name": "نگار", "email": "n@peyvand.test", "phone": "", "role": str(cast.sara.role_id), "team": ""} | wrong
    answer = entered(cast.ali).post("/office/colleagues/new/", typed)
    assert answer.status_code == 422
    assert User.objects.count() == before


def test_sara_invites_and_changes_nobody(cast: Cast) -> None:
    client, before = entered(cast.sara), list(User.objects.values())
    for url in (
        "new/",
        f"{cast.nima.pk}/",
        f"{cast.nima.pk}/presence/",
        f"{cast.nima.pk}/link/",
        f"{cast.nima.pk}/sessions/",
    ):
        assert client.post(f"/office/colleagues/{url}", {"name": "x", "active": "no"}).status_code == 403
    assert list(User.objects.values()) == before


def test_a_colleague_who_does_not_exist_is_not_found(cast: Cast) -> None:
    client = entered(cast.ali)
    assert client.get("/office/colleagues/99999999/").status_code == 404
    assert client.post("/office/teams/99999999/", {"name": "x"}).status_code == 404
    assert client.post("/office/jobs/99999999/retry/").status_code == 404
    assert client.get("/office/holidays/99999999/").status_code == 404


def test_whoever_leaves_is_signed_out_at_once(cast: Cast) -> None:
    sara = entered(cast.sara)
    assert sara.get("/me/").status_code == 200
    entered(cast.ali).post(f"/office/colleagues/{cast.sara.pk}/presence/", {"active": "no"})
    assert sara.get("/me/").status_code == 302
    assert not Session.objects.filter(user=cast.sara).exists()


def test_a_demoted_administrator_is_one_no_longer_at_her_next_click(cast: Cast) -> None:
    second = cast.dana
    change_user(actor=cast.ali, user_id=second.pk, values={"role_id": cast.ali.role_id})
    client = entered(second)
    assert client.get("/office/jobs/").status_code == 200
    change_user(actor=cast.ali, user_id=second.pk, values={"role_id": cast.sara.role_id})
    assert client.get("/office/jobs/").status_code == 403


@pytest.mark.parametrize("act", [{"is_active": False}, {"role_id": None}])
def test_the_last_administrator_stays(cast: Cast, act: dict[str, object]) -> None:
    values = {"role_id": cast.sara.role_id} if "role_id" in act else act
    with pytest.raises(ValidationError):
        change_user(actor=cast.ali, user_id=cast.ali.pk, values=values)
    assert again(cast.ali).is_active
    assert again(cast.ali).role.key == "administrator"


def test_administrators_cannot_lock_themselves_out(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        change_rights(actor=cast.ali, role_id=cast.ali.role_id, levels={("role", "change"): "none"})
    assert may(again(cast.ali), "role", "change")


def test_a_changed_right_holds_from_the_next_click_and_survives_a_new_start(cast: Cast) -> None:
    client = entered(cast.sara)
    assert client.get("/office/audit/").status_code == 403
    url = reverse("platform:role", args=[cast.sara.role_id])
    entered(cast.ali).post(url, {"right-audit-view": "all", "right-customer-export": "none"})
    seed_roles()
    assert client.get("/office/audit/").status_code == 200
    assert not may(again(cast.sara), "customer", "export")


@pytest.mark.parametrize(
    "wrong", [{"right-audit-view": "everything"}, {"right-audit-erase": "all"}, {"right-x-y": "all"}]
)
def test_a_right_that_does_not_exist_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    before = list(Role.objects.get(pk=cast.sara.role_id).rights.order_by("id").values_list("level", flat=True))
    answer = entered(cast.ali).post(reverse("platform:role", args=[cast.sara.role_id]), wrong, follow=True)
    assert answer.status_code == 200
    assert list(Role.objects.get(pk=cast.sara.role_id).rights.order_by("id").values_list("level", flat=True)) == before


def test_everything_that_a_role_may_be_allowed_has_a_name() -> None:
    actions = {action for right in offers("rights") for action in right.actions}
    assert actions <= set(ACTIONS)


def test_dana_sees_the_roles_but_changes_none(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        change_rights(actor=cast.dana, role_id=cast.sara.role_id, levels={("audit", "view"): "all"})


def test_a_team_with_people_is_not_deleted(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        delete_team(actor=cast.ali, team_id=cast.north.pk)
    empty = save_team(actor=cast.ali, name=" خراسان ")
    assert empty.name == "خراسان"
    delete_team(actor=cast.ali, team_id=empty.pk)
    assert Team.objects.count() == 2


def test_two_teams_have_two_names(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        save_team(actor=cast.ali, name="شمال")


def test_the_clock_is_set_with_a_jalali_day_and_back_to_now(cast: Cast) -> None:
    client = entered(cast.mina)
    assert client.post("/office/settings/", {"as_of": "1390/09/19"}).status_code == 403
    ali = entered(cast.ali)
    typed = {
        "as_of": "۱۳۹۰/۹/۱۹", "zone": "Asia/Tehran", "currency": "IRR", "region": "IR", "area_code": "۰۲۱",
        "work_week": list("wwwwwhh"), "organisation_name": "قهوهٔ البرز",
    }  # fmt: skip
    settings = entered(cast.ali).get("/office/settings/").context["form"]
    others = {key: settings[key].initial for key in settings.fields if key not in typed}
    assert ali.post("/office/settings/", others | typed).status_code == 302
    assert organisation.as_of() == date(2011, 12, 10)
    assert (organisation.get("area_code"), organisation.get("region")) == ("021", "IR")
    assert organisation.get("work_week") == "wwwwwhh", "each day was chosen by itself"
    body = ali.get("/me/").content.decode()
    assert 'class="as-of"' in body
    assert EventRow.objects.filter(name="platform.SettingChanged", payload__key="as_of").count() == 1
    assert client.post("/office/settings/now/").status_code == 403
    assert ali.post("/office/settings/now/", {"next": "//evil.example"})["Location"] == "/"
    assert organisation.as_of() is None


def test_one_wrong_setting_saves_none(cast: Cast) -> None:
    typed = {
        "zone": "Mars/Olympus",
        "organisation_name": "البرز",
        "currency": "IRR",
        "region": "IR",
        "work_week": "wwwwwho",
    }
    answer = entered(cast.ali).post("/office/settings/", typed)
    assert answer.status_code == 422
    assert not Setting.objects.filter(key="organisation_name").exists()


@pytest.mark.parametrize(
    ("key", "text"),
    [("as_of", "1404/12/30"), ("zone", "../../etc/passwd"), ("currency", "gold"), ("region", "12"), ("area_code", "abc"),
     ("work_week", "ooooooo"), ("organisation_name", "n" * 121), ("holidays", "CA-ZZ"), ("no_such", "1")],
)  # fmt: skip
def test_a_setting_refuses_what_makes_no_sense(cast: Cast, key: str, text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change_setting(actor=cast.ali, key=key, text=text)
    assert refused.value.messages[0]


def test_ali_adds_changes_and_takes_out_a_day_in_jalali(cast: Cast) -> None:
    client = entered(cast.ali)
    typed = {"day": "۱۴۰۵/۱۰/۱۵", "name_fa": "بازارچه", "name_en": "", "kind": "half"}
    assert client.post("/office/holidays/", typed).status_code == 302
    row = Holiday.objects.get()
    assert (row.day, row.kind) == (from_jalali(1405, 10, 15), "half")
    assert client.post("/office/holidays/", typed).status_code == 422, "the day is in the table already"
    client.post(f"/office/holidays/{row.pk}/", typed | {"kind": "workday"})
    row.refresh_from_db()
    assert row.kind == "workday"
    client.post(f"/office/holidays/{row.pk}/", {"do": "delete"})
    assert not Holiday.objects.exists()
    assert client.post("/office/holidays/", typed | {"day": "1404/12/30"}).status_code == 422
    assert entered(cast.mina).post("/office/holidays/", typed).status_code == 403


def failed_job() -> int:
    job_id = app.configure_task("platform.clean_up").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job_id])
    return job_id


def test_a_failed_job_shows_its_reason_and_gets_another_try(cast: Cast) -> None:
    job_id = failed_job()
    client = entered(cast.ali)
    assert "این کار آغاز هم نشد." in client.get("/office/jobs/").content.decode()
    JobFailure.objects.create(job_id=job_id, error="ValueError: the disk is full")
    assert "the disk is full" in client.get("/office/jobs/").content.decode()
    assert entered(cast.dana).post(f"/office/jobs/{job_id}/retry/").status_code == 403
    client.post(f"/office/jobs/{job_id}/retry/")
    assert ProcrastinateJob.objects.get(pk=job_id).status == "todo"
    answer = client.post(f"/office/jobs/{job_id}/retry/", follow=True)
    assert answer.status_code == 200
    assert AuditEntry.objects.filter(action="job.retry").count() == 1


def test_what_a_job_dies_of_is_written_down(db: None) -> None:
    class Job:
        id = 7

    class Context:
        job = Job()

    def die() -> None:
        raise ValueError("no paper in the printer")

    with pytest.raises(ValueError, match="no paper"):
        note_failures(die, Context(), None)
    assert JobFailure.objects.get(job_id=7).error == "ValueError: no paper in the printer"


def test_trouble_is_told_in_words(cast: Cast) -> None:
    client = entered(cast.ali)
    page = client.get("/no/such/page")
    assert (page.status_code, "پیدا" in page.content.decode() or "نیست" in page.content.decode()) == (404, True)
    part = client.get("/no/such/page", headers={"HX-Request": "true"})
    assert part["Content-Type"].startswith("text/plain")
    assert len(part.content.decode()) < 300


def test_the_supervisor_is_told_that_we_live(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.json()["database"] is True
    assert ready.status_code == 200


def test_nobody_gives_a_right_that_she_lacks(cast: Cast) -> None:
    """Dana may keep roles and colleagues now, and still makes nobody more than she is, herself least of all."""
    RoleRight.objects.filter(role=cast.dana.role, model__in=("role", "user")).update(level="all")
    dana = User.objects.get(pk=cast.dana.pk)
    with pytest.raises(PermissionDenied):
        change_rights(actor=dana, role_id=dana.role_id, levels={("customer", "delete"): "own"})
    change_rights(actor=dana, role_id=cast.omid.role_id, levels={("customer", "export"): "all"})
    for acted in (
        lambda: change_user(actor=dana, user_id=dana.pk, values={"role_id": cast.ali.role_id}),
        lambda: change_user(actor=dana, user_id=cast.ali.pk, values={"email": "dana2@peyvand.test"}),
        lambda: make_link(actor=dana, user=cast.ali),
        lambda: end_sessions(actor=dana, user=cast.ali),
        lambda: reset_second_factor(actor=dana, user=cast.ali),
        lambda: create_user(actor=dana, new=NewUser("نو", "administrator", "new@peyvand.test")),
    ):
        with pytest.raises(PermissionDenied):
            acted()
    assert create_user(actor=dana, new=NewUser("نو", "read_only", "new@peyvand.test")).pk
    with pytest.raises(ValidationError):
        create_token(actor=dana, owner=dana, name="بیشتر", scopes=["customer:delete"])


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("تنظیمات", "/office/settings/"),
        ("settings", "/office/settings/"),
        ("همکاران", "/office/colleagues/"),
        ("نشست", "/me/security/"),
        ("import", "/imports/"),
    ],
)
def test_every_page_is_found_by_its_name_in_either_language(cast: Cast, typed: str, address: str) -> None:
    ali = Client()
    ali.force_login(cast.ali)
    assert f'href="{address}"' in ali.get("/search/palette", {"q": typed}).content.decode()


def test_nobody_is_led_to_a_page_that_is_shut_for_her(cast: Cast) -> None:
    sara = Client()
    sara.force_login(cast.sara)
    found = sara.get("/search/palette", {"q": "settings"}).content.decode()
    assert "/office/" not in found
    assert 'href="/me/"' in sara.get("/search/palette", {"q": "تقویم"}).content.decode()
