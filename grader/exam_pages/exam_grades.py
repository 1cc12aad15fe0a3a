"""``grades.csv`` and ``journal.csv`` of an exam.

A cell of ``grades.csv`` is blank where the sheet is missing or could not be read, or the question was dropped. That is
never a zero.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from grader.exam.exam_result import ExamResult
from grader.exam.exam_window import Arrival
from grader.exam.kept_mark import MarkChange
from grader.exam.sheet_marking import SheetMark
from grader.reports.grades import guarded

JOURNAL_COLUMNS: Final = ("at", "student", "old", "new", "marked", "possible", "why")


def exam_grades_csv(result: ExamResult) -> str:
    """A row for each student of the roster.

    Columns: ``student``, ``points``, ``possible``, ``status``, one for each question, and where the exam has coding
    tasks one for each of them, ``total`` and ``total_possible``.
    """
    questions, coding = result.exam.file.questions, result.coding
    marks = {each.student: each for each in result.marks}
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    extra = [*coding, "total", "total_possible"] if coding else []
    sheet.writerow(
        ["student", "points", "possible", "status", *map(guarded, questions), *map(guarded, extra)]
    )
    for student in result.students:
        row = [guarded(student), *_grade_cells(result, student), _status(result, marks.get(student), student)]
        row += _question_cells(marks.get(student), questions)
        row += _coding_cells(result, student) if coding else []
        sheet.writerow(row)
    return text.getvalue()


def _grade_cells(result: ExamResult, student: str) -> list[str]:
    kept = result.grades.get(student)
    return [_cell(kept.points), _cell(kept.possible)] if kept else ["", ""]


def _status(result: ExamResult, mark: SheetMark | None, student: str) -> str:
    if mark is not None:
        late = ", late" if mark.arrival is Arrival.LATE else ""
        return f"marked{late}{', earlier mark' if result.grades[student].stays else ''}"
    earlier = ", earlier mark" if student in result.grades else ""
    return ("not read" if student in result.unread else "missing") + earlier


def _question_cells(mark: SheetMark | None, questions: Iterable[str]) -> list[str]:
    """Points in each question; blank where the question was dropped."""
    if mark is None:
        return ["" for _ in questions]
    marked = [mark.question(name) for name in questions]
    return [_cell(each.points) if each.possible else "" for each in marked]


def _coding_cells(result: ExamResult, student: str) -> list[str]:
    """Points in each coding task, and the total. The total is blank unless all of it is known."""
    kept = result.grades.get(student)
    own = [task.points.get(student) for task in result.coding.values()]
    known = kept is not None and None not in own
    total = kept.points + sum(each or 0.0 for each in own) if kept and known else None
    possible = kept.possible + sum(task.possible for task in result.coding.values()) if kept else None
    return [*map(_cell, own), _cell(total), _cell(possible)]


def journal_csv(changes: Iterable[MarkChange], at: str, *, heading: bool) -> str:
    """Lines of the journal: what every grade was and is, and why."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    if heading:
        sheet.writerow(JOURNAL_COLUMNS)
    for each in changes:
        figures = map(_cell, (each.old, each.new, each.marked, each.possible))
        sheet.writerow([at, guarded(each.student), *figures, guarded(each.why)])
    return text.getvalue()


def _cell(value: float | None) -> str:
    return "" if value is None else f"{round(value, 4):.10g}"


__all__ = ["JOURNAL_COLUMNS", "exam_grades_csv", "journal_csv"]
