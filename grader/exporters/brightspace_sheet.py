"""Brightspace, *Import Grades*: ``OrgDefinedId,<item> Points Grade,End-of-Line Indicator``, and ``#`` ends each line.

Its own exports write ids as ``#123456``, and the item's maximum into the heading: ``Sums Points Grade <Numeric
MaxPoints:10 Weight:5>``. A heading that it does not know can become a new item.
"""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, NamedTuple

from grader.errors import UsageError
from grader.exporters.cell_change import CellRules, changed_cell
from grader.exporters.grade_batch import (
    ExportedFile,
    ExportNotices,
    GradeBatch,
    grade_text,
    number_text,
    read_number,
    scale_factor,
)
from grader.exporters.platform_file import PlatformFile, csv_text, guarded_cell
from grader.exporters.student_match import PlatformRow, matched_rows
from grader.gradebook.grade import Grade
from grader.messages import say

_END: Final = "End-of-Line Indicator"
_ITEM: Final = re.compile(
    r"(?P<title>.*?) Points Grade(?: <Numeric MaxPoints:(?P<most>[\d.,]+).*>)?", re.DOTALL
)
_KEYS: Final = (("OrgDefinedId", "sid"), ("Username", "login"))


class _ItemColumn(NamedTuple):
    place: int
    most: Decimal | None


def brightspace_new_csv(batch: GradeBatch, *, column: str = "") -> ExportedFile:
    """A file from the roster alone: everybody with a grade, by ``sid``."""
    notices, lines = ExportNotices(), []
    scale_factor(batch, None, scale=False, where="", notices=notices)
    for grade in batch.exported():
        sid = batch.students[grade.student].sid
        cell = changed_cell("", grade, CellRules(), notices)
        if cell is not None and not sid:
            entry = say("sheet.pair", student=grade.student, value=grade_text(grade))
            notices.add("sheet.no_account", entry, columns="sid")
        elif cell is not None:
            lines.append([guarded_cell(sid), cell, "#"])
            _note_above(grade, cell, Decimal(batch.assignment.max_points) / 10_000, notices)
    item = guarded_cell(column or batch.assignment.title)
    text = csv_text(["OrgDefinedId", f"{item} Points Grade", _END], lines)
    return ExportedFile(text=text, written=len(lines), notices=notices)


def brightspace_csv(
    file: PlatformFile, batch: GradeBatch, *, column: str = "", scale: bool = False
) -> ExportedFile:
    """The rows of an exported file that change, with its own ids and heading.

    Raises
    ------
    UsageError
        It is no export of Brightspace, has no such item, or the item has another maximum.
    """
    notices = ExportNotices()
    key, kind = _key_column(file)
    item = _item_column(file, column or batch.assignment.title)
    where = f"{file.path}, '{file.header[item.place]}'"
    factor = scale_factor(batch, item.most, scale=scale, where=where, notices=notices)
    known = matched_rows(batch, [_person(file, row) for row in file.rows], notices)
    lines = []
    for student, row in known.items():
        theirs = row.cells[item.place]
        cell = changed_cell(theirs, batch.grades[student], CellRules(factor=factor), notices)
        if cell is not None:
            lines.append([guarded_cell(row.cells[key]), cell, "#"])
            _note_above(batch.grades[student], cell, item.most, notices)
    text = file.text([kind, file.header[item.place], _END], lines)
    return ExportedFile(text=text, written=len(lines), unchanged=len(known) - len(lines), notices=notices)


def _note_above(grade: Grade, cell: str, most: Decimal | None, notices: ExportNotices) -> None:
    value = read_number(cell)
    if value is not None and most is not None and value > most:
        notices.add("sheet.may_be_cut", say("sheet.pair", student=grade.student, value=number_text(value)))


def _key_column(file: PlatformFile) -> tuple[int, str]:
    for name, _ in _KEYS:
        place = file.column(name)
        if place is not None:
            return place, name
    raise UsageError(
        f"{file.path}: this is no export of Brightspace: it has neither a column OrgDefinedId nor Username. Take "
        "Grades > Enter Grades > Export there, with both keys and 'Points grade'."
    )


def _item_column(file: PlatformFile, wanted: str) -> _ItemColumn:
    items = {at: found for at, cell in enumerate(file.header) if (found := _ITEM.fullmatch(cell.strip()))}
    fits = [
        at
        for at, found in items.items()
        if wanted.strip().casefold() in (found[0].casefold(), found["title"].casefold())
    ]
    if len(fits) == 1:
        return _ItemColumn(fits[0], read_number(items[fits[0]]["most"] or ""))
    if fits:
        raise UsageError(
            f"{file.path}: several items are called '{wanted}'. Give them different names there."
        )
    titles = {found["title"].casefold(): found["title"] for found in items.values()}
    near = [titles[each] for each in get_close_matches(wanted.casefold(), titles, n=3, cutoff=0.4)]
    raise UsageError(
        f"{file.path}: no item with points is called '{wanted}', and Brightspace would make one. Name the one you mean "
        f"with --column. Items: {'; '.join(near or list(titles.values())[:5]) or 'none'}."
    )


def _person(file: PlatformFile, row: tuple[str, ...]) -> PlatformRow:
    def cell(*names: str) -> str:
        place = file.column(*names)
        return "" if place is None else row[place].strip().removeprefix("#")

    accounts = tuple((kind, cell(name)) for name, kind in _KEYS)
    name = f"{cell('Last Name')}, {cell('First Name')}".strip(" ,")
    shown = " ".join(filter(None, (name, f"({accounts[0][1] or accounts[1][1]})")))
    hints = (("email", cell("Email")), *(("student", each) for _, each in accounts))
    return PlatformRow(cells=row, accounts=accounts, hints=hints, name=name, label=shown)
