"""A run that goes on with an earlier one must name the students alike: by the same roster, or by their files."""

from __future__ import annotations

from typing import Final

import msgspec

from grader.errors import UsageError
from grader.grading import RecordStore
from grader.intake import Roster
from grader.messages import say
from grader.text import few

_STATE: Final = "roster"
_SOURCE: Final = "source"


class _UsedRoster(msgspec.Struct, frozen=True):
    path: str


class _UsedSource(msgspec.Struct, frozen=True):
    via: str


def check(store: RecordStore, roster: Roster | None, via: str) -> None:
    """Refuse to go on with students named otherwise, who would be counted twice; remember the roster.

    Without a roster the students' names are those of the platform that a download came from, or of files.

    Raises
    ------
    UsageError
        The earlier run had a roster and this one has none, or it had none and has results of students who are not
        on the roster; or neither had one, and the works come from another platform.
    """
    used = store.state(_STATE, _UsedRoster)
    if roster is None:
        if used is not None:
            raise UsageError(say("resume.roster_missing", folder=store.folder, roster=used.path))
        source = store.state(_SOURCE, _UsedSource)
        before = source.via if source else "files"
        if before != via and store.students():
            raise UsageError(say("resume.other_source", folder=store.folder, before=before, now=via))
        store.keep_state(_SOURCE, _UsedSource(via))
        return
    if used is None:
        listed = {row.student for row in roster.rows}
        if unlisted := sorted(store.students() - listed):
            raise UsageError(
                say("resume.roster_new", folder=store.folder, roster=roster.path, students=few(unlisted))
            )
    store.keep_state(_STATE, _UsedRoster(str(roster.path.resolve())))
