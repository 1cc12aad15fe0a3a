"""What comes back from an exam is taken whole or listed with the reason, and all students are accounted for."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exam.exam_file import load_exam
from grader.exam.exam_form import ExamForm
from grader.exam.issued_exam import IssuedExam, IssuedPaper, issue
from grader.exam.question_bank import QuestionBank
from grader.exam.received_times import received_times
from grader.exam.sheet_reading import read_sheets

EXAM = """\
title = "Short"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
forms = "student"
questions = ["chain", "sums", "which_one"]
"""
STUDENTS = ("ada", "bob", "eve")
ANSWERS = {
    "chain": {"z": "3/8", "s": " 1,5 "},
    "sums": {"both.1.1": "3", "total": "7"},
    "which_one": {"which": "B"},
}


@pytest.fixture
def issued(make_course: Any) -> IssuedExam:
    course = make_course(**{"exams/short.toml": EXAM})
    exam = load_exam(course.folder.parent / "exams" / "short.toml")
    return issue(course, exam, STUDENTS, QuestionBank(course))


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    folder = tmp_path / "sheets"
    folder.mkdir()
    return folder


def sheet_of(issued: IssuedExam, student: str, /, **changes: Any) -> dict[str, Any]:
    """The file that the student's page saves."""
    paper = issued.paper(student)
    assert paper is not None
    saved = {"schema": "grader/answers/1", "exam": "short", "student": student, "paper": paper.paper}
    return {**saved, "answers": ANSWERS, **changes}


def put(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def only_reason(folder: Path, issued: IssuedExam) -> str:
    found = read_sheets(folder, issued)
    assert found.read == ()
    (refused,) = found.refused
    return refused.reason


def test_the_file_that_a_page_saves_is_taken_as_typed(sheets, issued):
    put(sheets, "4711_short-ada.answers.json", sheet_of(issued, "ada"))
    found = read_sheets(sheets, issued, {"ada": datetime(2026, 12, 1, 10, 29, tzinfo=UTC)})
    (sheet,) = found.read
    assert sheet.answers == ANSWERS
    assert (sheet.student, sheet.file) == ("ada", "4711_short-ada.answers.json")
    assert sheet.received == datetime(2026, 12, 1, 10, 29, tzinfo=UTC)
    assert (found.unread, found.missing, found.refused) == ((), ("bob", "eve"), ())


def test_a_sheet_may_be_toml_and_lie_in_a_folder(sheets, issued):
    paper = issued.paper("bob").paper
    text = f'exam = "short"\nstudent = "bob"\npaper = "{paper}"\n[answers.sums]\n"both.1.2" = "4"\ntotal = "11"\n'
    put(sheets, "group 2/bob.TOML", text)
    (sheet,) = read_sheets(sheets, issued).read
    assert (sheet.student, sheet.answers, sheet.received) == (
        "bob",
        {"sums": {"both.1.2": "4", "total": "11"}},
        None,
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_typed_from_paper_has_many_students(sheets, issued, separator):
    rows = [
        ("Student", "question", "part", "answer"),
        ("ada", "chain", "z", "1,5"),
        ("bob", "sums", "total", "3"),
    ]
    rows += [("ada", "which_one", "which", "B"), ("", "", "", "")]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    put(sheets, "typed.csv", text.getvalue())
    found = read_sheets(sheets / "typed.csv", issued)
    assert [each.student for each in found.read] == ["ada", "bob"]
    assert found.read[0].answers == {"chain": {"z": "1,5"}, "which_one": {"which": "B"}}
    assert found.read[0].paper == issued.paper("ada").paper
    assert found.missing == ("eve",)


def test_a_line_of_a_table_that_is_wrong_refuses_its_student_only(sheets, issued):
    put(
        sheets,
        "t.csv",
        "student,question,part,answer\nada,chain,z,1\nada,chain,z,2\nbob,chain,q,1\neve,chain,z,1\n",
    )
    found = read_sheets(sheets, issued)
    assert [each.student for each in found.read] == ["eve"]
    assert [each.reason for each in found.refused] == [
        "line 3 has another answer to chain, z than a line before. Keep one.",
        "the question chain has no field 'q'. It has s, t, z.",
    ]
    assert found.unread == ("ada", "bob")


def test_the_paper_of_another_student_is_listed_and_not_taken(sheets, issued):
    eve = issued.paper("eve").paper
    put(sheets, "a.json", sheet_of(issued, "ada", paper=eve))
    found = read_sheets(sheets, issued)
    assert found.read == ()
    assert found.refused[0].reason == f"ada handed in the paper {eve}, which was issued for eve."
    assert (found.unread, found.missing) == (("ada",), ("bob", "eve"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"paper": "aaaa-bbbb"}, "ada handed in the paper aaaa-bbbb, which was issued for nobody."),
        ({"student": "mallory"}, "no paper was issued for 'mallory'."),
        ({"exam": "final"}, "this is a sheet of the exam 'final', not of 'short'."),
        ({"answers": {"others": {}}}, "the paper has no question 'others'."),
        ({"answers": {"sums": {"both": "1"}}}, "the question sums has no field 'both'."),
        ({"answers": {"sums": {"total": 1}}}, "Expected `str`, got `int`"),
        ({"answers": {"sums": {"total": "1" * 20_000}}}, "Expected `str` of length <= 10000"),
        ({"schema": "grader/answers/2"}, "the file has the format 'grader/answers/2', expected 'grader/answers/1'."),
    ],
)  # fmt: skip
def test_a_sheet_that_does_not_fit_is_listed_with_the_reason(sheets, issued, changes, reason):
    put(sheets, "a.json", sheet_of(issued, "ada", **changes))
    assert reason in only_reason(sheets, issued)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", "{", "the file is no sheet of answers: Input data was truncated."),
        ("a.json", "[" * 100_000, "the file is no sheet of answers"),
        ("a.json", '{"x":' * 100_000 + "1" + "}" * 100_000, "the file is no sheet of answers"),
        ("a.json", " " * 1_000_001, "the file is longer than 1,000,000 bytes"),
        ("a.toml", "a = ", "the file is not valid TOML"),
        ("a.toml", "a = 1", "Object missing required field `exam`"),
        (
            "a.csv",
            "student,part\n",
            "must have the columns student, question, part, answer once each, got student, ",
        ),
        ("a.csv", "", "got an empty file."),
        ("a.csv", 'student,question,part,answer\n"a', "is not valid CSV"),
        ("a.csv", "student,question,part,answer\n,chain,z,1\n", "line 2 names no student."),
        ("scan.pdf", "%PDF", "this is no sheet: sheets are files of .json, .toml, .csv."),
    ],
)
def test_a_broken_file_is_listed_with_the_reason(sheets, issued, name, content, reason):
    put(sheets, name, content)
    assert reason in only_reason(sheets, issued)


def test_a_file_that_is_no_text_is_listed_as_its_students(sheets, issued):
    (sheets / "x_short-bob.answers.json").write_bytes(b"{\xff")
    found = read_sheets(sheets, issued)
    assert found.refused[0].reason.startswith("the file is not UTF-8 text at byte 1.")
    assert found.unread == ("bob",)


def test_a_link_is_not_opened(sheets, issued, tmp_path):
    target = put(tmp_path, "elsewhere.json", sheet_of(issued, "ada"))
    (sheets / "a.json").symlink_to(target)
    assert only_reason(sheets, issued).startswith("this is a link or no plain file")


def test_hidden_files_are_no_sheets(sheets, issued):
    put(sheets, ".DS_Store", "x")
    put(sheets, "__MACOSX/a.json", "x")
    assert read_sheets(sheets, issued).refused == ()


def test_sheets_that_say_the_same_are_one_and_others_are_listed(sheets, issued):
    put(sheets, "a.json", sheet_of(issued, "ada"))
    put(sheets, "again/a.json", sheet_of(issued, "ada"))
    put(sheets, "b1.json", sheet_of(issued, "bob"))
    put(sheets, "b2.json", sheet_of(issued, "bob", answers={}))
    found = read_sheets(sheets, issued)
    assert [each.student for each in found.read] == ["ada"]
    assert [each.reason for each in found.refused] == [
        f"bob handed in several sheets that differ; the others: {other}. Keep one."
        for other in ("b2.json", "b1.json")
    ]


def test_two_papers_in_one_table_are_listed(sheets, issued):
    put(sheets, "t.csv", "student,question,part,answer,paper\nada,chain,z,1,x\nada,chain,s,1,y\n")
    assert only_reason(sheets, issued) == "line 3 has another paper than a line before. Keep one."


def test_a_folder_that_is_not_there_is_an_error(tmp_path, issued):
    with pytest.raises(UsageError, match="there is no such folder of sheets"):
        read_sheets(tmp_path / "nowhere", issued)


KINDS = ("good", "foreign", "broken", "unknown", "nothing", "twice")


@given(kinds=st.tuples(*[st.sampled_from(KINDS)] * 3))
def test_read_unread_and_missing_are_the_students_of_the_papers(kinds, tmp_path_factory, whole):
    folder = tmp_path_factory.mktemp("sheets")
    for student, kind in zip(STUDENTS, kinds, strict=True):
        sheet = sheet_of(whole, student, answers={})
        match kind:
            case "good":
                put(folder, f"{student}.json", sheet)
            case "twice":
                put(folder, f"{student}1.json", sheet)
                put(folder, f"{student}2.json", {**sheet, "paper": f"{student}-0002"})
            case "foreign":
                put(folder, f"{student}.json", {**sheet, "paper": "aaaa-aaaa"})
            case "broken":
                put(folder, f"short-{student}.answers.json", "{")
            case "unknown":
                put(folder, f"{student}.pdf", "")
    found = read_sheets(folder, whole)
    told = [*(each.student for each in found.read), *found.unread, *found.missing]
    assert sorted(told) == sorted(STUDENTS)
    taken = [each for each, kind in zip(STUDENTS, kinds, strict=True) if kind in ("good", "twice")]
    assert [each.student for each in found.read] == taken


@pytest.fixture(scope="module")
def whole() -> IssuedExam:
    """An issued exam without questions: the answers of these sheets are empty."""
    papers = tuple(IssuedPaper(student=each, paper=f"{each}-0001", form="1") for each in STUDENTS)
    return IssuedExam(exam="short", forms=(ExamForm(exam="short", name="1", questions=()),), papers=papers)


def test_times_are_read_with_and_without_an_offset(tmp_path):
    path = put(
        tmp_path,
        "r.csv",
        "\ufeffStudent;Received\nada;2026-12-01 11:29\nbob;2026-12-01T11:29:30+02:00\neve;\n",
    )
    assert received_times(path, ZoneInfo("Europe/Berlin")) == {
        "ada": datetime(2026, 12, 1, 10, 29, tzinfo=UTC),
        "bob": datetime(2026, 12, 1, 9, 29, 30, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("student\nada\n", "r.csv: one column 'received' is needed in the first line, got student."),
        ("student,received\nada,yesterday\n", "r.csv, line 2: expected a time such as .*, got 'yesterday'."),
        ("student,received\nada,\nada,\n", "r.csv, line 3: 'ada' has a line already."),
        ('student,received\n"ada', "r.csv, line 1: not valid CSV"),
    ],
)
def test_times_that_cannot_be_read_are_an_error_with_its_place(tmp_path, text, message):
    with pytest.raises(UsageError, match=message):
        received_times(put(tmp_path, "r.csv", text), UTC)


def test_a_file_of_times_that_is_not_there_or_no_text_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file or directory"):
        received_times(tmp_path / "r.csv", UTC)
    (tmp_path / "r.csv").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not UTF-8 text at byte 0"):
        received_times(tmp_path / "r.csv", UTC)
