"""``grader replay``: run the tests of one record again and show everything, for staff."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

import click

from grader.cli import option, terminal
from grader.cli.progress import score
from grader.course import Course, find_course
from grader.errors import UsageError
from grader.grading.isolation import open_zygote
from grader.grading.marking_session import load_reference
from grader.grading.store import read_record
from grader.model import Record, SourceFile, placed
from grader.plugin import ClassRun, Outcome, run_session
from grader.sandbox.worker_session import JailedSubject, code_of
from grader.text import count


@click.command("replay")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--test", "only", default="", metavar="TEST", help="Only tests with TEST in their id.")
@option.isolation
@option.course
def command(record: Path, only: str, isolation: int | None, course: str | None) -> None:
    """Run the tests of a RECORD again, with the same hidden inputs, and print everything.

    A record lies in DIR/.grader/records/ASSIGNMENT/STUDENT.json. This command is for authors and for appeals. Its
    output shows hidden values, so it is not for students. Unless --isolation says otherwise, the tests run at the
    level of the record, or at the highest lower one that this machine offers and the course allows.
    """
    found = find_course(course)
    stored = read_record(record, found.secret())
    highest = stored.report.isolation if isolation is None else option.highest_level(found, isolation)
    outcomes = _run(stored, only, found, max(highest, found.settings.required_isolation))
    before = {t.id: t.verdict for t in stored.staff}
    for outcome in outcomes:
        _print(outcome, before.get(outcome.spec.id, ""), stored.report.sources)
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
        terminal.say("Note: tests or reference have changed since this record was written.", err=True)
    salt = known.submission_sha256 if found.settings.seed == "attempt" else ""

    def body(begin: Callable[[bytes], ClassRun]) -> list[Outcome]:
        run = begin(found.secret())
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
            terminal.say(note, err=True)
        subject = JailedSubject(zygote, code_of(assignment, report.sources), assignment.settings.limits)
        try:
            draws = {test.id: test.draw for test in stored.staff}
            return run.grade(subject, salt=salt, only=only, draws=draws)
        finally:
            subject.retire()
            zygote.close()

    return run_session(assignment, load_reference(assignment.reference_path), body)


def _print(outcome: Outcome, before: str, sources: tuple[SourceFile, ...]) -> None:
    changed = f" (was {before})" if before and before != outcome.verdict else ""
    colour = "green" if outcome.verdict == "passed" else "red"
    terminal.say(terminal.styled(outcome.verdict, colour, bold=True), f"{changed}  {outcome.spec.id}")
    terminal.say(f"    asked: {outcome.spec.title}")
    terminal.say(f"    seed {outcome.seed}, {outcome.duration_s * 1000:.1f} ms")
    for title, text in (
        ("said", outcome.detail),
        ("printed", outcome.output),
        ("traceback", outcome.traceback),
    ):
        if text.strip():
            terminal.say(f"    {title}:")
            terminal.block(text, "      ", limit=8000)
    for line in placed(outcome.lines, sources):
        terminal.say(f"    at {line}")
