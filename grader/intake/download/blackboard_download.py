"""Blackboard, *Assignment File Download*: ``Homework 1_jdoe_attempt_2026-11-20-23-59-01_metrics.py``.

Each attempt also has a note, ``…_attempt_2026-11-20-23-59-01.txt``. Titles of assignments and names of users may hold
underscores, so where a name begins follows from the roster, or from what all names of the download share.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from grader.intake.download.handed import Asked, DownloadContent, Handed
from grader.intake.download.moment import parsed_moment
from grader.intake.download.place import place_of
from grader.intake.download.stored_file import StoredFile
from grader.intake.submission import ArchiveMember, IgnoredEntry
from grader.messages import say

NAME: Final = "blackboard"

_ATTEMPT: Final = re.compile(
    r"(?P<before>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)


class _BlackboardFile(NamedTuple):
    before: str
    """Title and user."""
    time: str
    received: int
    file: str
    """Empty for the note on an attempt."""
    stored: StoredFile


def fits(names: Sequence[str]) -> int:
    """How many names at the top of a download are Blackboard's."""
    return sum(_part(StoredFile(name, name), None) is not None for name in names)


def read(files: Sequence[StoredFile], asked: Asked) -> DownloadContent:
    """Who handed in what."""
    users: dict[str, list[_BlackboardFile]] = {}
    ignored = []
    for each in files:
        part = _part(each, asked)
        if part is None:
            ignored.append(_other(each))
        else:
            users.setdefault(part.before, []).append(part)
    title = _title(list(users), asked)
    handed = []
    for before, parts in users.items():
        handed.append(_handed(before.removeprefix(title), parts))
        ignored += _left_out(parts, handed[-1])
    return DownloadContent(tuple(handed), tuple(ignored))


def _part(each: StoredFile, asked: Asked | None) -> _BlackboardFile | None:
    match = _ATTEMPT.fullmatch(each.path) if each.is_flat else None
    received = parsed_moment(match["time"], asked.zone if asked else None) if match else None
    if not match or received is None:
        return None
    return _BlackboardFile(match["before"], match["time"], received, match["file"] or "", each)


def _title(names: Sequence[str], asked: Asked) -> str:
    """What stands before the users in all names: with most users on the roster, else as long as possible."""
    shared = os.path.commonprefix(list(names))  # noqa: RUF071 - these are no paths
    if len(names) == 1:
        shared = shared[:-1]  # the user has at least one character
    shortest = min(map(len, names), default=0)
    ends = [index + 1 for index, sign in enumerate(shared) if sign == "_" and index + 1 < shortest]
    if not ends:
        return ""
    return names[0][: max(ends, key=lambda end: (_users_known(names, end, asked), end))]


def _users_known(names: Iterable[str], start: int, asked: Asked) -> int:
    return sum(asked.knows("login", name[start:]) for name in names)


def _handed(user: str, parts: Sequence[_BlackboardFile]) -> Handed:
    times = sorted({part.time for part in parts})
    newest = [part for part in parts if part.time == times[-1]]
    uploads = [part for part in newest if part.file]
    return Handed(
        student_key=user,
        attempt=len(times),
        received=newest[0].received,
        files=tuple(ArchiveMember(name=part.file, stored=part.stored.stored) for part in uploads),
        accounts=(("login", user),),
        problem="" if uploads else say("download.nothing"),
        place=place_of([part.stored.path for part in uploads or newest]),
    )


def _left_out(parts: Sequence[_BlackboardFile], handed: Handed) -> list[IgnoredEntry]:
    taken = {member.stored for member in handed.files}
    return [
        IgnoredEntry(
            origin=part.stored.path, reason=say("download.earlier" if part.file else "download.manifest")
        )
        for part in parts
        if part.stored.stored not in taken
    ]


def _other(each: StoredFile) -> IgnoredEntry:
    return IgnoredEntry(
        origin=each.path, reason=say("download.other_name", platform="Blackboard"), may_be_work=True
    )
