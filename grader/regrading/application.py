"""Applying a proposed run: one transaction of the gradebook, then the records, pages and sheet follow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import Course
from grader.errors import UsageError
from grader.gradebook.record_history import RecordHistory, digest_of
from grader.gradebook.row import RunRow
from grader.grading import Executor, Job, RecordStore, UngradedEntries
from grader.grading.class_grading import grade_class
from grader.grading.gathering import Gathered, GatheredClass
from grader.grading.page_writer import Renderer
from grader.grading.process_protocol import Work
from grader.grading.result_folder import ClassResult
from grader.intake import FoundSubmission, PendingSubmission
from grader.model import Record
from grader.output import write_error
from grader.regrading.proposal import proposal_state, proposed_folder, proposed_records

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook


class ProposedRecords:
    """An executor that grades nothing: it gives the records that a proposed run has.

    Parameters
    ----------
    records : sequence of Record
        At most one of each student.
    """

    width = 1

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = {record.report.student: record for record in records}

    def submit(self, work: Work | PendingSubmission) -> Future[Record]:
        assert isinstance(work, PendingSubmission), "made by `follow`"
        done: Future[Record] = Future()
        done.set_result(self._records[work.student])
        return done

    def close(self, *, wait: bool = True) -> None:
        pass


def apply_run(
    book: Gradebook,
    course: Course,
    run: RunRow,
    store: RecordStore,
    history: RecordHistory,
    load_renderer: Callable[[], Renderer],
    *,
    never_lower: bool,
) -> ClassResult:
    """Make a proposed run count. Where it was applied and the files did not follow, they follow now.

    Raises
    ------
    UsageError
        The run was dropped, was stopped before its end, or something was graded after it.
    """
    if run.state == "dropped":
        raise UsageError(f"The run '{run.id}' was dropped. Propose another one with 'grader regrade'.")
    if run.state == "applied" and not proposed_folder(store.folder, run.id).is_dir():
        raise UsageError(f"The run '{run.id}' was applied already.")
    proposal_state(course, store.folder, run.id)
    if run.state == "proposed":
        _refuse_stale(book, run)
        book.decide(run.id, apply=True, never_lower=never_lower)
    else:
        never_lower = run.never_lower
    return _follow(book, course, run, store, history, load_renderer, never_lower)


def drop_run(book: Gradebook, run: RunRow, folder: Path) -> None:
    """Forget a proposed run; its results stay in the gradebook and count for nothing."""
    book.decide(run.id, apply=False)
    _remove(proposed_folder(folder, run.id))


def _follow(
    book: Gradebook, course: Course, run: RunRow, store: RecordStore, history: RecordHistory,
    load_renderer: Callable[[], Renderer], never_lower: bool,
) -> ClassResult:  # fmt: skip
    """Put records in their place: those of the attempts that the folder shows, and the others into the history."""
    from grader.gradebook.record_sink import GradebookSink  # SQLAlchemy

    shown: list[Record] = []
    for path, record in proposed_records(course, store.folder, run.id):
        current = store.load(record.report.assignment, record.report.student)
        if current is not None and _same_attempt(current, record):
            if not (never_lower and _lower(record, current)):
                shown.append(record)
        elif digest_of(record):
            history.keep_file(path, digest_of(record))
    digests = {(run.assignment, record.report.student): digest_of(record) for record in shown}
    sink = GradebookSink(book, history, run.id, digests)
    handed_in = _as_handed_in(course, run.assignment, shown, store)

    def start(_: Job) -> Executor:
        return ProposedRecords(shown)

    result = grade_class(course, handed_in, store, start, load_renderer, sinks=(sink,))
    _remove(proposed_folder(store.folder, run.id))
    return result


def _as_handed_in(
    course: Course, assignment: str, records: Sequence[Record], store: RecordStore
) -> GatheredClass:
    found = course.assignment(assignment)
    works = tuple(
        PendingSubmission(
            found=FoundSubmission(
                path=Path(record.submission), student=record.report.student, hand_in=record.hand_in
            ),
            module=found.settings.module, sha256=digest_of(record),
        )
        for record in records
    )  # fmt: skip
    listed = store.listed().get(assignment, UngradedEntries())
    return GatheredClass((Gathered(found, works, listed, ()),), ())


def _same_attempt(current: Record, record: Record) -> bool:
    """A record that was not graded may not know its submission; then the moment at which it came has to do."""
    known = {digest_of(current), digest_of(record)} - {""}
    return len(known) <= 1 and current.hand_in.received_us == record.hand_in.received_us


def _lower(record: Record, current: Record) -> bool:
    before, after = current.report.score, record.report.score
    return before is not None and (after is None or after < before)


def _refuse_stale(book: Gradebook, run: RunRow) -> None:
    """A result that came after the proposal would be hidden by it."""
    from grader.gradebook import row_query  # SQLAlchemy
    from grader.gradebook.database import reading

    with reading(book.engine) as connection:
        own = {row.attempt for row in row_query.results_of_run(connection, run.id)}
        newer = [
            row for row in row_query.full_results(connection, sorted(own)) if row.graded_us > run.started_us
        ]
    if newer:
        raise UsageError(
            f"The run '{run.id}' is out of date: {len(newer)} of its attempts were graded again after it began. Drop "
            f"it with 'grader regrade --drop {run.id}', and propose another one."
        )


def _remove(folder: Path) -> None:
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        raise write_error(folder, error) from None
