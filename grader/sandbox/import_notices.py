"""Notices about imports that a worker has replaced because the package is not available to it.

The worker reports file, line and package as data, and the sentences are made here. The line must be one of a file that
was sent, and the package must stand in it. So no text that is not in the student's import gets into a report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.messages import say
from grader.model import CodeLine, SourceFile

_MAX_NOTICES = 20


def import_notices(refused: Sequence[Any], files: Sequence[SourceFile], allowed: str) -> tuple[str, ...]:
    """One sentence for each import that matches a file, at most twenty. The first file is the main one."""
    known = {file.name: file for file in files}
    made = (_describe(known, files[0].name, each, allowed) for each in refused[:_MAX_NOTICES])
    return tuple(dict.fromkeys(filter(None, made)))


def _describe(files: Mapping[str, SourceFile], main: str, refused: Any, allowed: str) -> str:
    """The sentence for one import; empty if the report cannot be true."""
    match refused:
        case (str() as name, int() as number, str() as package, bool() as used) if name in files:
            lines = files[name].text.split("\n")
            if not 0 < number <= len(lines) or not re.search(rf"\b{re.escape(package)}\b", lines[number - 1]):
                return ""
            where = _place(files[name].place(number), own=name == main)
            if used:
                return say("import.used", place=where, name=package, allowed=allowed)
            return say("import.unused", place=where, name=package)
    return ""


def _place(place: CodeLine, *, own: bool) -> str:
    """A place; without the file's name in the main file, which the student may have under another name."""
    if not own:
        return str(place)
    if place.cell is None:
        return say("import.line", line=place.line)
    return say("import.cell", cell=place.cell, line=place.line)
