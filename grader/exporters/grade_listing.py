"""The gradebook's view of an assignment for programs of one's own: a sheet with all columns, and JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from grader.exporters.grade_batch import ExportedFile, ExportNotices, GradeBatch, grade_text, scale_factor
from grader.exporters.platform_file import csv_text, guarded_cell
from grader.gradebook.grade import POINT, Enrolled, Grade, points_text

SCHEMA: Final = "grader/grades/v1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PERSON: Final = ("student", "name", "email", "sid", "login", "canvas_id", "moodle_id", "section", "group")
_COLUMNS: Final = (
    *_PERSON, "assignment", "status", "grade", "max_points", "points", "penalty", "adjustment", "days_late",
    "slip_days", "attempts", "received", "due", "published", "reasons",
)  # fmt: skip


def listing_csv(batch: GradeBatch) -> ExportedFile:
    """One row for each student, with every number and its reasons; times are UTC."""
    lines = [_row(batch.students[id_], grade) for id_, grade in batch.grades.items()]
    return ExportedFile(text=csv_text(_COLUMNS, lines), written=len(lines), notices=_notices(batch))


def listing_json(batch: GradeBatch) -> ExportedFile:
    """The same as JSON: points are numbers, and what is not known or not graded is ``null``."""
    assignment = batch.assignment
    record = {
        "schema": SCHEMA,
        "assignment": {
            "id": assignment.id, "title": assignment.title, "max_points": assignment.max_points / POINT,
            "due": _moment(assignment.due_us),
        },
        "grades": [_record(batch.students[id_], grade) for id_, grade in batch.grades.items()],
    }  # fmt: skip
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return ExportedFile(text=text, written=len(batch.grades), notices=_notices(batch))


def _notices(batch: GradeBatch) -> ExportNotices:
    notices = ExportNotices()
    scale_factor(batch, None, scale=False, where="", notices=notices)
    return notices


def _row(student: Enrolled, grade: Grade) -> list[str]:
    person = [guarded_cell(getattr(student, column)) for column in _PERSON]
    numbers = [_points(value) for value in (grade.max_points, grade.points, grade.penalty, grade.adjustment)]
    counts = [str(value) for value in (grade.days_late, grade.slip_days, grade.attempts)]
    times = [_moment(value) or "" for value in (grade.received_us, grade.due_us)]
    published = "yes" if grade.published else "no"
    words = guarded_cell(" ".join(grade.reasons))
    return [
        *person, guarded_cell(grade.assignment), str(grade.status), grade_text(grade), *numbers, *counts, *times,
        published, words,
    ]  # fmt: skip


def _record(student: Enrolled, grade: Grade) -> dict[str, Any]:
    person = {column: getattr(student, column) or None for column in _PERSON}
    points = {
        name: None if value is None else value / POINT
        for name, value in (
            ("grade", grade.final), ("max_points", grade.max_points), ("points", grade.points),
            ("penalty", grade.penalty), ("adjustment", grade.adjustment),
        )
    }  # fmt: skip
    return {
        **person, "status": str(grade.status), **points, "days_late": grade.days_late, "slip_days": grade.slip_days,
        "attempts": grade.attempts, "received": _moment(grade.received_us), "due": _moment(grade.due_us),
        "published": grade.published, "reasons": list(grade.reasons),
    }  # fmt: skip


def _points(value: int | None) -> str:
    return "" if value is None else points_text(value)


def _moment(value: int | None) -> str | None:
    """A time in UTC: ``2026-11-03T22:59:00Z``."""
    if value is None:
        return None
    moment = _EPOCH + timedelta(microseconds=value)
    return moment.isoformat().replace("+00:00", "Z")
