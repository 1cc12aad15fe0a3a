"""Pages, tables and sheet compared whole with the last ones that were looked at."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from grader.exporters import ClassroomSubmission, classroom50_json, plain_table, step_summary
from grader.reports import class_html, class_pages, grades_csv, report_html

Golden = Callable[[str, str], None]


@pytest.mark.parametrize(
    "name", ["MIXED", "NOTEBOOK", "BROKEN", "UNGRADED", "ATTACK", "CLOSE", "ENDINGS", "NOISY"]
)
def test_a_students_page_is_as_it_was_when_last_looked_at(
    name: str, sample: ModuleType, golden: Golden
) -> None:
    golden(f"report-{name.lower()}.html", report_html(getattr(sample, name), statement=sample.STATEMENT))


def test_a_page_with_concealed_tests_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden("report-concealed.html", report_html(sample.concealed("after_due_date")))


def test_the_class_page_of_one_assignment_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden("class.html", class_html(sample.LINEAR, sample.REJECTED, title="Linear regression"))


def test_the_class_page_of_two_assignments_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden(
        "classes.html", class_html(sample.CLASS, sample.REJECTED, title="Deep learning", generated="Today.")
    )


def test_the_pages_of_an_assignment_and_of_a_student_are_as_they_were(
    sample: ModuleType, golden: Golden
) -> None:
    pages = dict(class_pages(sample.CLASS, sample.REJECTED, title="Deep learning"))
    golden("assignment.html", pages["metrics.html"])
    golden("student.html", pages["ada01/index.html"])


def test_the_class_page_of_timed_functions_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden("class-timed.html", class_html(sample.SPEEDS, [], title="Pairwise distances"))


def test_the_table_for_a_terminal_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden("table-endings.txt", plain_table(sample.ENDINGS))


def test_the_summary_in_markdown_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden("summary-endings.md", step_summary([sample.ENDINGS]))


def test_the_result_for_classroom_50_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    submission = ClassroomSubmission(
        classroom="dl-2026",
        assignment="hw1",
        assignment_type="individual",
        owner="ada",
        submission="submit/2026-11-20T07-30-00Z-a1b2c3d",
        commit="https://git.example/commit/a1b2c3d",
        release="https://git.example/releases/tag/a1b2c3d",
        review="https://git.example/compare/0...a1b2c3d",
        datetime="2026-11-20T07:30:00Z",
    )
    golden("classroom50-mixed.json", classroom50_json(sample.MIXED, submission))


def test_the_sheet_is_as_it_was(sample: ModuleType, golden: Golden) -> None:
    golden("grades.csv", grades_csv((*sample.CLASS, sample.ATTACK), sample.REJECTED))
