"""From a record to rows: the sink that hangs on grading, and filling a gradebook from records that are there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from grader.gradebook.book import Gradebook
from grader.gradebook.grade import units
from grader.gradebook.record_history import KeptRecord, RecordHistory, digest_of
from grader.gradebook.row import AttemptRow, ResultRow
from grader.intake import RejectedSubmission
from grader.model import Record

_AT_ONCE = 200
"""Records that are added in one transaction when a gradebook is filled."""


class GradebookSink:
    """Takes each record after the store has saved it: keeps it in the history, and adds attempt and result.

    Parameters
    ----------
    book : Gradebook
    history : RecordHistory
    run : str
        Id of the run.
    digests : mapping
        Digest of what was handed in, by assignment and student: a record that was not graded does not know it.
    """

    def __init__(
        self, book: Gradebook, history: RecordHistory, run: str, digests: Mapping[tuple[str, str], str]
    ) -> None:
        self._book = book
        self._history = history
        self._run = run
        self._digests = digests

    def take(self, record: Record) -> None:
        """Add a record. A second time it adds nothing."""
        place = record.report.assignment, record.report.student
        digest = digest_of(record) or self._digests.get(place, "")
        graded_us = self._history.keep_current(*place, digest)
        self._book.append(*rows_of(KeptRecord(record, graded_us, digest), self._run))


def fill(book: Gradebook, history: RecordHistory, run: str) -> int:
    """Add every record of the history, and return how many there are. Those that are there already stay."""
    waiting, count = [], 0
    for kept in history.all_records():
        waiting.append(rows_of(kept, run))
        count += 1
        if len(waiting) == _AT_ONCE:
            book.append_all(waiting)
            waiting = []
    book.append_all(waiting)
    return count


def reject(
    book: Gradebook, assignment: str, rejected: Iterable[RejectedSubmission], run: str, at_us: int
) -> None:
    """Add what could not be read: it is an attempt without a score."""
    book.append_all(
        (
            AttemptRow(student=each.student, assignment=assignment, submission_sha256=each.sha256),
            ResultRow(
                attempt="", key="rejected", outcome="rejected", score=None, max_score=0, graded_us=at_us,
                reason=each.reason, run=run,
            ),
        )
        for each in rejected
        if each.student
    )  # fmt: skip


def rows_of(kept: KeptRecord, run: str) -> tuple[AttemptRow, ResultRow]:
    """The attempt and the result that a record tells of."""
    report, hand_in = kept.record.report, kept.record.hand_in
    attempt = AttemptRow(
        student=report.student, assignment=report.assignment, submission_sha256=kept.submission_sha256,
        received_us=hand_in.received_us, via=hand_in.via, number=hand_in.attempt, called_late=hand_in.late,
        group=hand_in.group,
    )  # fmt: skip
    verdicts = {test.id: str(test.verdict) for test in report.tests}
    mistakes = sorted({test.mistake.id for test in report.tests if test.mistake})
    result = ResultRow(
        attempt="", key=kept.record.key, outcome="not graded" if report.score is None else "graded",
        score=None if report.score is None else units(report.score), max_score=units(report.max_score),
        graded_us=kept.graded_us, reason=report.not_graded, verdicts=json.dumps(verdicts, sort_keys=True),
        mistakes=json.dumps(mistakes), run=run,
    )  # fmt: skip
    return attempt, result
