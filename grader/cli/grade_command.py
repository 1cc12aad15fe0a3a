"""``grader grade``: a class of submissions into reports, a sheet and a page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from grader.cli import option
from grader.cli.sink import Sink
from grader.course import Assignment, Course
from grader.errors import NothingToGrade, UsageError
from grader.grading import Job, RecordStore, UngradedEntries, grade_all
from grader.grading.marking import reached_level, unit_key
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
)
from grader.model import Record
from grader.output import check_writable, split_at_area


@click.command("grade")
@option.existing("submissions", nargs=-1, required=True)
@option.assignments("Which assignment; may be given several times.")
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Where results go."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="Submissions graded at a time. [default: processors]",
)
@click.option(
    "--roster",
    "roster_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with columns student and file.",
)
@click.option(
    "--resume", is_flag=True, help="Go on with an earlier run: what was graded and has not changed is kept."
)
@option.isolation
@option.course
def command(
    submissions: tuple[Path, ...], names: tuple[str, ...], output: Path, jobs: int | None,
    roster_path: Path | None, resume: bool, isolation: int | None, course: str | None,
) -> None:  # fmt: skip
    """Grade SUBMISSIONS and write a report for each student.

    A submission is a .py file, a notebook, a folder, a .zip or a .tar.gz; a folder of those is a class.
    Without -a, or with several, the folder holds one folder per assignment.

    \b
    DIR/<student>/report.html   the student's page (and report.json)
    DIR/grades.csv              one row per student
    DIR/index.html              the class

    Exit code 0 if all are graded, 3 if one could not be graded or the course is at fault, 4 if a submission
    could not be read, 5 if there is none. A run that was cut short, by Ctrl-C (130), SIGTERM (143) or a
    closed terminal (129), goes on with --resume; so does one over another assignment into the same DIR.
    """
    with _told(output):
        found = option.course_for(course, _folders_of_students(submissions))
        highest = option.highest_level(found, isolation)
        _refuse_overlap(submissions, output)
        _refuse_links(submissions, output)
        roster = Roster.load(roster_path) if roster_path else None
        groups = _groups(found, submissions, names)
        beside = _beside(found, submissions, groups, roster)
        gathered = [
            _gather(found, name, paths, roster, groups, submissions) for name, paths in groups.items()
        ]
        if not any(each.works or each.listed.rejected for each in gathered):
            raise NothingToGrade("No submission was found. Name files, or a folder that holds them.")
        with closing(RecordStore(output, found.secret(), resume=resume)) as store:
            level = None
            if resume and isolation is not None:
                level = reached_level(found.settings.required_isolation, highest)
            code = _graded(found, gathered, beside, store, jobs or os.cpu_count() or 1, highest, level)
    click.get_current_context().exit(code)


class _Gathered(NamedTuple):
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


@contextmanager
def _told(output: Path) -> Iterator[None]:
    """Whoever interrupts is told what became of the work, also before anything was graded."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if not hasattr(stop, "__notes__"):
            earlier = (output / ".grader" / "records").is_dir()
            how = "Go on with --resume: earlier results are kept." if earlier else "Start it again."
            stop.add_note(f"Interrupted before anything new was graded. {how}")
        raise


def _graded(
    course: Course, gathered: list[_Gathered], beside: list[IgnoredEntry], store: RecordStore, processes: int,
    highest: int, level: int | None,
) -> int:  # fmt: skip
    """Grade what is not done yet, beside what earlier runs left in the folder; the exit code.

    With a ``level``, what was graded at another one is not done yet.
    """
    graded = {each.assignment.id: each.students for each in gathered}
    kept = [(r.report.assignment, r.report.student) for r in store.others(graded)]
    before = {name: old for name, old in store.listed().items() if name in course.assignment_ids()}
    listed = {**before, **{each.assignment.id: each.listed_beside(kept) for each in gathered}}
    works = [(each.assignment.id, work) for each in gathered for work in each.works]
    ids = {name for name, _ in works} | {assignment for assignment, _ in kept}
    ids |= {name for name, entries in listed.items() if entries != UngradedEntries()}
    with Sink(store.folder, course, store, works, several=len(ids) > 1) as sink:
        sink.keep(store.others(graded), graded.keys())
        for name, entries in listed.items():
            sink.list_ungraded(name, entries)
        sink.ignore([*beside, *(one for each in gathered for one in each.ignored)])
        rest = [_without_done(course, each, store, sink, level) for each in gathered]
        with closing(grade_all(course, rest, processes, highest)) as fresh:
            for record in fresh:
                sink.take(record)
        return sink.finish()


def _folders_of_students(submissions: tuple[Path, ...]) -> list[Path]:
    """Folders that may be a student's own: those that are graded, and those in which a file of code lies."""
    code = [path.parent for path in submissions if path.suffix.lower() in (".py", ".ipynb")]
    return [*(path for path in submissions if path.is_dir()), *code]


def _refuse_overlap(submissions: tuple[Path, ...], output: Path) -> None:
    target = output.resolve()
    for path in submissions:
        source = path.resolve()
        if target == source or source in target.parents or target in source.parents:
            raise UsageError(
                f"{output}: results may not lie in the folder of the submissions, nor the other way round. "
                "Choose another -o."
            )


def _refuse_links(submissions: tuple[Path, ...], output: Path) -> None:
    """No link among a student's files may lead to the results.

    Beside a file that is graded lie others of the student, if the command is run in the student's folder.
    """
    beside = [path.resolve().parent for path in submissions if path.is_file()]
    root, place = split_at_area(output, beside)
    if root != place:
        check_writable(place, root=root)


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
) -> _Gathered:
    assignment = course.assignment(name)
    module = assignment.settings.module
    works: list[PendingSubmission] = []
    rejected: list[RejectedSubmission] = []
    wrapped = len(typed) > 1 and paths == list(typed)
    for found in _discovered(assignment, paths, roster, several=len(groups) > 1, wrapped=wrapped):
        each = found if isinstance(found, RejectedSubmission) else check_readable(found, module)
        if isinstance(each, RejectedSubmission):
            rejected.append(each)
        else:
            works.append(each)
    absent = roster.missing_students([*works, *rejected]) if roster else ()
    return _Gathered(
        assignment,
        tuple(works),
        UngradedEntries(rejected=tuple(rejected), absent=tuple(absent)),
        tuple(list_ignored(paths, module, roster=roster)),
    )


def _discovered(
    assignment: Assignment, paths: list[Path], roster: Roster | None, *, several: bool, wrapped: bool
) -> list[FoundSubmission | RejectedSubmission]:
    if several and not paths:
        return []
    try:
        return discover(paths, assignment.settings.module, roster=roster, wrapped=wrapped)
    except NothingToGrade:
        if several:  # nobody has handed in this one; the others are graded
            return []
        raise


def _without_done(course: Course, each: _Gathered, store: RecordStore, sink: Sink, level: int | None) -> Job:
    """Leave out what an earlier run has graded under the very same conditions."""
    rest = []
    for work in each.works:
        record = store.load(each.assignment.id, work.student)
        if record is not None and _unchanged(course, each.assignment, work, record, level):
            sink.take(record, fresh=False)
        else:
            rest.append(work)
    return Job(assignment=each.assignment, works=tuple(rest))


def _unchanged(
    course: Course, assignment: Assignment, work: PendingSubmission, record: Record, level: int | None
) -> bool:
    """Whether a result would be the same; the isolation level counts where one was asked for."""
    report = record.report
    key = unit_key(course, assignment, work, report.isolation if level is None else level)
    return report.score is not None and record.key == key
