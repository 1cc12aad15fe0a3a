"""The grade on a student's page: only of published assignments, with every part and reason, and nothing runs."""

from __future__ import annotations

import pytest

from grader.gradebook import Grade, GradeStatus
from grader.model import Report
from grader.reports import report_html
from grader.reports.grade_section import grade_section

GRADE = Grade(
    student="ada", assignment="sums", status=GradeStatus.GRADED, points=80_000, max_points=100_000, penalty=10_000,
    adjustment=5_000, final=75_000, reasons=("Points changed by +0.5: <b>task 3</b>",), published=True,
)  # fmt: skip
REPORT = Report(assignment="sums", title="Sums", student="ada", score=8.0, max_score=10.0)


def test_a_grade_is_shown_with_its_parts():
    found = grade_section(GRADE)
    assert found.total == "7.5 of 10 points count."
    assert found.rows == (
        ("Points for your work", "8"), ("Late work", "−1"), ("Changed by your teachers", "+0.5"),
        ("What counts", "7.5"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("grade", "total"),
    [
        (Grade(student="a", assignment="s", status=GradeStatus.EXCUSED, max_points=1), "You are excused."),
        (
            Grade(student="a", assignment="s", status=GradeStatus.ABSENT, max_points=1),
            "There is no grade yet.",
        ),
        (
            Grade(
                student="a",
                assignment="s",
                status=GradeStatus.GRADED,
                points=1,
                final=10_000,
                max_points=20_000,
            ),
            "1 of 2 points count.",
        ),
    ],
)
def test_where_nothing_was_changed_there_is_no_table(grade, total):
    assert grade_section(grade) == (total, (), ())


def test_a_page_has_the_grade_if_there_is_one_and_reasons_are_text():
    assert 'id="grade"' not in report_html(REPORT)
    page = report_html(REPORT, grade=GRADE)
    assert '<a href="#grade">' in page
    assert "7.5 of 10 points count." in page
    assert "&lt;b&gt;task 3&lt;/b&gt;" in page
