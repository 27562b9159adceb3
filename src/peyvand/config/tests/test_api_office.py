"""The organisation over HTTP: colleagues, their teams and roles, where one is signed in, and fields of its own."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from peyvand.people.models import Customer
from peyvand.platform.actions.users import NewUser, create_user
from peyvand.platform.models import IdempotencyKey, JobFailure, User
from tests.cast import Cast
from tests.script import ROOT, Script

pytestmark = pytest.mark.django_db


def test_ali_s_script_invites_a_colleague_who_then_lets_herself_in(cast: Cast) -> None:
    ali = Script(cast.ali)
    about = {"name": "Hale", "role": "seller", "email": "Hale@Peyvand.test", "team_id": cast.north.pk}
    made = ali("POST", "/users", about)
    assert made.status_code == 201, made.content
    hale = made.json()
    assert made.headers["Location"] == f"{ROOT}/users/{hale['id']}"
    assert (hale["email"], hale["role"], hale["team_id"]) == ("hale@peyvand.test", "seller", cast.north.pk)
    asked = ali("POST", f"/users/{hale['id']}/link", Idempotency_Key="link-1")
    assert asked.headers["Cache-Control"] == "no-store"
    link = asked.json()["link"]
    assert Client().get(link).status_code == 200
    assert not IdempotencyKey.objects.filter(key="link-1").exists(), "the secret would lie open in our table"


def test_a_colleague_is_changed_and_nobody_is_put_into_a_team_that_is_not_there(cast: Cast) -> None:
    ali, path = Script(cast.ali), f"/users/{cast.sara.pk}"
    changed = ali("PATCH", path, {"role": "manager", "team_id": None}).json()
    assert (changed["role"], changed["team_id"], changed["name"]) == ("manager", None, "Sara")
    refused = ali("PATCH", path, {"team_id": 99_999_999})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/team_id")
    with pytest.raises(ValidationError, match="team_id"):
        create_user(actor=cast.ali, new=NewUser("Hale", "seller", "hale@peyvand.test", team_id=99_999_999))


def test_nobody_leaves_while_somebody_counts_on_her(cast: Cast) -> None:
    Customer.objects.create(kind="organisation", name="کافه یاس", owner=cast.sara)
    ali, path = Script(cast.ali), f"/users/{cast.sara.pk}"
    her_own = Script(cast.sara)
    duties = ali("GET", f"{path}/duties").json()
    assert [(held["key"], held["count"]) for held in duties["held"]] == [("customers", 1)]
    assert duties["heirs"][0]["same_team"] is True
    assert ali("POST", f"{path}/leave", {}).status_code == 422
    assert ali("POST", f"{path}/leave", {"heir_id": cast.reza.pk}).json()["is_active"] is False
    assert Customer.objects.get().owner == cast.reza
    assert her_own("GET", "/users/me").status_code == 401
    assert ali("POST", f"{path}/return").json()["is_active"] is True


def test_sara_says_from_her_phone_how_she_sees_things(cast: Cast) -> None:
    sara = Script(cast.sara)
    changed = sara("PATCH", "/users/me", {"name": "Sara N.", "language": "en", "theme": "dark"})
    assert changed.json() == sara("GET", "/users/me").json()
    assert [changed.json()[name] for name in ("name", "language", "theme", "calendar")] == [
        "Sara N.", "en", "dark", "jalali",
    ]  # fmt: skip
    browser = Client()
    browser.force_login(cast.sara)
    assert '<html lang="en"' in browser.get("/me/").content.decode()
    narrow = Script(cast.sara, ["customer:view"])
    assert narrow("PATCH", "/users/me", {"name": "Somebody"}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"name": "  "}, "#/name"), ({"theme": "pink"}, "#/theme"), ({"calendar": ""}, "#/calendar"),
        ({"password": "open-sesame-24"}, "#/password"), ({"role": "administrator"}, "#/role"),
    ],
)  # fmt: skip
def test_nobody_makes_more_of_herself_than_her_page_does(cast: Cast, wrong: dict[str, str], place: str) -> None:
    answer = Script(cast.sara)("PATCH", "/users/me", wrong)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, place)


def test_a_role_is_read_and_changed_but_never_beyond_what_is_there(cast: Cast) -> None:
    ali, role = Script(cast.ali), cast.omid.role
    known = {one["key"]: one for one in ali("GET", "/roles").json()}
    assert known["read_only"]["rights"]["customer"]["change"] == "none"
    changed = ali(
        "PATCH", f"/roles/{role.pk}", {"rights": {"customer": {"change": "own"}}, "needs_second_factor": True}
    )
    assert (changed.json()["rights"]["customer"]["change"], changed.json()["needs_second_factor"]) == ("own", True)
    assert changed.json()["rights"]["customer"]["view"] == known["read_only"]["rights"]["customer"]["view"]
    assert ali("PATCH", f"/roles/{role.pk}", {"rights": {"customer": {"fly": "all"}}}).status_code == 422
    assert Script(cast.dana)("PATCH", f"/roles/{role.pk}", {"needs_second_factor": False}).status_code == 403


def test_a_team_is_made_renamed_and_deleted_once_it_is_empty(cast: Cast) -> None:
    ali = Script(cast.ali)
    made = ali("POST", "/teams", {"name": "غرب"}).json()
    assert ali("PATCH", f"/teams/{made['id']}", {"name": "شرق"}).json()["name"] == "شرق"
    assert made["id"] in {team["id"] for team in ali("GET", "/teams").json()}
    assert ali("DELETE", f"/teams/{made['id']}").status_code == 204
    assert ali("DELETE", f"/teams/{cast.north.pk}").status_code == 422


def test_sara_sees_where_she_is_signed_in_and_ends_it(cast: Cast) -> None:
    browser, other = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari"}), Client()
    browser.force_login(cast.sara)
    other.force_login(cast.nima)
    browser.get("/me/")
    sara = Script(cast.sara)
    [session] = sara("GET", "/users/me/sessions").json()
    assert (session["browser"], session["device"]) == ("Safari", "iPhone")
    assert browser.session.session_key not in str(session), "the key itself would let its reader in"
    assert Script(cast.nima)("DELETE", f"/users/me/sessions/{session['id']}").status_code == 404
    assert sara("DELETE", f"/users/me/sessions/{session['id']}").status_code == 204
    assert browser.get("/me/").status_code == 302
    assert other.get("/me/").status_code == 200
    assert Script(cast.ali)("DELETE", f"/users/{cast.nima.pk}/sessions").status_code == 204
    assert other.get("/me/").status_code == 302


def test_a_field_is_defined_used_changed_and_taken_out_of_use(cast: Cast) -> None:
    ali = Script(cast.ali)
    options = [{"fa": "کوچک", "en": "Small"}, {"fa": "بزرگ", "en": "Large"}]
    made = ali("POST", "/custom-fields", {"kind": "choice", "label_en": "Size of the shop", "options": options})
    assert made.status_code == 201, made.content
    size = made.json()
    assert (size["key"], [option["key"] for option in size["options"]]) == ("size_of_the_shop", ["small", "large"])
    cafe = {"kind": "organisation", "name": "کافه یاس", "custom": {size["key"]: "large"}}
    assert ali("POST", "/customers", cafe).json()["custom"] == {size["key"]: "large"}
    path = f"/custom-fields/{size['id']}"
    kept = [{"key": "large", "fa": "خیلی بزرگ", "en": "Large"}]
    changed = ali("PATCH", path, {"field_class": "internal", "options": kept}).json()
    assert (changed["label_en"], changed["field_class"]) == ("Size of the shop", "internal")
    assert [(option["key"], option["gone"]) for option in changed["options"]] == [("large", False), ("small", True)]
    renamed = ali("PATCH", path, {"label_en": "Size"}).json()
    assert [option["key"] for option in renamed["options"] if not option["gone"]] == ["large"]
    assert ali("POST", f"{path}/archive").json()["archived_at"]
    assert ali("GET", "/custom-fields").json() == []
    assert [one["id"] for one in ali("GET", "/custom-fields?archived=true").json()] == [size["id"]]
    assert ali("POST", f"{path}/restore").json()["archived_at"] is None


def test_fields_stand_in_the_order_that_was_sent(cast: Cast) -> None:
    ali = Script(cast.ali)
    ids = [ali("POST", "/custom-fields", {"kind": "text", "label_fa": name}).json()["id"] for name in ("یک", "دو")]
    assert ali("PUT", "/custom-fields/order", {"field_ids": ids[::-1]}).status_code == 204
    assert [one["id"] for one in ali("GET", "/custom-fields?subject=customer").json()] == ids[::-1]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"subject": "cats"}, "#/subject"), ({"kind": "colour"}, "#/kind"), ({"key": "Not A Key"}, "#/key"),
        ({"kind": "choice"}, "#/options"), ({"required_for": ["sometimes"]}, "#/required_for"),
        ({"label_fa": ""}, "#/label_fa"), ({"variant": "cat"}, "#/variant"),
    ],
)  # fmt: skip
def test_a_field_that_makes_no_sense_is_pointed_at(cast: Cast, wrong: dict[str, object], place: str) -> None:
    answer = Script(cast.ali)("POST", "/custom-fields", {"kind": "text", "label_fa": "اندازه"} | wrong)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, place)


def test_the_narrow_token_of_an_administrator_invites_nobody(cast: Cast) -> None:
    narrow = Script(cast.ali, ["customer:view", "user:view"])
    about = {"name": "Hale", "role": "seller", "email": "hale@peyvand.test"}
    assert narrow("POST", "/users", about).status_code == 403
    assert narrow("GET", "/users/me/sessions").status_code == 403
    assert User.objects.filter(name="Hale").count() == 0


def test_settings_are_read_and_changed_all_or_none(cast: Cast) -> None:
    ali = Script(cast.ali)
    changed = ali("PATCH", "/settings", {"settings": {"organisation_name": "قهوهٔ البرز", "as_of": "1390/09/19"}})
    told = {one["key"]: one["value"] for one in changed.json()}
    assert (told["organisation_name"], told["as_of"]) == ("قهوهٔ البرز", "2011-12-10")
    assert "قهوهٔ البرز" in changed.content.decode(), "letters are sent as they are"
    wrong = ali("PATCH", "/settings", {"settings": {"organisation_name": "x", "as_of": "پریشب"}})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/settings/as_of")
    assert ali("PATCH", "/settings", {"settings": {"colour": "red"}}).status_code == 422
    assert {one["key"]: one["value"] for one in ali("GET", "/settings").json()} == told
    assert Script(cast.mina)("PATCH", "/settings", {"settings": {"as_of": "now"}}).status_code == 403


def test_a_day_off_is_added_in_jalali_changed_and_taken_out(cast: Cast) -> None:
    ali = Script(cast.ali)
    made = ali("POST", "/holidays", {"day": "1405/01/15", "name_fa": "جشن ما"}).json()
    assert (made["day"], made["kind"]) == ("2026-04-04", "holiday")
    path = f"/holidays/{made['id']}"
    assert ali("PATCH", path, {"kind": "half"}).json() == made | {"kind": "half"}
    assert made["id"] in {one["id"] for one in ali("GET", "/holidays?period=1405-01").json()}
    assert made["id"] not in {one["id"] for one in ali("GET", "/holidays?period=1405-02").json()}
    assert ali("DELETE", path).status_code == 204
    assert ali("DELETE", path).status_code == 404


def a_job(status: str) -> int:
    job_id = app.configure_task("platform.run_import").defer(import_id=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job_id])
    return job_id


def test_ali_s_script_finds_what_failed_and_gives_it_another_try(cast: Cast) -> None:
    ids = [a_job(status) for status in ("failed", "doing", "todo", "succeeded")]
    JobFailure.objects.create(job_id=ids[0], error="ValueError: the disk is full", trace="in work.py")
    ali = Script(cast.ali)
    first = ali("GET", "/jobs?sort=id&limit=2").json()
    rest = ali("GET", f"/jobs?sort=id&limit=2&cursor={first['next']}").json()
    told = [job for job in first["items"] + rest["items"] if job["id"] in ids]
    assert [(job["id"], job["state"]) for job in told] == list(zip(ids, ("failed", "running", "waiting"), strict=False))
    [failed] = ali("GET", "/jobs?state=failed").json()["items"]
    assert (failed["name"], failed["error"], failed["trace"]) == (
        "Bring a file in", "ValueError: the disk is full", "in work.py",
    )  # fmt: skip
    again = ali("POST", f"/jobs/{ids[0]}/retry", Idempotency_Key="again-1")
    assert again.json()["state"] == "waiting"
    assert ali("POST", f"/jobs/{ids[0]}/retry", Idempotency_Key="again-1").headers["Idempotency-Replayed"] == "true"
    assert ali("POST", f"/jobs/{ids[0]}/retry").status_code == 422, "it is not a failed one any more"
    assert ali("GET", "/jobs?state=failed").json()["items"] == []


def test_a_seller_neither_sees_nor_retries_jobs(cast: Cast) -> None:
    sara, job_id = Script(cast.sara), a_job("failed")
    assert sara("GET", "/jobs").status_code == 403
    assert sara("POST", f"/jobs/{job_id}/retry").status_code == 403
    assert Script(cast.ali, ["job:view"])("POST", f"/jobs/{job_id}/retry").status_code == 403
    assert ProcrastinateJob.objects.get(pk=job_id).status == "failed"
