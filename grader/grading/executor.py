"""The seam of grading: submissions go to an executor, records come back as a stream, and a sink takes each of them.

::

    Job ──grade_all──► Executor.submit(work) ──► Future[Record] ──► RecordSink.take(record)

Whoever grades on other machines writes an `Executor`; push grading keeps one open between submissions; a gradebook
is a `RecordSink`. `LocalExecutor` and `ResultFolder` are what ``grader grade`` uses. This module knows none of them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from grader.course import Assignment
from grader.grading.process_protocol import Work
from grader.intake import PendingSubmission
from grader.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Submissions of one assignment."""

    assignment: Assignment
    works: tuple[Work | PendingSubmission, ...]
    """A pending submission is read when its turn comes, so that only what is being graded is in memory."""


class Executor(Protocol):
    """Grades submissions of one assignment, here or on other machines."""

    @property
    def width(self) -> int:
        """Submissions that are graded at the same time: about twice as many are handed over at once."""

    def submit(self, work: Work | PendingSubmission) -> Future[Record]:
        """Begin to grade a submission.

        The future holds a record for everything that becomes of the submission, also where nothing could be graded.
        It raises `GraderError` only where no submission of this executor can be graded.
        """

    def close(self, *, wait: bool = True) -> None:
        """End all that was started; without ``wait`` in the middle of what it does."""


class RecordSink(Protocol):
    """Takes the records of a run, each once and as soon as it is there."""

    def take(self, record: Record) -> None: ...


ExecutorFactory = Callable[[Job], Executor]


def grade_all(jobs: Sequence[Job], start: ExecutorFactory) -> Generator[Record, None, None]:
    """Grade submissions of one or several assignments; records come as they are done.

    Closing the generator, or an error in it, ends the executor at once.

    Parameters
    ----------
    jobs : sequence of Job
        One per assignment, graded one after the other; a job without submissions starts nothing.
    start : callable
        Gives the executor of a job.

    Raises
    ------
    CourseError
        A hidden test or the reference is broken: nothing of that assignment is scored.
    IsolationError
        The machine does not reach the course's required level.
    """
    for job in jobs:
        if job.works:
            with _closing(start(job)) as executor:
                yield from _records(executor, iter(job.works), 2 * executor.width)


@contextlib.contextmanager
def _closing(executor: Executor) -> Iterator[Executor]:
    try:
        yield executor
    except BaseException:  # Ctrl-C as well: nobody waits for what is under way
        executor.close(wait=False)
        raise
    executor.close()


def _records(executor: Executor, works: Iterator[Work | PendingSubmission], most: int) -> Iterator[Record]:
    """The records as they are done, with at most so many submissions under way or waiting to be taken."""
    waiting = {executor.submit(work) for work in islice(works, most)}
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        waiting |= {executor.submit(work) for work in islice(works, len(done))}
        while done:
            yield done.pop().result()
