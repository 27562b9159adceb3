"""What a file says of customers beside their names: what they are to us, and what only persons or only firms have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from peyvand.people.actions.customers import update_customer
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser
from peyvand.platform.actions.fields import FieldFacts, save_field
from peyvand.platform.actions.imports import WouldLose, receive_file
from peyvand.platform.models import RoleRight, User
from tests.cast import Cast
from tests.importing import bring, explained, take_back

LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def roles() -> dict[str, list[str]]:
    """Everybody's roles by name."""
    return {
        one.name: sorted(one.party_roles.values_list("role", flat=True)) for one in Customer.objects.order_by("name")
    }


def test_a_column_called_code_is_the_customers_number(cast: Cast) -> None:
    for heads in ("code,name,postal code", "کد,نام,کد پستی"):
        run = receive_file(actor=cast.mina, table="customers", pieces=[f"{heads}\nF-1,X,1\n".encode()], name="c.csv")
        assert run.mapping == {"external_id": 0, "name": 1, "postal_code": 2}
        run = receive_file(actor=cast.mina, table="customers", pieces=[b"name,code\nX,F-1\n"], name="c.csv")
        assert run.mapping == {"name": 0, "external_id": 1}


def test_a_file_says_what_somebody_is_to_us(cast: Cast) -> None:
    run = bring(
        cast.mina, "customers", "کد,نام,نقش\n1,نوری,تامین کننده\n2,پارس,Partner؛ مشتری\n3,زند,مشتری\n4,راد,همسایه\n"
    )
    assert (run.created, run.rejected) == (3, 1)
    assert roles() == {"نوری": ["supplier"], "پارس": ["customer", "partner"], "زند": []}
    assert "همسایه" in explained(run)


def test_a_role_comes_beside_those_she_has_and_goes_with_the_import(cast: Cast) -> None:
    bring(cast.mina, "customers", "کد,نام,نقش\n1,نوری,شریک\n2,زند,\n")
    text = "کد,نقش\n1,تأمین‌کننده\n2,واسطه\n"
    run = bring(cast.mina, "customers", text)
    assert (run.updated, roles()) == (2, {"زند": ["customer", "intermediary"], "نوری": ["partner", "supplier"]})
    assert bring(cast.mina, "customers", text).skipped == 2
    take_back(cast.mina, run)
    assert roles() == {"زند": [], "نوری": ["partner"]}


def test_a_file_changes_and_undoes_only_what_it_tells(cast: Cast) -> None:
    bring(cast.mina, "customers", "کد,نام,شهر,صنف\n1,نوری,یزد,پارچه\n")
    run = bring(cast.mina, "customers", "کد,شهر\n1,قم\n")
    Customer.objects.update(industry="فرش")
    take_back(cast.mina, run)
    assert Customer.objects.values_list("city", "industry").get() == ("یزد", "فرش")


def test_what_only_persons_have_is_told_and_not_kept_of_a_firm(cast: Cast) -> None:
    run = bring(
        cast.mina,
        "customers",
        "کد,نام,نوع,تاریخ تولد,شماره ثبت\n1,شرکت نوری,شرکت,1360/01/01,۷۷\n2,زند,شخص,1360/01/01,۷۷\n",
    )
    assert (run.created, run.totals["left_out"]) == (2, 2)
    firm, one = Customer.objects.order_by("external_id")
    assert (firm.birthday, firm.registration_number) == (None, "77")
    assert (str(one.birthday), one.registration_number) == ("1981-03-21", "")
    assert "1360/01/01" in explained(run).translate(LATIN)


def test_an_import_that_was_taken_back_was_not_built_on_the_one_before(cast: Cast) -> None:
    text = "کد,نام,شهر\n1,نوری,{0}\n2,زند,{0}\n"
    first, second, third = (bring(cast.mina, "customers", text.format(city)) for city in ("تهران", "کرج", "قم"))
    for run in (third, second):
        take_back(cast.mina, run)
    one, _other = Customer.objects.order_by("external_id")
    assert one.city == "تهران"
    with transaction.atomic():
        update_customer(actor=cast.mina, customer_id=one.pk, profile={"city": "یزد"})
        with pytest.raises(WouldLose, match=r"^۱ مشتری"):
            take_back(cast.mina, first)
        transaction.set_rollback(True)
    take_back(cast.mina, first)
    assert not Customer.objects.exists()


def test_an_own_field_of_persons_is_not_kept_of_a_firm_we_already_have(cast: Cast) -> None:
    save_field(
        actor=cast.ali, subject="customer", facts=FieldFacts("text", "hobby", "سرگرمی", "Hobby", variant="person")
    )
    bring(cast.mina, "customers", "کد,نام,نوع\n1,شرکت نوری,شرکت\n2,زند,شخص\n")
    run = bring(cast.mina, "customers", "کد,سرگرمی\n1,شطرنج\n2,کوه\n")
    assert (run.updated, run.skipped, run.totals["left_out"]) == (1, 1, 1)
    assert dict(Customer.objects.values_list("external_id", "extra")) == {"1": {}, "2": {"hobby": "کوه"}}
    assert "شطرنج" in explained(run)


def test_columns_of_a_class_that_she_may_not_write_are_not_offered(cast: Cast) -> None:
    facts = FieldFacts("text", "illness", "بیماری", "Illness", field_class="special")
    save_field(actor=cast.ali, subject="customer", facts=facts)
    for allowed in (True, False):
        level = "all" if allowed else "none"
        RoleRight.objects.filter(role=cast.mina.role, model="special_field").update(level=level)
        mina = User.objects.get(pk=cast.mina.pk)
        run = receive_file(actor=mina, table="customers", pieces=["نام,بیماری\nنوری,آسم\n".encode()], name="c.csv")
        page = browser(mina).get(reverse("platform:import", args=[run.pk])).content.decode()
        assert ("custom_illness" in run.mapping, 'value="custom_illness"' in page) == (allowed, allowed)
