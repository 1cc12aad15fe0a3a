"""``grader ci``: grade the checkout of a CI job and speak the CI system's language."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from grader.budget import within_budget
from grader.cli import gradebook_option, option, terminal
from grader.cli.ci_gradebook import job_gradebook
from grader.cli.classroom_job import classroom_submission, write_classroom_files
from grader.cli.work_places import work_places
from grader.course import Course, find_course, from_environment
from grader.errors import GraderError, UsageError
from grader.exporters import ctrf_json, github, gradescope_json, junit_xml
from grader.exporters.repository_paths import with_repository_paths
from grader.grading import grade_all, local_executors
from grader.grading.checkout import read_checkout
from grader.intake import student_id
from grader.messages import say
from grader.model import Report
from grader.output import append, check_writable, remove, split_at_area, write_atomic, write_json
from grader.release import withheld
from grader.reports import report_html

_FILES = ("junit.xml", "ctrf.json", "summary.md")
_FILES_OF_ONE = ("report.json", "report.html", "results.json", "result.json", "release-body.md")


@click.command("ci")
@option.existing("checkout", default=".")
@option.assignments("Which assignment. [default: each whose file is in the checkout]")
@click.option(
    "-o",
    "--output",
    default="grader-results",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the files go.",
)
@click.option(
    "--student", metavar="ID", help="Whose work it is. [default: $GITHUB_ACTOR, or the folder's name]"
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if tests fail.")
@click.option(
    "--gradebook", "gradebook_url", metavar="URL", envvar=gradebook_option.VARIABLE,
    help="Add an attempt to this gradebook, received now (extra: gradebook): "
    "postgresql+psycopg://USER@HOST/DATABASE or sqlite:///FILE. [default: none]",
)  # fmt: skip
@option.isolation
@option.course
def command(
    checkout: Path,
    names: tuple[str, ...],
    output: Path,
    student: str | None,
    exit_zero: bool,
    gradebook_url: str | None,
    isolation: int | None,
    course: str | None,
) -> None:
    """Grade the work in CHECKOUT, as a CI job does on every push.

    The file of an assignment may lie at the top, in a folder of the assignment's name, or in one other folder.

    \b
    Prints a table, and annotations on GitHub. Writes to DIR:
      junit.xml                   for GitLab, Jenkins, GitHub
      ctrf.json                   the Common Test Report Format, for dashboards
      summary.md                  also appended to $GITHUB_STEP_SUMMARY
      ASSIGNMENT/report.html      the student's page, to keep as an artifact
      ASSIGNMENT/report.json      the result, from which all else is made
      ASSIGNMENT/results.json     for Gradescope
      ASSIGNMENT/result.json      for Classroom 50, in its jobs alone

    Exit code 0 if all points are reached, 1 if not, 3 if something could not be graded or the course is at
    fault, 4 if a file is there that could not be read (the others, if any, are graded), 5 if there is no
    work in CHECKOUT at all.
    """
    with _faults_shown(checkout):
        code = _grade(checkout, names, output, student, gradebook_url, isolation, course)
    click.get_current_context().exit(0 if exit_zero and code == 1 else code)


@contextmanager
def _faults_shown(checkout: Path) -> Iterator[None]:
    """An error that ends the job, also where GitHub shows it: the log alone is read by few."""
    try:
        yield
    except GraderError as error:
        if os.environ.get("GITHUB_ACTIONS") == "true":
            terminal.say_commands(github.fault_command(str(error)))
        _append_summary(github.fault_summary(str(error)), checkout)
        raise


def _grade(
    checkout: Path, names: tuple[str, ...], output: Path, student: str | None, gradebook_url: str | None,
    isolation: int | None, course: str | None,
) -> int:  # fmt: skip
    """Grade the work and tell the results; the exit code."""
    if not (course or from_environment("GRADER_COURSE")):
        raise UsageError(
            "Name the course with --course or GRADER_COURSE: in CI it is never looked for beside the work in "
            f"{checkout}, where a student could put their own."
        )
    found = find_course(course)
    _refuse_inside(found, checkout)
    _check_secret(found)
    highest = option.highest_level(found, isolation)
    who = student_id(student or os.environ.get("GITHUB_ACTOR") or checkout.resolve().name)
    place = checkout.resolve() if checkout.is_symlink() else checkout  # what the caller names may be a link
    places = work_places(found, place, tuple(dict.fromkeys(names)))
    classroom = classroom_submission(checkout)
    root, output = _entry(checkout, output)
    check_writable(output, root=root)
    _remove_earlier(found, output, root)
    jobs, unread = read_checkout(places, who)
    for report in unread:
        terminal.remark(f"Not read: {checkout}, {report.assignment}: {report.not_graded}")
    with job_gradebook(gradebook_url, found, checkout) as book:
        records = list(grade_all(jobs, local_executors(found, 1, highest)))
        book.add(who, records, unread)
    reports = sorted([*unread, *(within_budget(r.report) for r in records)], key=lambda r: r.assignment)
    folders = {assignment.id: path.relative_to(place).as_posix() for assignment, path in places}
    told = [with_repository_paths(report, folders[report.assignment]) for report in reports]
    _write(reports, told, output, root)
    write_classroom_files(reports, classroom, output, root)
    _append_summary(github.step_summary(told), checkout)
    for report, its_paths in zip(reports, told, strict=True):
        _tell(its_paths, _taken(report, place, folders[report.assignment]))
    code = 4 if unread else 0
    if any(r.score is None for r in reports if r not in unread):
        code = 3
    if code == 0 and any(_falls_short(withheld(r)) for r in reports):
        code = 1
    return code


def _falls_short(report: Report) -> bool:
    """Something that may be told is not right: where no hidden test is listed, its task lacks points all the same."""
    return any(t.verdict != "passed" for t in report.tests) or any(
        t.points < t.max_points for t in report.tasks
    )


def _check_secret(course: Course) -> None:
    """A job without its secret says so in its own words; one that uses a public secret is warned."""
    if course.has_public_secret:
        terminal.remark(say("ci.public_secret", course=course.folder))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            terminal.say_commands(github.warning_command(say("ci.public_secret", course=course.folder)))
    elif course.secret_path.is_file() and not course.secret_path.read_bytes().strip():
        raise UsageError(say("ci.empty_secret", file=course.secret_path))


def _refuse_inside(course: Course, checkout: Path) -> None:
    inside = checkout.resolve()
    if course.folder == inside or inside in course.folder.parents:
        raise UsageError(
            f"{course.folder}: the course lies inside the checkout, where a student could change it. "
            "Put it in a folder of its own and name that with --course."
        )


def _tell(report: Report, taken: str) -> None:
    """A table for the log, and annotations where GitHub reads it."""
    terminal.say(f"Taken: {taken}")
    for line in github.plain_table(report).splitlines():
        terminal.say(line)
    terminal.say()
    if os.environ.get("GITHUB_ACTIONS") == "true":
        terminal.say_commands(github.workflow_commands(report))


def _taken(report: Report, place: Path, folder: str) -> str:
    """The file that was graded, from the checkout on; its folder where the work could not be read.

    A file in other case was read under the module's name.
    """
    if not report.sources:
        return f"the work in {folder}/"
    main = report.sources[0]
    name = main.origin or main.name
    found = [entry.name for entry in (place / folder).iterdir() if entry.name.lower() == name.lower()]
    return (Path(folder) / min(found, key=lambda each: each != name, default=name)).as_posix()


def _write(reports: list[Report], told: list[Report], output: Path, root: Path) -> None:
    """All files; ``told`` are the reports with the paths of the repository, for whoever reads them there."""
    write_atomic(output / "junit.xml", junit_xml(told), root=root)
    write_atomic(output / "ctrf.json", ctrf_json(told, stop_ms=round(1000 * time.time())), root=root)
    write_atomic(output / "summary.md", github.step_summary(told), root=root)
    for report in reports:
        folder = output / report.assignment
        write_json(folder / "report.json", withheld(report), root=root)
        write_atomic(folder / "report.html", report_html(withheld(report)), root=root)
        write_atomic(folder / "results.json", gradescope_json([report]), root=root)


def _remove_earlier(course: Course, output: Path, root: Path) -> None:
    """A job that stops before its end leaves no result: none of an earlier job, and none that a student committed."""
    names = [*_FILES, *(f"{each}/{name}" for each in course.assignment_ids() for name in _FILES_OF_ONE)]
    for name in names:
        remove(output / name, root=root)


def _append_summary(text: str, checkout: Path) -> None:
    """Write to the summary that other steps of the job write to as well."""
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        root, path = _entry(checkout, Path(target))
        append(path, text, root=root)


def _entry(checkout: Path, path: Path) -> tuple[Path, Path]:
    """Where a path enters a place in which a student may have laid links, and the path from there on.

    Such are the repository of the work, and the current folder for a path that is named from there. The
    checkout itself was named by the caller: a link in its place is the caller's own.
    """
    real, named, whole = checkout.resolve(), _absolute(checkout), _absolute(path)
    if whole.is_relative_to(named):
        whole = real / whole.relative_to(named)
    repository = next((each for each in (real, *real.parents) if (each / ".git").exists()), real)
    return split_at_area(whole, [repository] if path.is_absolute() else [repository, Path.cwd()])


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - takes '..' by name and follows no link
