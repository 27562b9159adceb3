"""The audit: only ever added to, told in sentences, and no wider than its reader's eyes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from peyvand.platform import audit
from peyvand.platform.actions.teams import save_team
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.actions.users import change_user
from peyvand.platform.models import AuditEntry, RoleRight, User
from peyvand.platform.sentences import tell
from tests.cast import Cast


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_audit_is_only_ever_added_to(cast: Cast) -> None:
    change_user(actor=cast.ali, user_id=cast.sara.pk, values={"team_id": cast.south.pk})
    for change in (AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(actor_name="Nobody")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AuditEntry.objects.get(action="user.change").actor_name == "Ali"
    with audit.changes_allowed():
        AuditEntry.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        save_team(actor=cast.ali, name="غرب")
        AuditEntry.objects.all().delete()


def test_the_audit_is_told_in_sentences_and_escapes_names(cast: Cast) -> None:
    User.objects.filter(pk=cast.sara.pk).update(name="<b>Sara</b>")
    change_user(actor=cast.ali, user_id=cast.sara.pk, values={"team_id": cast.south.pk})
    said = str(tell(AuditEntry.objects.get()))
    assert "&lt;b&gt;Sara&lt;/b&gt;" in said
    assert "<b>" not in said
    body = entered(cast.ali).get("/office/audit/").content.decode()
    assert "<b>Sara" not in body


@pytest.mark.parametrize(
    "query",
    [
        "person=x",
        "person=99999999999999999999",
        "thing=%00",
        "month=1405-13",
        "month=%F0",
        "cursor=AAAA",
        "cursor=WzFd",
        "month=1405-09",
    ],
)
def test_the_audit_bears_any_question(cast: Cast, query: str) -> None:
    assert entered(cast.ali).get(f"/office/audit/?{query}").status_code == 200


def test_the_audit_is_filtered_by_person_and_thing(cast: Cast) -> None:
    save_team(actor=cast.ali, name="غرب")
    client = entered(cast.ali)
    assert "غرب" in client.get(f"/office/audit/?person={cast.ali.pk}&thing=team").content.decode()
    assert "غرب" not in client.get(f"/office/audit/?person={cast.sara.pk}").content.decode()
    assert "غرب" not in client.get("/office/audit/?thing=user").content.decode()


def test_the_audit_says_from_where_in_words_and_goes_into_a_file(cast: Cast) -> None:
    ali = Client(REMOTE_ADDR="192.0.2.7")
    ali.force_login(cast.ali)
    ali.post(f"/office/roles/{cast.omid.role_id}/", {"right-customer-export": "all"})
    page = ali.get("/office/audit/?thing=role").content.decode()
    assert "192.0.2.7" in page
    assert "مشتری‌ها · خروجی" in page
    assert "export customer" not in page
    answer: Any = ali.get("/office/audit/export/?format=csv&thing=role")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "192.0.2.7" in text
    assert "مشتری‌ها · خروجی" in text
    assert AuditEntry.objects.filter(action="audit.export").exists()
    assert ali.get("/office/audit/export/?format=xlsx").status_code == 200


def test_the_audit_page_and_its_file_hide_what_the_reader_may_not_see(cast: Cast) -> None:
    RoleRight.objects.filter(role=cast.dana.role, model="personal_field").update(level="none")
    AuditEntry.objects.create(
        action="customer.change", model="customer", object_id=1, title="کسی", changes={"birthday": ["", "1991-03-21"]}
    )
    dana = entered(cast.dana)
    assert "1991" not in dana.get("/office/audit/?thing=customer").content.decode()
    told: Any = dana.get("/office/audit/export/?thing=customer")
    assert b"1991" not in b"".join(told.streaming_content)
    _token, secret = create_token(actor=cast.dana, owner=cast.dana, name="t")
    heard = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/audit?thing=customer").json()
    assert [(one["action"], one["changes"]) for one in heard["items"]] == [("customer.change", [])]


def test_what_changed_is_told_in_the_words_of_its_reader(cast: Cast) -> None:
    """Codes, days, numbers and records that stand in a change as a machine keeps them are read by people."""
    changes = {"owner_id": [cast.sara.pk, cast.nima.pk], "birthday": ["", "1991-03-21"], "language": ["", "fa"]}
    AuditEntry.objects.create(action="customer.change", model="customer", object_id=1, title="کسی", changes=changes)
    AuditEntry.objects.create(action="import.run", model="import", object_id=1, title="الف", changes={"created": 12})
    page = entered(cast.ali).get("/office/audit/").content.decode()
    for word in ("Sara", "Nima", "۱۳۷۰/۰۱/۰۱", "تازه", "۱۲"):
        assert f"<bdi>{word}</bdi>" in page or f"<dt>{word}</dt>" in page, word
    User.objects.filter(pk=cast.ali.pk).update(language="en", calendar="gregorian", digits="en")
    told: Any = entered(cast.ali).get("/office/audit/export/?format=csv")
    text = b"".join(told.streaming_content).decode("utf-8-sig")
    assert "Created: – → 12" in text
    assert "Sara → Nima" in text
