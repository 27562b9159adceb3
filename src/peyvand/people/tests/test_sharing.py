"""Nima lends his customer for a time: to Roya's eyes, to Sara's hands, to a whole team."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.sharing import Loan, end_past_shares, end_share, share_customer
from peyvand.people.models import Customer, Share
from peyvand.people.policies import may_do
from peyvand.people.tests.making import browser, person
from peyvand.platform import organisation
from peyvand.platform.actions.users import change_user
from peyvand.platform.models import AuditEntry, User
from tests.cast import Cast


@pytest.fixture
def nimas(cast: Cast) -> Customer:
    return person(cast.nima)


def day(ahead: int = 7) -> date:
    return organisation.today() + timedelta(days=ahead)


def sees(user: User, customer: Customer, action: str = "view") -> bool:
    """Tell what the query says, after making sure that the policy says the same."""
    found = Customer.objects.visible_to(user, action).filter(pk=customer.pk).exists()
    assert found == may_do(user, customer, action)
    return found


def test_a_loan_to_look_at_shows_her_and_lets_nothing_be_changed(cast: Cast, nimas: Customer) -> None:
    assert browser(cast.sara).get(f"/customers/{nimas.pk}/").status_code == 404
    share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), user_id=cast.sara.pk))
    assert nimas.name in browser(cast.sara).get("/customers/").content.decode()
    assert browser(cast.sara).get(f"/customers/{nimas.pk}/").status_code == 200
    assert browser(cast.sara).get(f"/customers/{nimas.pk}/edit/").status_code == 403
    assert [sees(cast.sara, nimas, action) for action in ("view", "change", "delete", "assign", "share")] == [
        True, False, False, False, False,
    ]  # fmt: skip
    assert not sees(cast.reza, nimas)


def test_a_loan_to_work_with_lets_the_role_do_its_work_and_no_more(cast: Cast, nimas: Customer) -> None:
    for one in (cast.sara, cast.omid):
        share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), "change", user_id=one.pk))
    update_customer(actor=cast.sara, customer_id=nimas.pk, profile={"city": "قم"})
    assert sees(cast.sara, nimas, "change")
    assert not sees(cast.sara, nimas, "delete")
    assert not sees(cast.omid, nimas, "change")
    with pytest.raises(PermissionDenied):
        share_customer(actor=cast.sara, customer_id=nimas.pk, loan=Loan(day(), user_id=cast.reza.pk))


def test_a_team_is_lent_to_as_well(cast: Cast, nimas: Customer) -> None:
    share_customer(actor=cast.mina, customer_id=nimas.pk, loan=Loan(day(), team_id=cast.north.pk))
    assert sees(cast.sara, nimas)
    assert sees(cast.reza, nimas)


def test_a_loan_ends_by_the_clock_and_is_then_cleared_away(cast: Cast, nimas: Customer) -> None:
    share = share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(0), user_id=cast.sara.pk))
    assert share.last_day == day(0)
    assert sees(cast.sara, nimas)
    Share.objects.filter(pk=share.pk).update(ends_at=timezone.now())
    assert not sees(cast.sara, nimas)
    assert end_past_shares() == 1
    assert not Share.objects.exists()
    assert AuditEntry.objects.get(action="customer.unshare").actor_id is None


def test_taking_back_holds_at_once(cast: Cast, nimas: Customer) -> None:
    share = share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), user_id=cast.sara.pk))
    with pytest.raises(PermissionDenied):
        end_share(actor=cast.sara, share_id=share.pk)
    end_share(actor=cast.nima, share_id=share.pk)
    assert not sees(cast.sara, nimas)


def test_lending_again_changes_the_loan(cast: Cast, nimas: Customer) -> None:
    for level in ("view", "change"):
        share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), level, user_id=cast.sara.pk))
    assert Share.objects.get().level == "change"


@pytest.mark.parametrize("ahead", [-1, 400])
def test_a_loan_has_an_end_in_sight(cast: Cast, nimas: Customer, ahead: int) -> None:
    with pytest.raises(ValidationError):
        share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(ahead), user_id=cast.sara.pk))


def test_somebody_must_be_lent_to(cast: Cast, nimas: Customer) -> None:
    for loan in (Loan(day()), Loan(day(), user_id=cast.nima.pk), Loan(day(), user_id=1, team_id=cast.north.pk)):
        with pytest.raises(ValidationError):
            share_customer(actor=cast.nima, customer_id=nimas.pk, loan=loan)


def test_the_page_lends_shows_and_takes_back(cast: Cast, nimas: Customer) -> None:
    nima, page = browser(cast.nima), f"/customers/{nimas.pk}/shares/"
    assert nima.post(page, {"user": cast.sara.pk, "level": "view", "until": "سه‌شنبه"}).status_code == 422
    nima.post(page, {"user": cast.sara.pk, "level": "view", "until": day().isoformat()})
    assert "Sara" in nima.get(page).content.decode()
    assert browser(cast.sara).get(page).status_code == 403
    nima.post(f"/customers/shares/{Share.objects.get().pk}/end/")
    assert not Share.objects.exists()
    assert "Sara" in nima.get(f"/customers/{nimas.pk}/history/").content.decode()


def test_who_may_lend_her_sees_on_her_page_whom_she_is_lent_to_and_until_when(cast: Cast, nimas: Customer) -> None:
    share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), user_id=cast.sara.pk))
    head = f"/customers/{nimas.pk}/head/"
    assert "+ <bdi>Sara</bdi> (تا " in browser(cast.nima).get(head).content.decode()
    assert "(تا " not in browser(cast.sara).get(head).content.decode()
    end_share(actor=cast.nima, share_id=Share.objects.get().pk)
    assert "(تا " not in browser(cast.nima).get(head).content.decode()


def test_what_was_lent_to_a_colleague_ends_in_the_act_of_her_leaving(cast: Cast, nimas: Customer) -> None:
    share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), user_id=cast.sara.pk))
    share_customer(actor=cast.nima, customer_id=nimas.pk, loan=Loan(day(), team_id=cast.north.pk))
    change_user(actor=cast.ali, user_id=cast.sara.pk, values={"is_active": False})
    assert Share.objects.get().team == cast.north
    entry = AuditEntry.objects.get(action="customer.unshare")
    assert (entry.actor_id, entry.object_id) == (cast.ali.pk, nimas.pk)
    assert "Sara" in entry.changes["shares"][0]
