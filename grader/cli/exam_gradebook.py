"""What ``grader exam mark`` does with a gradebook: it reads the coding tasks of the exam, and adds the exam."""

from __future__ import annotations

from dataclasses import replace

from grader.cli import gradebook_option
from grader.course import Course
from grader.errors import UsageError
from grader.exam.coding_task import CodingTask
from grader.exam.exam_file import Exam
from grader.exam.exam_marking import MarkedExam
from grader.exam.exam_result import ExamResult
from grader.gradebook.login_name import login_name
from grader.intake import Roster


def with_coding_tasks(marked: MarkedExam, course: Course, exam: Exam, url: str | None) -> MarkedExam:
    """Add what the gradebook says of the assignments that belong to the exam.

    Raises
    ------
    UsageError
        The exam has coding tasks, and no gradebook is named.
    """
    names = exam.file.assignments
    if not names:
        return marked
    if url is None:
        raise UsageError(
            f"{exam.name} has the coding tasks {', '.join(names)}, and their points stand in a gradebook. Name it with "
            "--gradebook."
        )
    book, _ = gradebook_option.open_gradebook(url, None, str(course.folder))
    with book:
        from grader.gradebook.grade import POINT

        found: dict[str, dict[str, float]] = {name: {} for name in names}
        for grade in book.grades():
            if grade.assignment in found and grade.final is not None:
                found[grade.assignment][grade.student] = grade.final / POINT
    coding = {
        name: CodingTask(assignment=name, possible=course.assignment(name).max_score, points=points)
        for name, points in found.items()
    }
    return replace(marked, result=replace(marked.result, coding=coding))


def add_to_gradebook(result: ExamResult, course: Course, url: str, roster: Roster | None) -> None:
    """Add the exam: students, the exam's row, and an attempt with a result for each sheet."""
    gradebook_option.require_extra()
    from grader.exam.gradebook_entry import exam_entries, exam_row
    from grader.gradebook.book import Gradebook  # SQLAlchemy takes a quarter of a second
    from grader.gradebook.enrolment import course_assignments, enrolled
    from grader.gradebook.point_in_time import now_us

    possible = max((kept.possible for kept in result.grades.values()), default=0.0)
    row = exam_row(course, result.exam, possible)
    with Gradebook.open(url) as book:
        book.set_assignments([*course_assignments(course), row])
        book.enrol(enrolled(roster) if roster else [])
        book.add_students(result.students)
        run = book.begin_run("grader exam mark", login_name())
        book.append_all(exam_entries(result, run.id, now_us()))


__all__ = ["add_to_gradebook", "with_coding_tasks"]
