r"""A regular expression of one's own, for downloads of other platforms: ``regex=(?P<login>\w+)-(?P<file>.+)``.

It has to match a whole name, with the folders before it. Its groups are columns of the roster, of which one at least is
needed, and ``file`` (the name in the submission), ``time``, ``attempt`` and ``late``. A time has to be in one of the
forms that `named_moment` reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from grader.errors import UsageError
from grader.intake.download.handed import Asked, DownloadContent, Handed
from grader.intake.download.moment import NAMED_FORMS, named_moment
from grader.intake.download.place import place_of
from grader.intake.download.stored_file import LONGEST_NAME, StoredFile
from grader.intake.roster import ACCOUNT_COLUMNS
from grader.intake.submission import ArchiveMember, IgnoredEntry
from grader.messages import say

PREFIX: Final = "regex="
_KEYS: Final = ("student", *ACCOUNT_COLUMNS, "name")
_OTHERS: Final = ("file", "time", "attempt", "late")


class _MatchedFile(NamedTuple):
    cells: dict[str, str]
    """By group of the expression."""
    attempt: int
    received: int | None
    stored: StoredFile

    @property
    def order(self) -> tuple[int, int]:
        """The newest attempt is the greatest."""
        return self.attempt, self.received or 0


def compiled(source: str) -> re.Pattern[str]:
    """The expression after ``regex=``.

    Raises
    ------
    UsageError
        It is none, or has other groups than those that mean something.
    """
    text = source.removeprefix(PREFIX)
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise UsageError(f"--from {source}: not a regular expression: {error}. Correct it.") from None
    groups = set(pattern.groupindex)
    unknown = sorted(groups - {*_KEYS, *_OTHERS})
    if unknown or not groups & set(_KEYS):
        got = f"the group '{unknown[0]}'" if unknown else "none of the first"
        raise UsageError(
            f"--from {source}: the groups must be one or more of {', '.join(_KEYS)}, and any of "
            f"{', '.join(_OTHERS)}; got {got}. Write them as (?P<login>…)."
        )
    return pattern


def read(files: Sequence[StoredFile], asked: Asked, pattern: re.Pattern[str]) -> DownloadContent:
    """Who handed in what. Of several attempts the one with the greatest number counts, else the latest.

    Raises
    ------
    UsageError
        What the group ``time`` found is no time, so that everybody would count as in time.
    """
    students: dict[str, list[_MatchedFile]] = {}
    ignored = []
    for each in files:
        part = _part(each, asked, pattern)
        if part is None:
            ignored.append(_other(each))
        else:
            students.setdefault("-".join(part.cells[key] for key in _KEYS if key in part.cells), []).append(
                part
            )
    handed = []
    for key, parts in students.items():
        newest = max(part.order for part in parts)
        handed.append(_handed(key, [part for part in parts if part.order == newest], parts))
        ignored += [_earlier(part.stored) for part in parts if part.order != newest]
    return DownloadContent(tuple(handed), tuple(ignored))


def _part(each: StoredFile, asked: Asked, pattern: re.Pattern[str]) -> _MatchedFile | None:
    match = pattern.fullmatch(each.path) if len(each.path) <= LONGEST_NAME else None
    if match is None:
        return None
    cells = {name: cell for name, cell in match.groupdict().items() if cell}
    if not cells.keys() & set(_KEYS):
        return None
    number = cells.get("attempt", "")
    received = _received(cells["time"], each, asked) if "time" in cells else None
    return _MatchedFile(cells, int(number) if number.isdecimal() else 1, received, each)


def _received(text: str, each: StoredFile, asked: Asked) -> int:
    received = named_moment(text, asked.zone)
    if received is None:
        raise UsageError(
            f"{each.path}: the group 'time' of --from found '{text}', which is no time that can be read. Expected "
            f"{NAMED_FORMS}. Correct the expression, or rename the files."
        )
    return received


def _handed(key: str, parts: Sequence[_MatchedFile], all_parts: Sequence[_MatchedFile]) -> Handed:
    first = parts[0]
    attempts = len({part.order for part in all_parts})
    return Handed(
        student_key=key,
        name=first.cells.get("name", ""),
        attempt=first.attempt if "attempt" in first.cells else attempts,
        received=first.received,
        late=any("late" in part.cells for part in parts),
        files=tuple(
            ArchiveMember(
                name=part.cells.get("file", part.stored.path.rpartition("/")[2]), stored=part.stored.stored
            )
            for part in parts
        ),
        accounts=tuple((column, first.cells[column]) for column in _KEYS[:-1] if column in first.cells),
        place=place_of([part.stored.path for part in parts]),
    )


def _other(each: StoredFile) -> IgnoredEntry:
    return IgnoredEntry(
        origin=each.path, reason=say("download.other_name", platform="--from"), may_be_work=True
    )


def _earlier(each: StoredFile) -> IgnoredEntry:
    return IgnoredEntry(origin=each.path, reason=say("download.earlier"))
