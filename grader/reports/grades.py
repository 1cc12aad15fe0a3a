"""``grades.csv``: one row per student, one group of columns per assignment.

Columns: ``student``; for each assignment, in order of first appearance, ``<id>`` (points), ``<id>_max`` and
``<id>_status``; then ``total`` and ``total_max``.

- Of several attempts the last one counts. A report counts before a rejection of the same work.
- The status is ``graded``, ``graded, to look at``, ``not graded``, ``rejected`` or ``absent``. Without a grade the
  score is blank, never 0: whether missing work is worth nothing is for the instructor to say, not for a file. What
  is to look at seems faster than the machine can be; its points for speed and memory wait.
- ``total`` adds the graded assignments, ``total_max`` their maxima: 8 of 10 with one of three assignments
  graded reads 8 and 10. Both are blank when nothing is graded.
- A submission without a known student stands under the name of its file.
- Text that a spreadsheet would run as a formula is led by an apostrophe.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grader.model import RejectedEntry, Report
from grader.reports.classroom import latest
from grader.text import plain

if TYPE_CHECKING:
    import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")  # `plain` makes CR a line feed


def grades_csv(reports: Sequence[Report], rejected: Sequence[RejectedEntry]) -> str:
    """The class as a sheet for a spreadsheet; see the module's docstring for what each column means."""
    wide = _sheet(reports, rejected)
    text = wide.to_csv(index_label="student", float_format="%.10g", lineterminator="\n")
    return str(text)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, without control characters."""
    text = plain(text)  # first: an escape in front could hide the sign
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _sheet(reports: Sequence[Report], rejected: Sequence[RejectedEntry]) -> pd.DataFrame:
    import pandas as pd  # half a second: only the writing of a sheet pays it

    cells = pd.DataFrame(
        _cells(reports, rejected), columns=["student", "assignment", "score", "max", "status"]
    )
    cells = cells.drop_duplicates(["student", "assignment"])
    ids = list(cells["assignment"].unique())
    wide = cells.set_index(["student", "assignment"]).unstack("assignment").sort_index()
    columns: dict[str, Any] = {}
    for id_ in ids:
        columns[guarded(id_)] = wide["score", id_].astype(float).round(4)
        columns[guarded(f"{id_}_max")] = wide["max", id_].fillna(wide["max", id_].max()).astype(float)
        columns[guarded(f"{id_}_status")] = wide["status", id_].fillna("absent")
    columns |= _totals(cells, wide.index)
    sheet = pd.DataFrame(columns, index=wide.index)
    sheet.index = sheet.index.map(guarded)
    return sheet


def _cells(
    reports: Sequence[Report], rejected: Sequence[RejectedEntry]
) -> list[tuple[str, str, float | None, float | None, str]]:
    rows: list[tuple[str, str, float | None, float | None, str]] = [
        (r.student, r.assignment, r.score, r.max_score, _status(r)) for r in latest(reports)
    ]
    return rows + [(e.student or e.origin, e.assignment, None, None, "rejected") for e in rejected]


def _status(report: Report) -> str:
    if report.score is None:
        return "not graded"
    return "graded, to look at" if report.waits else "graded"


def _totals(cells: pd.DataFrame, students: pd.Index[Any]) -> dict[str, Any]:
    graded = cells[cells["score"].notna()].groupby("student")[["score", "max"]].sum().astype(float)
    graded = graded.reindex(students)
    return {"total": graded["score"].round(4), "total_max": graded["max"]}
