"""``grader check``: the public tests on one's own work, in about a second."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import option
from grader.cli.terminal import sign, wrapped
from grader.course import Assignment, find_course, load_assignment
from grader.errors import CourseError, SubmissionError, UsageError

if TYPE_CHECKING:
    from grader.intake import Submission
    from grader.model import TestResult
    from grader.plugin import ClassRun

_CODE = (".py", ".ipynb")


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
    help="Run the tests with TEST in their name, function or sentence in this process: prints and breakpoint() work.",
)
@option.course
@option.as_json
def command(path: Path, assignment: str | None, debug: str | None, course: str | None, as_json: bool) -> None:
    """Run the public tests on the work at PATH: a folder made by 'grader handout', or a file in it.

    Modules and data beside the file are there for it, as when the folder is handed in.

    Exit code 0 if all pass, 1 if some do not.
    """
    found = _of_course(course, assignment) if assignment else _handout(path)
    if not as_json:
        whose = "the course's" if assignment else "the handout's"
        heading = f"{click.style(found.settings.title, bold=True)}: "
        click.echo(wrapped(heading, f"{whose} public tests in {_near(found.public_dir)}") + "\n")
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
    module = assignment.settings.module
    if path.is_file():
        if assignment.public_dir.resolve() in path.resolve().parents:
            raise UsageError(
                f"{path} is a test, not your work. Name the file you wrote: grader check {module}"
            )
        return path
    for folder in (path, path / "starter", assignment.folder):
        if found := _module_in(folder, module):
            return found
    raise UsageError(
        f"{path}: there is no {module}. Put your work there, or name your file: grader check "
        f"{_nearest(path, module) or 'FILE'}"
    )


def _module_in(folder: Path, module: str) -> Path | None:
    """The module as it would be found in a folder handed in: as a file before a notebook, in any case."""
    if not folder.is_dir():
        return None
    names = (module, module.removesuffix(".py") + ".ipynb")
    lower = [name.lower() for name in names]
    files = [f for f in folder.iterdir() if f.name.lower() in lower and f.is_file()]
    return min(files, key=lambda f: (f.suffix.lower() != ".py", f.name not in names), default=None)


def _nearest(folder: Path, module: str) -> str:
    from difflib import get_close_matches

    names = sorted(f.name for f in folder.iterdir() if f.suffix.lower() in _CODE)
    return next(iter(names if len(names) == 1 else get_close_matches(module, names, n=1)), "")


def _submission(work: Path, module: str) -> Submission:
    """The work with what lies beside it, as when its folder is handed in; alone if that cannot be."""
    from grader.intake import Found, Rejected, read

    alone = Found(path=work, student="me", origin=str(work))
    folder = Found(path=work.parent.resolve(), student="me", origin=str(work), main=work.name)
    submission = read(folder if work.suffix.lower() in _CODE else alone, module)
    if isinstance(submission, Rejected):
        reason = submission.reason
        submission = read(alone, module)
        if isinstance(submission, Rejected):
            raise SubmissionError(f"{work}: {submission.reason}")
        notice = f"{work.name} was checked alone, its folder cannot be handed in: {reason}"
        submission = replace(submission, notices=(notice, *submission.notices))
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
            outcomes = run.grade(subject, salt="")
            loading = outcomes[0].detail if subject.broken is not None and outcomes else ""
            calls = subject.loaded.calls if subject.loaded else None
            shown = scoring.shown_results(
                assignment, outcomes, {}, submission.files, loading=loading, calls=calls, public_weight=1.0
            )
            results.extend(_under_own_name(shown, settings.module, work.name))

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


def _under_own_name(results: Iterable[TestResult], module: str, name: str) -> list[TestResult]:
    """Places in the file that the student has: a notebook and a renamed file were taken as the module."""
    return [
        replace(r, lines=tuple(replace(p, file=name) if p.file == module else p for p in r.lines))
        for r in results
    ]


def _begun(begin: Callable[[bytes], ClassRun], assignment: Assignment) -> ClassRun:
    """The public tests, of which there must be some."""
    run = begin(b"public")
    if not run.specs:
        raise CourseError(
            f"{assignment.public_dir}: there is no test in it. Get the folder anew from whoever handed it out."
        )
    return run


def _debug(assignment: Assignment, work: Path, only: str) -> list[TestResult]:
    """One's own code in one's own process: no jail, nothing captured, the whole traceback."""
    from grader import scoring
    from grader.cli.debugging import local_subject
    from grader.plugin import run_session

    results: list[TestResult] = []
    subject = local_subject(work, _submission(work, assignment.settings.module).files)

    def body(begin: Callable[[bytes], ClassRun]) -> None:
        run = _begun(begin, assignment)
        for name in _chosen(run, assignment, only):
            outcomes = run.grade(subject, salt="", only=name)
            own = [o for o in outcomes if o.spec.id == name]
            results.extend(scoring.shown_results(assignment, own, {}, public_weight=1.0))

    run_session(assignment, None, body, hidden=False)
    return results


def _chosen(run: ClassRun, assignment: Assignment, only: str) -> list[str]:
    """The tests with ``only`` in their name, their task's, its function's, or in their sentence."""
    functions = {task.id: task.function for task in assignment.settings.tasks}
    wanted = only.casefold()
    chosen = [
        name
        for name, spec in run.specs.items()
        if wanted in "\n".join((name, spec.mark.id, functions[spec.mark.id], spec.title)).casefold()
    ]
    if not chosen:
        names = ", ".join(name.rpartition("::")[2] for name in run.specs)
        raise UsageError(
            f"No public test has '{only}' in its name. There are: {names}. Or name one of the functions: "
            f"{', '.join(functions.values())}."
        )
    return chosen


def _print(results: list[TestResult], assignment: Assignment) -> None:
    once = len(results) > 1 and len({(r.message, r.lines) for r in results}) == 1
    once = once and results[0].verdict != "passed"
    if once:  # a file that cannot be imported: said of all tests together
        _explain(results[0])
        click.echo()
    for task in assignment.settings.tasks:
        own = [r for r in results if r.task == task.id]
        if own:
            click.echo(click.style(task.function, bold=True))
        for result in own:
            passed = result.verdict == "passed"
            click.echo(wrapped(f"{sign(passed)} ", result.title))
            if not (passed or once):
                _explain(result)
    good = sum(r.verdict == "passed" for r in results)
    colour = "green" if good == len(results) else "yellow"
    click.echo(click.style(f"\n{good} of {len(results)} public tests pass.", fg=colour, bold=True))
    if good == len(results):
        click.echo(wrapped("", "Hidden tests look further: other sizes, extreme values, every task."))


def _explain(result: TestResult) -> None:
    from grader.text import plain

    click.echo(wrapped("    ", plain(result.message)))
    for line in plain(result.detail).splitlines():
        click.echo(f"      {line}")
    for place in result.lines[-1:]:
        click.echo(wrapped("    in ", plain(str(place))))
    if result.hint:
        click.echo(wrapped("    Try: ", result.hint))
    if result.output.strip():
        click.echo("    It printed:")
        for line in plain(result.output).splitlines()[:10]:
            click.echo(f"      {line}")


def _near(path: Path) -> str:
    return os.path.relpath(path)
