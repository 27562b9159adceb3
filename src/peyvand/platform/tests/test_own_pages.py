"""One's own pages: profile, password, sessions, tokens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from peyvand.platform.actions.tokens import create_token, revoke_token
from peyvand.platform.actions.users import change_user
from peyvand.platform.arrival import arrive_by_token
from peyvand.platform.models import Session, Token, User
from peyvand.platform.rules.browsers import name_browser
from tests.cast import Cast

PASSWORD = "a quiet river 7"
PROFILE = {
    "name": "Sara",
    "language": "en",
    "calendar": "jalali",
    "digits": "en",
    "money_unit": "rial",
    "theme": "dark",
}


@pytest.fixture
def sara(cast: Cast) -> User:
    cast.sara.set_password(PASSWORD)
    cast.sara.save(update_fields=["password"])
    return cast.sara


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_sara_reads_english_with_the_jalali_calendar(sara: User) -> None:
    client = entered(sara)
    assert client.post("/me/", PROFILE).status_code == 302
    body = client.get("/me/").content.decode()
    assert '<html lang="en"' in " ".join(body.split())
    assert 'data-calendar="jalali"' in body
    assert 'data-theme="peyvand-dark"' in body


@pytest.mark.parametrize(
    ("field", "value"), [("language", "xx"), ("theme", "neon"), ("name", ""), ("name", "  "), ("name", "n" * 121)]
)
def test_a_profile_that_makes_no_sense_is_not_saved(sara: User, field: str, value: str) -> None:
    assert entered(sara).post("/me/", PROFILE | {field: value}).status_code == 422
    sara.refresh_from_db()
    assert sara.language == "fa"


def test_nobody_promotes_herself(sara: User, cast: Cast) -> None:
    entered(sara).post(
        "/me/", PROFILE | {"role": str(cast.ali.role_id), "role_id": str(cast.ali.role_id), "is_active": "1"}
    )
    sara.refresh_from_db()
    assert sara.role.key == "seller"


def test_the_theme_is_remembered(sara: User) -> None:
    client = entered(sara)
    assert client.post("/me/theme/", {"theme": "dark"}).status_code == 204
    assert client.post("/me/theme/", {"theme": "neon"}).status_code == 422
    sara.refresh_from_db()
    assert sara.theme == "dark"


def test_changing_the_password_keeps_only_this_session(sara: User) -> None:
    here, elsewhere = entered(sara), entered(sara)
    typed = {"old": PASSWORD, "password": "another river 8", "again": "another river 8"}
    assert here.post("/me/security/", typed).status_code == 302
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_the_password_is_not_changed_without_the_old_one(sara: User) -> None:
    typed = {"old": "wrong", "password": "another river 8", "again": "another river 8"}
    assert entered(sara).post("/me/security/", typed).status_code == 422
    sara.refresh_from_db()
    assert sara.check_password(PASSWORD)


def test_a_session_ended_elsewhere_is_signed_out_at_once(sara: User) -> None:
    here, elsewhere = entered(sara), entered(sara)
    assert elsewhere.get("/me/").status_code == 200
    handle = Session.objects.get(pk=elsewhere.session.session_key).handle
    here.post("/me/sessions/end/", {"session": handle})
    assert elsewhere.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_all_other_sessions_end_together(sara: User) -> None:
    here, others = entered(sara), [entered(sara), entered(sara)]
    here.post("/me/sessions/end/")
    assert [client.get("/me/").status_code for client in others] == [302, 302]
    assert here.get("/me/").status_code == 200


def test_nobody_ends_the_session_of_a_colleague(sara: User, cast: Cast) -> None:
    nima = entered(cast.nima)
    handle = Session.objects.get(user=cast.nima).handle
    entered(sara).post("/me/sessions/end/", {"session": handle})
    assert nima.get("/me/").status_code == 200


def test_the_page_never_prints_a_session_key(sara: User) -> None:
    client = entered(sara)
    body = client.get("/me/security/").content.decode()
    assert client.session.session_key not in body


def test_a_session_says_when_it_was_last_seen(sara: User) -> None:
    client = entered(sara)
    Session.objects.update(last_seen_at=timezone.now() - timedelta(days=1))
    client.get("/me/", headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    row = Session.objects.get(user=sara)
    assert timezone.now() - row.last_seen_at < timedelta(minutes=1)
    assert name_browser(row.browser)[:2] == ("Firefox", "Linux")


def test_a_token_is_shown_once_and_kept_hashed(sara: User) -> None:
    client = entered(sara)
    body = client.post("/me/tokens/", {"name": "warehouse", "scopes": ["customer:view"]}).content.decode()
    token = Token.objects.get()
    secret = next(word for word in body.replace('"', " ").split() if word.startswith("pvd_") and len(word) > 20)
    found = arrive_by_token(secret)
    assert found is not None and found.token == token
    assert token.scopes == ["customer:view"]
    assert secret not in client.get("/me/tokens/").content.decode()


def test_a_token_never_gets_more_than_its_owner_has(sara: User) -> None:
    with pytest.raises(ValidationError):
        create_token(actor=sara, owner=sara, name="x", scopes=["user:change"])
    assert entered(sara).post("/me/tokens/", {"name": "x", "scopes": ["user:change"]}).status_code == 422
    assert not Token.objects.exists()


def test_a_token_ends_by_its_day_by_hand_and_with_its_owner(sara: User, cast: Cast) -> None:
    by_day, first = create_token(actor=sara, owner=sara, name="day", expires_at=timezone.now() + timedelta(hours=1))
    by_hand, second = create_token(actor=sara, owner=sara, name="hand")
    third = create_token(actor=sara, owner=sara, name="owner")[1]
    Token.objects.filter(pk=by_day.pk).update(expires_at=timezone.now())
    revoke_token(owner=sara, token_id=by_hand.pk)
    assert [arrive_by_token(s) is None for s in (first, second, third)] == [True, True, False]
    change_user(actor=cast.ali, user_id=sara.pk, values={"is_active": False})
    assert arrive_by_token(third) is None


def test_the_token_of_a_colleague_is_not_there(sara: User, cast: Cast) -> None:
    token, _secret = create_token(actor=cast.nima, owner=cast.nima, name="his")
    assert entered(sara).post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_role_without_the_right_makes_no_token(sara: User) -> None:
    sara.role.rights.filter(model="token").update(level="none")
    with pytest.raises(PermissionDenied):
        create_token(actor=User.objects.get(pk=sara.pk), owner=User.objects.get(pk=sara.pk), name="x")
    assert entered(sara).get("/me/tokens/").status_code == 403


@pytest.mark.parametrize("day", ["1404/12/30", "yesterday?", "1405/13/01", "1390/01/01", "\u202e۱۴۰۵"])
def test_a_day_that_is_none_or_past_is_refused(sara: User, day: str) -> None:
    assert entered(sara).post("/me/tokens/", {"name": "x", "expires_on": day}).status_code == 422
    assert not Token.objects.exists()
