"""Students' pages with the grade that counts, written again when it was published or has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from grader import reports
from grader.budget import within_budget
from grader.course import Course
from grader.gradebook import Grade
from grader.grading import RecordStore
from grader.grading.page_writer import PageWriter, StudentAssignment
from grader.model import RejectedEntry, Report


class GradeRenderer:
    """Makes the pages that `grader.reports` makes, each with its grade.

    Parameters
    ----------
    grades : iterable of Grade
    """

    def __init__(self, grades: Iterable[Grade]) -> None:
        self._grades = {(grade.student, grade.assignment): grade for grade in grades}

    def report_html(self, report: Report, *, statement: str, pictures: Mapping[str, bytes] | None) -> str:
        grade = self._grades.get((report.student, report.assignment))
        return reports.report_html(report, statement=statement, pictures=pictures, grade=grade)

    def class_pages(
        self, reports_: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str
    ) -> Iterable[tuple[str, str]]:
        return reports.class_pages(reports_, rejected, title=title, generated=generated)

    def grades_csv(
        self,
        reports_: Sequence[Report],
        rejected: Sequence[RejectedEntry],
        *,
        pending: Collection[StudentAssignment] = (),
    ) -> str:
        return reports.grades_csv(reports_, rejected, pending=pending)


def write_grade_pages(course: Course, store: RecordStore, grades: Sequence[Grade]) -> int:
    """Write the page of each grade whose record is there, and return how many there are."""
    pages, count = PageWriter(course, store, lambda: GradeRenderer(grades)), 0
    try:
        for grade in grades:
            record = store.load(grade.assignment, grade.student)
            if record is not None:
                pages.queue_page(within_budget(record.report))
                count += 1
    finally:
        pages.close()
    if pages.failure is not None:
        raise pages.failure
    return count
