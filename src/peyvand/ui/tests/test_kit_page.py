"""The living style page and the files of the installable product."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from peyvand.core import display
from peyvand.ui.web import files, kit

CATALOGUE = Path(__file__).resolve().parents[1] / "locale" / "fa" / "LC_MESSAGES" / "django.po"


def page(language: str) -> str:
    request = RequestFactory().get("/ui/kit/")
    request.user = AnonymousUser()
    shown = display.Display(language=language, digits=language)
    with translation.override(language), display.use(shown):
        return kit.kit.__wrapped__(request).content.decode()


def test_sara_sees_the_kit_in_persian_from_right_to_left():
    text = page("fa")
    assert '<html lang="fa"' in text
    assert 'dir="rtl"' in text
    assert "جدایی بالقوه" in text


def test_sara_sees_the_kit_in_english_from_left_to_right():
    text = page("en")
    assert 'dir="ltr"' in text
    assert "Potential separation" in text


def test_no_sentence_of_the_kit_is_left_in_english_on_a_persian_page():
    words = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page("fa"), flags=re.DOTALL)
    left = set(re.findall(r"[A-Za-z]{3,}", words)) - {
        "Ctrl",
        "Esc",
        "Enter",
        "Alt",
        "UTF",
        "CSV",
        "XLSX",
        "info",
        "example",
    }
    assert {word for word in left if not word.startswith("IR")} == set()


def test_a_visitor_is_led_to_the_sign_in():
    request = RequestFactory().get("/ui/kit/")
    request.user = AnonymousUser()
    response = kit.kit(request)
    assert response.status_code == 302
    assert "next=/ui/kit/" in response["Location"]


def test_every_address_of_the_kit_says_who_may_open_it():
    doors = [view.need for view in (kit.kit, files.manifest, files.service_worker, files.offline)]
    assert [door.realm for door in doors] == ["staff", "public", "public", "public"]
    assert all(door.why for door in doors if door.realm == "public")


def test_the_product_can_be_installed_and_speaks_persian():
    with translation.override("fa"):
        described = json.loads(files.manifest(RequestFactory().get("/")).content)
    assert (described["name"], described["dir"], described["start_url"]) == ("پیوند", "rtl", "/")


def test_without_connection_there_is_still_a_page():
    request = RequestFactory().get("/ui/offline/")
    request.user = AnonymousUser()
    assert files.offline(request).status_code == 200


@pytest.mark.parametrize("entry", polib.pofile(str(CATALOGUE)), ids=lambda entry: entry.msgid[:40])
def test_every_sentence_has_its_persian(entry):
    assert entry.msgstr.strip()
    assert not re.search("[يك]", entry.msgstr)
    assert set(re.findall(r"%\(\w+\)s", entry.msgid)) == set(re.findall(r"%\(\w+\)s", entry.msgstr))
