"""Decide whether an entry of a class folder is a submission, a note, or code whose name looks like a note.

Notes are the staff's own files, such as rosters and remarks.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import Final

from grader.errors import SubmissionError
from grader.intake.archive_limits import is_generated
from grader.intake.disk import read_file
from grader.intake.identity import readable_suffix

NOTE_SUFFIXES: Final = frozenset({".md", ".toml", ".csv", ".json", ".txt"})
"""Suffixes of notes: rosters, expected scores, remarks."""

_CODE_LINE: Final = re.compile(
    rb"^(?:def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[ \t]*[:(]|from[ \t]+[\w.]+[ \t]+import[ \t]"
    rb"|import[ \t]+[\w.]+([ \t]+as[ \t]+\w+)?[ \t]*\r?$)",
    re.MULTILINE,
)
_INSPECTED_BYTES: Final = 1 << 16


def is_submission(entry: Path) -> bool:
    """Whether an entry of a class is a submission, judged by its name and by whether it is a folder."""
    if entry.name.startswith(".") or is_generated(entry.name):
        return False
    return not is_note(entry.name) or is_plain_folder(entry)


def disguised_code_name(entry: Path) -> str:
    """The right name of a file that is named like a note but holds code; empty for a real note.

    ``ada.py.txt`` gives ``ada.py``. A text file with a function, class or import in it is code, and so is JSON with
    the key ``nbformat``.
    """
    if entry.name.startswith(".") or is_generated(entry.name) or not is_note(entry.name):
        return ""
    stem, suffix = PurePath(entry.name).stem, PurePath(entry.name).suffix.lower()
    if readable_suffix(stem):
        return stem
    if suffix == ".txt" and _CODE_LINE.search(_first_bytes(entry)):
        return f"{stem}.py"
    return f"{stem}.ipynb" if suffix == ".json" and b'"nbformat"' in _first_bytes(entry, 1 << 24) else ""


def is_plain_folder(path: Path) -> bool:
    """Whether a path is a folder and not a link to one."""
    return path.is_dir() and not path.is_symlink()


def is_note(name: str) -> bool:
    """Whether a name is that of a note."""
    return PurePath(name).suffix.lower() in NOTE_SUFFIXES or name.upper().startswith("README")


def _first_bytes(path: Path, size: int = _INSPECTED_BYTES) -> bytes:
    try:
        return read_file(path, size)
    except SubmissionError:
        return b""
