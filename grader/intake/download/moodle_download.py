"""Moodle, *Download all submissions*: folders ``Full name_4711_assignsubmission_file``.

The number is the participant's in this assignment, or the group's. Moodle 3.1 to 4.0 append ``_`` to the folder; older
ones wrote flat names, ``Full name_4711_assignsubmission_file_metrics.py``. With blind marking the name is
``Participant`` in the site's language. Typed text lies in ``…_assignsubmission_onlinetext``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from grader.intake.download.handed import Asked, DownloadContent, Handed
from grader.intake.download.stored_file import LONGEST_NAME, StoredFile
from grader.intake.submission import ArchiveMember, IgnoredEntry
from grader.messages import say

NAME: Final = "moodle"

_TOP: Final = re.compile(
    r"(?P<name>.*)_(?P<participant>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<flat>.*))?", re.DOTALL
)


class _MoodleFile(NamedTuple):
    participant: str
    name: str
    plugin: str
    file: str
    stored: StoredFile


def fits(names: Sequence[str]) -> int:
    """How many names at the top of a download are Moodle's."""
    return sum(_part(StoredFile(name, name)) is not None for name in names)


def read(files: Sequence[StoredFile], asked: Asked) -> DownloadContent:
    """Who handed in what."""
    students: dict[tuple[str, str], list[_MoodleFile]] = {}
    ignored = []
    for each in files:
        part = _part(each)
        if part is None:
            ignored.append(_other(each))
        else:
            students.setdefault((part.participant, part.name), []).append(part)
    handed = []
    for own in students.values():
        handed.append(_handed(own, asked))
        ignored += _left_out(own, handed[-1])
    return DownloadContent(tuple(handed), tuple(ignored))


def _part(each: StoredFile) -> _MoodleFile | None:
    match = _TOP.fullmatch(each.top) if len(each.top) <= LONGEST_NAME else None
    if not match:
        return None
    file = "/".join(filter(None, (match["flat"], each.inner)))
    return _MoodleFile(match["participant"], match["name"], match["plugin"], file, each)


def _handed(parts: Sequence[_MoodleFile], asked: Asked) -> Handed:
    first = parts[0]
    uploads = [part for part in parts if part.plugin == "file"]
    texts = [part for part in parts if part.plugin == "onlinetext"]
    members = tuple(ArchiveMember(name=part.file, stored=part.stored.stored) for part in uploads)
    problem = ""
    if not uploads:
        usable = bool(texts) and asked.online_text
        problem = "" if usable else say("download.only_text" if texts else "download.nothing")
        members = tuple(
            ArchiveMember(name=asked.module, stored=part.stored.stored, typed_text=True) for part in texts[:1]
        )
    return Handed(
        student_key="-".join(filter(None, (first.name, first.participant))),
        name=first.name,
        files=members,
        accounts=(("moodle_id", first.participant),),
        problem=problem,
        place=(uploads or texts or parts)[0].stored.top,
    )


def _left_out(parts: Sequence[_MoodleFile], handed: Handed) -> list[IgnoredEntry]:
    taken = {member.stored for member in handed.files}
    return [
        IgnoredEntry(origin=part.stored.path, reason=say("download.online_text"))
        for part in parts
        if part.stored.stored not in taken and not handed.problem
    ]


def _other(each: StoredFile) -> IgnoredEntry:
    return IgnoredEntry(
        origin=each.path, reason=say("download.other_name", platform="Moodle"), may_be_work=True
    )
