"""Sara's columns find their fields by name, in Persian or English, with old letters or new."""

from peyvand.platform.rules.files.mapping import FieldSpec, header_key, suggest_mapping

FIELDS = [
    FieldSpec("name", "نام", "Name", ("نام مشتری", "customer", "full name"), "name"),
    FieldSpec("family", "نام خانوادگی", "Family name", ("فامیل", "surname"), "name"),
    FieldSpec("mobile", "موبایل", "Mobile", ("تلفن همراه", "همراه", "cell"), "phone"),
    FieldSpec("order_id", "شماره سفارش", "Order number", ("InvoiceNo", "invoice"), "external_id"),
    FieldSpec("ordered_at", "تاریخ سفارش", "Ordered at", ("InvoiceDate",), "datetime"),
    FieldSpec("customer_id", "کد مشتری", "Customer id", ("CustomerID",), "external_id"),
]


def test_arabic_letters_half_spaces_and_synonyms_find_the_field() -> None:
    assert suggest_mapping(["نام‌خانوادگي", "موبايل", "نام", "شهر"], FIELDS) == {
        "نام‌خانوادگي": "family",
        "موبايل": "mobile",
        "نام": "name",
        "شهر": None,
    }
    assert suggest_mapping(["تلفن همراه"], FIELDS) == {"تلفن همراه": "mobile"}


def test_english_headers_find_the_field_whatever_their_case_and_signs() -> None:
    assert suggest_mapping(["INVOICE_NO", "Customer ID", "invoice date", "Mobile No."], FIELDS) == {
        "INVOICE_NO": "order_id",
        "Customer ID": "customer_id",
        "invoice date": "ordered_at",
        "Mobile No.": "mobile",
    }


def test_an_own_name_beats_a_synonym_and_no_field_is_given_twice() -> None:
    assert suggest_mapping(["همراه", "موبایل", "cell"], FIELDS) == {
        "همراه": None,
        "موبایل": "mobile",
        "cell": None,
    }


def test_a_small_part_of_a_name_is_not_enough() -> None:
    assert suggest_mapping(["نام کالای فروخته شده", "no", "#3", "۱"], FIELDS) == {
        "نام کالای فروخته شده": None,
        "no": None,
        "#3": None,
        "۱": None,
    }


def test_the_same_columns_are_remembered_in_any_order_and_spelling() -> None:
    assert header_key(["موبايل", "Full name"]) == header_key(["FULL_NAME", "موبایل"])
    assert header_key(["موبایل", "name"]) != header_key(["موبایل"])
