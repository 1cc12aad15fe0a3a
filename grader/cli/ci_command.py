"""``grader ci``: grade the checkout of a CI job and speak the CI system's language."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader.cli import option
from grader.course import Assignment, Course, find_course
from grader.errors import NothingToGrade, SubmissionError, UsageError
from grader.exporters import github, gradescope_json, junit_xml
from grader.grading import Job, grade_all
from grader.grading.marking import Work
from grader.intake import Found, Rejected, read, student_id
from grader.model import Report
from grader.output import not_written, write_atomic, write_json
from grader.scoring import withheld


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
@option.course
def command(
    checkout: Path,
    names: tuple[str, ...],
    output: Path,
    student: str | None,
    exit_zero: bool,
    course: str | None,
) -> None:
    """Grade the work in CHECKOUT, as a CI job does on every push.

    \b
    Prints a table, and annotations on GitHub. Writes to DIR:
      junit.xml                   for GitLab, Jenkins, GitHub
      summary.md                  also appended to $GITHUB_STEP_SUMMARY
      ASSIGNMENT/report.json      the result, from which all else is made
      ASSIGNMENT/results.json     for Gradescope

    Exit code 0 if all tests pass, 1 if some do not, 3 if something could not be graded.
    """
    found = find_course(course or os.environ.get("GRADER_COURSE") or _outside(checkout))
    _refuse_inside(found, checkout)
    who = student_id(student or os.environ.get("GITHUB_ACTOR") or checkout.resolve().name)
    places = _work(found, checkout, tuple(dict.fromkeys(names)))
    jobs = [_job(assignment, path, who) for assignment, path in places]
    if not jobs:
        modules = ", ".join(found.assignment(n).settings.module for n in found.assignment_ids())
        raise NothingToGrade(f"{checkout}: no work found there. Looked for: {modules}")
    reports = sorted((r.report for r in grade_all(found, jobs, 1)), key=lambda r: r.assignment)
    _write(reports, output)
    folders = {assignment.id: path.relative_to(checkout).as_posix() for assignment, path in places}
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    for report in reports:
        click.echo(github.plain_table(report))
        if on_github:
            prefix = folders[report.assignment].removeprefix(".")
            click.echo(github.workflow_commands(report, prefix=prefix), nl=False)
    code = _exit_code(reports)
    click.get_current_context().exit(0 if exit_zero and code == 1 else code)


def _outside(checkout: Path) -> str:
    raise UsageError(
        f"Name the course with --course or GRADER_COURSE: in CI it is never looked for beside the work in {checkout}, "
        "where a student could put their own."
    )


def _refuse_inside(course: Course, checkout: Path) -> None:
    inside = checkout.resolve()
    if course.folder == inside or inside in course.folder.parents:
        raise UsageError(
            f"{course.folder}: the course lies inside the checkout, where a student could change it. "
            "Put it in a folder of its own and name that with --course."
        )


def _work(course: Course, checkout: Path, names: tuple[str, ...]) -> list[tuple[Assignment, Path]]:
    """The assignments whose file is in the checkout, at its top or in a folder of their name."""
    found = []
    for name in names or course.assignment_ids():
        assignment = course.assignment(name)
        module = assignment.settings.module
        files = (module, module.removesuffix(".py") + ".ipynb")
        places = [p for folder in (checkout, checkout / name) for f in files if (p := folder / f).is_file()]
        if places:
            found.append((assignment, places[0].parent))
        elif names:
            raise UsageError(
                f"{checkout}: there is no {module} for {name}, neither at the top nor in {name}/."
            )
    return found


def _job(assignment: Assignment, path: Path, student: str) -> Job:
    submission = read(Found(path=path, student=student, origin=str(path)), assignment.settings.module)
    if isinstance(submission, Rejected):
        raise SubmissionError(f"{path}: {submission.reason}")
    return Job(assignment=assignment, works=(Work(submission=submission),))


def _write(reports: list[Report], output: Path) -> None:
    write_atomic(output / "junit.xml", junit_xml(reports))
    summary = github.step_summary(reports)
    write_atomic(output / "summary.md", summary)
    for report in reports:
        folder = output / report.assignment
        write_json(folder / "report.json", withheld(report))
        write_atomic(folder / "results.json", gradescope_json([report]))
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(Path(target), summary)


def _append(path: Path, text: str) -> None:
    """To a file that other steps of the job write to as well."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise not_written(path, error) from None


def _exit_code(reports: list[Report]) -> int:
    if any(r.score is None for r in reports):
        return 3
    return 0 if all(t.verdict == "passed" for r in reports for t in r.tests) else 1
