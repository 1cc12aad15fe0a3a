"""An export for research: what was handed in and how it went, without anything that says whose it is.

Students are numbered in an order that is drawn for each export, so that two exports cannot be joined. There is no time
but the hours before the due date, no reason that a person wrote, no name of the staff, no digest of a file.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
from collections.abc import Iterator

from grader.gradebook.book import Gradebook
from grader.gradebook.database import reading
from grader.gradebook.grade import points_text
from grader.gradebook.grade_view import GradedWork, JudgedAttempt
from grader.gradebook.row import ResultRow
from grader.gradebook.row_query import full_results

_HOUR_US = 3_600_000_000
_COLUMNS = (
    "student", "assignment", "attempt", "hours_before_due", "outcome", "points", "max_points", "passed", "tests",
    "mistakes",
)  # fmt: skip


def anonymous_csv(book: Gradebook) -> str:
    """One line for each attempt, by student, assignment and attempt."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(_COLUMNS)
    names = [each.student for each in book.students()]
    secrets.SystemRandom().shuffle(names)
    number = {name: index for index, name in enumerate(names, start=1)}
    lines = [line for work in book.works() for line in _lines(book, work, number[work.student])]
    lines.sort(key=lambda line: (int(line[0]), line[1], int(line[2])))
    sheet.writerows(lines)
    return text.getvalue()


def _lines(book: Gradebook, work: GradedWork, number: int) -> Iterator[tuple[str, ...]]:
    with reading(book.engine) as connection:
        full = full_results(connection, [each.row.id for each in work.attempts])
    by_result = {(row.attempt, row.key, row.turn): row for row in full}
    for place, attempt in enumerate(work.attempts, start=1):
        result = attempt.result
        if result is not None:
            whole = by_result[result.attempt, result.key, result.turn]
            yield (str(number), work.assignment.id, str(place), _hours(work, attempt), *_cells(whole))


def _hours(work: GradedWork, attempt: JudgedAttempt) -> str:
    if work.due_us is None or attempt.row.received_us is None:
        return ""
    return str((work.due_us - attempt.row.received_us) // _HOUR_US)


def _cells(row: ResultRow) -> tuple[str, ...]:
    verdicts = list(json.loads(row.verdicts).values())
    points = "" if row.score is None else points_text(row.score)
    passed = str(verdicts.count("passed"))
    mistakes = " ".join(json.loads(row.mistakes))
    return row.outcome, points, points_text(row.max_score), passed, str(len(verdicts)), mistakes
