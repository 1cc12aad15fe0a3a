"""Where two grade sheets differ."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple


class DifferingCell(NamedTuple):
    """A cell of which the old sheet and the new one say different things; empty where a sheet has no such cell."""

    student: str
    column: str
    old: str
    new: str


def differing_cells(old: Path, new: Path) -> list[DifferingCell]:
    """The cells that differ, in the order of the new sheet; none if the old file is no sheet any more."""
    before, after = _cells(old), _cells(new)
    if not before:
        return []
    return [
        DifferingCell(*key, before.get(key, ""), after.get(key, ""))
        for key in [*after, *(key for key in before if key not in after)]
        if before.get(key, "") != after.get(key, "")
    ]


def _cells(sheet: Path) -> dict[tuple[str, str], str]:
    """The text of each cell by student and column. A spreadsheet may have saved it with semicolons, or as no text."""
    try:
        text = sheet.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines(), dialect=csv.Sniffer().sniff(text, ",;\t")))
    except (OSError, UnicodeError, csv.Error):
        return {}
    return {
        (row["student"] or "", column): value or ""
        for row in rows
        if "student" in row
        for column, value in row.items()
        if column not in (None, "student") and isinstance(value, str | None)
    }
