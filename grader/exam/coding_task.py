"""Coding tasks of an exam: assignments that the exam file names, whose points are added to the exam's."""

from __future__ import annotations

from dataclasses import dataclass

from grader.course import Course
from grader.errors import CourseError
from grader.exam.exam_file import Exam


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingTask:
    """An assignment that belongs to an exam. ``points`` has the students who are graded."""

    assignment: str
    possible: float
    points: dict[str, float]


def check_coding_tasks(course: Course, exam: Exam) -> None:
    """Make sure that the assignments of an exam suit one: equal inputs for all, a window, and no hint before its end.

    Raises
    ------
    CourseError
        Something does not fit. The message says what to write.
    """
    place = f"exams/{exam.path.name}: assignments"
    for name in exam.file.assignments:
        if name in exam.file.questions:
            raise CourseError(f"{place}: '{name}' is also a question. Name it once.")
        settings = course.assignment(name).settings
        where = f"{course.folder.name}/{name}/assignment.toml"
        if course.settings.seed != "course":
            raise CourseError(
                f"{place}: in an exam '{name}' gives everybody the same inputs, and {course.folder.name}/course.toml "
                f'has seed = "{course.settings.seed}". Write seed = "course" there.'
            )
        if not settings.due:
            raise CourseError(
                f"{place}: '{name}' has no end. Write due = \"…\" in {where}, such as the exam's {exam.file.closes}."
            )
        if settings.feedback.hidden not in ("none", "verdict"):
            raise CourseError(
                f"{place}: hidden tests of '{name}' tell \"{settings.feedback.hidden}\", and in an exam they tell no "
                f'more than the verdict. Write hidden = "verdict" or "none" under [feedback] in {where}.'
            )


__all__ = ["CodingTask", "check_coding_tasks"]
