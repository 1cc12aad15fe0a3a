"""Reports where earlier versions wrote them, if a folder held one assignment: ``DIR/<student>/report.json``.

They are written anew at the place of today, and removed when they are there.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.model import Report
from grader.output import remove

_FILES = ("report.html", "timing.json", "report.json")
"""The last one tells that they are there, so it is removed last."""


class _FlatReport(msgspec.Struct):
    assignment: str


def holds_flat_report(folder: Path, report: Report) -> bool:
    """Whether a student's report of the same assignment lies where earlier versions wrote it."""
    path = folder / report.student / "report.json"
    if path.is_symlink() or not path.is_file():
        return False
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_FlatReport)
    except (OSError, msgspec.MsgspecError):
        return False
    return found.assignment == report.assignment


def remove_flat_report(folder: Path, student: str) -> None:
    """Remove it, with the page and the timings beside it."""
    for name in _FILES:
        remove(folder / student / name, root=folder)
