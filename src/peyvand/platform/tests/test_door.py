"""At the door: who gets in, who does not, and what she is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from peyvand.platform.actions.users import (
    NewUser,
    accept_link,
    change_profile,
    create_user,
    invite_first_administrator,
    make_link,
    set_password,
)
from peyvand.platform.choices import LinkPurpose
from peyvand.platform.limits import SIGN_IN_ADDRESS, SIGN_IN_NAME
from peyvand.platform.models import RateLimit, Session, SignInLink, User
from tests.cast import Cast

PASSWORD = "a quiet river 7"
SIGN_IN = "/sign-in/"


def give_password(user: User, password: str = PASSWORD) -> User:
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def knock(client: Client, identifier: str, password: str = PASSWORD, **more: str) -> int:
    return client.post(SIGN_IN, {"identifier": identifier, "password": password, **more}).status_code


def is_in(client: Client) -> bool:
    return client.get(reverse("platform:profile")).status_code == 200


@pytest.mark.parametrize("spelled", ["sara@peyvand.test", "SARA@Peyvand.Test", "  sara@peyvand.test "])
def test_sara_signs_in_with_her_email(cast: Cast, client: Client, spelled: str) -> None:
    give_password(cast.sara)
    assert knock(client, spelled) == 302
    assert is_in(client)


@pytest.mark.parametrize("spelled", ["09121112233", "۰۹۱۲ ۱۱۱ ۲۲۳۳", "+98 912 111 2233", "٠٩١٢١١١٢٢٣٣"])
def test_sara_signs_in_with_her_phone_in_any_digits(cast: Cast, client: Client, spelled: str) -> None:
    give_password(cast.sara)
    User.objects.filter(pk=cast.sara.pk).update(phone="+989121112233")
    assert knock(client, spelled) == 302


def test_digits_of_a_password_are_not_folded(cast: Cast, client: Client) -> None:
    give_password(cast.sara, "river 1234")
    assert knock(client, "sara@peyvand.test", "river ۱۲۳۴") == 422
    assert knock(client, "sara@peyvand.test", "river 1234") == 302


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    answers = [
        client.post(SIGN_IN, {"identifier": name, "password": "not this one"})
        for name in ("sara@peyvand.test", "x@y.z")
    ]
    notes = [a.content.decode().split('role="alert"')[1].split("</div>")[0] for a in answers]
    assert notes[0] == notes[1]
    assert [a.status_code for a in answers] == [422, 422]


def test_somebody_who_left_does_not_get_in(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    User.objects.filter(pk=cast.sara.pk).update(is_active=False)
    assert knock(client, "sara@peyvand.test") == 422
    assert not is_in(client)


@pytest.mark.parametrize(
    "hostile",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "http:evil.example"],
)
def test_the_door_leads_nowhere_else(cast: Cast, client: Client, hostile: str) -> None:
    give_password(cast.sara)
    answer = client.post(SIGN_IN, {"identifier": "sara@peyvand.test", "password": PASSWORD, "next": hostile})
    assert answer["Location"] == reverse("platform:today")


def test_sara_comes_where_she_wanted_to_go(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    wanted = client.get("/me/security/")["Location"]
    assert wanted == "/sign-in/?next=/me/security/"
    answer = client.post(SIGN_IN, {"identifier": "sara@peyvand.test", "password": PASSWORD, "next": "/me/security/"})
    assert answer["Location"] == "/me/security/"


@pytest.mark.parametrize("rubbish", ["\x00", "x" * 10_000, "' OR 1=1 --", "{{ 7 }}", "%s%s", "\u202e", "@", "+", "🙂"])
def test_rubbish_at_the_door_is_answered_with_a_sentence(cast: Cast, client: Client, rubbish: str) -> None:
    assert knock(client, rubbish, rubbish) == 422


def test_whoever_only_asks_whether_we_are_there_gets_an_answer(cast: Cast, client: Client) -> None:
    assert client.head("/", follow=True).status_code == 200


def test_after_five_wrong_tries_even_the_right_password_waits(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    for spelled in (
        "sara@peyvand.test",
        "SARA@peyvand.test",
        " sara@peyvand.test",
        "sara@PEYVAND.test",
        "Sara@peyvand.test",
    ):
        assert knock(client, spelled, "wrong") == 422
    answer = client.post(SIGN_IN, {"identifier": "sara@peyvand.test", "password": PASSWORD})
    assert answer.status_code == 429
    assert "۱۵ دقیقهٔ" in answer.content.decode()
    assert not is_in(client)


def test_the_wait_ends_when_the_window_is_over(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    for _try in range(6):
        knock(client, "sara@peyvand.test", "wrong")
    RateLimit.objects.update(window_start=timezone.now() - SIGN_IN_NAME.window - timedelta(seconds=1))
    assert knock(client, "sara@peyvand.test") == 302


def test_a_success_forgets_the_tries_before_it(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    for _round in range(2):
        for _try in range(4):
            assert knock(client, "sara@peyvand.test", "wrong") == 422
        assert knock(Client(), "sara@peyvand.test") == 302


def test_one_address_may_not_try_every_name(cast: Cast, client: Client) -> None:
    statuses = [knock(client, f"guess{n}@peyvand.test", "wrong") for n in range(SIGN_IN_ADDRESS.tries + 1)]
    assert statuses == [422] * SIGN_IN_ADDRESS.tries + [429]


def test_what_was_typed_at_the_door_is_not_kept(cast: Cast, client: Client) -> None:
    knock(client, "my secret password", "x")
    assert not RateLimit.objects.filter(bucket__contains="secret").exists()


def test_the_session_key_changes_at_the_door(cast: Cast, client: Client) -> None:
    give_password(cast.sara)
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    knock(client, "sara@peyvand.test")
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.parametrize(
    ("address", "page"),
    [("/customers/7/delete/", "/customers/7/"), ("/me/sessions/end/", "/me/"), ("/sign-out/", "/")],
)
def test_who_opens_what_a_button_does_is_told_so_and_led_to_its_page(
    cast: Cast, client: Client, address: str, page: str
) -> None:
    client.force_login(cast.sara)
    told = client.get(address)
    assert (told.status_code, told["Allow"]) == (405, "POST")
    assert f'href="{page}"' in told.content.decode()
    assert "این نشانی صفحه نیست" in told.content.decode()


def test_signing_out_ends_the_session(cast: Cast, client: Client) -> None:
    client.force_login(cast.sara)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert not is_in(client)
    assert not Session.objects.filter(user=cast.sara).exists()


def test_a_part_of_a_page_sends_the_whole_browser_to_the_door(cast: Cast, client: Client) -> None:
    answer = client.get("/me/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/")


def test_a_visitor_chooses_her_language(cast: Cast, client: Client) -> None:
    assert 'lang="fa"' in client.get(SIGN_IN).content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert answer["Location"] == "/sign-in/"
    assert '<html lang="en" dir="ltr"' in client.get(SIGN_IN).content.decode()
    client.post("/language/", {"language": "../../etc", "next": "//evil.example"})
    assert client.cookies["language"].value == "en"


def test_a_link_sets_a_password_once(cast: Cast, client: Client) -> None:
    path = make_link(actor=None, user=cast.roya)
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 200, "looking does not use the link up"
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert is_in(client)
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"password": "another one 9", "again": "another one 9"}).status_code == 410
    assert knock(Client(), "roya@peyvand.test") == 302


def seen_as(person: User) -> tuple[str, str, str]:
    person.refresh_from_db()
    return person.language, person.calendar, person.digits


def test_whoever_sets_another_language_on_her_invitation_goes_on_in_it(cast: Cast, client: Client) -> None:
    path = make_link(actor=cast.ali, user=cast.roya)
    assert (
        '<button type="submit" class="btn btn-ghost btn-sm" name="language" value="en"'
        in client.get(path).content.decode()
    )
    client.post("/language/", {"language": "en", "next": path})
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert '<html lang="en"' in client.get("/").content.decode()
    assert seen_as(cast.roya) == ("en", "gregorian", "en")


def test_a_newcomer_sees_things_as_who_invites_her_until_she_chooses(cast: Cast) -> None:
    change_profile(user=cast.ali, values={"language": "en", "calendar": "gregorian", "digits": "en"})
    made = create_user(actor=cast.ali, new=NewUser("Nora", "seller", "nora@peyvand.test"))
    assert (made.language, made.calendar, made.digits) == ("en", "gregorian", "en")


def test_the_first_of_all_goes_on_in_the_language_in_which_she_was_welcomed(db: None, client: Client) -> None:
    path = invite_first_administrator()
    typed = {"password": PASSWORD, "again": PASSWORD}
    assert client.post(path, typed, headers={"Accept-Language": "en-CA,en;q=0.9"}).status_code == 302
    assert seen_as(User.objects.get()) == ("en", "gregorian", "en")


def test_a_new_password_leaves_everything_else_as_it_was(cast: Cast, client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    path = make_link(actor=cast.ali, user=cast.roya, purpose=LinkPurpose.PASSWORD)
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert seen_as(cast.roya) == ("fa", "jalali", "fa")


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("short", "short"),
        ("12345678901", "12345678901"),
        ("password", "password"),
        (PASSWORD, "other river 8"),
        ("", ""),
    ],
)
def test_a_poor_password_is_refused_and_the_link_lives_on(
    cast: Cast, client: Client, password: str, again: str
) -> None:
    path = make_link(actor=None, user=cast.roya)
    assert client.post(path, {"password": password, "again": again}).status_code == 422
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("سبز", "گذرواژه کوتاه است؛ دست‌کم ۸ نویسه بنویسید."),
        ("۸۰۵۱۷۲۹۴۶", "گذرواژه‌ای که فقط رقم است زود حدس زده می‌شود."),
        ("password1", "این گذرواژه را خیلی‌ها به کار می‌برند و زود حدس زده می‌شود."),
        ("sara@peyvand", "گذرواژه بیش از اندازه به نام یا ایمیل شما می‌ماند."),
    ],
)
def test_why_a_password_is_refused_is_said_in_persian(cast: Cast, password: str, sentence: str) -> None:
    with translation.override("fa"), pytest.raises(ValidationError) as refused:
        validate_password(password, cast.sara)
    assert refused.value.messages == [sentence]


def test_an_old_link_is_worth_nothing(cast: Cast, client: Client) -> None:
    path = make_link(actor=None, user=cast.roya)
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path).status_code == 410
    with pytest.raises(ValidationError):
        accept_link(secret=path.split("/")[2], password=PASSWORD)


def test_a_newer_link_ends_the_older_one(cast: Cast, client: Client) -> None:
    older = make_link(actor=None, user=cast.roya)
    newer = make_link(actor=None, user=cast.roya)
    assert (client.get(older).status_code, client.get(newer).status_code) == (410, 200)


def test_the_link_of_somebody_who_left_is_worth_nothing(cast: Cast, client: Client) -> None:
    path = make_link(actor=None, user=cast.roya)
    User.objects.filter(pk=cast.roya.pk).update(is_active=False)
    assert client.get(path).status_code == 410


def test_secrets_are_kept_as_hashes(cast: Cast) -> None:
    secret = make_link(actor=None, user=cast.roya).split("/")[2]
    assert secret not in SignInLink.objects.get().secret_hash


def test_a_form_without_its_key_is_refused_in_words(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(SIGN_IN, {"identifier": "sara@peyvand.test", "password": PASSWORD})
    assert answer.status_code == 403
    assert "فرم" in answer.content.decode()


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    phone, desk = Client(), Client()
    for device in (phone, desk):
        device.force_login(cast.sara)
    set_password(user=User.objects.get(pk=cast.sara.pk), password=PASSWORD)
    assert not is_in(phone)
    assert not is_in(desk)
