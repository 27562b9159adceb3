"""Customers who are known to one person only."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.interactions.knowing import NOBODY, ONE, SEVERAL, known_by
from peyvand.people.actions.owners import set_co_owners
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser, organisation, person
from tests.cast import Cast


def test_whoever_alone_spoke_with_a_customer_is_named_until_somebody_else_knows_her(cast: Cast) -> None:
    cafe, old = organisation(cast.sara), person(cast.sara)
    long_ago = timezone.now() - timedelta(days=400)
    log_interaction(actor=cast.sara, customer_id=cafe.pk, new=NewInteraction("call"))
    log_interaction(actor=cast.sara, customer_id=old.pk, new=NewInteraction("call", occurred_at=long_ago))

    def known(answer: str) -> set[int]:
        return set(Customer.objects.filter(known_by(answer)).values_list("pk", flat=True))

    assert (known(ONE), known(NOBODY), known(SEVERAL)) == ({cafe.pk}, {old.pk}, set())
    visit = browser(cast.sara)
    assert "۱" in visit.get(reverse("interactions:known")).content.decode()
    listed = visit.get(reverse("people:customers") + f"?f=known:any:{ONE}&f=owner:any:{cast.sara.pk}").content.decode()
    assert "کافه نادری" in listed
    assert "کاظمی" not in listed
    log_interaction(actor=cast.reza, customer_id=cafe.pk, new=NewInteraction("call"))
    set_co_owners(actor=cast.sara, customer_id=old.pk, user_ids=[cast.reza.pk])
    assert (known(ONE), known(SEVERAL)) == (set(), {cafe.pk, old.pk})
