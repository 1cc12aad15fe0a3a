"""``grader grade``: a class of submissions into reports, a sheet and a page."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click

from grader.cli import option
from grader.cli.sink import Sink
from grader.course import Assignment, Course, find_course
from grader.errors import NothingToGrade, UsageError
from grader.grading import Job, RecordStore, grade_all
from grader.grading.marking import Work, unit_key
from grader.intake import Found, Rejected, Roster, Submission, discover, read
from grader.model import Record


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
@option.course
def command(
    submissions: tuple[Path, ...], names: tuple[str, ...], output: Path, jobs: int | None,
    roster_path: Path | None, resume: bool, course: str | None,
) -> None:  # fmt: skip
    """Grade SUBMISSIONS and write a report for each student.

    A submission is a .py file, a notebook, a folder, a .zip or a .tar.gz; a folder of those is a class.
    Without -a, or with several, the folder holds one folder per assignment.

    \b
    DIR/<student>/report.html   the student's page (and report.json)
    DIR/grades.csv              one row per student
    DIR/index.html              the class

    Exit code 0 if all are graded, 3 if one could not be graded or the course is at fault, 4 if a submission
    could not be read, 5 if there is none. A run that was cut short goes on with --resume.
    """
    found = find_course(course)
    _refuse_overlap(submissions, output)
    roster = Roster.load(roster_path) if roster_path else None
    groups = _groups(found, submissions, names)
    several = len(groups) > 1
    gathered = [_gather(found, name, paths, roster, several) for name, paths in groups.items()]
    todo = [job for job, _ in gathered]
    works = [work.submission for job in todo for work in job.works]
    rejected = [entry for _, entries in gathered for entry in entries]
    if not works and not rejected:
        raise NothingToGrade("No submission was found. Name files, or a folder that holds them.")
    with (
        closing(RecordStore(output, found.secret(), resume=resume)) as store,
        Sink(output, found, store, len(works), several=several) as sink,
    ):
        for name, entry in rejected:
            sink.reject(name, entry)
        rest = [_without_done(found, job, store, sink) for job in todo]
        with closing(grade_all(found, rest, jobs or os.cpu_count() or 1)) as records:
            for record in records:
                sink.take(record)
        handed_in: list[Submission | Rejected] = [*works, *(entry for _, entry in rejected)]
        code = sink.finish(roster.missing(handed_in) if roster else ())
    click.get_current_context().exit(code)


def _refuse_overlap(submissions: tuple[Path, ...], output: Path) -> None:
    target = output.resolve()
    for path in submissions:
        source = path.resolve()
        if target == source or source in target.parents or target in source.parents:
            raise UsageError(
                f"{output}: results may not lie in the folder of the submissions, nor the other way round. "
                "Choose another -o."
            )


def _groups(course: Course, submissions: tuple[Path, ...], names: tuple[str, ...]) -> dict[str, list[Path]]:
    """Which paths belong to which assignment."""
    if len(names) == 1:
        return {names[0]: [_of_assignment(p, course, names[0]) for p in submissions]}
    known = names or tuple(course.assignment_ids())
    for name in names:
        course.assignment(name)  # a name that is wrong must not be passed over in silence
    groups = {name: [p / name for p in submissions if (p / name).is_dir()] for name in known}
    groups = {name: paths for name, paths in groups.items() if paths}
    if not groups:
        raise UsageError(
            f"Which assignment? {submissions[0]} holds no folder named like one of: {', '.join(known)}. "
            "Name it with -a."
        )
    return groups


def _of_assignment(path: Path, course: Course, name: str) -> Path:
    """A folder with one folder per assignment stands for the one that is asked for."""
    inner = path / name
    return inner if inner.is_dir() and not (path / course.assignment(name).settings.module).exists() else path


def _gather(
    course: Course, name: str, paths: list[Path], roster: Roster | None, several: bool
) -> tuple[Job, list[tuple[str, Rejected]]]:
    assignment = course.assignment(name)
    works, rejected = [], []
    for found in _discovered(assignment, paths, roster, several):
        submission = found if isinstance(found, Rejected) else read(found, assignment.settings.module)
        if isinstance(submission, Rejected):
            rejected.append((name, submission))
        else:
            works.append(Work(submission=submission))
    return Job(assignment=assignment, works=tuple(works)), rejected


def _discovered(
    assignment: Assignment, paths: list[Path], roster: Roster | None, several: bool
) -> list[Found | Rejected]:
    try:
        return discover(paths, assignment.settings.module, roster=roster)
    except NothingToGrade:
        if several:  # nobody has handed in this one; the others are graded
            return []
        raise


def _without_done(course: Course, job: Job, store: RecordStore, sink: Sink) -> Job:
    """Leave out what an earlier run has graded under the very same conditions."""
    rest = []
    for work in job.works:
        record = store.load(job.assignment.id, work.submission.student)
        if record is not None and _unchanged(course, job, work, record):
            sink.take(record, fresh=False)
        else:
            rest.append(work)
    return Job(assignment=job.assignment, works=tuple(rest))


def _unchanged(course: Course, job: Job, work: Work, record: Record) -> bool:
    level = record.report.isolation
    return record.report.score is not None and record.key == unit_key(course, job.assignment, work, level)
