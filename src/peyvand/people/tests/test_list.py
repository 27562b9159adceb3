"""The list of customers, as Sara, Reza, Mina and a stranger see it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import date
from itertools import product
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from peyvand.core.keyset import ordered
from peyvand.people.actions.customers import Contact, NewCustomer, create_customer
from peyvand.people.models import Customer, Group
from peyvand.people.tables import CUSTOMERS
from peyvand.people.tests.making import browser, organisation
from peyvand.platform.lists import querying
from peyvand.platform.lists.state import State
from peyvand.platform.models import AuditEntry, SavedView, User
from tests.cast import Cast


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(client: Client, url: str, data: dict[str, object] | None = None) -> str:
    """Post, and return the page that the answer leads to."""
    return client.get(client.post(url, data or {}).headers["Location"]).content.decode()


def undo_in(page: str) -> str:
    return page.partition('data-undo="')[2].partition('"')[0]


def customer(actor: User, name: str, owner: User | None, **profile: object) -> Customer:
    phone = Contact("phone", f"+98912000{Customer.objects.count():04}")
    new = NewCustomer(
        kind="organisation", profile={"name": name, **profile}, contacts=[phone], owner_id=owner.pk if owner else None
    )
    return create_customer(actor=actor, new=new)


@pytest.fixture
def three(cast: Cast) -> tuple[Customer, Customer, Customer]:
    """Sara's, Reza's and Nima's."""
    return (
        customer(cast.mina, "کافه نادری", cast.sara, city="تهران"),
        customer(cast.mina, "شرکت ك‌اشان", cast.reza, city="کاشان"),
        customer(cast.mina, "Canary Ltd", cast.nima, city="Shiraz"),
    )


def names(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/customers/?{query}")
    assert answer.status_code == 200, answer.content.decode()[:500]
    page = answer.content.decode()
    return [one.name for one in Customer.objects.order_by("pk") if f">{one.name}<" in page]


def test_sara_sees_her_team_and_never_a_strangers_customer(cast: Cast, three: tuple[Customer, ...]) -> None:
    sara = signed_in(cast.sara)
    assert names(sara) == ["کافه نادری", "شرکت ک‌اشان"]
    page = sara.get("/customers/").content.decode()
    assert "Canary" not in page
    assert '<span class="count" id="list-count">۲</span>' in page
    assert "Canary" not in sara.get("/search/palette?q=Canary").content.decode()


def test_a_filter_by_owner_and_by_city_or_another_city(cast: Cast, three: tuple[Customer, ...]) -> None:
    mina = signed_in(cast.mina)
    assert names(mina, f"owner={cast.sara.pk}") == ["کافه نادری"]
    assert names(mina, "f=" + quote("city:has:تهران|city:has:shiraz")) == ["کافه نادری", "Canary Ltd"]
    assert names(mina, "f=" + quote("city:has:تهران") + f"&f=owner:any:{cast.reza.pk}") == []
    assert names(signed_in(cast.sara), "owner=me") == ["کافه نادری"]


def test_the_search_box_forgives_spelling(cast: Cast, three: tuple[Customer, ...]) -> None:
    mina = signed_in(cast.mina)
    assert names(mina, f"q={quote('كافه‌نادري')}") == ["کافه نادری"]
    assert names(mina, f"q={quote('۰۹۱۲ ۰۰۰ ۰۰۰۱')}") == ["شرکت ک‌اشان"]


def test_the_filters_read_as_a_sentence(cast: Cast, three: tuple[Customer, ...]) -> None:
    page = signed_in(cast.mina).get(f"/customers/?f={quote('city:has:تهران')}").content.decode()
    assert "شهر «تهران» را در خود دارد" in page


@pytest.mark.parametrize(
    "query",
    [
        "f=nothing:has:x",
        "f=city:explodes:x",
        "f=created:since:1404/12/30",
        "f=created:within:many",
        "f=created:within:99999999999",
        "f=owner:any:--",
        "f=kind:any:ghost",
        "f=team:any:1%20or%201=1",
        "f=city:has:%00",
        "f=city:has:" + "x" * 10_000,
        "&".join(["f=city:has:a"] * 40),
        "sort=phone",
        "sort=-nothing",
        "cursor=%00%ff",
        "cursor=WzEsMl0",
        "columns=nothing",
        "q=%00%27%22%3Cscript%3E",
        "q=" + "%D8%A7" * 5_000,
        "view=99999999999999999999999",
        "ask=nothing&apply=1",
        "ask=created&apply=1&op=between&value=1",
        "ask=city&at=9.9&join=77&apply=1&op=has&value=x",
        "f=\\",
        "f=:::::",
        "f=city:has:100%25_",
    ],
)
def test_whatever_stands_in_the_address_ends_in_a_page(cast: Cast, three: tuple[Customer, ...], query: str) -> None:
    answer = signed_in(cast.mina).get(f"/customers/?{query}")
    assert answer.status_code in {200, 303, 422}
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_two_fields_of_the_list_are_called_the_same(cast: Cast, language: str) -> None:
    with translation.override(language):
        names = Counter(str(one.label) for one in CUSTOMERS.allowed(cast.ali).values())
    assert [name for name, times in names.items() if times > 1] == []


def test_an_unknown_field_is_told_in_a_sentence(cast: Cast, three: tuple[Customer, ...]) -> None:
    answer = signed_in(cast.mina).get("/customers/?f=ghost:has:x")
    assert answer.status_code == 422
    assert "این فهرست برای شما فیلدی به نام «ghost» ندارد." in answer.content.decode()


def test_a_filter_form_leads_to_an_address_and_joins_with_or(cast: Cast, three: tuple[Customer, ...]) -> None:
    mina = signed_in(cast.mina)
    query = f"f={quote('city:has:تهران')}&ask=city&op=has&value=Shiraz&join=0&apply=1"
    answer = mina.get(f"/customers/?{query}")
    assert answer.status_code == 303
    assert names(mina, answer.headers["Location"].partition("?")[2]) == ["کافه نادری", "Canary Ltd"]


def test_every_row_comes_exactly_once_through_the_pages(cast: Cast) -> None:
    for at in range(120):
        customer(cast.mina, f"ردیف {at}", cast.sara if at % 3 else None)
    mina, found, query = signed_in(cast.mina), [], "sort=owner,-name"
    for _page in range(5):
        answer = mina.get(f"/customers/?{query}", headers={"HX-Request": "true"})
        page = answer.content.decode()
        found += [part.partition('"')[0] for part in page.split('<tr id="row-')[1:]]
        more = page.partition("<tr data-more>")[2]
        if not more:
            break
        query = more.partition('href="?')[2].partition('"')[0].replace("&amp;", "&")
    assert len(found) == 120
    assert len(set(found)) == 120


MANY = {"EXACT_BELOW": 8, "AT_ONCE": 8, "COMMON": 0}
FOUND_BY = {
    "common to all": {**MANY, "COMMON": 10**9, "EXACT_BELOW": 0},
    "few": {**MANY, "AT_ONCE": 30_000},
    "many who stand early": {**MANY, "WALKED": 1000},
    "many who stand late": {**MANY, "WALKED": 0},
}


def test_whoever_is_searched_is_found_in_order_however_many_there_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(24):
        city = ("تهران", "کاشان", "")[at % 3]
        customer(cast.mina, f"{'نادری' if at % 2 else 'کاظمی'} {at * 7 % 24}", cast.sara if at % 3 else None, city=city)
    monkeypatch.setattr(querying, "PAGE", 5)
    for (way, known), sort in product(FOUND_BY.items(), ("name", "-name", "owner,-name", "-city", "last_order,name")):
        for name, value in known.items():
            monkeypatch.setattr(querying, name, value)
        state = State(q="نادری", sort=tuple(sort.split(",")))
        listing = querying.Listing(CUSTOMERS, CUSTOMERS.allowed(cast.mina), state, querying.reader_for(cast.mina))
        in_order = [row["pk"] for row in ordered(listing.loaded(listing.found, listing.columns), listing.order)]
        assert [row["pk"] for row in listing.page().items] == in_order[:5], (way, sort)
        assert len(in_order) == 12
        number, exact = listing.count
        assert exact is (way == "few"), (way, sort)
        assert number == 12 or not exact


def test_a_page_of_fifty_asks_the_database_at_most_twelve_times(cast: Cast) -> None:
    for at in range(60):
        customer(cast.mina, f"ردیف {at}", cast.sara)
    mina = signed_in(cast.mina)
    mina.get("/customers/")
    with CaptureQueriesContext(connection) as queries:
        mina.get("/customers/?columns=phone,groups,owner,team,city,last_order,stage&sort=-created")
    assert (
        len(queries) <= 15
    )  # the two columns read for all rows at once, and the choices of the filters, are counted in
    with CaptureQueriesContext(connection) as queries:
        mina.get("/customers/")
    assert len(queries) <= 12


def test_mina_hands_over_in_bulk_and_takes_it_back(cast: Cast, three: tuple[Customer, ...]) -> None:
    mina = signed_in(cast.mina)
    ids = [one.pk for one in three]
    page = told(mina, "/customers/bulk/", {"act": "owner", "owner": cast.reza.pk, "ids": ids})
    assert set(Customer.objects.values_list("owner", flat=True)) == {cast.reza.pk}
    undo = undo_in(page)
    assert mina.post(undo).status_code == 303
    assert list(Customer.objects.order_by("pk").values_list("owner", flat=True)) == [
        cast.sara.pk,
        cast.reza.pk,
        cast.nima.pk,
    ]


def test_handing_over_to_who_answers_already_says_so_and_offers_no_way_back(
    cast: Cast, three: tuple[Customer, ...]
) -> None:
    page = told(signed_in(cast.mina), "/customers/bulk/", {"act": "owner", "owner": cast.sara.pk, "ids": [three[0].pk]})
    assert "از پیش همین‌گونه بود" in page
    assert "/customers/bulk/undo/" not in page


def test_mina_deletes_all_that_match_and_takes_it_back(cast: Cast, three: tuple[Customer, ...]) -> None:
    mina = signed_in(cast.mina)
    query = "f=" + quote("city:has:تهران|city:has:کاشان")
    page = told(mina, "/customers/bulk/", {"act": "delete", "all": "1", "query": query})
    assert names(mina) == ["Canary Ltd"]
    undo = undo_in(page)
    mina.post(undo)
    assert len(names(mina)) == 3


def test_a_group_gains_members_in_bulk_and_loses_them_again(cast: Cast, three: tuple[Customer, ...]) -> None:
    group = Group.objects.create(name="طلایی")
    mina = signed_in(cast.mina)
    page = told(mina, "/customers/bulk/", {"act": "group", "group": group.pk, "ids": [three[0].pk]})
    assert names(mina, f"groups={group.pk}") == ["کافه نادری"]
    mina.post(undo_in(page))
    assert names(mina, f"groups={group.pk}") == []


def test_a_bulk_act_reaches_only_what_is_ones_own(cast: Cast, three: tuple[Customer, ...]) -> None:
    signed_in(cast.sara).post("/customers/bulk/", {"act": "delete", "ids": [one.pk for one in three]})
    assert list(Customer.objects.filter(deleted_at=None).order_by("pk").values_list("owner", flat=True)) == [
        cast.reza.pk, cast.nima.pk
    ]  # fmt: skip


@pytest.mark.parametrize(
    "post",
    [
        {},
        {"act": "explode"},
        {"act": "owner"},
        {"act": "owner", "ids": "x"},
        {"act": "group", "ids": "1", "group": "9"},
    ],
)
def test_a_senseless_bulk_act_changes_nothing(cast: Cast, three: tuple[Customer, ...], post: dict[str, str]) -> None:
    before = list(Customer.objects.order_by("pk").values_list("owner", "version"))
    assert signed_in(cast.mina).post("/customers/bulk/", post).status_code in {303, 404}
    assert list(Customer.objects.order_by("pk").values_list("owner", "version")) == before


def test_omid_who_only_reads_may_neither_export_nor_act(cast: Cast, three: tuple[Customer, ...]) -> None:
    omid = signed_in(cast.omid)
    assert omid.get("/customers/export/").status_code == 403
    assert omid.post("/customers/bulk/", {"act": "delete", "ids": [three[0].pk]}).status_code == 403
    assert "/export/" not in omid.get("/customers/").content.decode()
    assert signed_in(cast.sara).get("/customers/export/").status_code == 403


def test_an_export_holds_every_row_as_text_that_nothing_calculates(cast: Cast, three: tuple[Customer, ...]) -> None:
    customer(cast.mina, "=1+1", cast.sara, external_id="007")
    answer = signed_in(cast.mina).get("/customers/export/?columns=phone,external_id,created")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 5
    assert rows[0] == ["نام", "تلفن", "شمارهٔ مشتری", "تاریخ افزودن", "تاریخ افزودن (ISO)"]
    calculated = next(row for row in rows if "1+1" in row[0])
    assert calculated[0] == "'=1+1"
    assert calculated[2] == "007"
    assert calculated[4].startswith(str(date.today().year))
    entry = AuditEntry.objects.get(action="customer.export")
    assert entry.changes["rows"] == 4


def test_a_workbook_reads_from_right_to_left(cast: Cast, three: tuple[Customer, ...]) -> None:
    answer = signed_in(cast.mina).get("/customers/export/?format=xlsx")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'rightToLeft="1"' in sheet
    assert sheet.count("<row ") == 4


def test_sara_changes_a_city_in_its_cell(cast: Cast, three: tuple[Customer, ...]) -> None:
    sara, pk = signed_in(cast.sara), three[0].pk
    form = sara.get(f"/customers/{pk}/cell/city/", headers={"HX-Request": "true"}).content.decode()
    assert 'name="city"' in form and "@keydown.escape" in form
    answer = sara.post(f"/customers/{pk}/cell/city/", {"city": "قم"}, headers={"HX-Request": "true"})
    assert "قم" in answer.content.decode()
    assert Customer.objects.get(pk=pk).city == "قم"
    step = sara.post(
        f"/customers/{pk}/cell/next_step/", {"what": "تماس", "on": "1405/9/5"}, headers={"HX-Request": "true"}
    )
    assert "تماس" in step.content.decode()
    assert Customer.objects.get(pk=pk).next_step_on == date(2026, 11, 26)


def test_a_cell_of_a_stranger_is_not_found_and_a_colleagues_is_refused(cast: Cast, three: tuple[Customer, ...]) -> None:
    sara = signed_in(cast.sara)
    assert sara.post(f"/customers/{three[2].pk}/cell/city/", {"city": "x"}).status_code == 404
    assert sara.post(f"/customers/{three[1].pk}/cell/city/", {"city": "x"}).status_code == 403
    assert sara.get(f"/customers/{three[0].pk}/cell/notes/").status_code == 404


def test_a_view_is_saved_shared_and_brought_back(cast: Cast, three: tuple[Customer, ...]) -> None:
    mina, facts = (
        signed_in(cast.mina),
        {"list": "people:customers", "query": "owner=me", "name": "مشتری‌های من", "shared": "1"},
    )
    mina.post("/views/save/", facts)
    view = SavedView.objects.get()
    assert "مشتری‌های من" in signed_in(cast.sara).get("/customers/").content.decode()
    assert signed_in(cast.sara).post(f"/views/{view.pk}/delete/").status_code == 403
    page = told(mina, f"/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()
    mina.post(undo_in(page))
    assert SavedView.objects.get().query == "owner=me"


def test_a_private_view_is_nobody_elses(cast: Cast, three: tuple[Customer, ...]) -> None:
    signed_in(cast.mina).post("/views/save/", {"list": "people:customers", "query": "", "name": "پنهان"})
    reza = signed_in(cast.reza)
    assert "پنهان" not in reza.get("/customers/").content.decode()
    assert reza.post(f"/views/{SavedView.objects.get().pk}/delete/").status_code == 404
    assert reza.post("/views/save/", {"list": "no:such", "name": "x"}).status_code == 404


def test_a_pinned_view_stands_in_the_menu_and_what_was_opened_in_the_palette(
    cast: Cast, three: tuple[Customer, ...]
) -> None:
    mina = signed_in(cast.mina)
    mina.post("/views/save/", {"list": "people:customers", "query": "owner=me", "name": "سنجاق", "pinned": "1"})
    assert f'href="/customers/?owner=me&amp;view={SavedView.objects.get().pk}"' in mina.get("/orders/").content.decode()
    mina.get(f"/customers/{three[0].pk}/")
    assert "کافه نادری" in mina.get("/search/palette").content.decode()


def test_the_palette_finds_by_spelling_by_phone_by_layout_and_lists_what_can_be_done(
    cast: Cast, three: tuple[Customer, ...]
) -> None:
    mina = signed_in(cast.mina)
    for typed in ("كافه نادري", "نادری کافه", "09120000000", "+98 912 000 0000", ";htinhnvd"):
        assert "کافه نادری" in mina.get("/search/palette", {"q": typed}).content.decode(), typed
    assert "/customers/new/" in mina.get("/search/palette").content.decode()
    assert "/customers/new/" not in signed_in(cast.omid).get("/search/palette").content.decode()
    for hostile in ("\x00", "<script>", "%", "\\", "a" * 10_000, "'; --"):
        assert mina.get("/search/palette", {"q": hostile}).status_code == 200
        assert mina.get("/search/", {"q": hostile}).status_code == 200


def test_a_list_remembers_the_columns_somebody_chose_and_a_view_keeps_its_own(cast: Cast) -> None:
    organisation(cast.sara, city="یزد", industry="رستوران")
    sara, path = browser(cast.sara), reverse("people:customers")
    chosen = {"list": "people:customers", "columns": ["industry", "nonsense"], "query": "sort=name"}
    answer = sara.post(reverse("platform:list_columns"), chosen)
    assert answer.headers["Location"] == f"{path}?sort=name"
    assert "رستوران" in sara.get(path).content.decode()
    assert "رستوران" not in sara.get(path, {"columns": "city"}).content.decode()
    assert "رستوران" not in browser(cast.mina).get(path).content.decode()
    sara.post(reverse("platform:list_columns"), chosen | {"usual": "1"})
    assert "رستوران" not in sara.get(path).content.decode()
    assert sara.post(reverse("platform:list_columns"), {"list": "nowhere:at-all"}).status_code == 404
