"""``grader regrade``: grade what was handed in again; nothing changes before it is applied."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import gradebook_option, option, terminal
from grader.cli.class_result import page_loader, print_class
from grader.cli.progress import Progress
from grader.course import Course, find_course
from grader.errors import UsageError
from grader.gradebook.grade import points_text
from grader.gradebook.kept_submission import KeptSubmissions
from grader.gradebook.record_history import RecordHistory
from grader.grading import RecordStore, local_executors
from grader.grading.store import read_record
from grader.text import count

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook
    from grader.gradebook.row import AttemptRow, RunRow
    from grader.regrading.proposal import ProposalState
    from grader.regrading.run_difference import StudentDifference


@click.command("regrade")
@click.argument("assignment", required=False)
@click.option(
    "--only", "students", multiple=True, metavar="STUDENT", help="Only this student; several times."
)
@click.option("--apply", "applied", metavar="RUN", help="Let the results of a proposed run count.")
@click.option("--drop", "dropped", metavar="RUN", help="Forget a proposed run.")
@click.option("--diff", "shown", metavar="RUN", help="Show again what a proposed run would change.")
@click.option("--never-lower", is_flag=True, help="With --apply: of each attempt the better result stays.")
@option.jobs
@option.as_json
@option.isolation
@gradebook_option.staff
@gradebook_option.common
def command(
    assignment: str | None, students: tuple[str, ...], applied: str | None, dropped: str | None, shown: str | None,
    never_lower: bool, jobs: int | None, as_json: bool, isolation: int | None, who: str | None, folder: Path | None,
    gradebook_url: str | None, course: str | None,
) -> None:  # fmt: skip
    """Grade again what was handed in for ASSIGNMENT, as a proposal.

    Tests and engine are those that there are now. The id of the proposal and what would change are printed; no page,
    sheet or grade changes. Every attempt is graded of which the submission was kept, unless nothing it depends on
    has changed. Adjustments stay.

    \b
    grader regrade metrics                      propose, and print the difference
    grader regrade --apply RUN [--never-lower]  let it count, in one transaction
    grader regrade --drop RUN                   forget it
    """
    if sum(each is not None for each in (assignment, applied, dropped, shown)) != 1:
        raise UsageError("Name an assignment, or a run with --apply, --drop or --diff: one of these.")
    if never_lower and applied is None:
        raise UsageError("--never-lower says how a run is applied. Use it with --apply RUN.")
    results, found = gradebook_option.results_folder(folder), find_course(course)
    book, _ = gradebook_option.open_gradebook(gradebook_url, results, course)
    with book, closing(RecordStore(results, found.secret(), resume=True)) as store:
        history = RecordHistory(results, partial(read_record, secret=found.secret()))
        if applied is not None:
            _apply(book, found, book.run(applied), store, history, never_lower)
        elif dropped is not None:
            _drop(book, book.run(dropped), results)
        elif shown is not None:
            _show(book, found, book.run(shown), results, as_json)
        elif assignment is not None:
            run = _propose(book, found, assignment, students, results, history, jobs, isolation, who)
            _show(book, found, run, results, as_json)


def _propose(
    book: Gradebook, course: Course, name: str, students: Sequence[str], results: Path, history: RecordHistory,
    jobs: int | None, isolation: int | None, who: str | None,
) -> RunRow:  # fmt: skip
    from grader.regrading.proposal import plan_regrade, propose

    assignment = course.assignment(name)
    attempts = _attempts(book, name, students)
    plan = plan_regrade(course, assignment, attempts, history, KeptSubmissions(results))
    highest = option.highest_level(course, isolation)
    run = book.begin_run(
        "grader regrade", gradebook_option.who_asks(who), kind="regrade", assignment=name,
        assignment_sha256=assignment.sha256,
    )  # fmt: skip
    executors = local_executors(course, jobs or os.cpu_count() or 1, highest)
    with closing(Progress(len(plan.works))) as progress:
        propose(book, course, plan, run, results, executors, progress.report)
    return run


def _attempts(book: Gradebook, assignment: str, students: Sequence[str]) -> list[AttemptRow]:
    """The attempts that can be graded again, of some students or of all."""
    from grader.gradebook import row_query
    from grader.gradebook.database import reading

    known = {each.student for each in book.students()}
    for student in students:
        if student not in known:
            raise UsageError(f"--only {student}: the gradebook has no such student.")
    with reading(book.engine) as connection:
        rows = row_query.attempts_of(connection, assignment)
        rejected = row_query.rejected_attempts(connection)
    wanted = [row for row in rows if row.submission_sha256 and row.id not in rejected]
    return [row for row in wanted if not students or row.student in students]


def _apply(
    book: Gradebook,
    course: Course,
    run: RunRow,
    store: RecordStore,
    history: RecordHistory,
    never_lower: bool,
) -> None:
    import time

    from grader.cli.class_gradebook import write_published_pages
    from grader.regrading.application import apply_run

    started = time.monotonic()
    result = apply_run(book, course, run, store, history, page_loader(course, store), never_lower=never_lower)
    write_published_pages(book, course, store)
    print_class(result, store.folder, time.monotonic() - started)
    terminal.say(f"{run.id} is applied.")
    if result.failure is not None:
        raise result.failure


def _drop(book: Gradebook, run: RunRow, results: Path) -> None:
    from grader.regrading.application import drop_run

    drop_run(book, run, results)
    terminal.say(f"{run.id} is dropped. No grade has changed.")


def _show(book: Gradebook, course: Course, run: RunRow, results: Path, as_json: bool) -> None:
    from grader.regrading.proposal import proposal_state
    from grader.regrading.run_difference import run_difference

    state = proposal_state(course, results, run.id)
    found = run_difference(book, run.id, run.assignment)
    if as_json:
        terminal.say_json(_as_json(run, state, found))
    else:
        _print(run, state, found)


def _as_json(run: RunRow, state: ProposalState, found: Iterable[StudentDifference]) -> dict[str, object]:
    from dataclasses import asdict

    students = [asdict(each) | {"direction": each.direction} for each in found]
    return {
        "run": run.id, "assignment": run.assignment, "changed": state.changed, "unchanged": state.unchanged,
        "missing": state.missing, "students": students,
    }  # fmt: skip


def _print(run: RunRow, state: ProposalState, found: Sequence[StudentDifference]) -> None:
    for each in found:
        if each.direction == "same" and not each.tests:
            continue
        terminal.say(
            terminal.styled(each.student, bold=True),
            f"  points {_text(each.points_before)} → {_text(each.points_after)}, "
            f"grade {_text(each.final_before)} → {_text(each.final_after)}",
        )
        for test, before, after in each.tests:
            terminal.say(f"    {test}: {before or 'not there'} → {after or 'gone'}")
    totals = Counter(each.direction for each in found)
    parts = [f"{totals[name]} {name}" for name in ("up", "down", "same", "not graded")]
    terminal.say(f"Students: {', '.join(parts)}. Attempts on which nothing changed: {state.unchanged}.")
    if state.changed:
        terminal.say(f"Changed since they were graded: {', '.join(state.changed)}.")
    if state.missing:
        who = f"{count(len(state.missing), 'student')}: {', '.join(state.missing)}"
        terminal.say(f"Not kept, so not graded again: {who}.")
    terminal.say(f"Run {run.id}: nothing has changed yet. Apply it: grader regrade --apply {run.id}")


def _text(points: int | None) -> str:
    return "–" if points is None else points_text(points)
