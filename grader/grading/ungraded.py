"""The report of a student who has no result: the score is blank and never zero."""

from __future__ import annotations

from grader.course import Assignment
from grader.model import Report, SourceFile


def ungraded_report(
    assignment: Assignment, student: str, reason: str, sources: tuple[SourceFile, ...] = ()
) -> Report:
    """A report that says why nothing was graded."""
    return Report(
        assignment=assignment.id, title=assignment.settings.title, student=student, score=None,
        max_score=assignment.max_score, not_graded=reason, sources=sources,
    )  # fmt: skip
