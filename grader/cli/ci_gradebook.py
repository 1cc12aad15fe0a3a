"""``grader ci --gradebook URL``: each job is an attempt, which came when the job ran."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grader.cli import gradebook_option, terminal
from grader.course import Course
from grader.errors import UsageError
from grader.model import HandIn, Record, Report

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook
    from grader.gradebook.row import AttemptRow, ResultRow

_VIA: Final = "ci"
_COMMIT: Final = ("GITHUB_SHA", "CI_COMMIT_SHA")
"""Variables in which a CI system names the commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobGradebook:
    """The gradebook that a job adds its attempts to; without a URL there is none, and nothing happens."""

    book: Gradebook | None = None

    def add(self, student: str, records: Sequence[Record], unread: Sequence[Report]) -> None:
        """Add an attempt for each assignment, those that could not be read as well.

        A job that is run again for a commit whose files were graded already gives no other time.
        """
        if self.book is None:
            return
        from grader.gradebook.point_in_time import now_us

        if student not in {each.student for each in self.book.students()}:
            terminal.remark(
                f"The gradebook did not know a student '{student}', and has one now. See --student."
            )
        run, at_us = self.book.begin_run("grader ci", _VIA, kind="push"), now_us()
        pairs = [_of_record(self.book, record, run.id, at_us) for record in records]
        pairs += [_of_unread(report, run.id, at_us) for report in unread]
        self.book.append_all(pairs)


@contextmanager
def job_gradebook(url: str | None, course: Course, checkout: Path) -> Iterator[JobGradebook]:
    """Open the gradebook before anything is graded: a wrong URL costs no minutes.

    Raises
    ------
    UsageError
        The extra is missing, the URL is wrong, or the gradebook would lie in the student's checkout.
    """
    if url is None:
        yield JobGradebook()
        return
    gradebook_option.require_extra()
    from grader.gradebook.book import Gradebook  # SQLAlchemy
    from grader.gradebook.enrolment import course_assignments

    _refuse_inside(url, checkout)
    with Gradebook.open(url) as book:
        book.set_assignments(course_assignments(course))
        yield JobGradebook(book=book)


def _refuse_inside(url: str, checkout: Path) -> None:
    """A file in the checkout would be the student's to write, and gone with the job."""
    kind, _, file = url.partition(":///")
    if kind.startswith("sqlite") and Path(file).resolve().is_relative_to(checkout.resolve()):
        raise UsageError(
            f"--gradebook {url}: the file lies in the checkout, where a student could write it. Name a place outside, "
            "or a PostgreSQL database."
        )


def _of_record(book: Gradebook, record: Record, run: str, at_us: int) -> tuple[AttemptRow, ResultRow]:
    from grader.gradebook.record_history import KeptRecord, digest_of
    from grader.gradebook.record_sink import rows_of

    digest = digest_of(record)
    report, commit = record.report, _commit()
    came_us = _came_before(book, report, digest, commit) or at_us
    came = replace(record, hand_in=HandIn(received_us=came_us, via=_VIA))
    attempt, result = rows_of(KeptRecord(came, at_us, digest), run)
    return replace(attempt, commit=commit), result


def _of_unread(report: Report, run: str, at_us: int) -> tuple[AttemptRow, ResultRow]:
    from grader.gradebook.row import AttemptRow, ResultRow

    attempt = AttemptRow(
        student=report.student, assignment=report.assignment, submission_sha256="", received_us=at_us, via=_VIA,
        commit=_commit(),
    )  # fmt: skip
    result = ResultRow(
        attempt="", key="rejected", outcome="rejected", score=None, max_score=0, graded_us=at_us,
        reason=report.not_graded, run=run,
    )  # fmt: skip
    return attempt, result


def _came_before(book: Gradebook, report: Report, digest: str, commit: str) -> int | None:
    """When an earlier job of the same commit said that these files came."""
    from grader.gradebook.database import reading
    from grader.gradebook.row_query import attempts_of

    if not commit or not digest:
        return None
    with reading(book.engine) as connection:
        rows = attempts_of(connection, report.assignment)
    known = [
        row.received_us
        for row in rows
        if (row.student, row.commit, row.submission_sha256) == (report.student, commit, digest)
    ]
    return min((each for each in known if each is not None), default=None)


def _commit() -> str:
    return next((os.environ[name] for name in _COMMIT if os.environ.get(name)), "")
