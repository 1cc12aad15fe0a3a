"""Canvas, *Download Submissions*: flat names, ``doejane_LATE_12346_678901_metrics-1.py``.

The name is the student's sortable name in lower case without blanks, or the group's; it is missing where grading is
anonymous (``anon_x7k2p_678901_metrics.py``). The first number is the user's, of a group that of one member; the
second is the attachment's and grows with time. ``-1`` is appended where the user had a file of that name before.
Text and links have no attachment: ``doejane_12346_text.html``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from grader.intake.download.handed import Asked, DownloadContent, Handed
from grader.intake.download.place import place_of
from grader.intake.download.stored_file import StoredFile
from grader.intake.submission import ArchiveMember, IgnoredEntry
from grader.messages import say

NAME: Final = "canvas"

_USER: Final = r"(?:(?P<late>LATE)_)?(?P<user>\d+|anon_[A-Za-z0-9]+)"
_FILE: Final = re.compile(rf"(?=(?:^|_){_USER}_(?P<attachment>\d+)_(?P<file>.+)$)")
_PAGE: Final = re.compile(rf"(?=(?:^|_){_USER}_(?P<file>(?:text|link)\.html)$)")
_BLACKBOARD: Final = re.compile(r"_attempt_\d{4}(?:-\d\d){5}")
_NUMBERED: Final = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})(?P<suffix>\.[^.]+|\.tar\.gz)")


class _CanvasFile(NamedTuple):
    """One file or page of a user."""

    user: str
    name: str
    late: bool
    attachment: int
    """0 for a page of text or a link."""
    file: str
    stored: StoredFile


def fits(names: Sequence[str]) -> int:
    """How many names at the top of a download are Canvas's."""
    return sum(_part(StoredFile(name, name), None) is not None for name in names)


def read(files: Sequence[StoredFile], asked: Asked) -> DownloadContent:
    """Who handed in what."""
    users: dict[str, list[_CanvasFile]] = {}
    ignored = []
    for each in files:
        part = _part(each, asked)
        if part is None:
            ignored.append(_other(each))
        else:
            users.setdefault(part.user, []).append(part)
    handed = []
    for own in users.values():
        handed.append(_handed(own, asked))
        ignored += _left_out(own, handed[-1])
    return DownloadContent(tuple(handed), tuple(ignored))


def _part(each: StoredFile, asked: Asked | None) -> _CanvasFile | None:
    """What a name says. It can often be read in two ways; the one with a user on the roster counts, else the first."""
    if not each.is_flat or _BLACKBOARD.search(each.path):
        return None
    found = [
        _CanvasFile(
            match["user"], each.path[: match.start()], bool(match["late"]),
            int(match.groupdict().get("attachment") or 0), match["file"], each,
        )
        for pattern in (_FILE, _PAGE)
        for match in pattern.finditer(each.path)
    ]  # fmt: skip
    known = [part for part in found if asked is not None and asked.knows("canvas_id", part.user)]
    return next(iter(known or found), None)


def _handed(parts: Sequence[_CanvasFile], asked: Asked) -> Handed:
    taken, pages = _newest(parts, asked.module), [part for part in parts if not part.attachment]
    newest = max(parts, key=lambda part: part.attachment)
    members = tuple(ArchiveMember(name=name, stored=part.stored.stored) for name, part in taken.items())
    problem = ""
    if not taken:
        texts = [page for page in pages if page.file == "text.html"]
        problem = (
            ""
            if texts and asked.online_text
            else say("download.only_text" if texts else "download.only_link")
        )
        members = tuple(
            ArchiveMember(name=asked.module, stored=page.stored.stored, typed_text=True) for page in texts[:1]
        )
    return Handed(
        student_key="-".join(filter(None, (newest.name, newest.user))),
        name=newest.name,
        attempt=1 + max((_number(part, asked.module) for part in taken.values()), default=0),
        late=any(part.late for part in parts),
        files=members,
        accounts=(("canvas_id", newest.user),),
        problem=problem,
        place=place_of([part.stored.path for part in (*taken.values(), *pages)]),
    )


def _newest(parts: Sequence[_CanvasFile], module: str) -> dict[str, _CanvasFile]:
    """Each wanted file by its name in the submission: the newest attachment of that name counts.

    A number is removed where it can only be Canvas's: from the module's name, and from others if the name without
    it occurs as well, or no other file has the same name without its number.
    """
    uploads = sorted((part for part in parts if part.attachment), key=lambda part: part.attachment)
    names = [part.file for part in uploads]
    stems = [_unnumbered(name) for name in names]
    taken = {}
    for part in uploads:
        plain = _unnumbered(part.file)
        ours = _is_module(plain, module) or plain in names or stems.count(plain) == 1
        taken[plain if ours else part.file] = part
    return taken


def _unnumbered(name: str) -> str:
    match = _NUMBERED.fullmatch(name)
    return match["stem"] + match["suffix"] if match else name


def _number(part: _CanvasFile, module: str) -> int:
    match = _NUMBERED.fullmatch(part.file)
    return int(match["number"]) if match and _is_module(_unnumbered(part.file), module) else 0


def _is_module(name: str, module: str) -> bool:
    return PurePosixPath(name).stem.casefold() == module.removesuffix(".py").casefold()


def _left_out(parts: Sequence[_CanvasFile], handed: Handed) -> Iterator[IgnoredEntry]:
    """What of a student's files was not taken, where something else was."""
    taken = {member.stored for member in handed.files}
    for part in parts:
        if part.stored.stored in taken or handed.problem:
            continue
        reason = "download.replaced"
        if not part.attachment:
            reason = "download.link" if part.file == "link.html" else "download.online_text"
        yield IgnoredEntry(origin=part.stored.path, reason=say(reason))


def _other(each: StoredFile) -> IgnoredEntry:
    return IgnoredEntry(
        origin=each.path, reason=say("download.other_name", platform="Canvas"), may_be_work=True
    )
