"""The roster: a class list that says which file, or which account of a learning platform, belongs to which student."""

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

ACCOUNT_COLUMNS: Final = ("canvas_id", "moodle_id", "email", "sid", "login", "repository")
"""Columns in which each cell belongs to one student."""
_SHARED_COLUMNS: Final = ("file", "group", "section", "name", "extra_minutes")
"""Columns in which several students may have the same cell."""
_COLUMNS: Final = ("student", *_SHARED_COLUMNS, *ACCOUNT_COLUMNS)


class HasStudent(Protocol):
    """Anything that belongs to a student, such as a submission that was found, read or rejected."""

    @property
    def student(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """What the roster says of one student. A cell is empty if nothing is known."""

    student: str
    """Id, safe as the name of a folder."""
    file: str = ""
    """A file or folder name, with or without its ending, or a pattern with ``*``, ``?`` and ``[…]``.

    Empty if the student handed in nothing, or if files are not matched by name.
    """
    canvas_id: str = ""
    moodle_id: str = ""
    email: str = ""
    sid: str = ""
    """The number that the university gives its students."""
    login: str = ""
    repository: str = ""
    group: str = ""
    section: str = ""
    name: str = ""
    extra_minutes: str = ""
    """How much longer an exam lasts for the student."""
    line: int = 0
    """Where it stands in the file."""

    def cell(self, column: str) -> str:
        """The cell of a column, by the column's name."""
        found = getattr(self, column)
        assert isinstance(found, str), "the line's number is no cell"
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The rows of a CSV file with the column ``student`` and some of those of `RosterRow`; others are ignored.

    The first line is read without regard to case. A semicolon or tab may be used instead of the comma, as
    spreadsheets do in countries with a decimal comma.
    """

    path: Path
    rows: tuple[RosterRow, ...]
    columns: frozenset[str] = frozenset(("student", "file"))
    """The columns that the file has, of those that are known."""

    @classmethod
    def load(cls, path: Path) -> Roster:
        """Read a roster.

        Raises
        ------
        UsageError
            The file cannot be read, is not UTF-8, or lacks a column; a student's name is empty; or a student or an
            account occurs twice.
        """
        lines, columns = _read_lines(path)
        return cls(path=path, rows=_check_rows(path, lines, columns), columns=frozenset(columns))

    def require_files(self) -> None:
        """Make sure that the roster can say whose file is whose.

        Raises
        ------
        UsageError
            It has no column ``file``.
        """
        if "file" not in self.columns:
            raise UsageError(
                f"{self.path}: the roster needs one column 'file' in its first line, got "
                f"{', '.join(sorted(self.columns))}. It says whose file is whose. For the download of a learning "
                "platform say which one with --from."
            )

    def rows_of(self, file_name: str) -> list[RosterRow]:
        """The rows that a file belongs to: none, one, or several if they share a cell or patterns overlap.

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
            rows = [row for row in self.rows if row.file and test(row)]
            if rows:
                return rows
        return []

    def students_of(self, file_name: str) -> list[str]:
        """The students of the rows that a file belongs to."""
        return [row.student for row in self.rows_of(file_name)]

    def lists_file(self, file_name: str) -> bool:
        """Whether a row has exactly this file name. Such a file is someone's work, whatever its suffix is."""
        return unicodedata.normalize("NFC", file_name) in {row.file for row in self.rows}

    def missing_students(self, found: Iterable[HasStudent]) -> list[str]:
        """The students without a submission, in the roster's order."""
        there = {each.student for each in found}
        return [row.student for row in self.rows if row.student not in there]


def _read_lines(path: Path) -> tuple[list[tuple[int, dict[str, str | None]]], list[str]]:
    """The lines, each with its number, and the known columns that they have."""
    text = _read_text(path)
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True, strict=True
    )
    try:
        header = [name.strip().casefold() for name in table.fieldnames or []]
        table.fieldnames = header
        _check_header(path, header)
        return [(table.line_num, line) for line in table], [name for name in _COLUMNS if name in header]
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {table.line_num}: not valid CSV: {error}. Save the roster as CSV again."
        ) from None


def _check_header(path: Path, header: list[str]) -> None:
    for column in _COLUMNS:
        if header.count(column) > 1 or (column == "student" and column not in header):
            raise UsageError(
                f"{path}: the roster needs one column '{column}' in its first line, got "
                f"{', '.join(header) or 'an empty file'}. Write 'student,file' there, or 'student' and some of "
                f"{', '.join(_COLUMNS[1:])}."
            )


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


def _check_rows(
    path: Path, lines: Iterable[tuple[int, dict[str, str | None]]], columns: list[str]
) -> tuple[RosterRow, ...]:
    rows: list[RosterRow] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in lines:
        cells = {column: (line[column] or "").strip() for column in columns}
        if not cells["student"]:
            raise UsageError(
                f"{path}, line {number}: the column 'student' is empty. Fill it in or delete the line."
            )
        for column in ("student", *ACCOUNT_COLUMNS):
            cell = cells.get(column, "")
            # Ids that differ only in case would share a folder on many file systems; accounts ignore case, too.
            if cell and seen.setdefault((column, cell.casefold()), number) != number:
                raise UsageError(
                    f"{path}, line {number}: the {column} '{cell}' is in line {seen[column, cell.casefold()]} "
                    "already. Keep one."
                )
        if "/" in cells.get("file", "") or "\\" in cells.get("file", ""):
            raise UsageError(
                f"{path}, line {number}: the column 'file' takes a name without folder, got '{cells['file']}'."
            )
        rows.append(RosterRow(**{**cells, "student": student_id(cells["student"])}, line=number))
    return tuple(rows)
