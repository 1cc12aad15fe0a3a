"""``similarity``: from the folder of a graded class to pages, sheets and exports."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shlex
import zipfile
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "class.md"
WORK = """\
def total(x):
    result, left = 0.0, list(x)
    while left:
        value = left.pop()
        result += float(value) if value == value else 0.0 * value
    return result


def spread(x):
    least = most = x[0]
    for value in x[1:]:
        least, most = (value, most) if value < least else (least, max(value, most))
    return float(most - least)
"""
RENAMED = "\n\n\n".join(
    part.replace("value", "v").replace("left", "rest").replace("least", "a").replace("most", "b")
    for part in reversed(WORK.strip().split("\n\n\n"))
)
OTHER = """\
import functools
import operator


def total(x):
    return functools.reduce(operator.add, [float(each) for each in x], 0.0)


def spread(x):
    ordered = sorted(map(float, x), reverse=True)
    return ordered[0] - ordered[-1]
"""


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    for student, text in (("ada", WORK), ("bob", RENAMED), ("cat", OTHER)):
        workshop.hand_in(student, text=text)
    workshop.hand_in("dan", "eve", kind="right")
    assert workshop.grade().code == 0
    return workshop


@pytest.fixture
def compare(graded, call, tmp_path):
    def invoke(*options):
        return call(
            "similarity", "sums", graded.out, "-o", tmp_path / "pages", "--course", graded.course, *options
        )

    return invoke


def test_a_renamed_copy_is_found_and_shown_side_by_side(compare, tmp_path):
    result = compare()
    assert result.code == 0
    assert "100 % 100 %  ada and bob  pair-" in result.out
    (row, *_) = csv.DictReader(io.StringIO((tmp_path / "pages" / "pairs.csv").read_text()))
    assert "pair-001.html" in (tmp_path / "pages" / "index.html").read_text()
    assert row["page"] == "pair-001.html"
    assert "Passage 1" in (tmp_path / "pages" / "pair-001.html").read_text()
    found = {
        name for name in ("ada", "bob", "cat") if f"{name} and" in result.out or f"and {name}" in result.out
    }
    assert found == {"ada", "bob"}


def test_json_has_the_pairs_and_nothing_else_is_on_stdout(compare):
    record = compare("--json").json
    assert record["schema"] == "grader/similarity/1"
    assert (record["assignment"], record["works"], record["minimum"]) == ("sums", 5, 0.5)
    pair = next(each for each in record["pairs"] if each["first"] == ["ada"])
    assert pair["second"] == ["bob"]
    assert pair["passages"][0]["first"]["file"] == "sums.py"


def test_a_smaller_list_removes_the_pages_of_a_longer_one(compare, tmp_path):
    compare("--minimum", "0")
    assert (tmp_path / "pages" / "pair-002.html").exists()
    (tmp_path / "pages" / "pair-notes.html").write_text("mine")
    compare("--top", "1")
    names = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert names == ["index.html", "pair-001.html", "pair-notes.html", "pairs.csv"]


def test_works_are_exported_for_both_programs(compare, tmp_path):
    result = compare("--export", "dolos", "--export", "jplag")
    assert result.code == 0
    with zipfile.ZipFile(tmp_path / "pages" / "dolos.zip") as archive:
        assert {"info.csv", "works/ada/sums.py", "works/cat/sums.py"} <= set(archive.namelist())
    assert (tmp_path / "pages" / "jplag" / "works" / "bob" / "sums.py").read_text().strip() == RENAMED
    assert "NotImplementedError" in (tmp_path / "pages" / "jplag" / "base" / "sums.py").read_text()
    assert "dolos.zip" in result.out


def test_a_folder_without_results_is_refused_and_stays_as_it_was(graded, call, tmp_path):
    result = call("similarity", "sums", tmp_path, "-o", tmp_path / "pages", "--course", graded.course)
    assert result.code == 2
    assert (
        f"{tmp_path}: no results of sums there. Name the folder that 'grader grade -o' wrote." in result.err
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["similarity", "stats"])
def test_pages_never_replace_those_of_the_results(graded, call, command):
    page = graded.out / "index.html"
    before = page.read_text()
    result = call(command, "sums", graded.out, "-o", graded.out, "--course", graded.course)
    assert result.code == 2
    assert f"{graded.out}: there are results of grading, and their pages have the same names." in result.err
    assert page.read_text() == before


def test_an_assignment_that_was_not_graded_there_is_refused_and_others_are_named(graded, call, tmp_path):
    result = call("similarity", "means", graded.out, "-o", tmp_path / "pages", "--course", graded.course)
    assert result.code == 2
    assert "It has results of sums." in result.err


def test_a_record_that_was_changed_is_said_and_not_compared(make_workshop, tmp_path, call):
    workshop = make_workshop(tmp_path / "course")
    workshop.hand_in("ada", text=WORK)
    workshop.hand_in("bob", text=RENAMED)
    assert workshop.grade().code == 0
    path = workshop.out / ".grader" / "records" / "sums" / "bob.json"
    stored = json.loads(path.read_text())
    stored["record"]["report"]["student"] = "cat"
    path.write_text(json.dumps(stored))
    result = call("similarity", "sums", workshop.out, "-o", tmp_path / "pages", "--course", workshop.course)
    assert result.code == 0
    assert "Not compared: bob. The record was changed after it was written" in result.err
    assert "1 work compared, 0 pairs found." in result.out


def test_the_class_page_names_equal_code_and_not_the_starter(make_workshop, tmp_path):
    workshop = make_workshop(tmp_path / "course")
    workshop.hand_in("ada", "bob", text=WORK)
    workshop.hand_in("cat", "dan", kind="unfinished")
    assert workshop.grade().code == 0
    page = (workshop.out / "index.html").read_text()
    assert "Equal code" in page
    assert "<li>ada, bob</li>" in page
    assert "cat, dan" not in page


@pytest.mark.parametrize("heading", ["Similar code", "Statistics"])
def test_the_commands_of_the_docs_run_in_their_order(heading, make_workshop, tmp_path, call):
    part = DOCS.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    commands = re.findall(r"(?m)^grader (.+)$", part)
    assert len(commands) >= 2
    workshop = dataclasses.replace(make_workshop(tmp_path), output="results")
    for student, text in (("ada", WORK), ("bob", RENAMED)):
        workshop.hand_in(student, text=text)
    workshop.write("roster.csv", "student,section\nada,Mon\nbob,Tue\n")
    assert workshop.grade().code == 0
    for command in commands:
        result = call(*shlex.split(command.replace("metrics", "sums")), cwd=workshop.root)
        assert (result.code, result.err) == (0, "")
    written = set(re.findall(r"`(?:similar/)?([a-z0-9-]+\.(?:html|csv|zip))`", part))
    assert written
    found = {path.name for folder in ("similar", "statistics") for path in (workshop.root / folder).glob("*")}
    assert written <= found
