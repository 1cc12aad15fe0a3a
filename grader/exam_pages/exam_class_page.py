"""``index.html`` of an exam: the class, its questions and what the staff has to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from grader.exam.exam_result import ExamResult, changed_parts
from grader.exam.item_statistic import FEWEST_STUDENTS
from grader.reports.page import render

_MOST_UNEXPLAINED: Final = 10


def exam_class_html(result: ExamResult, link: Callable[[str], str]) -> str:
    """The page of the class, for the staff.

    Parameters
    ----------
    result : ExamResult
    link : callable
        The address of a student's report.
    """
    summary = result.summary
    names = [
        name for question in summary.questions if question.comparison for name in question.comparison.means
    ]
    return render(
        "exam_class.html.j2",
        heading=result.exam.file.title,
        result=result,
        summary=summary,
        forms=sorted(set(names)),
        changes=changed_parts(result.key_changes),
        fewest=FEWEST_STUDENTS,
        unexplained=list(result.unexplained_answers(_MOST_UNEXPLAINED)),
        most_unexplained=_MOST_UNEXPLAINED,
        unread_answers=list(result.unread_answers()),
        mistakes=sorted(
            ((question, use) for question in summary.questions for use in question.mistakes if use.students),
            key=lambda pair: -pair[1].students,
        ),
        address=link,
        zone=result.exam.file.closes.tzinfo,
    )


__all__ = ["exam_class_html"]
