"""The steps of a job, each of which can be repeated: fetch, record, attempt, page, post, done."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from grader.course import Assignment, Course
from grader.errors import GraderError, SubmissionError
from grader.grading import Executor, RecordStore
from grader.grading.process_protocol import Trial, Work
from grader.grading.unit_key import unit_key
from grader.intake import Submission
from grader.messages import say
from grader.model import Record
from grader.points import with_best_timings
from grader.serve.commit_fetch import FetchLater
from grader.serve.executor_pool import ExecutorPool
from grader.serve.outbox import PostBody, queued_posts
from grader.serve.push_gradebook import PushGradebook
from grader.serve.push_job import EndedJob, JobState, PushJob
from grader.serve.push_page import NewestCommit, PushPages, ShownResult
from grader.serve.push_queue import PushQueue
from grader.serve.push_source import PushSource
from grader.serve.pushed_work import PushedWork
from grader.serve.queued_post import QueuedPost

_LOST_TRIES: Final = 3
"""How often a submission is tried whose grading processes end."""
_LOOK_S: Final = 1.0
"""How often the queue is looked at for what another process added."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingParts:
    """What the loop works with."""

    course: Course
    store: RecordStore
    queue: PushQueue
    sources: Mapping[str, PushSource]
    work: PushedWork
    pool: ExecutorPool
    book: PushGradebook
    pages: PushPages


class GradingLoop:
    """Takes jobs from the queue and brings them to their end.

    Parameters
    ----------
    parts : GradingParts
    """

    def __init__(self, parts: GradingParts) -> None:
        self._parts = parts
        self._stopping = threading.Event()
        self._saving = threading.Lock()
        self.seconds: dict[str, float] = {}
        """About how long a commit of each assignment takes."""

    def stop(self) -> None:
        """Begin no other job."""
        self._stopping.set()
        self._parts.queue.wake()

    def fetch_all(self, *, once: bool = False) -> None:
        """Fetch commits until the server ends; with ``once`` until none waits."""
        self._work(lambda: self._parts.queue.claim("fetching"), self._fetch, once=once)

    def grade_all(self, *, once: bool = False) -> None:
        """Grade commits until the server ends; with ``once`` until none waits."""
        self._work(lambda: self._parts.queue.claim("grading"), self._grade, once=once)

    def show_again(self, ended: EndedJob) -> None:
        """Write a page again, and post what is new on it."""
        job = ended.job
        graded = ended.state == "done" or not ended.reason
        shown = self._parts.pages.write(_newest(job, ended.state, ended.reason))
        if graded:
            self._parts.queue.posted(job, self._posts(job, shown))

    def _work(
        self, claim: Callable[[], PushJob | None], do: Callable[[PushJob], None], *, once: bool
    ) -> None:
        while not self._stopping.is_set():
            job = claim()
            if job is not None:
                self._do(job, do)
            elif once:
                return
            else:
                self._parts.queue.wait(_LOOK_S)

    def _do(self, job: PushJob, do: Callable[[PushJob], None]) -> None:
        """One step of a job. Nothing that goes wrong with one commit may keep the others from being graded."""
        try:
            do(job)
        except (EOFError, ConnectionError):
            self._parts.queue.returned(job)
        except GraderError as error:
            self._later(job, str(error))
        except Exception as error:  # a fault with one commit is logged with its trace, and the next is graded
            log.exception("fault", extra=_about(job))
            self._later(job, f"a fault of the server: {type(error).__name__}")

    def _fetch(self, job: PushJob) -> None:
        parts, begun = self._parts, time.monotonic()
        source = parts.sources.get(job.source)
        if source is None:
            parts.queue.later(job, f'push.toml has no source "{job.source}" any more')
            return
        try:
            if not job.assignment:
                parts.queue.split(job, parts.work.fetch_all(source, job))
                return
            digest = parts.work.fetch(source, job)
        except SubmissionError as error:
            self._reject(job, str(error))
        except FetchLater as error:
            self._later(job, f"fetch: {error}")
        else:
            parts.queue.fetched(job, digest)
            log.info("fetched", extra=_about(job, seconds=round(time.monotonic() - begun, 3)))

    def _grade(self, job: PushJob) -> None:
        parts, begun = self._parts, time.monotonic()
        submission = parts.work.load(job)
        if submission is None:
            parts.queue.forget_contents(job)
            return
        assignment = parts.course.assignment(job.assignment)
        record = self._earlier(job, assignment, submission)
        fresh = record is None
        if record is None:
            record = self._record(job, assignment, submission)
        if record is None:
            return
        self._finish(job, record, fresh=fresh)
        taken = time.monotonic() - begun
        if fresh:
            self.seconds[job.assignment] = 0.8 * self.seconds.get(job.assignment, taken) + 0.2 * taken
        log.info("graded", extra=_about(job, seconds=round(taken, 3), score=record.report.score, fresh=fresh))

    def _earlier(self, job: PushJob, assignment: Assignment, submission: Submission) -> Record | None:
        """The record of a commit with the same files, if grading it would give the same."""
        parts = self._parts
        stored = parts.store.load(job.assignment, job.student)
        for found in (stored, parts.book.earlier(job)):
            if found is not None and found.report.score is not None and found.key == unit_key(
                parts.course, assignment, parts.course.seed_key(assignment.id), submission, found.report.isolation
            ):  # fmt: skip
                return _handed_in(found, submission)
        return None

    def _record(self, job: PushJob, assignment: Assignment, submission: Submission) -> Record | None:
        """A new record; ``None`` if the job goes on later."""
        parts = self._parts
        timed = bool(assignment.settings.performance)
        with parts.pool.executor(assignment) as executor:
            if timed and not job.clock:
                self._show_correctness(job, _correctness(executor, parts.course, submission))
                return None
            record = executor.submit(Work(submission=submission)).result()
        if not record.key and job.tries < _LOST_TRIES:
            self._later(job, record.report.not_graded)
            return None
        return record

    def _show_correctness(self, job: PushJob, record: Record) -> None:
        """What is known before the clock: a page, and no attempt yet."""
        if not record.key:
            self._later(job, record.report.not_graded)
            return
        report = replace(record.report, notices=(say("push.clock_later"), *record.report.notices))
        shown = self._parts.pages.write(_newest(job, "done"), report)
        self._parts.queue.posted(job, self._posts(job, shown))
        self._parts.queue.timed_later(job)

    def _finish(self, job: PushJob, record: Record, *, fresh: bool) -> None:
        """Record, attempt, page, post, done."""
        parts = self._parts
        newer = parts.queue.newer(job)
        with self._saving:
            if newer is None:
                record = self._save(job, record)
            else:
                self._save_older(job, record, newer)
        if newer is None:
            shown = parts.pages.write(_newest(job, "done"))
        else:
            shown = parts.pages.shown(record.report, _newest(job, "done"))
        state: JobState = "done" if record.key else "failed"
        reason = "" if record.key else record.report.not_graded
        fresh = fresh and bool(record.key)
        parts.queue.ended(
            job, state, key=record.key, fresh=fresh, reason=reason, posts=self._posts(job, shown)
        )

    def _save(self, job: PushJob, record: Record) -> Record:
        store = self._parts.store
        stored = store.load(job.assignment, job.student)
        record = with_best_timings(record, stored)
        if stored != record:
            store.save(record)
        self._parts.book.add(job, record)
        return record

    def _save_older(self, job: PushJob, record: Record, newer: PushJob) -> None:
        """An attempt that came to its end after a newer one: that one stays the record that counts."""
        self._parts.store.save(record)
        self._parts.book.add(job, record)
        kept = self._parts.book.earlier(newer)
        if kept is not None:
            self._parts.store.save(kept)

    def _reject(self, job: PushJob, reason: str) -> None:
        parts = self._parts
        parts.book.reject(job, reason)
        commit = _newest(job, "rejected", reason)
        shown = (
            parts.pages.write(commit)
            if parts.queue.newer(job) is None
            else parts.pages.without_result(commit)
        )
        parts.queue.ended(job, "rejected", reason=reason, posts=self._posts(job, shown))
        log.info("rejected", extra=_about(job))

    def _later(self, job: PushJob, reason: str) -> None:
        if self._stopping.is_set():
            self._parts.queue.returned(job)
            return
        state = self._parts.queue.later(job, reason)
        log.warning(
            "later" if state == "waiting" else "failed", extra=_about(job, reason=reason, tries=job.tries + 1)
        )
        if state == "failed" and job.assignment and self._parts.queue.newer(job) is None:
            self._parts.pages.write(_newest(job, "failed", reason))

    def _posts(self, job: PushJob, shown: ShownResult) -> Sequence[QueuedPost]:
        source = self._parts.sources.get(job.source)
        body = PostBody(state=shown.state, description=shown.description, summary=shown.summary)
        return queued_posts(body, source.targets if source else ())


def _correctness(executor: Executor, course: Course, submission: Submission) -> Record:
    """Without the clock, and on the same inputs as with it."""
    salt = submission.sha256 if course.settings.seed == "attempt" else ""
    return executor.submit(Work(submission=submission, trial=Trial(salt=salt))).result()


def _handed_in(record: Record, submission: Submission) -> Record:
    return replace(record, hand_in=submission.hand_in, submission=submission.origin)


def _newest(job: PushJob, state: JobState, reason: str = "") -> NewestCommit:
    return NewestCommit(
        student=job.student, assignment=job.assignment, sha=job.sha, received_us=job.received_us, state=state,
        reason=reason,
    )  # fmt: skip


def _about(job: PushJob, **more: object) -> dict[str, object]:
    """What a line of the log says: names of the course and digests, nothing that the student wrote."""
    return {
        "fields": {"job": job.id, "source": job.source, "student": job.student, "assignment": job.assignment,
                   "commit": job.sha[:12], **more}
    }  # fmt: skip
