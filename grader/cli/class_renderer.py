"""What makes the pages of a class: `grader.reports`, and what only the records of a folder can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from grader import reports
from grader.course import Course
from grader.grading import RecordStore
from grader.intake.starter_choice import starter_digest
from grader.model import RejectedEntry, Report
from grader.reports.equal_code import equal_code


class ClassRenderer:
    """Renders the pages of a folder of results.

    The class page names students with equal code. A report does not say who works in a group, so the records are read
    once more for it, when all are written: 2 ms each.
    """

    def __init__(self, course: Course, store: RecordStore) -> None:
        self._course = course
        self._store = store

    def report_html(self, report: Report, *, statement: str, pictures: Mapping[str, bytes] | None) -> str:
        return reports.report_html(report, statement=statement, pictures=pictures)

    def class_pages(
        self, graded: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str
    ) -> Iterable[tuple[str, str]]:
        equal = equal_code(self._store.others({}), self._starters({report.assignment for report in graded}))
        return reports.class_pages(graded, rejected, title=title, generated=generated, equal=equal)

    def grades_csv(
        self,
        graded: Sequence[Report],
        rejected: Sequence[RejectedEntry],
        *,
        pending: Collection[tuple[str, str]] = (),
    ) -> str:
        return reports.grades_csv(graded, rejected, pending=pending)

    def _starters(self, assignments: Collection[str]) -> dict[str, frozenset[str]]:
        """The digests of the starters of each assignment that the course still has."""
        found = {}
        for name in set(self._course.assignment_ids()) & set(assignments):
            assignment = self._course.assignment(name)
            texts = [assignment.starter_text(module) for module in assignment.modules]
            found[name] = frozenset(map(starter_digest, [*texts, assignment.given_text]))
        return found
