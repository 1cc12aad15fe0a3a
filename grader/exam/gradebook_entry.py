"""An exam in the gradebook: a row like an assignment's, an attempt for each sheet, and a result for each marking."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import msgspec

from grader.course import Course
from grader.errors import CourseError
from grader.exam.exam_file import Exam
from grader.exam.exam_result import ExamResult
from grader.exam.kept_mark import KeptMark
from grader.exam.sheet_marking import SheetMark
from grader.gradebook.grade import units
from grader.gradebook.row import AssignmentRow, AttemptRow, LatePolicy, ResultRow


def exam_row(course: Course, exam: Exam, possible: float) -> AssignmentRow:
    """The exam, after the assignments of the course. Whether a sheet is late was decided when it was marked.

    Raises
    ------
    CourseError
        An assignment has the name of the exam.
    """
    if exam.name in course.assignment_ids():
        raise CourseError(
            f"exams/{exam.path.name}: an assignment is called '{exam.name}' as well, and the gradebook tells them "
            "apart by name. Rename the file of the exam."
        )
    return AssignmentRow(
        id=exam.name,
        title=exam.file.title,
        max_points=units(possible),
        position=len(course.assignment_ids()),
        time_zone=course.settings.time_zone,
        late=LatePolicy(counts="latest"),
    )


def exam_entries(result: ExamResult, run: str, at_us: int) -> Iterator[tuple[AttemptRow, ResultRow]]:
    """An attempt and a result for each sheet that was marked, and for each student of whom nothing could be read."""
    for mark in result.marks:
        yield _attempt(result.exam, mark), _marked(result.grades[mark.student], mark, run, at_us)
    reasons = {each.student: each.reason for each in result.refused}
    for student in result.unread:
        if student not in result.grades:
            yield (
                AttemptRow(student=student, assignment=result.exam.name, submission_sha256="", via="exam"),
                ResultRow(
                    attempt="", key="rejected", outcome="rejected", score=None, max_score=0, graded_us=at_us,
                    reason=reasons.get(student, ""), run=run,
                ),
            )  # fmt: skip


def _attempt(exam: Exam, mark: SheetMark) -> AttemptRow:
    answers = msgspec.json.encode(
        {question: sorted(typed.items()) for question, typed in sorted(mark.sheet.answers.items())}
    )
    received_us = None if mark.received is None else round(mark.received.timestamp() * 1_000_000)
    return AttemptRow(
        student=mark.student, assignment=exam.name, submission_sha256=hashlib.sha256(answers).hexdigest(),
        received_us=received_us, via="exam",
    )  # fmt: skip


def _marked(kept: KeptMark, mark: SheetMark, run: str, at_us: int) -> ResultRow:
    questions = {name: msgspec.to_builtins(each) for name, each in kept.questions.items()}
    content = json.dumps([kept.points, kept.possible, questions], sort_keys=True)
    fields = (field for each in mark.questions for part in each.mark.parts for field in part.fields)
    mistakes = sorted({field.mistake for field in fields if field.mistake})
    return ResultRow(
        attempt="", key=hashlib.sha256(content.encode()).hexdigest(), outcome="graded", score=units(kept.points),
        max_score=units(kept.possible), graded_us=at_us, mistakes=json.dumps(mistakes), run=run,
    )  # fmt: skip


__all__ = ["exam_entries", "exam_row"]
