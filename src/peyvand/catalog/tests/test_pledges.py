"""What customers hope of a product: six pledges, yes, no or honestly unknown, and what was said before stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peyvand.catalog.actions import ProductFacts, Said, answer_pledge, save_product
from peyvand.catalog.choices import Kept, Pledge
from peyvand.catalog.models import PledgeAnswer, Product
from peyvand.catalog.pledges import counted, pledges_of
from peyvand.people.tests.making import browser, program
from peyvand.platform import organisation
from peyvand.platform.models import AuditEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def grinder(cast: Cast) -> Product:
    """What Mina sells."""
    return save_product(actor=cast.mina, facts=ProductFacts("G-1", "آسیاب", "دستگاه", 720))


def test_what_nobody_said_is_unknown_and_a_new_answer_follows_the_old(cast: Cast, grinder: Product) -> None:
    assert counted(pledges_of(grinder.pk)) == {"yes": 0, "no": 0, "unknown": 6}
    for kept, note in (("no", "کسی زنگ نزد"), ("yes", "هفتهٔ نخست زنگ می‌زنیم")):
        answer_pledge(actor=cast.mina, product_id=grinder.pk, pledge=Pledge.STAYS, said=Said(kept, note))
    answer_pledge(actor=cast.mina, product_id=grinder.pk, pledge=Pledge.PRICE, said=Said("unknown", "نسنجیده‌ایم"))
    pledged = {one.pledge: one for one in pledges_of(grinder.pk)}
    assert (pledged[Pledge.STAYS].kept, [one.kept for one in pledged[Pledge.STAYS].earlier]) == (Kept.YES, ["no"])
    assert counted(list(pledged.values())) == {"yes": 1, "no": 0, "unknown": 5}
    assert PledgeAnswer.objects.count() == 3
    assert AuditEntry.objects.filter(action="product.pledge", object_id=grinder.pk).count() == 3


def test_mina_answers_on_the_products_page_and_sara_reads_it_there(cast: Cast, grinder: Product) -> None:
    place = reverse("catalog:pledge", args=[grinder.pk, "answers"])
    today = organisation.today()
    assert browser(cast.mina).post(place, {"kept": "no", "note": "قطعه در گمرک است", "on": today}).status_code == 303
    sara, page = browser(cast.sara), reverse("catalog:product", args=[grinder.pk])
    sara.get(page)
    with CaptureQueriesContext(connection) as asked:
        shown = sara.get(page).content.decode()
    assert len(asked) <= 6
    assert "قطعه در گمرک است" in shown
    assert "۰ بله، ۱ خیر، ۵ نامعلوم" in shown
    assert "قطعه در گمرک است" in sara.get(place).content.decode()
    assert sara.post(place, {"kept": "yes"}).status_code == 403
    assert sara.get(reverse("catalog:pledge", args=[grinder.pk, "beauty"])).status_code == 404


@pytest.mark.parametrize(
    "typed", [{"kept": "perhaps"}, {}, {"kept": "yes", "on": "2999-01-01"}, {"kept": "yes", "note": "x" * 2001}]
)
def test_what_cannot_be_said_is_refused_with_a_sentence(cast: Cast, grinder: Product, typed: dict[str, str]) -> None:
    answer = browser(cast.mina).post(reverse("catalog:pledge", args=[grinder.pk, "price"]), typed)
    assert answer.status_code == 422
    assert not PledgeAnswer.objects.exists()


def test_the_action_asks_for_the_right_and_knows_no_seventh_pledge(cast: Cast, grinder: Product) -> None:
    with pytest.raises(PermissionDenied):
        answer_pledge(actor=cast.sara, product_id=grinder.pk, pledge="price", said=Said("yes"))
    with pytest.raises(ValidationError):
        answer_pledge(actor=cast.mina, product_id=grinder.pk, pledge="beauty", said=Said("yes"))
    late = Said("yes", on=organisation.today() + timedelta(days=1))
    with pytest.raises(ValidationError):
        answer_pledge(actor=cast.mina, product_id=grinder.pk, pledge="price", said=late)


def test_a_program_reads_and_answers_and_finds_products_by_how_they_stand(cast: Cast, grinder: Product) -> None:
    through, place = program(cast.mina), f"/api/v1/products/{grinder.pk}/pledges"

    def found(value: str) -> list[str]:
        items = through.get("/api/v1/products", {"f": f"pledges:any:{value}"}).json()["items"]
        return [one["code"] for one in items]

    assert (found("unknown"), found("no"), found("yes")) == (["G-1"], [], [])
    for pledge in Pledge:
        body = {"pledge": pledge.value, "kept": "yes", "on": "1405/05/01"}
        assert through.post(place, body, content_type="application/json").status_code == 201
    assert (found("unknown"), found("no"), found("yes")) == ([], [], ["G-1"])
    read = through.get(place).json()
    assert (read["yes"], read["no"], read["unknown"]) == (6, 0, 0)
    assert read["items"][0]["said"][0]["by_id"] == cast.mina.pk
    shown = browser(cast.mina).get(reverse("catalog:products"), {"columns": "name,pledges"}).content.decode()
    assert "۶ بله، ۰ خیر، ۰ نامعلوم" in shown
