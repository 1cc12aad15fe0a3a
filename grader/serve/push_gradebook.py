"""The gradebook of pushes: attempts go in, due dates and publications come out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from sqlalchemy import func, select

from grader.course import Course
from grader.gradebook import Grade, enrolment, record_sink, table
from grader.gradebook.book import Gradebook
from grader.gradebook.database import reading
from grader.gradebook.login_name import login_name
from grader.gradebook.point_in_time import now_us
from grader.gradebook.record_history import KeptRecord, RecordHistory
from grader.gradebook.row import AttemptRow, ResultRow
from grader.grading import RecordStore
from grader.grading.store import read_record
from grader.model import Record
from grader.serve.due_dates import Deadlines
from grader.serve.push_job import PushJob

_ENTRIES = (table.extension, table.adjustment, table.publication)


class PushGradebook:
    """A gradebook that is open for a server.

    Parameters
    ----------
    book : Gradebook
    course : Course
    store : RecordStore
    """

    def __init__(self, book: Gradebook, course: Course, store: RecordStore) -> None:
        self._book = book
        self._history = RecordHistory(store.folder, partial(read_record, secret=course.secret()))
        self._assignments = {row.id: row for row in enrolment.course_assignments(course)}
        book.set_assignments(self._assignments.values())
        self._run = book.begin_run("grader serve", login_name(), kind="push").id
        record_sink.fill(book, self._history, self._run)

    def earlier(self, job: PushJob) -> Record | None:
        """The newest record of a commit with the same files."""
        found = self._history.of_submission(job.assignment, job.student, job.submission_sha256)
        return found.record if found else None

    def add(self, job: PushJob, record: Record) -> None:
        """Add the record that the store holds. A second time it adds nothing."""
        graded_us = self._history.keep_current(job.assignment, job.student, job.submission_sha256)
        attempt, result = record_sink.rows_of(KeptRecord(record, graded_us, job.submission_sha256), self._run)
        self._book.append(replace(attempt, commit=job.sha), result)

    def reject(self, job: PushJob, reason: str) -> None:
        """Add what could not be read: an attempt without a score."""
        attempt = AttemptRow(
            student=job.student, assignment=job.assignment, submission_sha256="", received_us=job.received_us,
            via=job.source, commit=job.sha, number=job.number,
        )  # fmt: skip
        result = ResultRow(
            attempt="", key="rejected", outcome="rejected", score=None, max_score=0, graded_us=now_us(),
            reason=reason, run=self._run,
        )  # fmt: skip
        self._book.append(attempt, result)

    def deadlines(self) -> Deadlines:
        """The due dates that hold now."""
        with reading(self._book.engine) as connection:
            extended = sorted(connection.execute(select(table.extension.c.student).distinct()).scalars())
        works = self._book.works(extended) if extended else ()
        own = {
            (work.student, work.assignment.id): work.due_us
            for work in works
            if work.due_us is not None and work.due_us != work.assignment.due_us
        }
        return Deadlines(assignments=self._assignments, extensions=own)

    def entries(self) -> tuple[int, ...]:
        """How many entries of each kind there are: rows are only added, so this changes with each decision."""
        with reading(self._book.engine) as connection:
            return tuple(
                connection.execute(select(func.count()).select_from(each)).scalar() or 0 for each in _ENTRIES
            )

    def published(self) -> frozenset[str]:
        """The assignments whose grades students may see."""
        with reading(self._book.engine) as connection:
            return frozenset(connection.execute(select(table.publication.c.assignment)).scalars())

    def grade(self, student: str, assignment: str) -> Grade | None:
        """A grade, if the student may see it."""
        if not self._book.is_published(assignment):
            return None
        found = (grade for grade in self._book.grades([student]) if grade.assignment == assignment)
        return next(found, None)


@contextmanager
def push_gradebook(url: str, course: Course, store: RecordStore) -> Iterator[PushGradebook]:
    """Open a gradebook for a server."""
    with Gradebook.open(url) as book:
        yield PushGradebook(book, course, store)
