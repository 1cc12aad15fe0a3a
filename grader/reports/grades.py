"""``grades.csv``: one row per student, one group of columns per assignment.

Columns: ``student``; for each assignment, in order of first appearance, ``<id>`` (points), ``<id>_max`` and
``<id>_status``; then two totals: ``total_handed_in``, ``total_handed_in_max``, ``total_all`` and ``total_all_max``.

- Of several attempts the last one counts. A report counts before a rejection of the same work.
- ``graded, notebook``: the notebook counts, because the Python file beside it is the untouched starter.
- ``graded, other work``: the file defines functions of another assignment and none of this one.
- The status is ``graded``, ``graded, to look at``, ``not graded``, ``rejected`` or ``absent``; in a sheet that is
  written during a run also ``not graded yet``. Without a grade the score is blank, never 0: whether missing work is
  worth nothing is for the instructor to say, not for a file. What is to look at seems faster than the machine can be;
  its points for speed and memory wait.
- ``total_handed_in`` adds the graded assignments, ``total_handed_in_max`` their maxima: 8 of 10 with one of three
  assignments graded reads 8 and 10. Both are blank when nothing is graded.
- ``total_all_max`` adds the maxima of all assignments, and ``total_all`` the points: what is absent adds nothing. It is
  blank while something was handed in that has no score, since nobody knows yet what it is worth.
- A submission without a known student stands under the name of its file.
- Text that a spreadsheet would run as a formula is led by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from grader.model import RejectedEntry, Report
from grader.phrases import notebook_notice, other_work_notice
from grader.reports.classroom import latest
from grader.text import plain

_TOTALS = ("total_handed_in", "total_handed_in_max", "total_all", "total_all_max")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")  # `plain` makes CR a line feed


class _Cell(NamedTuple):
    """One student's result in one assignment."""

    score: float | None
    max_score: float | None
    status: str


def grades_csv(
    reports: Sequence[Report],
    rejected: Sequence[RejectedEntry],
    *,
    pending: Collection[tuple[str, str]] = (),
) -> str:
    """The class as a sheet for a spreadsheet; see the module's docstring for what each column means.

    Parameters
    ----------
    reports : sequence of Report
    rejected : sequence of RejectedEntry
    pending : collection of (student, assignment)
        What was handed in and is not graded yet.
    """
    cells = _cells(reports, rejected, pending)
    ids = list(dict.fromkeys(assignment for _, assignment in cells))
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    columns = [name for id_ in ids for name in (id_, f"{id_}_max", f"{id_}_status")]
    sheet.writerow(["student", *map(guarded, columns), *_TOTALS])
    most = _most(cells)
    nothing = {id_: _Cell(None, most.get(id_), "absent") for id_ in ids}
    for student in sorted({student for student, _ in cells}):
        own = [cells.get((student, id_), nothing[id_]) for id_ in ids]
        row = [text for cell, id_ in zip(own, ids, strict=True) for text in _columns(cell, nothing[id_])]
        sheet.writerow([guarded(student), *row, *_handed_in(own), *_all(own, most)])
    return text.getvalue()


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, without control characters."""
    text = plain(text)  # first: an escape in front could hide the sign
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _cells(
    reports: Sequence[Report], rejected: Sequence[RejectedEntry], pending: Collection[tuple[str, str]]
) -> dict[tuple[str, str], _Cell]:
    """By student and assignment, in order of first appearance; a report counts before a rejection.

    What is graded again just now has the status of what is pending: an earlier report is not its result.
    """
    cells = {(r.student, r.assignment): _Cell(r.score, r.max_score, _status(r)) for r in latest(reports)}
    for entry in rejected:
        cells.setdefault((entry.student or entry.origin, entry.assignment), _Cell(None, None, "rejected"))
    return cells | {key: _Cell(None, None, "not graded yet") for key in sorted(pending)}


def _status(report: Report) -> str:
    if report.score is None:
        return "absent" if report.absent else "not graded"
    if report.waits:
        return "graded, to look at"
    if other_work_notice(report.notices):
        return "graded, other work"
    return "graded, notebook" if notebook_notice(report.notices) else "graded"


def _most(cells: Mapping[tuple[str, str], _Cell]) -> dict[str, float]:
    """What each assignment is worth, for those of whom there is no report."""
    most: dict[str, float] = {}
    for (_, id_), cell in cells.items():
        if cell.max_score is not None:
            most[id_] = max(cell.max_score, most.get(id_, cell.max_score))
    return most


def _columns(cell: _Cell, nothing: _Cell) -> tuple[str, str, str]:
    most = nothing.max_score if cell.max_score is None else cell.max_score
    return _points(cell.score), _points(most), cell.status


def _handed_in(own: Sequence[_Cell]) -> tuple[str, str]:
    """Points and possible points of what is graded."""
    graded = [cell for cell in own if cell.score is not None]
    if not graded:
        return "", ""
    return _points(sum(c.score or 0.0 for c in graded)), _points(sum(c.max_score or 0.0 for c in graded))


def _all(own: Sequence[_Cell], most: Mapping[str, float]) -> tuple[str, str]:
    """Points and possible points of all assignments."""
    whole = _points(sum(most.values())) if most else ""
    if any(cell.score is None and cell.status != "absent" for cell in own):
        return "", whole
    return _points(sum(cell.score or 0.0 for cell in own)), whole


def _points(value: float | None) -> str:
    return "" if value is None else f"{round(value, 4):.10g}"
