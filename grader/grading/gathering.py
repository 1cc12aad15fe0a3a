"""What was handed in: which submissions belong to which assignment, and what lies beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.course import Assignment, Course
from grader.errors import CourseError, NothingToGrade, UsageError
from grader.grading.store import UngradedEntries
from grader.intake import (
    FoundSubmission,
    IgnoredEntry,
    PendingSubmission,
    RejectedSubmission,
    Roster,
    check_readable,
    contains_module,
    discover,
    is_plain_folder,
    list_ignored,
    list_ignored_beside_assignments,
    starter_digest,
)
from grader.intake.download import HandedClass

Entry = FoundSubmission | RejectedSubmission
Watch = Callable[[Sequence[Entry]], Iterable[Entry]]
"""Gives the entries back one by one, and may tell how far they are."""


class Gathered(NamedTuple):
    """What was handed in for one assignment."""

    assignment: Assignment
    works: tuple[PendingSubmission, ...]
    listed: UngradedEntries
    ignored: tuple[IgnoredEntry, ...]

    @property
    def students(self) -> set[str]:
        """Whose earlier results do not count any more."""
        return {work.student for work in self.works} | {entry.student for entry in self.listed.rejected}

    def listed_beside(self, kept: Iterable[tuple[str, str]]) -> UngradedEntries:
        """What cannot be graded; nobody is absent of whom an earlier run kept results."""
        there = {student for assignment, student in kept if assignment == self.assignment.id}
        return UngradedEntries(
            rejected=self.listed.rejected, absent=tuple(s for s in self.listed.absent if s not in there)
        )


class GatheredClass(NamedTuple):
    """What was handed in for each assignment, and what belongs to none."""

    assignments: tuple[Gathered, ...]
    beside: tuple[IgnoredEntry, ...]

    @property
    def works(self) -> list[tuple[str, PendingSubmission]]:
        """Every submission that can be read, with its assignment."""
        return [(each.assignment.id, work) for each in self.assignments for work in each.works]

    @property
    def ignored(self) -> list[IgnoredEntry]:
        return [*self.beside, *(one for each in self.assignments for one in each.ignored)]


def gather(
    course: Course,
    submissions: tuple[Path, ...],
    names: tuple[str, ...],
    roster: Roster | None,
    handed: HandedClass | None = None,
    *,
    watch: Watch = iter,
) -> GatheredClass:
    """Look through submissions; nothing is read yet but names, sizes and digests.

    Parameters
    ----------
    course : Course
    submissions : tuple of Path
        Files and folders as they were named.
    names : tuple of str
        Assignments that were asked for; of one alone the submissions need no folder of its name.
    roster : Roster, optional
        Who could have handed in.
    handed : HandedClass, optional
        The submissions are the download of a learning platform, for the only assignment in ``names``.
    watch : callable, optional
        Sees each submission before it is read: of a large class that takes a while.

    Raises
    ------
    NothingToGrade
        There is no submission.
    UsageError
        It cannot be told which assignment a submission belongs to.
    """
    if handed is not None:
        assignment = course.assignment(names[0])
        found = handed.find(assignment.settings.module, roster=roster, starter=starter_of(assignment))
        return GatheredClass((_checked(assignment, found.entries, roster, found.ignored, watch),), ())
    groups = _groups(course, submissions, names)
    beside = _beside(course, submissions, groups, roster)
    gathered = [
        _gather(course, name, paths, roster, groups, submissions, watch) for name, paths in groups.items()
    ]
    if not any(each.works or each.listed.rejected for each in gathered):
        raise NothingToGrade("No submission was found. Name files, or a folder that holds them.")
    return GatheredClass(tuple(gathered), tuple(beside))


def _groups(course: Course, submissions: tuple[Path, ...], names: tuple[str, ...]) -> dict[str, list[Path]]:
    """Which paths belong to which assignment."""
    if len(names) == 1:
        return {names[0]: [_of_assignment(p, course, names[0]) for p in submissions]}
    known = names or tuple(course.assignment_ids())
    for name in names:
        course.assignment(name)  # a name that is wrong must not be passed over in silence
    groups = {name: [p / name for p in submissions if is_plain_folder(p / name)] for name in known}
    if not any(groups.values()):
        raise UsageError(
            f"Which assignment? {submissions[0]} holds no folder named like one of: {', '.join(known)}. "
            "Name it with -a."
        )
    return {name: paths for name, paths in groups.items() if paths or names}


def _beside(
    course: Course, submissions: tuple[Path, ...], groups: dict[str, list[Path]], roster: Roster | None
) -> list[IgnoredEntry]:
    """What lies in a folder of assignments and belongs to none; and which assignment nobody handed in."""
    inner = {path.parent for paths in groups.values() for path in paths}
    known = course.assignment_ids()
    found = [
        each for p in submissions if p in inner for each in list_ignored_beside_assignments(p, known, roster)
    ]
    if len(groups) > 1:
        reason = "it holds no folder named like an assignment that is graded"
        found += [
            IgnoredEntry(origin=str(p), reason=reason, may_be_work=True)
            for p in submissions
            if p not in inner
        ]
    return found + [
        IgnoredEntry(origin=name, reason="asked for with -a, but there is no folder of that name")
        for name, paths in groups.items()
        if not paths
    ]


def _of_assignment(path: Path, course: Course, name: str) -> Path:
    """A folder with one folder per assignment stands for the one that is asked for.

    A link of that name does not: in a folder that was handed in it may lead to the reference.
    """
    inner, module = path / name, course.assignment(name).settings.module
    if not is_plain_folder(inner) or (path / module).exists():
        return path
    others = (each for each in path.iterdir() if each != inner and is_plain_folder(each))
    if contains_module(inner, module) and any(contains_module(each, module) for each in others):
        return path  # a class, in which a student has the assignment's name
    return inner


def _gather(
    course: Course,
    name: str,
    paths: list[Path],
    roster: Roster | None,
    groups: dict[str, list[Path]],
    typed: tuple[Path, ...],
    watch: Watch,
) -> Gathered:
    assignment = course.assignment(name)
    wrapped = len(typed) > 1 and paths == list(typed)
    found = _discovered(assignment, paths, roster, several=len(groups) > 1, wrapped=wrapped)
    ignored = list_ignored(paths, assignment.settings.module, roster=roster)
    return _checked(assignment, found, roster, ignored, watch)


def _checked(
    assignment: Assignment,
    entries: Sequence[Entry],
    roster: Roster | None,
    ignored: Iterable[IgnoredEntry],
    watch: Watch,
) -> Gathered:
    """What can be read, and what cannot."""
    module = assignment.settings.module
    works: list[PendingSubmission] = []
    rejected: list[RejectedSubmission] = []
    for found in watch(entries):
        each = found if isinstance(found, RejectedSubmission) else check_readable(found, module)
        if isinstance(each, RejectedSubmission):
            rejected.append(each)
        else:
            works.append(each)
    absent = roster.missing_students([*works, *rejected]) if roster else ()
    return Gathered(
        assignment,
        tuple(works),
        UngradedEntries(rejected=tuple(rejected), absent=tuple(absent)),
        tuple(ignored),
    )


def _discovered(
    assignment: Assignment, paths: list[Path], roster: Roster | None, *, several: bool, wrapped: bool
) -> list[Entry]:
    if several and not paths:
        return []
    try:
        return discover(
            paths,
            assignment.settings.module,
            roster=roster,
            wrapped=wrapped,
            starter=starter_of(assignment),
        )
    except NothingToGrade:
        if several:  # nobody has handed in this one; the others are graded
            return []
        raise


def starter_of(assignment: Assignment) -> str:
    """The digest of the starter that was handed out; empty if none can be made."""
    try:
        return starter_digest(assignment.starter_text())
    except CourseError:  # 'grader handout' and 'grader verify' tell; work can be graded all the same
        return ""
