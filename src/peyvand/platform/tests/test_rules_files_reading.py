"""Reza brings the list his old Excel wrote; whatever its letters and commas, the same rows come out."""

import csv
import gzip
import io
import tracemalloc
from itertools import islice
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from peyvand.platform.rules.files import Dialect, Unreadable, preview, read_rows, sniff
from peyvand.platform.rules.files.headers import detect_header

HEADER = ["نام", "تلفن همراه", "تاريخ", "مبلغ"]
PEOPLE = [
    ["علي كاظمي", "9121234567.0", "14050901", "12,500,000"],
    ["سارا، شركت «البرز»", "09121112233", "1405/09/02", "-3.5"],
    ['خانم "نيما" پارسا', "", "14050903", "0"],
]


def written(rows: list[list[str]], encoding: str, delimiter: str = ",", newline: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue().encode(encoding)


def saved(folder: Path, content: bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def values(path: Path, dialect: Dialect | None = None, after: int = 0) -> list[list[str]]:
    return [row.values for row in read_rows(path, dialect or sniff(path).dialect, after=after)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "،", "|"])
@pytest.mark.parametrize("encoding", ["cp1256", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_the_same_list_in_any_encoding_reads_as_the_same_rows(
    tmp_path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    path = saved(tmp_path, written([HEADER, *PEOPLE], encoding, delimiter, newline))
    found = sniff(path, "list.csv")
    assert (found.delimiter, found.header_row) == (delimiter, 1)
    assert preview(path, found.dialect).header == HEADER
    assert values(path) == PEOPLE


def test_a_wrong_guess_shows_in_the_preview_and_can_be_changed(tmp_path: Path) -> None:
    path = saved(tmp_path, written([HEADER, *PEOPLE], "cp1256"))
    wrong = Dialect.from_json({**sniff(path).dialect.to_json(), "encoding": "cp1252"})
    assert preview(path, wrong).header != HEADER
    assert preview(path, Dialect.from_json({**wrong.to_json(), "encoding": "cp1256"})).header == HEADER


def test_an_old_excel_file_says_that_its_encoding_is_a_guess(tmp_path: Path) -> None:
    assert sniff(saved(tmp_path, written([HEADER, *PEOPLE], "cp1256"))).notes
    assert not sniff(saved(tmp_path, written([HEADER, *PEOPLE], "utf-8"))).notes


def test_a_letter_cut_by_the_end_of_a_sample_is_still_utf8(tmp_path: Path) -> None:
    for shift in range(4):
        content = b"name,note\n" + b"x" * shift + ("سارا کاظمی،" * 9 + "\n").encode() * 9_000
        assert sniff(saved(tmp_path, content)).encoding == "utf-8"


def test_one_broken_line_does_not_turn_a_utf8_file_into_windows_1256(tmp_path: Path) -> None:
    good = [[f"سارا کاظمی {number}", "09121112233"] for number in range(30)]
    content = written([["نام", "موبایل"], *good], "utf-8") + b"\xd3\xc7\xd1\xc7,1\r\n"
    rows = list(read_rows(path := saved(tmp_path, content), sniff(path).dialect))
    assert [row.values for row in rows[:30]] == good
    assert rows[30].flaw == "bad_bytes"
    assert {row.flaw for row in rows[:30]} == {""}


def test_a_packed_file_is_unpacked_on_the_way(tmp_path: Path) -> None:
    path = saved(tmp_path, gzip.compress(written([HEADER, *PEOPLE], "utf-16")), "list.csv.gz")
    assert sniff(path).compressed
    assert values(path) == PEOPLE


def test_a_title_above_the_table_is_not_the_header(tmp_path: Path) -> None:
    title = [["گزارش مشتریان", "", "", ""], [], HEADER, *PEOPLE]
    path = saved(tmp_path, written(title, "utf-8"))
    assert sniff(path).header_row == 3
    assert values(path) == PEOPLE


def test_a_list_without_a_header_keeps_its_first_row(tmp_path: Path) -> None:
    path = saved(tmp_path, written(PEOPLE, "utf-8"))
    assert sniff(path).header_row == 0
    assert preview(path, sniff(path).dialect).header == ["#1", "#2", "#3", "#4"]
    assert values(path) == PEOPLE


def test_names_are_recognised_as_a_header_and_values_are_not() -> None:
    assert detect_header([["Name", "Phone 1"], ["Sara", "0912"]]) == 1
    assert detect_header([["Sara", "sara@example.com"], ["Reza", "reza@example.com"]]) == 0
    assert detect_header([["", "", ""], ["Report"], ["a", "b", "c"]]) == 3
    assert detect_header([]) == 1


def test_columns_without_a_name_or_with_the_same_name_stay_apart(tmp_path: Path) -> None:
    path = saved(tmp_path, b"phone,,phone,city,phone\na,b,c,d,e\n")
    assert preview(path, sniff(path).dialect).header == ["phone", "#2", "phone (2)", "city", "phone (3)"]


def test_rows_of_another_width_are_fitted_and_flagged(tmp_path: Path) -> None:
    path = saved(tmp_path, b"name,phone,city\nSara,1,Tehran\nReza,2\n\n,,\nNima,3,Qom,extra\nMina,4,Rasht,,\n")
    rows = list(read_rows(path, sniff(path).dialect))
    assert [(row.line, row.values, row.flaw) for row in rows] == [
        (2, ["Sara", "1", "Tehran"], ""),
        (3, ["Reza", "2", ""], "too_short"),
        (6, ["Nima", "3", "Qom"], "too_long"),
        (7, ["Mina", "4", "Rasht"], ""),
    ]


def test_the_line_shown_to_people_is_where_the_record_starts(tmp_path: Path) -> None:
    path = saved(tmp_path, b'name,note\r\nSara,"two\r\nlines"\r\nReza,one\r\n')
    assert [(row.line, row.values) for row in read_rows(path, sniff(path).dialect)] == [
        (2, ["Sara", "two\r\nlines"]),
        (4, ["Reza", "one"]),
    ]


@pytest.mark.parametrize("after", [0, 1, 2, 3, 9])
def test_reading_resumes_after_the_rows_already_done(tmp_path: Path, after: int) -> None:
    path = saved(tmp_path, b'name,note\n\nSara,"two\nlines"\n,\nReza,one\nNima,x\n')
    whole = list(read_rows(path, sniff(path).dialect))
    assert len(whole) == 3
    assert list(read_rows(path, sniff(path).dialect, after=after)) == whole[after:]


def test_excels_own_delimiter_line_is_believed(tmp_path: Path) -> None:
    path = saved(tmp_path, b"sep=;\r\nname;note\r\nSara;a, b, c\r\nReza;d, e, f\r\n")
    assert (sniff(path).delimiter, sniff(path).header_row) == (";", 2)
    assert values(path) == [["Sara", "a, b, c"], ["Reza", "d, e, f"]]


def test_decimal_commas_do_not_hide_the_semicolons(tmp_path: Path) -> None:
    path = saved(tmp_path, "نام;مبلغ;سهم\nسارا;12,5;0,3\nرضا;13,5;0,4\n".encode())
    assert sniff(path).delimiter == ";"


@pytest.mark.parametrize(("language", "row"), [("fa", "سطر ۹"), ("en", "Row 9")])
def test_a_header_row_that_does_not_exist_is_said_in_words_and_digits_of_the_reader(
    tmp_path: Path, language: str, row: str
) -> None:
    path = saved(tmp_path, b"name\nSara\n")
    with override(language), pytest.raises(Unreadable) as refusal:
        preview(path, Dialect(header_row=9))
    assert refusal.value.code == "header"
    assert row in refusal.value.sentence


@pytest.mark.parametrize(
    "data",
    [{"encoding": "rot13"}, {"delimiter": "x"}, {"kind": "exe"}, {"header_row": -1}, {"header_row": "1"}],
)
def test_a_dialect_nobody_offered_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        Dialect.from_json(data)


def test_a_dialect_survives_being_stored() -> None:
    dialect = Dialect(encoding="cp1256", delimiter="،", header_row=3, compressed=True)
    assert Dialect.from_json(dialect.to_json()) == dialect


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        with (path := tmp_path / "big.csv").open("w", encoding="utf-8") as file:
            file.write("name,phone,city\n")
            file.writelines(f"Sara {number},0912{number:07},Tehran\n" for number in range(rows))
        dialect = sniff(path).dialect
        tracemalloc.start()
        assert sum(1 for _row in read_rows(path, dialect)) == rows
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(40_000) < peak(4_000) + 200_000


cell = st.text(
    st.characters(codec="cp1256", exclude_categories=["Cc", "Cs", "Cf"]) | st.sampled_from('",;\t|،\n'),
    max_size=12,
)
table = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(cell, min_size=width, max_size=width).filter(lambda row: "".join(row).strip()),
        min_size=1,
        max_size=8,
    )
)


@settings(max_examples=60, deadline=None)
@given(
    rows=table,
    encoding=st.sampled_from(["cp1256", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from([",", ";", "\t", "،", "|"]),
)
def test_whatever_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    names = [f"column {number}" for number in range(len(rows[0]))]
    path = saved(tmp_path_factory.mktemp("t"), written([names, *rows], encoding, delimiter))
    dialect = Dialect(encoding=encoding.removesuffix("-sig"), delimiter=delimiter)
    assert [row.values for row in islice(read_rows(path, dialect), 20)] == rows
