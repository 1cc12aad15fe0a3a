"""Where things stand in Moodle's grading worksheet, in whatever language its headings are.

The order is fixed: identifier; name and what else identifies; status, group; grade, maximum grade; workflow, whether
the grade can be changed; *Last modified (submission)*, typed text; *Last modified (grade)*; comments. In English the
headings are known. Else the maximum is the column with one and the same number in every row, right of grades; and the
two times share what stands before the bracket: *Zuletzt geändert (Abgabe)*, *Zuletzt geändert (Bewertung)*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from grader.errors import UsageError
from grader.exporters.grade_batch import read_number
from grader.exporters.platform_file import PlatformFile

_NUMBERED: Final = re.compile(r"\D*?(\d+)\s*")
_BRACKET: Final = re.compile(r"(?P<what>.+?)\s*[(（][^()（）]+[)）]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodleColumns:
    """Places of columns; ``None`` where the worksheet has none."""

    identifier: int
    name: int | None
    """Nothing where grading is anonymous."""
    identities: tuple[int, ...]
    """What may say whose row it is, such as the address or the number."""
    grade: int
    most: int
    locked: int | None
    modified: tuple[int, ...]
    feedback: int | None


def moodle_columns(file: PlatformFile) -> MoodleColumns:
    """Find the columns.

    Raises
    ------
    UsageError
        It is no grading worksheet, or its grades are words of a scale.
    """
    if not file.rows or not all(_NUMBERED.fullmatch(row[0]) for row in file.rows):
        raise UsageError(
            f"{file.path}: this is no grading worksheet: its first column does not hold 'Participant 4711' in every "
            "row. Take 'Download grading worksheet' of the assignment on Moodle; its setting 'Offline grading "
            "worksheet' has to be on."
        )
    most = _maximum(file)
    grade = most - 1
    modified = _modified(file, most + 1)
    feedback = file.column("Feedback comments")
    if feedback is None and modified and modified[-1] + 1 < len(file.header):
        feedback = modified[-1] + 1
    locked = file.column("Grade can be changed")
    if locked is None:
        # Right of the maximum, or of the workflow: right before the first time.
        before = modified[0] - 1 if modified else most + 1
        locked = before if most < before < len(file.header) else None
    name = _name(file, grade)
    first = 1 if name is None else 2
    return MoodleColumns(
        identifier=0, name=name, identities=tuple(range(first, grade)), grade=grade, most=most, locked=locked,
        modified=modified, feedback=feedback,
    )  # fmt: skip


def participant_number(cell: str) -> str:
    """``4711`` of ``Participant 4711``."""
    found = re.search(r"(\d+)\s*$", cell)
    return found[1] if found else ""


def _maximum(file: PlatformFile) -> int:
    named = file.column("Maximum grade")
    fits = (
        [named]
        if named is not None
        else [at for at in range(2, len(file.header)) if _is_maximum(file.rows, at)]
    )
    found = [at for at in fits if at + 1 not in fits]  # the left one of two is a grade that all have
    if len(found) == 1 and found[0] > 1 and _is_maximum(file.rows, found[0]):
        return found[0]
    raise UsageError(
        f"{file.path}: the column with the maximum grade is not to be found among {', '.join(file.header)}. The "
        "assignment needs a grade of type 'Point' (no scale). Else switch Moodle to English and download the "
        "worksheet again."
    )


def _is_maximum(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether every row has the same number above 0 there, and a grade or nothing left of it."""
    numbers = {read_number(row[at]) for row in rows}
    grades = all(row[at - 1].strip() in ("", "-") or read_number(row[at - 1]) is not None for row in rows)
    return len(numbers) == 1 and all(number is not None and number > 0 for number in numbers) and grades


def _modified(file: PlatformFile, first: int) -> tuple[int, ...]:
    """The columns *Last modified (submission)* and *Last modified (grade)*, or the latter alone."""
    found: dict[str, list[int]] = {}
    for at in range(first, len(file.header)):
        if match := _BRACKET.fullmatch(file.header[at]):
            found.setdefault(match["what"].casefold(), []).append(at)
    pairs = [places for places in found.values() if len(places) == 2]
    single = [places for places in found.values() if len(places) == 1]
    return tuple(pairs[0] if pairs else single[0] if len(single) == 1 else ())


def _name(file: PlatformFile, grade: int) -> int | None:
    named = file.column("Full name")
    if named is not None or grade < 2:
        return named
    status = file.column("Status")
    return None if status == 1 or len({row[1] for row in file.rows}) < max(len(file.rows) * 0.6, 2) else 1
