"""Reports and records of students who have no result: the score is blank and never zero."""

from __future__ import annotations

from grader.course import Assignment
from grader.intake import RejectedSubmission, Submission
from grader.messages import say
from grader.model import Record, Report, SourceFile


def ungraded_report(
    assignment: Assignment, student: str, reason: str, sources: tuple[SourceFile, ...] = ()
) -> Report:
    """A report that says why nothing was graded."""
    return Report(
        assignment=assignment.id, title=assignment.settings.title, student=student, score=None,
        max_score=assignment.max_score, not_graded=reason, sources=sources,
    )  # fmt: skip


def lost_record(assignment: Assignment, submission: Submission) -> Record:
    """What is known of a submission whose grading process died twice: that it is not graded."""
    reason = say("not_graded.process_ended")
    report = ungraded_report(assignment, submission.student, reason, submission.files)
    return Record(key="", report=report, submission=submission.origin, hand_in=submission.hand_in)


def unread_record(assignment: Assignment, found: RejectedSubmission) -> Record:
    """A submission that could be read when the class was looked through, and not when its turn came."""
    reason = say("not_graded.work_changed", reason=found.reason)
    report = ungraded_report(assignment, found.student, reason)
    return Record(key="", report=report, submission=found.origin)
