"""``grader check``: the public tests on one's own work, in about a second."""

from __future__ import annotations

import json
import os
import textwrap
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli import option
from grader.course import Assignment, find_course, load_assignment
from grader.errors import CourseError, SubmissionError, UsageError

if TYPE_CHECKING:
    from grader.intake import Submission
    from grader.model import TestResult
    from grader.plugin import ClassRun
    from grader.testing.subject import LocalSubject

_WIDTH = 78


@click.command("check")
@option.existing("path", default=".")
@click.option(
    "-a",
    "--assignment",
    metavar="ASSIGNMENT",
    help="Check against the course's own public tests of this assignment.",
)
@click.option(
    "--debug",
    metavar="TEST",
    help="Run the tests whose name holds TEST in this process: prints and breakpoint() work.",
)
@option.course
@option.as_json
def command(path: Path, assignment: str | None, debug: str | None, course: str | None, as_json: bool) -> None:
    """Run the public tests on the work at PATH: a folder made by 'grader handout', or a file in it.

    Exit code 0 if all pass, 1 if some do not.
    """
    found = _of_course(course, assignment) if assignment else _handout(path)
    if not as_json:
        whose = "the course's" if assignment else "the handout's"
        click.echo(
            f"{click.style(found.settings.title, bold=True)}: {whose} public tests in {_near(found.public_dir)}\n"
        )
    work = _find_work(path, found)
    results = _debug(found, work, debug) if debug is not None else _check(found, work)
    if as_json:
        import msgspec

        click.echo(json.dumps(msgspec.to_builtins(results), indent=2))
    else:
        _print(results, found)
    click.get_current_context().exit(0 if all(r.verdict == "passed" for r in results) else 1)


def _handout(path: Path) -> Assignment:
    """The caller's own handout: the nearest one at or above the place he names."""
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / "assignment.toml").is_file() and (folder / "public").is_dir():
            return load_assignment(folder, None)
    raise UsageError(
        f"{path}: no assignment.toml with public tests there or above. Go to the folder you got for the assignment, "
        "or name the assignment with -a."
    )


def _of_course(course: str | None, name: str) -> Assignment:
    """The course's assignment as a handout would have it: public tests alone, and no reference."""
    return replace(find_course(course).assignment(name), reference_path=None)


def _find_work(path: Path, assignment: Assignment) -> Path:
    """The file to check: the one named, or the module of the assignment in the folder or in the handout."""
    if path.is_file():
        return path
    module = assignment.settings.module
    names = (module, module.removesuffix(".py") + ".ipynb")
    folders = (path, path / "starter", assignment.folder)
    for candidate in (folder / name for folder in folders for name in names):
        if candidate.is_file():
            return candidate
    raise UsageError(
        f"{path}: there is no {module}. Put your work there, or name your file: grader check FILE"
    )


def _submission(work: Path, module: str) -> Submission:
    from grader.intake import Found, Rejected, read

    submission = read(Found(path=work, student="me", origin=str(work)), module)
    if isinstance(submission, Rejected):
        raise SubmissionError(f"{work}: {submission.reason}")
    return submission


def _check(assignment: Assignment, work: Path) -> list[TestResult]:
    from grader.sandbox.zygote import Zygote

    settings = assignment.settings
    zygote = Zygote(
        settings.preload, settings.imports.allowed, (3, 2, 1, 0)
    )  # it loads numpy while we load pytest
    try:
        from grader import scoring
        from grader.plugin import run_session
        from grader.testing.subject import JailedSubject, code_of

        submission = _submission(work, settings.module)
        subject = JailedSubject(
            zygote, code_of(assignment, submission.files, submission.data), settings.limits
        )
        results: list[TestResult] = []

        def body(begin: Callable[[bytes], ClassRun]) -> None:
            run = _begun(begin, assignment)
            outcomes = run.grade(subject, salt="", budget_s=settings.limits.submission_s)
            loading = outcomes[0].detail if subject.broken is not None and outcomes else ""
            results.extend(
                scoring.shown_results(
                    assignment, outcomes, {}, submission.files, loading=loading, public_weight=1.0
                )
            )

        try:
            run_session(assignment, None, body, hidden=False)
        finally:
            subject.retire()
        notices = (*submission.notices, *(subject.loaded.notices if subject.loaded else ()))
        for notice in notices:
            click.echo(f"Note: {notice}", err=True)
        return results
    finally:
        zygote.close()


def _begun(begin: Callable[[bytes], ClassRun], assignment: Assignment, only: str = "") -> ClassRun:
    """The public tests, of which there must be some."""
    run = begin(b"public")
    names = [name.rpartition("::")[2] for name in run.specs]
    if not names:
        raise CourseError(
            f"{assignment.public_dir}: there is no test in it. Get the folder anew from whoever handed it out."
        )
    if not any(only in name for name in run.specs):
        raise UsageError(f"No public test has '{only}' in its name. There are: {', '.join(names)}.")
    return run


def _debug(assignment: Assignment, work: Path, only: str) -> list[TestResult]:
    """One's own code in one's own process: no jail, nothing captured, the whole traceback."""
    from grader import scoring
    from grader.plugin import run_session

    results: list[TestResult] = []
    subject = _local(work, assignment.settings.module)

    def body(begin: Callable[[bytes], ClassRun]) -> None:
        run = _begun(begin, assignment, only)
        outcomes = run.grade(subject, salt="", budget_s=float("inf"), only=only)
        results.extend(scoring.shown_results(assignment, outcomes, {}, public_weight=1.0))

    run_session(assignment, None, body, hidden=False)
    return results


def _local(work: Path, module: str) -> LocalSubject:
    """One's own module in this process; what it raises is printed when it does."""
    from grader.sandbox.failure import StudentError
    from grader.sandbox.worker import CallResult
    from grader.testing.subject import LocalSubject, module_from_text

    class Talking(LocalSubject):
        def call(self, name: str, *args: Any, **kwargs: Any) -> CallResult:
            try:
                return super().call(name, *args, **kwargs)
            except StudentError as error:
                _print_traceback(f"{name} raised:", error.__cause__, work)
                raise

    source = _submission(work, module).files[0]
    try:
        return Talking(module_from_text(Path(source.name).stem, source.text, str(work)))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - one's own file may raise anything
        _print_traceback(f"{work} cannot be imported:", error, work)
        raise click.exceptions.Exit(1) from None


def _print_traceback(title: str, error: BaseException | None, work: Path) -> None:
    """The traceback from the first line of one's own file on; before it come only the grader's."""
    assert error is not None
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != str(work):
        trace = trace.tb_next
    click.echo(title, err=True)
    click.echo("".join(traceback.format_exception(error.with_traceback(trace), chain=False)), err=True)


def _print(results: list[TestResult], assignment: Assignment) -> None:
    from grader.text import plain

    for task in assignment.settings.tasks:
        own = [r for r in results if r.task == task.id]
        if own:
            click.echo(click.style(task.function, bold=True))
        for result in own:
            passed = result.verdict == "passed"
            sign = click.style("✓", fg="green") if passed else click.style("✗", fg="red")
            click.echo(_wrapped(f"{sign} ", result.title))
            if not passed:
                _explain(result, plain)
    good = sum(r.verdict == "passed" for r in results)
    colour = "green" if good == len(results) else "yellow"
    click.echo(click.style(f"\n{good} of {len(results)} public tests pass.", fg=colour, bold=True))
    if good == len(results):
        click.echo("Hidden tests look further: other sizes, extreme values, every task.")


def _explain(result: TestResult, plain: Callable[[str], str]) -> None:
    click.echo(_wrapped("    ", plain(result.message)))
    for line in plain(result.detail).splitlines():
        click.echo(f"      {line}")
    for place in result.lines[-1:]:
        click.echo(f"    in {place}")
    if result.hint:
        click.echo(_wrapped("    Try: ", result.hint))
    if result.output.strip():
        click.echo("    It printed:")
        for line in plain(result.output).splitlines()[:10]:
            click.echo(f"      {line}")


def _wrapped(prefix: str, text: str) -> str:
    indent = " " * len(click.unstyle(prefix))
    lines = textwrap.wrap(text, _WIDTH - len(indent)) or [""]
    return "\n".join([prefix + lines[0], *(indent + line for line in lines[1:])])


def _near(path: Path) -> str:
    return os.path.relpath(path)
