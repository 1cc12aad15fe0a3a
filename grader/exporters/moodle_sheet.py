"""Moodle, *Upload grading worksheet*: the rows of its own worksheet whose *Grade* or *Feedback comments* change.

Moodle finds its columns by headings in the language of whoever downloads, so headings stay as they are, and ours are
found by what stands in them: `MoodleColumns`. It passes over a blank grade, one above the maximum and one that is
locked; the columns *Last modified* tell it whether somebody has graded since, and stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from grader.exporters.cell_change import CellRules, changed_cell
from grader.exporters.grade_batch import (
    ExportedFile,
    ExportNotices,
    GradeBatch,
    comment_text,
    grade_text,
    read_number,
    says_something,
    scale_factor,
)
from grader.exporters.moodle_columns import MoodleColumns, moodle_columns, participant_number
from grader.exporters.platform_file import PlatformFile, guarded_cell
from grader.exporters.student_match import PlatformRow, matched_rows
from grader.gradebook.grade import Grade
from grader.intake import student_id
from grader.messages import say

_NO: Final = frozenset(
    ("no", "nein", "non", "nee", "não", "nej", "nei", "ne", "nie", "не", "нет", "ei", "いいえ", "否")
)
"""*No* in the column *Grade can be changed*. Where it is another word, Moodle passes over the row by itself."""
_OURS: Final = re.compile(r"[\d.]+ of [\d.]+ points\.")


class MoodleExport(NamedTuple):
    """The worksheet, and the folder of each student in a feedback zip."""

    sheet: ExportedFile
    folders: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worksheet:
    """A worksheet and how it is to be filled in."""

    columns: MoodleColumns
    rules: CellRules
    notices: ExportNotices

    def changed_row(self, row: tuple[str, ...], grade: Grade) -> list[str] | None:
        """The row with what changes in it; ``None`` if it stays as it is."""
        columns = self.columns
        if columns.locked is not None and row[columns.locked].strip().casefold() in _NO:
            if says_something(grade):
                entry = say("sheet.pair", student=grade.student, value=grade_text(grade))
                self.notices.add("sheet.locked", entry)
            return None
        number = changed_cell(row[columns.grade], grade, self.rules, self.notices)
        comment = self._comment(row, grade)
        if number is None and comment is None:
            return None
        keeps = {columns.identifier, columns.grade, columns.feedback, *columns.modified}
        cells = [cell if at in keeps else guarded_cell(cell) for at, cell in enumerate(row)]
        cells[columns.grade] = row[columns.grade] if number is None else number
        if columns.feedback is not None and comment is not None:
            cells[columns.feedback] = comment
        return cells

    def _comment(self, row: tuple[str, ...], grade: Grade) -> str | None:
        """Grade and reasons for the comment; ``None`` if it stays: it is the same, or a person wrote it."""
        if self.columns.feedback is None or grade.final is None:
            return None
        theirs, ours = _words(row[self.columns.feedback]), comment_text(grade)
        if theirs == " ".join(ours.split()):
            return None
        if theirs and not _OURS.match(theirs):
            self.notices.add("sheet.comments", grade.student)
            return None
        return html.escape(" ".join(ours.split()), quote=False)


def moodle_csv(file: PlatformFile, batch: GradeBatch, *, scale: bool = False) -> MoodleExport:
    """The rows of a worksheet that change, with all of its columns.

    Raises
    ------
    UsageError
        It is no worksheet, its grades are words of a scale, or its maximum is another one.
    """
    notices = ExportNotices()
    columns = moodle_columns(file)
    most = file.rows[0][columns.most]
    where = f"{file.path}, '{file.header[columns.most]}'"
    number = read_number(most)
    factor = scale_factor(batch, number, scale=scale, where=where, notices=notices)
    places = len(re.split("[.,]", most.strip())[-1]) if re.search("[.,]", most) else 0
    sheet = _Worksheet(
        columns=columns, rules=CellRules(factor=factor, shown_places=places, most=number), notices=notices
    )
    if columns.feedback is None:
        notices.add("sheet.no_comments", "")
    known = matched_rows(batch, [_person(row, columns) for row in file.rows], notices)
    changed = [sheet.changed_row(row.cells, batch.grades[student]) for student, row in known.items()]
    lines = [row for row in changed if row is not None]
    written = ExportedFile(
        text=file.text(file.header, lines),
        written=len(lines),
        unchanged=len(known) - len(lines),
        notices=notices,
    )
    return MoodleExport(written, {student: _folder(row.cells, columns) for student, row in known.items()})


def _person(row: tuple[str, ...], columns: MoodleColumns) -> PlatformRow:
    participant = participant_number(row[columns.identifier])
    name = "" if columns.name is None else row[columns.name].strip()
    cells = [row[at] for at in columns.identities]
    hints = [(column, cell) for cell in cells for column in ("email", "sid", "login", "student")]
    # Without a roster the id is what the folder in the download said: a name, or the word of a blind worksheet.
    own = student_id(f"{name.replace('_', ' ')}-{participant}")
    blind = student_id(f"{_folder_text(_word(row, columns))}-{participant}")
    return PlatformRow(
        cells=row, hints=(("moodle_id", participant), ("student", own), ("student", blind), *hints), name=name,
        label=" ".join(filter(None, (name, f"({row[columns.identifier]})"))),
    )  # fmt: skip


def _folder(row: Sequence[str], columns: MoodleColumns) -> str:
    """The folder of a participant, as in *Download all submissions*."""
    participant = participant_number(row[columns.identifier])
    name = _word(row, columns) if columns.name is None else row[columns.name]
    return f"{_folder_text(name) or 'Participant'}_{participant}_assignsubmission_file"


def _word(row: Sequence[str], columns: MoodleColumns) -> str:
    """What stands before the number in the identifier: ``Participant``, in the language of whoever downloads."""
    return row[columns.identifier].rstrip().removesuffix(participant_number(row[columns.identifier]))


def _folder_text(name: str) -> str:
    """A name as Moodle writes it into the name of a folder."""
    return re.sub(r'[\x00-\x1f/\\:*?"<>|&]', "", name.replace("_", " ")).strip(" .")


def _words(comment: str) -> str:
    """The text of a comment, which Moodle keeps as HTML."""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", comment)).split())
