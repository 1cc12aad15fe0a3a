"""``grader check``: run the public tests on one's own work, in about a second."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import click

from grader import messages
from grader.cli import option
from grader.cli.terminal import block, check_mark, paragraph, say, say_json, styled
from grader.cli.trust import are_own_tests, confirm, is_own_folder, read_foreign_tests, read_foreign_work
from grader.course import Assignment, load_assignment
from grader.errors import CourseError, IsolationError, SubmissionError, UsageError
from grader.hint_choice import with_chosen_hints
from grader.text import plain

if TYPE_CHECKING:
    from grader.intake import Submission
    from grader.model import TestResult
    from grader.plugin import ClassRun, Outcome
    from grader.sandbox.worker_session import JailedSubject

_CODE = (".py", ".ipynb")
_MOST_PRINTED = 10
_WALLED = (3, 2)
"""Isolation levels that are safe for code of any author."""
_ANYONES = (*_WALLED, 1, 0)


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
@click.option(
    "--trust",
    is_flag=True,
    help="Run someone else's tests, and with --debug their work, without asking, and remember them.",
)
@option.course
@option.as_json
def command(
    path: Path, assignment: str | None, debug: str | None, trust: bool, course: str | None, as_json: bool
) -> None:
    """Run the public tests on the work at PATH: a folder made by 'grader handout', or a file in it.

    The work can use modules and data beside it, as when the folder is handed in.

    The work runs in a sandbox. The tests run without one, with all your rights. Tests in the current folder or in
    one above it count as your own, as they do for pytest. Tests in another folder run only after you have confirmed
    them; with -a, the course's own tests run instead. With --debug, the same holds for the work.

    Exit code 0 if all pass, 1 if some do not.
    """
    found = _of_course(course, assignment, path) if assignment else load_assignment(_handout(path), None)
    shown = found.public_dir
    work = _find_work(path, found)
    found, work = _trusted(found, work, of_course=bool(assignment), debugging=debug is not None, trust=trust)
    if not as_json:
        whose = "the course's" if assignment else "the handout's"
        paragraph(
            f"{whose} public tests in {_near(shown)}", styled(found.settings.title, bold=True), ": "
        )  # fmt: skip
        say()
    checked = _Checked(_debug(found, work, debug)) if debug is not None else _check(found, work)
    results = checked.results
    if as_json:
        import msgspec

        say_json(msgspec.to_builtins(results))
    else:
        _print(checked, found)
    click.get_current_context().exit(0 if all(r.verdict == "passed" for r in results) else 1)


def _handout(path: Path) -> Path:
    """The nearest handout at or above a path."""
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / "assignment.toml").is_file() and (folder / "public").is_dir():
            return folder
    raise UsageError(
        f"{path}: no assignment.toml with public tests there or above. Go to the folder you got for the assignment, "
        "or name the assignment with -a."
    )


def _of_course(course: str | None, name: str, path: Path) -> Assignment:
    """The course's assignment with the contents of a handout: public tests only, and no reference."""
    found = option.course_for(course, [path if path.is_dir() else path.parent])
    return replace(found.assignment(name), reference_path=None)


def _trusted(
    assignment: Assignment, work: Path, *, of_course: bool, debugging: bool, trust: bool
) -> tuple[Assignment, Path]:
    """The tests and the work to run. If they are someone else's, they are copies of what the user confirmed."""
    theirs = {}
    if not of_course and not are_own_tests(assignment.folder):
        theirs["tests"] = read_foreign_tests(assignment.folder)
    if debugging and not is_own_folder(work.resolve().parent):
        theirs["work"] = read_foreign_work(work)
    if not theirs:
        return assignment, work
    confirm(theirs.values(), trust=trust)
    place = click.get_current_context().with_resource(TemporaryDirectory(prefix="grader-check-"))
    if "tests" in theirs:
        assignment = load_assignment(theirs["tests"].copy(Path(place)), None)
    if "work" in theirs:
        work = theirs["work"].copy(Path(place)) / work.name
    return assignment, work


def _find_work(path: Path, assignment: Assignment) -> Path:
    """The file to check: the file that was named, or the assignment's module in that folder or in the handout."""
    module = assignment.settings.module
    if path.is_file():
        if assignment.public_dir.resolve() in path.resolve().parents:
            raise UsageError(
                f"{path} is a test, not your work. Name the file you wrote: grader check {module}"
            )
        return path
    for folder in (path, assignment.folder):
        if found := _module_in(folder, module):
            return found
    raise UsageError(
        f"{path}: there is no {module}. Put your work there, or name your file: grader check "
        f"{_nearest(path, module) or 'FILE'}"
    )


def _module_in(folder: Path, module: str) -> Path | None:
    """The module as intake finds it: first as a Python file, then as a notebook, without regard to case."""
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
    """The work with the files beside it, as if its folder were handed in; only the work if that is not possible."""
    from grader.intake import FoundSubmission, RejectedSubmission, read_submission

    alone = FoundSubmission(path=work, student="me", origin=str(work))
    folder = FoundSubmission(path=work.parent.resolve(), student="me", origin=str(work), main=work.name)
    submission = read_submission(folder if work.suffix.lower() in _CODE else alone, module)
    if isinstance(submission, RejectedSubmission):
        reason = submission.reason
        submission = read_submission(alone, module)
        if isinstance(submission, RejectedSubmission):
            raise SubmissionError(f"{work}: {submission.reason}")
        notice = f"{work.name} was checked alone, its folder cannot be handed in: {reason}"
        submission = replace(submission, notices=(notice, *submission.notices))
    return submission


class _Checked(NamedTuple):
    """What a check found."""

    results: list[TestResult]
    advice: Mapping[str, tuple[str, ...]] = {}
    """What stands in the code of functions that fail, by task id."""


def _check(assignment: Assignment, work: Path) -> _Checked:
    from grader.sandbox.spawned_worker import choose_zygote
    from grader.sandbox.zygote_client import ZygoteError

    settings = assignment.settings
    levels = _ANYONES if is_own_folder(work.resolve().parent) else _WALLED
    zygote = choose_zygote(settings.preload, settings.imports.allowed, levels)  # it loads numpy meanwhile
    try:
        from grader import scoring
        from grader.plugin import run_session
        from grader.sandbox.worker_session import JailedSubject, code_of

        submission = _submission(work, settings.module)
        subject = JailedSubject(
            zygote, code_of(assignment, submission.files, submission.data), settings.limits
        )

        def body(begin: Callable[[bytes], ClassRun]) -> _Checked:
            run = _begun(begin, assignment)
            outcomes = run.grade(subject, salt="")
            loading = outcomes[0].detail if subject.broken is not None and outcomes else ""
            calls = subject.loaded.calls if subject.loaded else None
            shown = scoring.visible_results(
                assignment, outcomes, {}, submission.files, loading=loading, calls=calls, public_weight=1.0
            )
            advice = _advice(assignment, outcomes, subject, zygote.level)
            return _Checked(_under_own_name(shown, settings.module, work.name), advice)

        try:
            checked = run_session(assignment, None, body, hidden=False)
        except ZygoteError as error:
            if levels == _ANYONES:
                raise
            raise IsolationError(
                f"{work}: somebody else's code runs in a full sandbox alone, and this machine has none. {error} "
                "If it is yours, go to its folder and check there."
            ) from None
        finally:
            subject.retire()
        notices = (*submission.notices, *(subject.loaded.notices if subject.loaded else ()))
        for notice in notices:
            say(f"Note: {notice}", err=True)
        return checked
    finally:
        zygote.close()


def _advice(
    assignment: Assignment, outcomes: Sequence[Outcome], subject: JailedSubject, level: int
) -> dict[str, tuple[str, ...]]:
    """What stands in the code of functions that fail. Where none does, nothing of this is loaded."""
    if subject.loaded is None or not any(outcome.verdict in ("failed", "error") for outcome in outcomes):
        return {}
    from grader.grading.code_advice import advice_of_tasks
    from grader.sandbox.code_inspector import CodeInspector

    with contextlib.closing(CodeInspector(level)) as inspector:
        return advice_of_tasks(assignment, outcomes, inspector.inspect(subject.code), subject.loaded.calls)


def _under_own_name(results: Iterable[TestResult], module: str, name: str) -> list[TestResult]:
    """The results with places in the student's own file: a notebook or a renamed file was read as the module."""
    return [
        replace(r, lines=tuple(replace(p, file=name) if p.file == module else p for p in r.lines))
        for r in results
    ]


def _begun(begin: Callable[[bytes], ClassRun], assignment: Assignment) -> ClassRun:
    """Load the public tests. There must be at least one."""
    run = begin(b"public")
    if not run.specs:
        raise CourseError(
            f"{assignment.public_dir}: there is no test in it. Get the folder anew from whoever handed it out."
        )
    return run


def _debug(assignment: Assignment, work: Path, only: str) -> list[TestResult]:
    """Run one's own code in this process: without a sandbox, without captured output, with full tracebacks."""
    from grader import scoring
    from grader.cli.debugging import local_subject
    from grader.plugin import run_session

    files = _submission(work, assignment.settings.module).files
    subject = local_subject(work, files, assignment.given_path)

    def body(begin: Callable[[bytes], ClassRun]) -> list[TestResult]:
        run, results = _begun(begin, assignment), []
        for name in _chosen(run, assignment, only):
            outcomes = run.grade(subject, salt="", only=name)
            own = [o for o in outcomes if o.spec.id == name]
            results += scoring.visible_results(assignment, own, {}, public_weight=1.0)
        return results

    return run_session(assignment, None, body, hidden=False)


def _chosen(run: ClassRun, assignment: Assignment, only: str) -> list[str]:
    """The tests with ``only`` in their name, their title, or the name of their task or function."""
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


def _print(checked: _Checked, assignment: Assignment) -> None:
    results = checked.results
    once = len(results) > 1 and len({(r.message, r.lines) for r in results}) == 1
    once = once and results[0].verdict != "passed"
    if once:  # for instance if the file cannot be imported: explained once for all tests
        _explain(results[0])
        say()
    for task in assignment.settings.tasks:
        own = [r for r in with_chosen_hints(results) if r.task == task.id]
        if own:
            say(styled(task.function, bold=True))
        for result in own:
            passed = result.verdict == "passed"
            paragraph(result.title, check_mark(passed), " ")
            if not (passed or once):
                _explain(result)
        for sentence in checked.advice.get(task.id, ()):
            paragraph(sentence, f"    {messages.say('advice.heading')}: ")
    good = sum(r.verdict == "passed" for r in results)
    colour = "green" if good == len(results) else "yellow"
    say()
    say(styled(f"{good} of {len(results)} public tests pass.", colour, bold=True))
    if good == len(results):
        paragraph("Hidden tests look further: other sizes, extreme values, every task.")


def _explain(result: TestResult) -> None:
    paragraph(result.message, "    ")
    if result.detail:
        block(result.detail, "      ")
    for place in result.lines[-1:]:
        paragraph(str(place), "    in ")
    if result.hint:
        paragraph(result.hint, "    Try: ")
    if result.output.strip():
        say("    It printed:")
        block("\n".join(plain(result.output).splitlines()[:_MOST_PRINTED]), "      ")


def _near(path: Path) -> str:
    return os.path.relpath(path)
