"""Coming in: one question to the database, and nothing remembered that no longer holds."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peyvand.platform.actions.tokens import create_token
from peyvand.platform.arrival import arrive, arrive_by_token
from peyvand.platform.models import RoleRight, SavedView, Session, Setting, User
from peyvand.platform.policies import may
from tests.cast import Cast

LIST = "/customers/"


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_one_question_answers_for_session_person_rights_pins_and_settings(cast: Cast) -> None:
    SavedView.objects.create(user=cast.sara, list_key="people:customers", name="hers", query="q=a", is_pinned=True)
    SavedView.objects.create(
        user=cast.reza, list_key="people:customers", name="all", query="", is_pinned=True, is_shared=True
    )
    SavedView.objects.create(user=cast.reza, list_key="people:customers", name="his", query="", is_pinned=True)
    Setting.objects.create(key="currency", value="EUR")
    key = entered(cast.sara).session.session_key
    assert key is not None
    plain = User.objects.get(pk=cast.sara.pk)
    with CaptureQueriesContext(connection) as asked:
        found = arrive(key)
        assert found is not None
        assert [view.name for view in found.user.pinned] == ["all", "hers"]
        assert (found.user.role.key, found.user.team) == ("seller", cast.north)
        assert found.settings["currency"] == "EUR"
        levels = found.user.levels
    assert len(asked) == 1
    assert levels == plain.levels
    assert found.user.pinned == plain.pinned
    kept = {field.attname: getattr(found.user, field.attname) for field in User._meta.concrete_fields}
    assert kept == {name: getattr(plain, name) for name in kept}


def test_one_question_answers_for_a_token_too_and_her_rights_are_no_wider_than_it(cast: Cast) -> None:
    token, secret = create_token(actor=cast.sara, owner=cast.sara, name="shop", scopes=["customer:view"])
    with CaptureQueriesContext(connection) as asked:
        found = arrive_by_token(secret)
        assert found is not None
        assert (found.user, found.user.team, found.user.scopes) == (cast.sara, cast.north, {"customer:view"})
        assert found.user.levels[("customer", "add")] != "none"
        assert not may(found.user, "customer", "add")
    assert len(asked) == 1
    assert (found.token, found.token.prefix if found.token else "") == (token, secret[:12])


def test_a_token_beside_a_session_decides_alone(cast: Cast) -> None:
    """Ali is signed in here; what he sends with Omid's token is done in Omid's name, with a wrong one not at all."""
    client, secret = entered(cast.ali), create_token(actor=None, owner=cast.omid, name="x")[1]
    for sent, status, name in ((secret, 200, "Omid"), ("pvd_guessed", 401, "")):
        answer = client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {sent}"})
        assert (answer.status_code, answer.json().get("name", "")) == (status, name)
    assert client.get("/api/v1/users/me").status_code == 401
    assert client.get(LIST, headers={"Authorization": f"Bearer {secret}"}).context["request"].user == cast.ali


def test_a_right_that_is_taken_away_is_gone_at_the_next_request(cast: Cast) -> None:
    client = entered(cast.sara)
    assert client.get(LIST).status_code == 200
    RoleRight.objects.filter(role=cast.sara.role, model="customer", action="view").update(level="none")
    assert client.get(LIST).status_code == 403


def test_who_left_or_was_signed_out_elsewhere_comes_in_no_more(cast: Cast) -> None:
    sara, reza, nima = entered(cast.sara), entered(cast.reza), entered(cast.nima)
    assert [client.get(LIST).status_code for client in (sara, reza, nima)] == [200, 200, 200]
    User.objects.filter(pk=cast.sara.pk).update(is_active=False)
    Session.objects.filter(user=cast.reza).delete()
    cast.nima.set_password("another river 8")
    cast.nima.save(update_fields=["password"])
    assert [client.get(LIST).status_code for client in (sara, reza, nima)] == [302, 302, 302]


def test_a_setting_holds_for_the_next_request(cast: Cast) -> None:
    client = entered(cast.ali)
    assert "as-of" not in client.get(LIST).content.decode()
    Setting.objects.create(key="as_of", value="2024-05-01")
    assert 'class="as-of"' in client.get(LIST).content.decode()
