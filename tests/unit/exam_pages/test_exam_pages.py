"""The report of a student and the page of the class, made from the sample exam."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.course import load_course
from grader.exam.exam_file import find_exam
from grader.exam.exam_marking import MarkedExam, mark_exam
from grader.exam.exam_result import ExamResult
from grader.exam.exam_summary import exam_summary
from grader.exam.issued_exam import read_issued
from grader.exam.kept_mark import KeptMarks
from grader.exam.part_mark import MarkRule
from grader.exam.question_bank import QuestionBank
from grader.exam.received_times import received_times
from grader.exam.sheet_marking import SheetMark
from grader.exam.sheet_reading import read_sheets
from grader.exam_pages import exam_class_html, exam_report_html
from grader.exam_pages.exam_grades import exam_grades_csv
from grader.reports.markdown_html import inline_html

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


def with_answer(mark: SheetMark, name: str, **changes: object) -> SheetMark:
    """The marks of a sheet with another first answer to a question."""
    own = mark.question(name)
    part, *parts = own.mark.parts
    field, *fields = part.fields
    part = replace(part, fields=(replace(field, **changes), *fields))
    other = replace(own, mark=replace(own.mark, parts=(part, *parts)))
    return replace(mark, questions=tuple(other if each is own else each for each in mark.questions))


def with_marks(result: ExamResult, marks: list[SheetMark], bank: QuestionBank) -> ExamResult:
    return replace(result, marks=tuple(marks), summary=exam_summary(result.exam, marks, bank))


def class_page(result: ExamResult) -> str:
    return exam_class_html(result, lambda name: f"{name}/report.html")


def report(
    marked: MarkedExam,
    bank: QuestionBank,
    student: str,
    *,
    published: bool,
    answer: dict[str, object] | None = None,
) -> str:
    """The report of a student; ``answer`` changes the first answer to class_variance."""
    mark = next(each for each in marked.result.marks if each.student == student)
    if answer:
        mark = with_answer(mark, "class_variance", **answer)
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
    page = report(marked, bank, "hazel", published=True)
    assert "0,9800" in page
    assert "read as 0.98" in page
    assert "That is w x, without the bias." in page
    assert f"Right from your {inline_html('$z$')}." in page


SENTENCES = [
    "Right from your", "computed from your", "none of the known mistakes", "rounded too early", "The opposite sign",
    "This is twice", "This is half", "times the right value",
]  # fmt: skip


def test_a_report_says_what_was_wrong_once_the_exam_is_published_and_not_before(marked, bank):
    for mark in marked.result.marks:
        before = report(marked, bank, mark.student, published=False)
        after = report(marked, bank, mark.student, published=True)
        assert not [each for each in SENTENCES if each in before]
        for question in mark.form.questions:
            sentences = [each.sentence for part in question.parts for each in part.mistakes]
            assert not [each for each in sentences if inline_html(each) in before]
        for field in (f for own in mark.questions for part in own.mark.parts for f in part.fields):
            readable = field.rule not in (MarkRule.UNREAD, MarkRule.BLANK)
            assert not readable or inline_html(field.sentence) in after


@pytest.mark.parametrize(
    ("rule", "share", "symbol", "word"),
    [
        (MarkRule.RIGHT, 1.0, "✓", "Right."),
        (MarkRule.FOLLOW_ON, 1.0, "✓", "Right."),
        (MarkRule.MISTAKE, 1.0, "✓", "Right."),  # it was accepted
        (MarkRule.MISTAKE, 0.25, "≈", "Partly right."),
        (MarkRule.TOO_FEW_DIGITS, 0.5, "≈", "Partly right."),
        (MarkRule.TOO_FEW_DIGITS, 0.0, "✗", "Not right."),
        (MarkRule.MISTAKE, 0.0, "✗", "Not right."),
        (MarkRule.PATTERN, 0.0, "✗", "Not right."),
        (MarkRule.UNKNOWN, 0.0, "✗", "Not right."),
        (MarkRule.UNREAD, 0.0, "?", "The reason."),
        (MarkRule.BLANK, 0.0, "○", "The reason."),
    ],
)
def test_the_symbol_says_what_was_earned_and_before_publication_so_does_the_word(
    marked, bank, rule, share, symbol, word
):
    answer = {"rule": rule, "share": share, "sentence": "The reason.", "typed": "777.75"}
    for published, told in ((False, word), (True, "The reason.")):
        page = report(marked, bank, "birch", published=published, answer=answer)
        row = page.partition(">777.75<")[2].partition("</tr>")[0]
        assert f">{symbol}</span> {told}</td>" in row


@pytest.mark.parametrize(
    ("typed", "read", "share", "shown"),
    [
        ("-1.457", -1457.0, 0.0, ""),
        ("-1,457", -1457.0, 0.0, "read as -1.457"),
        ("1.457", 1.457, 1.0, ""),
        ("1.457", 1457.0, 1.0, "read as 1457"),  # this one earned the points
        ("3/8", 0.375, 0.0, "read as 0.375"),
    ],
)
@pytest.mark.parametrize("published", [False, True])
def test_a_decimal_as_it_was_asked_for_shows_no_second_reading(
    marked, bank, published, typed, read, share, shown
):
    answer = {"rule": MarkRule.PATTERN, "typed": typed, "read": read, "share": share}
    page = report(marked, bank, "birch", published=published, answer=answer)
    cell = page.partition(f">{typed}<")[2].partition("</td>")[0]
    assert ("read as" in cell) == bool(shown)
    assert shown in cell


def test_which_of_two_readings_fits_a_mistake_is_not_shown_before_publication(marked, bank):
    answer = {"rule": MarkRule.MISTAKE, "typed": "1/2pi", "read": 0.159154943092, "share": 0.0}
    assert "read as 0.159" not in report(marked, bank, "birch", published=False, answer=answer)
    assert "read as 0.159" in report(marked, bank, "birch", published=True, answer=answer)


def test_one_point_is_not_points_and_questions_have_no_identifiers(marked, bank):
    page = class_page(marked.result)
    assert "early stopping <small" in page
    assert not [name for name in marked.result.exam.file.questions if name in page]
    for each in (page, report(marked, bank, "sage", published=True)):
        assert "1 point<" in each
        assert ">1 points" not in each
        assert " 1 points" not in each


def test_a_class_of_less_than_ten_students_has_no_flags_and_is_told_why(marked, bank):
    makers = ["birch", "hazel", "teal", "sienna", "ochre"]
    marks = sorted(marked.result.marks, key=lambda each: each.student not in makers)[:9]
    page = class_page(with_marks(marked.result, marks, bank))
    assert "The class is too small" in page
    assert "teach" not in page.replace("what to teach again", "")
    assert "of the answers could not be read" not in page
    page = class_page(marked.result)
    assert "The class is too small" not in page
    assert "of the answers could not be read" in page


def test_a_question_that_less_than_ten_students_answered_has_no_flags_of_shares(marked, bank):
    blank = {"rule": MarkRule.BLANK, "typed": "", "share": 0.0, "read": None, "mistake": ""}
    marks = [
        with_answer(each, "class_variance", **blank) if each.student in ("aspen", "willow") else each
        for each in marked.result.marks
    ]
    page = class_page(with_marks(marked.result, marks, bank))
    assert "teach" not in page
    assert page.count("of the answers could not be read") == 1, "that of one_step"


def test_wrong_answers_that_no_mistake_explains_are_listed_without_names(marked, bank):
    marks = list(marked.result.marks)
    typed = ["  777.7 ", "777.7", "555", "<b>", "", "12"]
    rules = [*[MarkRule.UNKNOWN] * 2, MarkRule.PATTERN, MarkRule.UNKNOWN, MarkRule.BLANK, MarkRule.MISTAKE]
    for at, (text, rule) in enumerate(zip(typed, rules, strict=True)):
        marks[at] = with_answer(marks[at], "class_variance", typed=text, rule=rule)
    for at in range(len(typed), len(marks)):
        marks[at] = with_answer(marks[at], "class_variance", typed="0", rule=MarkRule.RIGHT)
    result = with_marks(marked.result, marks, bank)
    found = [each for each in result.unexplained_answers(10) if each.question == "class_variance"]
    assert [(each.typed, each.count) for each in found] == [("777.7", 2), ("555", 1), ("<b>", 1)]
    assert {each.part for each in found} == {"variance"}
    few = [each.typed for each in result.unexplained_answers(1) if each.question == "class_variance"]
    assert few == ["777.7"]
    table = class_page(result).partition('id="unexplained"')[2].partition("</section>")[0]
    assert "<code>777.7</code>" in table
    assert "&lt;b&gt;" in table
    assert not [mark.student for mark in marks if mark.student in table]


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
