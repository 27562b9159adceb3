"""Mina brings in what customers once said about being contacted, and takes it back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from peyvand.interactions.actions.consent import suppress
from peyvand.interactions.models import Consent
from peyvand.interactions.tests.test_consent import PHONE, code, say
from peyvand.people.models import Customer
from peyvand.people.tests.making import person
from peyvand.platform.actions.imports import WouldLose, begin_undo
from peyvand.platform.models import User
from tests.cast import Cast
from tests.importing import bring, explained, take_back

pytestmark = pytest.mark.django_db
HEAD = "موبایل,کانال,هدف,رضایت,منبع,تاریخ,مدرک\n"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_answers_come_in_beside_those_that_are_there_and_go_again(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    say(cast, pari, True)
    text = HEAD + f"{PHONE},پیامک,تبلیغات,خیر,فرم,1390/05/01,فرم ۱۲\n{PHONE},ایمیل؛ تماس,همه,بله,,1390/05/01,\n"
    run = bring(cast.mina, "consents", text)
    assert (run.created, run.totals["consents"]) == (2, 7)
    old = Consent.objects.get(channel="sms", given=False)
    assert (old.source, old.proof, old.by, old.at.year) == ("form", "فرم ۱۲", cast.mina, 2011)
    assert code(pari, "sms", "marketing") == "free", "the newer answer holds"
    assert bring(cast.mina, "consents", text).created == 0
    take_back(cast.mina, run)
    assert Consent.objects.count() == 1


def test_a_place_that_we_have_no_name_for_stands_before_the_proof(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    bring(cast.mina, "consents", HEAD + f"{PHONE},پیامک,تبلیغات,بله,نمایشگاه قهوه,1390/05/01,برگهٔ ۳\n")
    said = Consent.objects.get(customer=pari)
    assert (said.source, said.proof) == ("other", "نمایشگاه قهوه · برگهٔ ۳")


def test_whom_nobody_knows_is_called_as_the_list_calls_her(cast: Cast) -> None:
    text = f"نام,موبایل,کانال,هدف,رضایت\nپری,{PHONE},پیامک,تبلیغات,بله\n"
    bring(cast.mina, "consents", text)
    assert Consent.objects.get().customer.name == "پری"


def test_an_answer_without_a_day_is_of_today_and_told_once(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    text = f"موبایل,کانال,هدف,رضایت\n{PHONE},call,offers,yes\n{PHONE},call,offers,yes\n"
    run = bring(cast.mina, "consents", text)
    assert (run.created, run.skipped) == (1, 1)
    assert Consent.objects.get(customer=pari).at == run.started_at
    assert bring(cast.mina, "consents", text.replace("yes", "no")).created == 1
    assert Consent.objects.newest(pari.pk, Consent.objects.latest("at").at).get().given is False


def test_a_yes_of_a_file_does_not_wake_a_suppressed_number(cast: Cast) -> None:
    suppress(actor=cast.mina, kind="phone", value=PHONE)
    bring(cast.mina, "consents", HEAD + f"{PHONE},پیامک,همه,بله,,,\n")
    assert code(Customer.objects.get(contact_points__value="+989121234567"), "sms", "marketing") == "suppressed"


def test_what_cannot_be_an_answer_is_told_in_words(cast: Cast) -> None:
    person(cast.sara, phone=PHONE)
    text = HEAD + f"{PHONE},تلگراف,همه,بله,,,\n{PHONE},تماس,خواستگاری,بله,,,\n{PHONE},تماس,همه,شاید,,,\n"
    run = bring(cast.mina, "consents", text + f"{PHONE},تماس,همه,بله,,1499/01/01,\n,تماس,همه,بله,,,\n")
    assert (run.created, run.rejected, run.skipped) == (0, 4, 1)
    assert all(word in explained(run) for word in ("تلگراف", "خواستگاری", "شاید"))


def test_what_is_wrong_is_told_in_the_language_of_who_asked(cast: Cast) -> None:
    User.objects.filter(pk=cast.mina.pk).update(language="en", calendar="gregorian", digits="en")
    cast.mina.refresh_from_db()
    text = "Mobile,Channel,Purpose,Agrees,Date\n"
    for wrong in ("12,sms,all,yes,", f"{PHONE},pigeon,all,yes,", f"{PHONE},sms,all,yes,2099-01-31", ",sms,all,yes,"):
        text += f"{wrong}\n"
    run = bring(cast.mina, "consents", text)
    assert (run.rejected, run.skipped) == (3, 1)
    assert "2099" in explained(run)
    assert re.findall("[آ-ی۰-۹]+", explained(run)) == []


def test_undoing_customers_says_which_answers_would_go_with_them(cast: Cast) -> None:
    run = bring(cast.mina, "customers", f"نام,موبایل\nپری,{PHONE}\n")
    bring(cast.mina, "consents", HEAD + f"{PHONE},پیامک,تبلیغات,بله,,1390/05/01,\n")
    with pytest.raises(WouldLose, match="پاسخ"):
        begin_undo(actor=cast.mina, import_id=run.pk)


def test_a_seller_does_not_answer_for_everybodys_customers(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        bring(cast.sara, "consents", HEAD)
