"""``grader check``: run the public tests on one's own work, in about a second."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from grader import messages
from grader.cli import option, watching
from grader.cli.check_output import show_results
from grader.cli.terminal import paragraph, say, say_json, styled
from grader.cli.trust import are_own_tests, confirm, is_own_folder, read_foreign_tests, read_foreign_work
from grader.course import Assignment, load_assignment
from grader.errors import CourseError, IsolationError, SubmissionError, UsageError

if TYPE_CHECKING:
    from grader.intake import Submission
    from grader.model import SourceFile, TestResult
    from grader.plugin import ClassRun, Outcome
    from grader.sandbox.worker_session import JailedSubject

_CODE = (".py", ".ipynb")
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
@click.option("--watch", is_flag=True, help="Check again after every change, until Ctrl-C.")
@option.course
@option.as_json
def command(
    path: Path,
    assignment: str | None,
    debug: str | None,
    trust: bool,
    watch: bool,
    course: str | None,
    as_json: bool,
) -> None:
    """Run the public tests on the work at PATH: a folder made by 'grader handout', or a file in it.

    The work can use modules and data beside it, as when the folder is handed in.

    On Linux the work runs in a sandbox. The tests run without one, with all your rights. Tests in the current folder
    or in one above it count as your own, as they do for pytest. Tests in another folder run only after you have
    confirmed them; with -a, the course's own tests run instead. With --debug, the same holds for the work.

    Exit code 0 if all pass, 1 if some do not, 2 if there is no work, 4 if it cannot be read.
    """
    found = _of_course(course, assignment, path) if assignment else load_assignment(_handout(path), None)
    if watch:
        _watch(path, found, assignment, debug, trust=trust, course=course, as_json=as_json)
    _require_libraries(found)
    shown = found.public_dir
    work = _find_work(path, found)
    found, work = _trusted(found, work, of_course=bool(assignment), debugging=debug is not None, trust=trust)
    if not as_json:
        heading = "check.heading.course" if assignment else "check.heading.handout"
        whose = messages.say(heading, folder=_near(shown))
        paragraph(whose, styled(found.settings.title, bold=True), ": ")
        say()
    checked = _Checked(_debug(found, work, debug)) if debug is not None else _check(found, work)
    results = checked.results
    if as_json:
        import msgspec

        say_json(msgspec.to_builtins(results))
    else:
        show_results(found.settings, results, checked.advice)
    click.get_current_context().exit(0 if all(r.verdict == "passed" for r in results) else 1)


def _watch(
    path: Path,
    found: Assignment,
    assignment: str | None,
    debug: str | None,
    *,
    trust: bool,
    course: str | None,
    as_json: bool,
) -> NoReturn:
    """Check the work again and again. Each run gets the same arguments."""
    for option_name, given in (("--json", as_json), ("--debug", debug is not None)):
        if given:
            raise UsageError(messages.say("check.watch_once", option=option_name))
    arguments = [*(["-a", assignment] if assignment else []), *(["--trust"] if trust else [])]
    arguments += ["--course", course] if course else []
    folder = path if path.is_dir() else path.parent
    inside = not assignment and folder.resolve().is_relative_to(found.folder.resolve())
    watched = found.folder if inside else folder
    watching.watch(watched.resolve(), [*arguments, "--", str(path)])
    raise click.exceptions.Exit(0)


def _require_libraries(assignment: Assignment) -> None:
    """The libraries that the worker loads must be installed. Students' machines often have no torch."""
    for name in assignment.settings.preload:
        if importlib.util.find_spec(name.partition(".")[0]) is None:
            command = watching.pip_command(name.partition(".")[0])
            raise UsageError(messages.say("check.no_library", name=name, command=command))


def _handout(path: Path) -> Path:
    """The nearest handout at or above a path."""
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / "assignment.toml").is_file() and (folder / "public").is_dir():
            return folder
    raise UsageError(messages.say("check.no_handout", path=path))


def _of_course(course: str | None, name: str, path: Path) -> Assignment:
    """The course's assignment with the contents of a handout: public tests only, and no reference."""
    found = option.course_for(course, [path if path.is_dir() else path.parent]).assignment(name)
    settings = replace(found.settings, starter_sha256=_starter_digest(found))
    return replace(found, settings=settings, reference_path=None)


def _starter_digest(assignment: Assignment) -> str:
    from grader.intake import starter_digest

    try:
        return starter_digest(assignment.starter_text())
    except CourseError:  # whoever makes the handout is told
        return ""


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
            raise UsageError(messages.say("check.is_a_test", path=path, command=_command(module)))
        return path
    for folder in (path, assignment.folder):
        if found := _module_in(folder, module):
            return _with_work(found, assignment)
    near = _nearest(path, module)
    command = _command(str(path / near) if near and _near(path) != "." else near) if near else _command()
    raise UsageError(messages.say("check.no_work", path=path, module=module, command=command))


def _with_work(file: Path, assignment: Assignment) -> Path:
    """The file, or the notebook beside it that holds the work while the file is the untouched starter."""
    from grader.intake import DEFAULT_CAPS, chosen_work, notebook_notice

    beside = (f for f in file.parent.iterdir() if f == file or f.suffix.lower() == ".ipynb")
    files = {f.name: f.read_bytes() for f in beside if f.is_file()}
    settings = assignment.settings
    try:
        chosen = chosen_work(files, file.name, settings.module, settings.starter_sha256, DEFAULT_CAPS)
    except SubmissionError as error:
        question = messages.say("check.name_one", command=_command())
        raise SubmissionError(messages.join_sentences(f"{_near(file.parent)}: {error}", question)) from None
    if chosen != file.name:
        paragraph(notebook_notice(chosen, file.name), "Note: ", err=True)
    return file.with_name(chosen)


def _command(file: str = "") -> str:
    """The command that checks a file, as it is typed into a shell."""
    return shlex.join(["grader", "check", *([file] if file else [])]) + ("" if file else " FILE")


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
        notice = messages.say("check.alone", name=work.name, reason=reason)
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
            told = _with_cells(
                shown, assignment, submission.files, subject.loaded.notices if subject.loaded else ()
            )
            return _Checked(_under_own_name(told, settings.module, work.name), advice)

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
            paragraph(notice, "Note: ", err=True)
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


def _with_cells(
    results: Iterable[TestResult], assignment: Assignment, files: Sequence[SourceFile], notices: Sequence[str]
) -> list[TestResult]:
    """The results; of a function that is missing, with the cell in which it stands and which was left out."""
    from grader.intake.left_out import where_left_out

    functions = {task.id: task.function for task in assignment.settings.tasks}
    told = []
    for result in results:
        missing = result.verdict == "missing"
        where = where_left_out(functions[result.task], files, notices) if missing else ""
        told.append(replace(result, message=where) if where else result)
    return told


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
    subject = local_subject(work, files, assignment.given_path, assignment.settings.imports.allowed)

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


def _near(path: Path) -> str:
    return os.path.relpath(path)
