"""One student's checkout: which assignments lie in it, and their work as jobs."""

from __future__ import annotations

import itertools
import os
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from grader.course import Assignment, Course
from grader.errors import UsageError
from grader.grading.executor import Job
from grader.grading.gathering import starter_of
from grader.grading.process_protocol import Work
from grader.grading.ungraded import ungraded_report
from grader.intake import (
    FoundSubmission,
    RejectedSubmission,
    contains_module,
    holds_only_starter,
    read_submission,
)
from grader.model import Report

_DEEPEST = 3
"""Levels of folders below the checkout in which work is looked for."""
_MOST_FOLDERS = 2000
_NO_WORK = frozenset({"__pycache__", "node_modules", "site-packages", "venv", "env", "build", "dist"})


class WorkInSeveralFolders(UsageError):
    """Several folders of a checkout hold a file that could be the work.

    Attributes
    ----------
    checkout : Path
        The checkout.
    module : str
        Name of the file that is wanted.
    folders : tuple of str
        The first five of the folders, relative to the checkout.
    command : str
        The command that names one of them.
    """

    def __init__(self, checkout: Path, module: str, folders: tuple[str, ...]) -> None:
        self.checkout, self.module, self.folders = checkout, module, folders
        self.command = f"grader ci {shlex.quote((checkout / folders[0]).as_posix())}"
        super().__init__(
            f"{checkout}: {module} lies in several folders: {', '.join(folders)}. Name one of them: {self.command}"
        )


class CheckedOut(NamedTuple):
    """The folder in which the work for an assignment lies."""

    assignment: Assignment
    folder: Path


def checked_out(course: Course, checkout: Path, names: tuple[str, ...]) -> list[CheckedOut]:
    """The assignments whose file is in the checkout: at its top, in a folder of their name, or in one other folder.

    A folder that holds the starter as it was handed out counts only if no other holds work.

    Raises
    ------
    WorkInSeveralFolders
        A file is in several other folders.
    UsageError
        One of ``names`` is not there.
    """
    found = []
    folders = [checkout, *_folders_below(checkout)]
    for name in names or course.assignment_ids():
        assignment = course.assignment(name)
        module = assignment.settings.module
        places = _with_work([p for p in folders if contains_module(p, module)], assignment)
        usual = [p for p in (checkout, checkout / name) if p in places]
        if len(places) > 1 and not usual:
            several = tuple(p.relative_to(checkout).as_posix() for p in places[:5])
            raise WorkInSeveralFolders(checkout, module, several)
        if places:
            found.append(CheckedOut(assignment, (usual or places)[0]))
        elif names:
            raise UsageError(
                f"{checkout}: there is no {module} for {name}, neither at the top nor in a folder below."
            )
    return found


def _with_work(places: list[Path], assignment: Assignment) -> list[Path]:
    """The folders that hold more than the untouched starter; all of them if there is none."""
    if len(places) < 2:
        return places
    starter, module = starter_of(assignment), assignment.settings.module
    return [p for p in places if not holds_only_starter(p, module, starter)] or places


def _folders_below(checkout: Path) -> Iterator[Path]:
    """Folders in which work may lie, without links, hidden folders and those of tools."""
    top = len(checkout.parts)
    for path, names, _ in itertools.islice(os.walk(checkout), _MOST_FOLDERS):
        folder = Path(path)
        deeper = len(folder.parts) - top < _DEEPEST
        names[:] = sorted(n for n in names if deeper and n[0] != "." and n.lower() not in _NO_WORK)
        if folder != checkout:
            yield folder


def read_checkout(places: Iterable[CheckedOut], student: str) -> tuple[list[Job], list[Report]]:
    """A job for each assignment, and a report for each whose work could not be read: the others are graded."""
    jobs, unread = [], []
    for assignment, folder in places:
        place = FoundSubmission(
            path=folder, student=student, origin=str(folder), starter=starter_of(assignment)
        )
        found = read_submission(place, assignment.settings.module)
        if isinstance(found, RejectedSubmission):
            unread.append(ungraded_report(assignment, found.student, found.reason))
        else:
            jobs.append(Job(assignment=assignment, works=(Work(submission=found),)))
    return jobs, unread
