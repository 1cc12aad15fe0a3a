"""Whose row is it? By the accounts that the roster gave the gradebook, then by a name that only one has."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from grader.exporters.grade_batch import ExportNotices, GradeBatch, grade_text
from grader.gradebook.grade import Enrolled
from grader.intake.download.roster_match import name_forms
from grader.messages import say

_MOST_NEAREST: Final = 100
"""Rows for which the nearest student is looked for."""

Account = tuple[str, str]
"""A column of the roster, and a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRow:
    """A row of a platform's file, and what it says about whose it is."""

    cells: tuple[str, ...]
    accounts: tuple[Account, ...] = ()
    """Where the roster has another cell in one of these columns, a name proves nothing."""
    hints: tuple[Account, ...] = ()
    """Cells that may be in these columns."""
    name: str = ""
    label: str = ""
    """The row, for people."""


class StudentMatch:
    """Finds whose a row is, among the students of a gradebook."""

    def __init__(self, students: Iterable[Enrolled], rows: Sequence[PlatformRow]) -> None:
        self._students = list(students)
        self._accounts: dict[Account, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._by_id = {each.student: each for each in self._students}
        for each in self._students:
            for column in ("student", "canvas_id", "moodle_id", "email", "sid", "login"):
                if cell := _folded(getattr(each, column)):
                    self._accounts.setdefault((column, cell), set()).add(each.student)
            for form in name_forms(each.name):
                self._names.setdefault(form, set()).add(each.student)
        self._row_names = Counter(form for row in rows for form in {name_form(row.name)} if form)
        self._nearest_left = _MOST_NEAREST

    def student(self, row: PlatformRow) -> tuple[str, str]:
        """The id of the student, or an empty one and why nobody knows."""
        found = sorted(set().union(*(self._of_account(each) for each in (*row.accounts, *row.hints))))
        named = sorted(self._names.get(name_form(row.name), ()))
        if len(found) > 1:
            return "", say("sheet.contradiction", first=found[0], second=found[1])
        if found and named and found[0] not in named:
            return "", say("sheet.contradiction", first=found[0], second=named[0])
        if found:
            return found[0], ""
        if len(named) > 1 or (named and self._row_names[name_form(row.name)] > 1):
            return "", say("sheet.shared_name")
        if not named:
            return "", self._unknown(row)
        other = self._other_account(row, self._by_id[named[0]])
        return ("", other) if other else (named[0], "")

    def _of_account(self, account: Account) -> set[str]:
        column, cell = account
        return self._accounts.get((column, _folded(cell)), set()) if cell.strip() else set()

    def _other_account(self, row: PlatformRow, student: Enrolled) -> str:
        for column, cell in row.accounts:
            ours = getattr(student, column)
            if ours and cell.strip() and _folded(ours) != _folded(cell):
                return say("sheet.other_account", student=student.student, column=column, cell=ours)
        return ""

    def _unknown(self, row: PlatformRow) -> str:
        nearest = self._nearest(row) if self._nearest_left else None
        self._nearest_left = max(self._nearest_left - 1, 0)
        if nearest is None:
            return say("sheet.unknown")
        told = ", ".join(filter(None, (nearest.student, nearest.name, nearest.sid or nearest.email)))
        return say("sheet.unknown.nearest", nearest=told)

    def _nearest(self, row: PlatformRow) -> Enrolled | None:
        known = {_sorted_words(each.name or each.student): each for each in self._students}
        wanted = _sorted_words(row.name)
        found = get_close_matches(wanted, known, n=1, cutoff=0.6)
        return known[found[0]] if found else None


def matched_rows(
    batch: GradeBatch, rows: Sequence[PlatformRow], notices: ExportNotices
) -> Mapping[str, PlatformRow]:
    """The row of each student, in the order of the file; rows and grades that are left over are said."""
    match = StudentMatch(batch.students.values(), rows)
    told = [(row, *match.student(row)) for row in rows]
    times = Counter(student for _, student, _ in told if student)
    found: dict[str, PlatformRow] = {}
    for row, student, why in told:
        if student and times[student] == 1:
            found[student] = row
        else:
            reason = why or say("sheet.twice", student=student)
            notices.add("sheet.unmatched", say("sheet.row", row=row.label or row.name, why=reason))
    for grade in batch.exported():
        if grade.student not in found:
            entry = say("sheet.pair", student=grade.student, value=grade_text(grade))
            notices.add("sheet.missing", entry)
    return found


def _folded(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip().casefold()


def _sorted_words(name: str) -> str:
    return " ".join(sorted(_folded(name).replace(",", " ").split()))


def name_form(name: str) -> str:
    """A name as it stands, in lower case and without blanks and commas."""
    return next(iter(name_forms("".join(name.replace(",", " ").split()))), "")
