"""``grader ci``: where the work lies in the checkout; if that is not clear, what the student of the job can do."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from grader.course import Assignment, Course
from grader.errors import NothingToGrade, SubmissionError, UsageError
from grader.grading.checkout import CheckedOut, WorkInSeveralFolders, checked_out
from grader.intake.file_kind import disguised_code_name
from grader.intake.identity import ARCHIVE_SUFFIXES, readable_suffix
from grader.messages import join_sentences, say

_MOST_FOLDERS = 2000


def work_places(course: Course, checkout: Path, names: tuple[str, ...]) -> list[CheckedOut]:
    """The assignments whose work lies in the checkout, at least one.

    Raises
    ------
    UsageError
        Several files could be the work, or one of several assignments that were named is not there.
    SubmissionError
        There is nothing but files that are not read: under another ending, or in an archive.
    NothingToGrade
        There is nothing at all.
    """
    wanted = [course.assignment(name) for name in names or course.assignment_ids()]
    found = []
    try:
        found = checked_out(course, checkout, names)
    except WorkInSeveralFolders as several:
        raise _told_to_student(several) from None
    except UsageError:
        if any(_lies_there(course, checkout, name) for name in names):
            raise
    if not found:
        unread = [say("ci.unread", file=file, name=name) for file, name in _not_read(checkout, wanted)]
        if unread:
            raise SubmissionError(join_sentences(*unread))
        modules = ", ".join(assignment.settings.module for assignment in wanted)
        raise NothingToGrade(say("ci.no_work", checkout=checkout, modules=modules))
    return found


def _told_to_student(several: WorkInSeveralFolders) -> UsageError:
    """For the student who pushed, not for somebody who types the command: only they can change the files."""
    files = " and ".join(_file(several.checkout, folder, several.module) for folder in several.folders)
    return UsageError(say("ci.several", files=files, command=several.command))


def _file(checkout: Path, folder: str, module: str) -> str:
    """The file in a folder, as it is written there: a notebook counts as well, and so does another case."""
    wanted = (module.lower(), module.lower().removesuffix(".py") + ".ipynb")
    place = checkout / folder
    names = sorted(e.name for e in place.iterdir() if e.name.lower() in wanted) if place.is_dir() else []
    return f"{folder}/{names[-1] if names else module}"


def _lies_there(course: Course, checkout: Path, name: str) -> bool:
    try:
        return bool(checked_out(course, checkout, (name,)))
    except UsageError:
        return False


def _not_read(checkout: Path, wanted: list[Assignment]) -> Iterator[tuple[str, str]]:
    """Files that were meant as the work and are not read, with the name that would be."""
    modules = {assignment.settings.module.lower(): assignment.settings.module for assignment in wanted}
    for path, folders, files in itertools.islice(os.walk(checkout), _MOST_FOLDERS):
        deep = Path(path) != checkout
        folders[:] = [] if deep else sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(path, name)
            meant = disguised_code_name(file).lower().replace(".ipynb", ".py")
            if readable_suffix(name) in ARCHIVE_SUFFIXES:
                meant = name.lower().partition(".")[0] + ".py"
            if meant in modules:
                yield file.relative_to(checkout).as_posix(), modules[meant]


__all__ = ["work_places"]
