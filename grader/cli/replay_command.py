"""``grader replay``: run the tests of one record again and show everything, for staff."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

import grader
from grader.cli import option, terminal
from grader.cli.progress import score
from grader.course import Course, find_course
from grader.errors import UsageError
from grader.grading.isolation import open_zygote
from grader.grading.marking_session import load_reference
from grader.grading.store import read_record
from grader.model import Record, SourceFile, Verdict, placed
from grader.plugin import ClassRun, Outcome, run_session
from grader.sandbox.worker_session import JailedSubject, code_of
from grader.text import count

_FRAME: Final = re.compile(r'^  File "(?P<file>[^"\n]*)", line \d+, in [^\n]*\n[^\n]*(?:\n|\Z)', re.MULTILINE)
"""A frame of a traceback: its place, and the line of code."""


@click.command("replay")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--test", "only", default="", metavar="TEST", help="Only tests with TEST in their id.")
@click.option("--verbose", is_flag=True, help="Also show the frames of the grader in tracebacks.")
@option.isolation
@option.course
def command(record: Path, only: str, verbose: bool, isolation: int | None, course: str | None) -> None:
    """Run the tests of a RECORD again, with the same hidden inputs, and print everything.

    A record lies in DIR/.grader/records/ASSIGNMENT/STUDENT.json. Tests that do not pass come first. This command is
    for authors and for appeals. Its output shows hidden values, so it is not for students. Unless --isolation says
    otherwise, the tests run at the level of the record, or at the highest lower one that this machine offers and the
    course allows.
    """
    found = find_course(course)
    stored = read_record(record, found.secret())
    highest = stored.report.isolation if isolation is None else option.highest_level(found, isolation)
    outcomes = _run(stored, only, found, max(highest, found.settings.required_isolation))
    before = {t.id: t.verdict for t in stored.staff}
    for outcome in sorted(outcomes, key=lambda each: each.verdict == Verdict.PASSED):
        _print(outcome, before.get(outcome.spec.id, ""), stored.report.sources, verbose)
    passed = sum(outcome.verdict == "passed" for outcome in outcomes)
    was = score(stored.report)
    terminal.say()
    terminal.say(f"{passed} of {count(len(outcomes), 'test')} passed. The record says: {was}")


def _run(stored: Record, only: str, found: Course, highest: int) -> list[Outcome]:
    report = stored.report
    assignment = found.assignment(report.assignment)
    known = report.provenance
    if known is None:
        raise UsageError(f"{report.student} was not graded, so there is nothing to run again.")
    if known.assignment_sha256 != assignment.sha256 or known.reference_sha256 != assignment.reference_sha256:
        terminal.remark("Note: tests or reference have changed since this record was written.")
    salt = known.submission_sha256 if found.settings.seed == "attempt" else ""

    def body(begin: Callable[[bytes], ClassRun]) -> list[Outcome]:
        run = begin(found.seed_key(assignment.id))
        if not any(only in name for name in run.specs):
            names = [name.rpartition("::")[2] for name in run.specs]
            near = get_close_matches(only.rpartition("::")[2], names, n=3, cutoff=0.4)
            meant = f"Did you mean {' or '.join(near)}?" if near else "The record lists their ids."
            raise UsageError(
                f"None of the {len(names)} tests of {assignment.id} has '{only}' in its id. {meant}"
            )
        zygote = open_zygote(assignment, found.settings.required_isolation, highest=highest)
        if zygote.level != report.isolation:
            note = f"Note: the record was made at isolation level {report.isolation}; this runs at {zygote.level}."
            terminal.remark(note)
        subject = JailedSubject(zygote, code_of(assignment, report.sources), assignment.settings.limits)
        try:
            seeds = {test.id: test.seed for test in stored.staff}
            return run.grade(subject, salt=salt, only=only, seeds=seeds)
        finally:
            subject.retire()
            zygote.close()

    return run_session(assignment, load_reference(assignment.reference_path), body)


def _print(outcome: Outcome, before: str, sources: tuple[SourceFile, ...], verbose: bool) -> None:
    changed = f" (was {before})" if before and before != outcome.verdict else ""
    colour = "green" if outcome.verdict == "passed" else "red"
    terminal.say(terminal.styled(outcome.verdict, colour, bold=True), f"{changed}  {outcome.spec.id}")
    terminal.say(f"    asked: {outcome.spec.title}")
    terminal.say(f"    seed {outcome.seed}, {outcome.duration_s * 1000:.1f} ms")
    for title, text in (
        ("said", outcome.detail),
        ("printed", outcome.output),
        ("traceback", outcome.traceback if verbose else _course_frames(outcome)),
    ):
        if text.strip():
            terminal.say(f"    {title}:")
            terminal.block(text, "      ", limit=8000)
    for line in placed(outcome.lines, sources):
        terminal.say(f"    at {line}")


def _course_frames(outcome: Outcome) -> str:
    """The traceback without the frames of the grader, and without a message that was printed before it.

    An error of the grader itself is shown whole.
    """
    text = outcome.traceback
    if outcome.verdict == Verdict.GRADER_ERROR:
        return text
    places = [(match, _is_ours(match["file"])) for match in _FRAME.finditer(text)]
    if not places or all(ours for _, ours in places):
        return text
    rest = text[places[-1][0].end() :]
    message = "" if outcome.detail.strip() and outcome.detail.strip() in rest else rest
    return "".join(match[0] for match, ours in places if not ours) + message


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(Path(grader.__file__).parent) or "_pytest" in Path(file).parts
