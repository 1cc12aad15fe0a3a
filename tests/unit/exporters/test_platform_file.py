"""Files of platforms are read as they came, and cells are made safe for spreadsheets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from grader.errors import UsageError
from grader.exporters.grade_batch import number_text, read_number, rounded
from grader.exporters.platform_file import PlatformFile, guarded_cell


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("a,b\n1,2\n", ("a", "b"), (("1", "2"),)),
        ("\ufeffa;b;c\r\n1;2\r\n\r\n", ("a", "b", "c"), (("1", "2", ""),)),
        ('a\tb\n"x\ny"\t2\n', ("a", "b"), (("x\ny", "2"),)),
    ],
)
def test_a_file_is_read_with_its_separator_and_short_rows_are_filled_up(load_text, text, header, rows):
    file = load_text(text)
    assert (file.header, file.rows) == (header, rows)
    assert file.bom == text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a,b\n\xff\xfe,1\n", "not UTF-8 text at byte 4"),
        (b'a,b\n"x,1\n', "not valid CSV"),
        (b"", "no table with several columns"),
        (b"one\ntwo\n", "no table with several columns"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, data, message):
    path = tmp_path / "theirs.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        PlatformFile.load(path)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"is a directory\. Check --from"):
        PlatformFile.load(tmp_path)


@pytest.mark.parametrize("sign", "=+-@\t")
def test_a_cell_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(sign):
    assert guarded_cell(f"{sign}1+1") == f"'{sign}1+1"
    assert guarded_cell(f" \n {sign}1+1").startswith("' ") or sign == "\t"


def test_a_dash_alone_stays_and_a_cell_is_one_line():
    assert guarded_cell("-") == "-"
    assert guarded_cell("a\r\n  b\x1b[31m") == "a b"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("7", "7"), ("7.50", "7.5"), ("7,5", "7.5"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"),
        ("1 000,5", "1000.5"),
        ("1\u00a0000,5", "1000.5"), ("-2", "-2"), ("0,00", "0"),
        ("", None), ("-", None), ("EX", None), ("B+", None), ("1e3", None), ("٣", None), (".5", None),
    ],
)  # fmt: skip
def test_numbers_are_read_in_every_language(cell, value):
    assert read_number(cell) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7.50", "7.5"),
        ("7", "7"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("1E+2", "100"),
        ("-0.5", "-0.5"),
    ],
)
def test_numbers_are_written_without_zeros_behind_or_exponents(value, text):
    assert number_text(Decimal(value)) == text


def test_half_is_rounded_up():
    assert [rounded(Decimal(each), 2) for each in ("3.335", "3.345", "3.3349")] == [
        Decimal("3.34"), Decimal("3.35"), Decimal("3.33"),
    ]  # fmt: skip
