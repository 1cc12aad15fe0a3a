"""Ids from names: safe as folders, different for different students."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.identity import form_of, student_id, student_name

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
}


def is_safe(name: str) -> bool:
    return (
        re.fullmatch(r"[A-Za-z0-9._%-]{1,80}", name) is not None
        and name[0] not in ".-"
        and not name.endswith(".")
        and name.lower() not in RESERVED
        and name.lower().split(".")[0] not in RESERVED
    )


@given(st.text())
def test_every_name_becomes_a_safe_folder_name(name: str) -> None:
    assert is_safe(student_id(name))


@given(st.text(st.sampled_from("abcXYZ0189._-"), max_size=80))
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
        ("Grades.CSV", "%47rades.CSV"),
        ("con", "%63on"),
        ("NUL.txt", "%4EUL.txt"),
        ("a/b", "a%2Fb"),
        ("50%", "50%25"),
        ("ada.", "ada%2E"),
        ("mu\u0308ller", "m%C3%BCller"),
        ("\ud800", "%ED%A0%80"),
        ("", "%"),
    ],
)
def test_names_that_no_folder_may_have_are_encoded(name: str, expected: str) -> None:
    assert student_id(name) == expected


def test_long_names_are_cut_and_stay_different() -> None:
    one, other = student_id("é" * 60 + "a"), student_id("é" * 60 + "b")
    assert one != other
    assert len(one) <= 80
    assert re.search(r"%[0-9A-F]?(?![0-9A-F])", one) is None, "an encoded byte was cut in two"


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
    assert [form_of(n) for n in ("a.TAR.GZ", "a.gz", "a.Py", "a")] == [".tar.gz", "", ".py", ""]
