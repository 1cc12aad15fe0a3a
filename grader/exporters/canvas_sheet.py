"""Canvas, *Import* of the gradebook: from the CSV file that *Export Entire Gradebook* gives.

Canvas's own rules: ``Student, ID, …, Section`` say whose row it is, a column is an assignment's by the number in
``Title (12345)``, and a title without a known number makes a new assignment. A blank over a grade is a change. Scores
are compared with two decimals. In the row ``Points Possible`` a cell ``(read only)`` bars the column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from grader.errors import UsageError
from grader.exporters.cell_change import CellRules, changed_cell
from grader.exporters.grade_batch import (
    ExportedFile,
    ExportNotices,
    GradeBatch,
    grade_text,
    read_number,
    says_something,
    scale_factor,
)
from grader.exporters.platform_file import PlatformFile, guarded_cell
from grader.exporters.student_match import PlatformRow, matched_rows, name_form
from grader.gradebook.grade import Grade
from grader.intake import student_id
from grader.messages import say

_TITLE: Final = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
_RESULT: Final = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_NO_STUDENT: Final = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE | re.DOTALL)
_POSSIBLE: Final = "Points Possible"
_UNASSIGNED: Final = "N/A"
_TEST_STUDENTS: Final = ("student, test", "test student")


@dataclass(frozen=True, slots=True, kw_only=True)
class _CanvasColumns:
    """Where things stand in Canvas's file."""

    identity: int
    """The first so many columns say whose row it is; the last of them is ``Section``."""
    names: tuple[int, ...]
    accounts: tuple[tuple[str, int], ...]
    score: int


def canvas_csv(
    file: PlatformFile, batch: GradeBatch, *, column: str = "", scale: bool = False, keep_theirs: bool = False
) -> ExportedFile:
    """Canvas's identity columns, the assignment's column, and the rows that change.

    Parameters
    ----------
    file : PlatformFile
        The exported gradebook.
    batch : GradeBatch
    column : str
        The column's heading, title or number; empty: the assignment's title.
    scale : bool
        Convert points where the maximum on Canvas is another one.
    keep_theirs : bool
        Leave grades of students who have none here.

    Raises
    ------
    UsageError
        It is no gradebook of Canvas, has no such column, or the column cannot be written.
    """
    notices = ExportNotices()
    columns = _columns(file, column or batch.assignment.title)
    heading = file.header[columns.score]
    where = f"{file.path}, '{heading}'"
    possible = next((row for row in file.rows if _POSSIBLE in row[0]), None)
    most = None if possible is None else _maximum(possible[columns.score], where)
    factor = scale_factor(batch, most, scale=scale, where=where, notices=notices)
    rules = CellRules(factor=factor, has_excuse=True, blank_removes=True)
    people = [_person(row, columns) for row in file.rows if _is_student(row)]
    known = matched_rows(batch, [row for row in people if row.name.casefold() not in _TEST_STUDENTS], notices)
    changed: list[list[str]] = []
    for student, row in known.items():
        theirs = row.cells[columns.score]
        _check_points(theirs, where)
        cell = _change(theirs, batch.grades[student], rules, notices, keep_theirs=keep_theirs)
        if cell is not None:
            changed.append([*map(guarded_cell, row.cells[: columns.identity]), cell])
    head = [] if possible is None else [[*possible[: columns.identity], possible[columns.score]]]
    return ExportedFile(
        text=file.text([*file.header[: columns.identity], heading], [*head, *changed]), written=len(changed),
        unchanged=len(known) - len(changed), notices=notices,
    )  # fmt: skip


def _maximum(cell: str, where: str) -> Decimal | None:
    if "read only" in cell:
        raise UsageError(
            f"{where}: Canvas says that this column is read only. Name another one with --column."
        )
    return read_number(cell)


def _change(
    theirs: str, grade: Grade, rules: CellRules, notices: ExportNotices, *, keep_theirs: bool
) -> str | None:
    """What the cell becomes. ``N/A`` is who does not have the assignment: Canvas takes nothing for it."""
    if theirs.strip().upper() != _UNASSIGNED:
        return changed_cell(theirs, grade, rules, notices, keep_theirs=keep_theirs)
    if says_something(grade):
        notices.add("sheet.unassigned", say("sheet.pair", student=grade.student, value=grade_text(grade)))
    return None


def _columns(file: PlatformFile, wanted: str) -> _CanvasColumns:
    header = [cell.strip() for cell in file.header]
    section = file.column("Section")
    split = header[:2] == ["LastName", "FirstName"]
    id_ = 2 if split else 1
    if (
        section is None
        or section < id_ + 1
        or "ID" not in header[id_]
        or not (split or "Student" in header[0])
    ):
        raise UsageError(
            f"{file.path}: this is not a gradebook that Canvas exported: its columns begin with "
            f"'{', '.join(header[:3])}' and not with 'Student, ID', up to 'Section'. Take Export > Export Entire "
            "Gradebook on Canvas."
        )
    kinds = {"SIS User ID": "sid", "SIS Login ID": "login"}
    accounts = [(kinds[cell], at) for at, cell in enumerate(header[:section]) if cell in kinds]
    score = _score_column(file, section + 1, wanted)
    return _CanvasColumns(
        identity=section + 1,
        names=(1, 0) if split else (0,),
        accounts=(("canvas_id", id_), *accounts),
        score=score,
    )


def _score_column(file: PlatformFile, first: int, wanted: str) -> int:
    """The column of an assignment, by its heading, its number or its title."""
    titled = {
        at: found
        for at, cell in enumerate(file.header)
        if at >= first and (found := _TITLE.fullmatch(cell.strip())) and not _RESULT.search(cell)
    }
    name = wanted.strip()
    fits = [at for at, found in titled.items() if name in (found[0], found["id"])]
    fits = fits or [
        at for at, found in titled.items() if found["title"].strip().casefold() == name.casefold()
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UsageError(
            f"{file.path}: several columns are called '{name}'. Name the one you mean with --column. Columns: "
            f"{'; '.join(file.header[at] for at in fits)}."
        )
    titles = {found["title"].casefold(): found[0] for found in titled.values()}
    near = [titles[each] for each in get_close_matches(name.casefold(), titles, n=3, cutoff=0.4)]
    raise UsageError(
        f"{file.path}: there is no column '{name}', and Canvas would make one. Name the one you mean with --column. "
        f"Columns: {'; '.join(near or list(titles.values())[:5]) or 'none'}."
    )


def _is_student(row: tuple[str, ...]) -> bool:
    return _POSSIBLE not in row[0] and not all(_NO_STUDENT.fullmatch(cell) for cell in row)


def _person(row: tuple[str, ...], columns: _CanvasColumns) -> PlatformRow:
    name = " ".join(row[at] for at in columns.names).strip()
    accounts = tuple((kind, row[at]) for kind, at in columns.accounts)
    login = next((cell for kind, cell in accounts if kind == "login"), "")
    own = student_id(f"{name_form(row[columns.names[-1]])}-{accounts[0][1]}")
    return PlatformRow(
        cells=row, accounts=accounts, hints=(("email", login), ("student", login), ("student", own)), name=name,
        label=f"{name} (ID {accounts[0][1]})",
    )  # fmt: skip


def _check_points(cell: str, where: str) -> None:
    if cell.strip().upper() not in ("", "-", "EX", _UNASSIGNED) and read_number(cell) is None:
        raise UsageError(
            f"{where}: expected points, got '{cell}'. Set 'Display Grade as' of the assignment to Points on Canvas "
            "and export the gradebook again."
        )
