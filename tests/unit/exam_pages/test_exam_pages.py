"""The report of a student and the page of the class, made from the sample exam."""

from __future__ import annotations

import csv
import json
from datetime import UTC
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.course import load_course
from grader.exam.exam_file import find_exam
from grader.exam.exam_marking import MarkedExam, mark_exam
from grader.exam.issued_exam import read_issued
from grader.exam.kept_mark import KeptMarks
from grader.exam.question_bank import QuestionBank
from grader.exam.received_times import received_times
from grader.exam.sheet_reading import read_sheets
from grader.exam_pages import exam_class_html, exam_report_html
from grader.exam_pages.exam_grades import exam_grades_csv

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "examples" / "exam"


class Tags(HTMLParser):
    """Whether every tag of a page is closed in order, and no address leaves the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "link", "br", "img", "line", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def bank() -> QuestionBank:
    return QuestionBank(load_course(ROOT / "assignments"))


@pytest.fixture(scope="module")
def marked(bank: QuestionBank) -> MarkedExam:
    course = load_course(ROOT / "assignments")
    exam = find_exam(course, "example")
    issued = read_issued(SAMPLE / "issued.json", course.secret())
    sheets = read_sheets(SAMPLE / "sheets", issued, received_times(SAMPLE / "received.csv", UTC))
    return mark_exam(exam, issued, bank, sheets, KeptMarks(exam=exam.name))


def report(marked: MarkedExam, bank: QuestionBank, student: str, *, published: bool) -> str:
    mark = next(each for each in marked.result.marks if each.student == student)
    solutions = marked.solutions[mark.form.name] if published else None
    return exam_report_html(marked.result.exam, mark, marked.result.grades[student], bank, solutions)


def test_each_page_is_whole_and_asks_the_network_for_nothing(marked, bank):
    pages = [report(marked, bank, each.student, published=True) for each in marked.result.marks]
    pages.append(exam_class_html(marked.result, lambda name: f"{name}/report.html"))
    for page in pages:
        found = Tags(page)
        assert found.open == []
        assert not [each for each in found.addresses if each.startswith(("http", "//"))]
        assert "default-src 'none'" in page


def test_a_report_names_no_other_student_and_no_key_before_it_is_published(marked, bank):
    students = [each.student for each in marked.result.marks]
    for student in students:
        page = report(marked, bank, student, published=False)
        assert not [other for other in students if other != student and other in page]
        assert "The solution with your numbers" not in page
        assert "fit_gaussian" not in page


def test_a_report_tells_what_was_typed_how_it_was_read_and_why(marked, bank):
    page = report(marked, bank, "hazel", published=False)
    assert "0,9800" in page
    assert "read as 0.98" in page
    assert "That is w x, without the bias." in page
    assert "Right from your z." in page


def test_the_class_page_lists_who_answered_another_paper_as_evidence(marked):
    page = exam_class_html(marked.result, lambda name: f"{name}/report.html")
    assert [(each.student, each.other) for each in marked.result.other_papers] == [("willow", "aspen")]
    assert "never a verdict" in page
    assert "teach again" in page


def test_the_sheet_has_a_row_for_everybody_and_blanks_for_who_is_missing(marked):
    rows = {row["student"]: row for row in csv.DictReader(exam_grades_csv(marked.result).splitlines())}
    roster = {row["student"] for row in csv.DictReader((SAMPLE / "roster.csv").read_text().splitlines())}
    assert rows.keys() == roster
    assert (rows["umber"]["points"], rows["umber"]["status"]) == ("", "missing")
    assert rows["sienna"]["status"] == "marked, late"
    assert rows["ochre"]["status"] == "marked", "30 minutes more"


def test_marked_not_read_and_missing_are_the_papers(marked):
    issued = json.loads((SAMPLE / "issued.json").read_text())["record"]["papers"]
    assert marked.result.students == sorted(each["student"] for each in issued)
