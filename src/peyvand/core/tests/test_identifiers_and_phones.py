"""A mistyped identifier is caught, a phone is one number however it is written."""

import subprocess
import sys

import phonenumbers
import pytest
from phonenumbers import geocoder

from peyvand.core.display import Display, use
from peyvand.core.identifiers import InvalidIdentifier, card, company_id, national_id, postal_code, sheba
from peyvand.core.phones import InvalidPhone, display_phone, operator_name, parse_phone, search_forms
from peyvand.core.provinces import PROVINCES, find_cities, find_province, province_of, province_of_area, provinces_near
from peyvand.core.text import clean, key


@pytest.mark.parametrize(
    "typed", ["0013542419", "۰۰۱۳۵۴۲۴۱۹", "13542419", "13542419.0", "001-354241-9", " ٠٠١٣٥٤٢٤١٩ "]
)
def test_the_zeros_a_spreadsheet_ate_come_back(typed: str) -> None:
    assert national_id(typed) == "0013542419"


@pytest.mark.parametrize(
    "typed", ["", "0013542418", "1111111111", "1234567", "00135424190", "abcdefghij", "²013542419"]
)
def test_a_wrong_national_id_is_caught(typed: str) -> None:
    with pytest.raises(InvalidIdentifier):
        national_id(typed)


def test_one_wrong_digit_is_always_caught() -> None:
    right = "0013542419"
    for place, digit in enumerate(right):
        for other in "0123456789":
            if other != digit:
                with pytest.raises(InvalidIdentifier):
                    national_id(right[:place] + other + right[place + 1 :])


def test_company_sheba_card_and_postal_code() -> None:
    assert company_id("۱۰۳۸۰۲۸۴۷۹۰") == "10380284790"
    assert sheba("ir82 0540 1026 8002 0817 9090 02") == "IR820540102680020817909002"
    assert sheba("820540102680020817909002") == "IR820540102680020817909002"
    assert card("6219-8610-3452-9007") == "6219861034529007"
    assert postal_code("۱۱۹۳۶-۵۳۴۷۱") == "1193653471"
    for rule, wrong in [
        (company_id, "10380284791"),
        (sheba, "IR820540102680020817909003"),
        (card, "6219861034529008"),
        (postal_code, "0193653471"),
        (postal_code, "119365347"),
    ]:
        with pytest.raises(InvalidIdentifier):
            rule(wrong)


def test_a_foreign_number_is_only_tidied() -> None:
    assert national_id("046 454 286", "CA") == "046454286"
    assert company_id("123456789", "CA") == "123456789"
    assert [postal_code(typed, "CA") for typed in ("m5v2t6", "M5V 2T6", "10118-0001")] == [
        "M5V 2T6",
        "M5V 2T6",
        "10118-0001",
    ]
    for rule, wrong in [(national_id, "a@b"), (company_id, "123"), (postal_code, "nowhere"), (postal_code, "1" * 11)]:
        with pytest.raises(InvalidIdentifier):
            rule(wrong, "CA")


@pytest.mark.parametrize(
    "typed",
    [
        "۰۹۱۲ ۱۱۱ ۲۲۳۳",
        "+989121112233",
        "٠٩١٢١١١٢٢٣٣",
        "9121112233",
        "00989121112233",
        "989121112233",
        "9121112233.0",
        "tel:+98912-111-2233",
        "+98 (0)912-111-2233",
        "\u202a0912\u200c1112233\u202c",
    ],
)
def test_one_mobile_in_many_spellings(typed: str) -> None:
    phone = parse_phone(typed)
    assert (phone.e164, phone.kind, phone.operator) == ("+989121112233", "mobile", "mci")


def test_a_land_line_tells_its_province_and_extension() -> None:
    phone = parse_phone("021-8877 6655 (12)")
    assert (phone.e164, phone.kind, phone.province, phone.extension) == (
        "+982188776655",
        "fixed",
        "IR-23",
        "12",
    )
    assert parse_phone("۸۸۷۷۶۶۵۵ داخلی ۱۲", area_code="021") == phone
    with pytest.raises(InvalidPhone):
        parse_phone("88776655")


def test_a_foreign_number_goes_through_the_plan_of_its_country() -> None:
    phone = parse_phone("+44 20 7946 0958")
    assert (phone.e164, display_phone(phone.e164)) == ("+442079460958", "+44 20 7946 0958")


@pytest.mark.parametrize("typed", ["", "abc", "12345", "0912111223", "09121112233445", "+1", "x" * 300, "۰" * 11])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        parse_phone(typed)


def test_a_stored_number_is_shown_and_found_as_people_write_it() -> None:
    assert display_phone("+989121234567") == "0912 123 4567"
    assert display_phone("+982188776655") == "021 8877 6655"
    assert search_forms("+989121234567") == ("989121234567", "09121234567")
    assert (operator_name("irancell", "fa"), operator_name("", "en")) == ("ایرانسل", "")


@pytest.mark.parametrize("typed", ["(416) 555-0145", "416.555.0145", "+1 416 555 0145", "4165550145", "555-0145"])
def test_a_number_of_toronto_in_many_spellings(typed: str) -> None:
    assert parse_phone(typed, region="CA", area_code="416").e164 == "+14165550145"
    assert parse_phone(typed, region="CA", area_code="0416").e164 == "+14165550145", "as it was kept once"


def test_a_number_is_shown_as_at_home_in_its_own_country_only() -> None:
    with use(Display("en", "gregorian", "en", region="CA")):
        assert display_phone("+14165550145") == "(416) 555-0145"
        assert display_phone("+989121234567") == "+98 912 123 4567"
    assert display_phone("+14165550145") == "+1 416-555-0145"


def test_the_quick_way_agrees_with_the_metadata_of_the_library() -> None:
    for prefix in ("0901", "0912", "0921", "0933", "0939", "0990", "0991", "0999", "0998", "0920"):
        assert phonenumbers.is_valid_number(phonenumbers.parse(parse_phone(prefix + "1234567").e164))
    for province in PROVINCES:
        phone = parse_phone(province.area_code + "32211234")
        number = phonenumbers.parse(phone.e164)
        assert phonenumbers.is_valid_number(number)
        assert key(province.fa) in key(geocoder.description_for_number(number, "fa"))


def test_reading_iranian_numbers_does_not_load_the_library() -> None:
    code = "import sys; from peyvand.core.phones import parse_phone; parse_phone('09121112233');"
    code += "print('phonenumbers' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == "False"


def test_there_are_thirty_one_provinces_and_their_cities_are_clean() -> None:
    assert len({p.code for p in PROVINCES}) == len({p.area_code for p in PROVINCES}) == len(PROVINCES) == 31
    assert sum(len(p.cities) for p in PROVINCES) >= 200
    assert all(clean(city) == city for p in PROVINCES for city in p.cities)
    assert (
        province_of("IR-09")
        is province_of_area("051")
        is find_province("خراسان رضوي")
        is find_province("razavi khorasan")
    )
    assert [city for city, _province in find_cities("نيشا")] == ["نیشابور"]
    assert find_cities("") == []


def test_an_address_in_toronto_chooses_from_the_provinces_of_canada() -> None:
    near = provinces_near("CA")
    assert [one.country for one in near] == ["CA"] * 13 + ["US"] * 51
    ontario = province_of("CA-ON")
    assert ontario in near and ontario is find_province("ON") is find_province("ontario") is find_province("انتاريو")
    assert find_cities("otta", country="CA") == [("Ottawa", ontario)] and find_cities("otta") == []
    assert provinces_near("IR") == PROVINCES and provinces_near("DE") == ()
