"""Student ids are safe as names of folders, and different for different students."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.identity import readable_suffix, student_id, student_name

MODULE = "linear_regression.py"
RESERVED = {
    "",
    ".",
    "..",
    "index.html",
    "grades.csv",
    "con",
    "nul",
    "aux",
    "prn",
    "com1",
    "lpt9",
    "report.json",
    "report.html",
}
LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"}


def is_safe(name: str) -> bool:
    """The properties of every id, checked in another way than in `student_id`."""
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= 80
        and all(c in " ._%-" or unicodedata.category(c) in LETTERS for c in name)
        and all(c.isprintable() for c in name)
        and "  " not in name
        and name[0] not in " .-=+@"
        and unicodedata.category(name[0])[0] != "M"
        and name[-1] not in " ."
        and unicodedata.is_normalized("NFC", name)
        and name.casefold() not in RESERVED
        and name.casefold().split(".")[0].strip() not in RESERVED
    )


@given(st.text())
def test_every_name_becomes_a_safe_folder_name(name: str) -> None:
    assert is_safe(student_id(name))


@given(st.text(st.sampled_from("abcXYZ0189._- éß李雷अनि۱"), max_size=26))
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    if is_safe(name):
        assert student_id(name) == name
        assert student_id(student_id(name)) == name


@given(st.text(), st.text())
def test_different_names_keep_different_ids(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (student_id(one) == student_id(other)) is same


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6))
def test_an_id_can_be_read_back(name: str) -> None:
    assert unquote(student_id(name)) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ada01", "ada01"),
        ("..", "%2E%2E"),
        (".grader", "%2Egrader"),
        ("-rf", "%2Drf"),
        ("index.html", "%69ndex.html"),
        ("metrics.HTML", "%6Detrics.HTML"),
        ("Grades.CSV", "%47rades.CSV"),
        ("con", "%63on"),
        ("NUL.txt", "%4EUL.txt"),
        ("a/b", "a%2Fb"),
        ("50%", "50%25"),
        ("ada.", "ada%2E"),
        ("mu\u0308ller", "müller"),
        ("Jürgen Müller", "Jürgen Müller"),
        ("李雷", "李雷"),
        ("अनिल", "अनिल"),
        ("Ivy O'Neil", "Ivy O%27Neil"),
        (" ada", "%20ada"),
        ("ada ", "ada%20"),
        ("a  b", "a%20%20b"),
        ("a\u00a0b", "a%C2%A0b"),
        ("=1+1", "%3D1%2B1"),
        ("+a", "%2Ba"),
        ("@a", "%40a"),
        ("a\u202eb", "a%E2%80%AEb"),
        ("a\u200db", "a%E2%80%8Db"),
        ("a\u3164b", "a%E3%85%A4b"),
        ("a\ufe0fb", "a%EF%B8%8Fb"),
        ("a\x1b[2J\n", "a%1B%5B2J%0A"),
        ("\u0301a", "%CC%81a"),
        ("a\\b", "a%5Cb"),
        ("nul .x", "%6Eul .x"),
        ("\ud800", "%ED%A0%80"),
        ("", "%"),
    ],
)
def test_names_that_no_folder_may_have_are_encoded(name: str, expected: str) -> None:
    assert student_id(name) == expected


def test_long_names_are_cut_and_stay_different() -> None:
    one, other = student_id("é" * 60 + "a"), student_id("é" * 60 + "b")
    assert one != other
    assert len(one.encode()) <= 80
    assert one.startswith("éééé")
    cut = student_id("/" * 60)
    assert re.search(r"%[0-9A-F]?(?![0-9A-F])", cut) is None, "an encoded byte was cut in two"
    assert is_safe(student_id("a" * 300))


@pytest.mark.parametrize(
    ("file_name", "student"),
    [
        ("ada01.py", "ada01"),
        ("ada01.tar.gz", "ada01"),
        ("ada01.TGZ", "ada01"),
        ("ada.lovelace.zip", "ada.lovelace"),
        ("ada01_linear_regression.py", "ada01"),
        ("ada01-Linear_Regression.ipynb", "ada01"),
        ("linear_regression-ada01.zip", "ada01"),
        ("linear_regression ada01.zip", "ada01"),
        ("doejohn_LATE_12346_678902_linear_regression-1.py", "doejohn_LATE_12346_678902"),
        ("ada01_linear_regression (2).py", "ada01"),
        ("linear_regression.py", "linear_regression"),
        ("linear_regression2.py", "linear_regression2"),
        ("ada01.docx", "ada01"),
        (".py", ".py"),
    ],
)
def test_the_students_part_of_a_file_name(file_name: str, student: str) -> None:
    assert student_name(file_name, MODULE) == student


def test_a_folders_name_has_no_ending() -> None:
    assert student_name("ada.py", MODULE, is_folder=True) == "ada.py"
    assert student_name("ada01_linear_regression", MODULE, is_folder=True) == "ada01"


def test_the_form_of_a_file_is_its_ending() -> None:
    assert [readable_suffix(n) for n in ("a.TAR.GZ", "a.gz", "a.Py", "a")] == [".tar.gz", "", ".py", ""]
