"""The roster: a class list that says which file belongs to which student."""

from __future__ import annotations

import csv
import fnmatch
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Protocol

from grader.errors import UsageError
from grader.intake.identity import readable_suffix, student_id

_COLUMNS: Final = ("student", "file")


class HasStudent(Protocol):
    """Anything that belongs to a student, such as a submission that was found, read or rejected."""

    @property
    def student(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    student: str
    """Id, safe as the name of a folder."""
    file: str
    """A file or folder name, with or without its ending, or a pattern with ``*``, ``?`` and ``[…]``.

    Empty if the student handed in nothing.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The rows of a CSV file with the columns ``student`` and ``file``; other columns are ignored.

    The first line is read without regard to case. A semicolon or tab may be used instead of the comma, as
    spreadsheets do in countries with a decimal comma.
    """

    path: Path
    rows: tuple[RosterRow, ...]

    @classmethod
    def load(cls, path: Path) -> Roster:
        """Read a roster.

        Raises
        ------
        UsageError
            The file cannot be read, is not UTF-8, or lacks a column; a student's name is empty; or a student or a file
            occurs twice.
        """
        return cls(path=path, rows=_read_rows(path))

    def students_of(self, file_name: str) -> list[str]:
        """The students that a file belongs to: none, one, or several if patterns overlap.

        A row with the exact name goes before a row with the name without suffix, and that before a pattern.
        """
        name = unicodedata.normalize("NFC", file_name)
        ending = readable_suffix(name)
        stem = name[: -len(ending)] if ending else PurePath(name).stem
        for test in (
            lambda row: row.file == name,
            lambda row: row.file == stem,
            lambda row: any(fnmatch.fnmatchcase(n, row.file) for n in (name, stem)),
        ):
            students = [row.student for row in self.rows if row.file and test(row)]
            if students:
                return students
        return []

    def lists_file(self, file_name: str) -> bool:
        """Whether a row has exactly this file name. Such a file is someone's work, whatever its suffix is."""
        return unicodedata.normalize("NFC", file_name) in {row.file for row in self.rows}

    def missing_students(self, found: Iterable[HasStudent]) -> list[str]:
        """The students without a submission, in the roster's order."""
        there = {each.student for each in found}
        return [row.student for row in self.rows if row.student not in there]


def _read_rows(path: Path) -> tuple[RosterRow, ...]:
    text = _read_text(path)
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True, strict=True
    )
    try:
        header = [name.strip().casefold() for name in table.fieldnames or []]
        table.fieldnames = header
        for column in _COLUMNS:
            if header.count(column) != 1:
                raise UsageError(
                    f"{path}: the roster needs one column '{column}' in its first line, got "
                    f"{', '.join(header) or 'an empty file'}. Write 'student,file' there."
                )
        rows = [(table.line_num, line) for line in table]
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {table.line_num}: not valid CSV: {error}. Save the roster as CSV again."
        ) from None
    return _check_rows(path, rows)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _read_text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: the roster is not UTF-8 text at byte {error.start}. Save it as 'CSV UTF-8'."
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: the roster cannot be read: {why}. Check --roster.") from None


def _check_rows(path: Path, lines: Iterable[tuple[int, dict[str, str | None]]]) -> tuple[RosterRow, ...]:
    rows: list[RosterRow] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in lines:
        cells = {column: (line[column] or "").strip() for column in _COLUMNS}
        for column, cell in cells.items():
            if not cell:
                if column == "file":  # nothing was handed in
                    continue
                raise UsageError(
                    f"{path}, line {number}: the column '{column}' is empty. Fill it in or delete the line."
                )
            # Ids that differ only in case would share a folder on many file systems.
            first = seen.setdefault((column, cell.casefold() if column == "student" else cell), number)
            if first != number:
                raise UsageError(
                    f"{path}, line {number}: the {column} '{cell}' is in line {first} already. Keep one."
                )
        if "/" in cells["file"] or "\\" in cells["file"]:
            raise UsageError(
                f"{path}, line {number}: the column 'file' takes a name without folder, got "
                f"'{cells['file']}'."
            )
        rows.append(RosterRow(student=student_id(cells["student"]), file=cells["file"]))
    return tuple(rows)
