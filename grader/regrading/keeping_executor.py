"""An executor that keeps what it hands on, so that it can be graded again."""

from __future__ import annotations

from concurrent.futures import Future

from grader.gradebook.kept_submission import KeptSubmissions
from grader.grading.executor import Executor, ExecutorFactory, Job
from grader.grading.process_protocol import Work
from grader.intake import PendingSubmission, RejectedSubmission, read_submission
from grader.model import Record


class KeepingExecutor:
    """Reads a submission when its turn comes, keeps it, and hands it on.

    Parameters
    ----------
    inner : Executor
    assignment : str
    kept : KeptSubmissions
    """

    def __init__(self, inner: Executor, assignment: str, kept: KeptSubmissions) -> None:
        self._inner = inner
        self._assignment = assignment
        self._kept = kept

    @property
    def width(self) -> int:
        return self._inner.width

    def submit(self, work: Work | PendingSubmission) -> Future[Record]:
        ready = _read(work)
        if isinstance(ready, Work):
            self._kept.keep(self._assignment, ready.submission)
        return self._inner.submit(ready)

    def close(self, *, wait: bool = True) -> None:
        self._inner.close(wait=wait)


def keeping(start: ExecutorFactory, kept: KeptSubmissions) -> ExecutorFactory:
    """Executors that keep the submissions they grade."""

    def started(job: Job) -> Executor:
        return KeepingExecutor(start(job), job.assignment.id, kept)

    return started


def _read(work: Work | PendingSubmission) -> Work | PendingSubmission:
    """The submission in memory; as it was if it cannot be read any more: the executor says so."""
    if isinstance(work, Work):
        return work
    found = read_submission(work.found, work.module)
    return work if isinstance(found, RejectedSubmission) else Work(submission=found)
