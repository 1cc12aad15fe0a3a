"""Looking for what still names a student in a folder: file by file, all bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from grader.cli.progress import watched
from grader.gradebook import Enrolled

_SHORT: Final = 6
"""A number with fewer digits says nothing: it stands in every report."""


def files_that_name(folder: Path, student: Enrolled) -> list[Path]:
    """The files whose path or content has the student's id, name or address, or a longer number of theirs."""
    pattern = _pattern(student)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in watched(files, len(files), "Looking") if _names(pattern, folder, path)]


def _names(pattern: re.Pattern[bytes], folder: Path, path: Path) -> bool:
    place = path.relative_to(folder).as_posix()
    return bool(pattern.search(place.encode(errors="replace")) or pattern.search(path.read_bytes()))


def _pattern(student: Enrolled) -> re.Pattern[bytes]:
    """Whole words in any case, as they stand in files of ours: plain, or with HTML's signs."""
    words = {form for word in _words(student) for form in (word, html.escape(word))}
    spelled = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"(?<![0-9A-Za-z_])(?:{spelled})(?![0-9A-Za-z_])".encode(), re.IGNORECASE)


def _words(student: Enrolled) -> Iterator[str]:
    yield student.student
    for word in (
        student.name, student.email, student.login, student.sid, student.canvas_id, student.moodle_id,
        student.repository,
    ):  # fmt: skip
        if word and not (word.isdigit() and len(word) < _SHORT):
            yield word
