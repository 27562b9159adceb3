"""Sara and her second factor: her phone's codes, her paper, and who takes it away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from peyvand.platform.actions.second_factor import begin_second_factor, confirm_second_factor, require_second_factor
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import AuditEntry, RecoveryCode, SecondFactor, User
from peyvand.platform.tests.test_door import PASSWORD, SIGN_IN, give_password, is_in
from tests.cast import Cast

CODE, OWN = "/sign-in/code/", "/me/second-factor/"
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def code_of(user: User, *, steps: int = 0) -> str:
    """Return what Sara's phone shows now, or some steps from now."""
    return pyotp.TOTP(SecondFactor.objects.get(user=user).secret).at(timezone.now() + timedelta(seconds=30 * steps))


def set_up(user: User) -> list[str]:
    begin_second_factor(actor=user)
    return confirm_second_factor(actor=user, code=code_of(user, steps=-1), session_key=None)


@pytest.fixture
def codes(cast: Cast) -> list[str]:
    """Sara's recovery codes, after she set everything up."""
    return set_up(give_password(cast.sara))


def password_given(client: Client, then: str = "") -> None:
    answer = client.post(SIGN_IN, {"identifier": "sara@peyvand.test", "password": PASSWORD, "next": then})
    assert answer.headers["Location"] == CODE


def test_sara_sets_it_up_with_her_phone_and_gets_ten_codes_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.sara)
    client.post(OWN, {"do": "begin"})
    page = client.get(OWN).content.decode()
    assert "qrline" in page
    assert SecondFactor.objects.get().secret in page
    assert client.post(OWN, {"do": "confirm", "code": "000000"}).status_code == 422
    shown = client.post(OWN, {"do": "confirm", "code": code_of(cast.sara).translate(PERSIAN)}).content.decode()
    assert shown.count("<li><code>") == 10
    later = client.get(OWN).content.decode()
    assert "qrline" not in later
    assert "<li><code>" not in later
    assert not any(code.code_hash in shown for code in RecoveryCode.objects.all())


def test_the_password_alone_opens_nothing(client: Client, codes: list[str]) -> None:
    password_given(client)
    assert not is_in(client)


def test_the_code_opens_in_persian_digits_too_and_only_once(cast: Cast, client: Client, codes: list[str]) -> None:
    password_given(client, "/customers/")
    code = code_of(cast.sara)
    answer = client.post(CODE, {"code": f"{code[:3]} {code[3:]}".translate(PERSIAN)})
    assert answer.headers["Location"] == "/customers/"
    assert is_in(client)
    another = Client()
    password_given(another)
    assert another.post(CODE, {"code": code}).status_code == 422
    assert not is_in(another)


def test_a_recovery_code_opens_once(client: Client, codes: list[str]) -> None:
    password_given(client)
    client.post(CODE, {"code": codes[3].upper().replace("-", " ")})
    assert is_in(client)
    assert AuditEntry.objects.filter(action="user.factor_recovery").exists()
    another = Client()
    password_given(another)
    assert another.post(CODE, {"code": codes[3]}).status_code == 422


def test_guessing_is_stopped_and_the_right_code_waits_too(cast: Cast, client: Client, codes: list[str]) -> None:
    password_given(client)
    assert [client.post(CODE, {"code": "111111"}).status_code for _ in range(6)] == [422] * 5 + [429]
    assert client.post(CODE, {"code": code_of(cast.sara)}).status_code == 429
    assert not is_in(client)


def test_without_the_password_there_is_no_page_for_codes(client: Client, codes: list[str]) -> None:
    assert client.get(CODE).headers["Location"] == SIGN_IN
    assert client.post(CODE, {"code": codes[0]}).headers["Location"] == SIGN_IN


def test_the_secret_is_not_in_the_database(cast: Cast, codes: list[str], settings: Any) -> None:
    secret = SecondFactor.objects.get().secret
    assert secret not in str(SecondFactor.objects.values().get())
    settings.SECRET_KEY = "another installation"
    assert SecondFactor.objects.get().secret != secret


def test_a_role_that_asks_for_it_leads_there_and_nowhere_else(cast: Cast, client: Client) -> None:
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="فروشگاه")
    require_second_factor(actor=cast.ali, role_id=cast.sara.role_id, needed=True)
    client.force_login(cast.sara)
    for path in ("/", "/customers/", "/me/", "/search/palette"):
        assert client.get(path).headers["Location"] == OWN
    assert client.get("/customers/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == OWN
    assert client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 403
    client.post(OWN, {"do": "begin"})
    client.post(OWN, {"do": "confirm", "code": code_of(cast.sara)})
    assert client.get("/customers/").status_code == 200
    assert client.post(OWN, {"do": "off", "code": code_of(cast.sara, steps=1)}).status_code == 422
    assert SecondFactor.objects.exists()


def test_sara_turns_it_off_with_a_code(cast: Cast, client: Client, codes: list[str]) -> None:
    client.force_login(cast.sara)
    assert client.post(OWN, {"do": "off", "code": "123456"}).status_code == 422
    client.post(OWN, {"do": "off", "code": codes[0]})
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


def test_an_administrator_takes_it_away_and_that_is_written_down(cast: Cast, client: Client, codes: list[str]) -> None:
    sara = Client()
    sara.force_login(cast.sara)
    client.force_login(cast.ali)
    client.post(f"/office/colleagues/{cast.sara.pk}/factor/")
    assert AuditEntry.objects.get(action="user.factor_reset").actor_id == cast.ali.pk
    assert not is_in(sara)
    answer = sara.post(SIGN_IN, {"identifier": "sara@peyvand.test", "password": PASSWORD})
    assert answer.headers["Location"] != CODE
