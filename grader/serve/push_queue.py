"""The queue: what was pushed, and what becomes of it. Every change is one transaction of `QueueDatabase`."""

from __future__ import annotations

import functools
import random
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from grader.gradebook.point_in_time import now_us
from grader.serve.due_dates import Deadlines
from grader.serve.push_job import JOBS, EndedJob, JobState, PushJob, counted_us, newest_digest, push_job
from grader.serve.push_source import Hint
from grader.serve.pushed_ref import is_full, is_known, rank_of, repository_row
from grader.serve.queue_database import QueueDatabase, row, rows
from grader.serve.queue_rule import (
    GIVE_UP_US,
    HOUR_US,
    Rank,
    WaitingJob,
    place_of,
    replaces,
    retry_us,
    startable,
)
from grader.serve.queued_post import QueuedPost, add_post
from grader.serve.repository_owner import Owner

_Result = TypeVar("_Result")


class PushQueue:
    """The queue in its database.

    Parameters
    ----------
    database : QueueDatabase
    per_hour : int
        Graded commits of a student in an assignment and hour.
    clock : callable
        Microseconds since 1970 in UTC.
    """

    def __init__(self, database: QueueDatabase, per_hour: int, clock: Callable[[], int] = now_us) -> None:
        self._database = database
        self._per_hour = per_hour
        self._clock = clock
        self.deadlines = Deadlines()
        """Replaced as a whole when a due date changes."""
        self._changes = threading.Condition()

    def recover(self) -> int:
        """After a start: what was being fetched or graded waits again. Says how many there were."""
        change = "UPDATE job SET state = 'waiting' WHERE state IN ('fetching', 'grading')"
        return self._write(lambda connection: connection.execute(change).rowcount)

    def wait(self, seconds: float) -> None:
        """Wait until something changes in the queue, or so long."""
        with self._changes:
            self._changes.wait(seconds)

    def wake(self) -> None:
        """Let everybody look again."""
        with self._changes:
            self._changes.notify_all()

    def polled(self, source: str) -> dict[str, int]:
        """When each repository of a source was last looked at."""
        with self._database.reading() as connection:
            found = rows(
                connection,
                "SELECT name, polled FROM repository WHERE source = ? AND polled IS NOT NULL",
                source,
            )
        return {each["name"]: each["polled"] for each in found}

    def note_polled(self, source: str, polled: Mapping[str, int]) -> None:
        """Note when repositories were looked at: what is found next came after that."""
        values = [(moment, source, name) for name, moment in polled.items()]
        statement = "UPDATE repository SET polled = ? WHERE source = ? AND name = ?"
        self._database.write(lambda connection: connection.executemany(statement, values))

    def knows(self, source: str, hint: Hint) -> bool:
        """Whether the queue has what a poll found."""
        named = "SELECT id FROM repository WHERE source = ? AND name = ?"
        with self._database.reading() as connection:
            found = row(connection, named, source, hint.repository)
            return found is not None and is_known(connection, found["id"], hint)

    def take(self, source: str, hint: Hint, owner: Owner) -> bool:
        """Note a push, on the disk when this returns. Says whether it is new."""
        return self._write(functools.partial(self._take, source=source, hint=hint, owner=owner))

    def _take(self, connection: sqlite3.Connection, source: str, hint: Hint, owner: Owner) -> bool:
        repository, was_known = repository_row(connection, source, hint.repository, owner)
        if hint.deletes:
            return False
        if is_known(connection, repository, hint):
            if owner.known and not was_known:
                self._queue_newest(connection, repository, owner)
            return False
        if is_full(connection, repository):
            return False
        now = self._clock()
        pushed = connection.execute(
            "INSERT INTO push (repository, ref, sha, received, earliest, via, delivery) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                repository, hint.ref, hint.sha, min(hint.received_us or now, now), hint.earliest_us, hint.via,
                hint.delivery or None,
            ),
        )  # fmt: skip
        if owner.known:
            self._queue(connection, pushed.lastrowid or 0, owner)
        return True

    def _queue_newest(self, connection: sqlite3.Connection, repository: int, owner: Owner) -> None:
        """A repository whose owner was not known has one now: the newest commit of each ref counts."""
        newest = "SELECT max(id) AS id FROM push WHERE repository = ? GROUP BY ref"
        for found in rows(connection, newest, repository):
            self._queue(connection, found["id"], owner)

    def _queue(self, connection: sqlite3.Connection, push: int, owner: Owner) -> None:
        found = row(connection, "SELECT ref, received, via FROM push WHERE id = ?", push)
        assert found is not None
        now = self._clock()
        connection.execute(
            "INSERT OR IGNORE INTO job (push, assignment, state, student, rank, place, since) "
            "VALUES (?, ?, 'waiting', ?, ?, ?, ?)",
            (push, owner.assignment, owner.student, int(rank_of(found["ref"])), now, now),
        )
        self._supersede(connection, owner.student, owner.assignment)

    def _supersede(self, connection: sqlite3.Connection, student: str, assignment: str) -> None:
        """Let the newest of those that wait take the places of the others, where the rules say so."""
        found = rows(
            connection, JOBS + "WHERE job.state = 'waiting' AND job.student = ? AND job.assignment = ?",
            student, assignment,
        )  # fmt: skip
        waiting = sorted(map(self._waiting, found), key=lambda job: job.id)
        for newer in reversed(waiting):
            older = [each for each in waiting if replaces(newer, each)]
            if not older:
                continue
            for each in older:
                connection.execute(
                    "UPDATE job SET state = 'superseded', ended = ? WHERE id = ?", (self._clock(), each.id)
                )
            connection.execute("UPDATE job SET place = ? WHERE id = ?", (place_of(newer, older), newer.id))
            gone = {each.id for each in older}
            self._supersede_rest(
                connection, [each for each in waiting if each.id not in gone and each is not newer]
            )
            return

    def _supersede_rest(self, connection: sqlite3.Connection, rest: Sequence[WaitingJob]) -> None:
        """Of other periods there may be some to replace as well."""
        if len(rest) > 1:
            self._supersede(connection, rest[0].student, rest[0].assignment)

    def _waiting(self, found: sqlite3.Row) -> WaitingJob:
        received = counted_us(found)
        return WaitingJob(
            id=found["id"], student=found["student"], assignment=found["assignment"], rank=Rank(found["rank"]),
            received_us=received, place_us=found["place"], not_before_us=found["not_before"],
            period=self.deadlines.period(found["student"], found["assignment"], received), clock=bool(found["clock"]),
        )  # fmt: skip

    def waiting(self, connection: sqlite3.Connection) -> list[WaitingJob]:
        """All that waits."""
        return [self._waiting(each) for each in rows(connection, JOBS + "WHERE job.state = 'waiting'")]

    def startable(self, connection: sqlite3.Connection) -> list[WaitingJob]:
        """What may begin now, in order."""
        now = self._clock()
        busy = rows(
            connection,
            "SELECT student, assignment, clock, state FROM job WHERE state IN ('fetching', 'grading')",
        )
        graded: dict[tuple[str, str], list[int]] = {}
        recent = "SELECT student, assignment, graded FROM job WHERE graded > ?"
        for each in rows(connection, recent, now - HOUR_US):
            graded.setdefault((each["student"], each["assignment"]), []).append(each["graded"])
        return startable(
            self.waiting(connection), Counter(each["student"] for each in busy), now_us=now, per_hour=self._per_hour,
            graded_us=lambda student, assignment: graded.get((student, assignment), ()),
            period_now=lambda student, assignment: self.deadlines.period(student, assignment, now),
            busy={(each["student"], each["assignment"]) for each in busy},
            clock_runs=any(each["clock"] and each["state"] == "grading" for each in busy),
        )  # fmt: skip

    def claim(self, step: Literal["fetching", "grading"], look_ahead: int = 64) -> PushJob | None:
        """The next job that is to be fetched or graded, and from now on is; ``None`` if there is none.

        Parameters
        ----------
        step : str
        look_ahead : int
            Commits are fetched only so far ahead: those behind may be replaced before their turn.
        """
        return self._database.write(functools.partial(self._claim, step=step, look_ahead=look_ahead))

    def _claim(self, connection: sqlite3.Connection, step: str, look_ahead: int) -> PushJob | None:
        ready = self.startable(connection)
        for job in ready[:look_ahead] if step == "fetching" else ready:
            found = row(connection, JOBS + "WHERE job.id = ?", job.id)
            assert found is not None
            if (found["submission_sha256"] == "") == (step == "fetching"):
                connection.execute("UPDATE job SET state = ? WHERE id = ?", (step, job.id))
                return push_job(connection, found)
        return None

    def fetched(self, job: PushJob, submission_sha256: str) -> None:
        """Its contents are kept; it waits to be graded."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE job SET state = 'waiting', submission_sha256 = ?, tries = 0, reason = '' WHERE id = ?",
                (submission_sha256, job.id),
            )
            self._supersede(connection, job.student, job.assignment)

        self._write(change)

    def split(self, job: PushJob, found: Mapping[str, str]) -> None:
        """Of a commit with a folder for each assignment: a job for each that is not as it was.

        Parameters
        ----------
        job : PushJob
        found : mapping of str to str
            Digest of the contents by assignment; empty if they are rejected, which is found again when it is its turn.
        """

        def change(connection: sqlite3.Connection) -> None:
            now = self._clock()
            own = row(connection, "SELECT rank, place FROM job WHERE id = ?", job.id)
            assert own is not None
            for assignment, digest in found.items():
                if digest and newest_digest(connection, job, assignment) == digest:
                    continue
                connection.execute(
                    "INSERT OR IGNORE INTO job (push, assignment, state, student, rank, place, since, "
                    "submission_sha256) VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?)",
                    (job.push, assignment, job.student, own["rank"], own["place"], now, digest),
                )
                self._supersede(connection, job.student, assignment)
            connection.execute("UPDATE job SET state = 'done', ended = ? WHERE id = ?", (now, job.id))

        self._write(change)

    def ended(
        self, job: PushJob, state: JobState, *, reason: str = "", key: str = "", fresh: bool = False,
        posts: Sequence[QueuedPost] = (),
    ) -> None:  # fmt: skip
        """Its last step: everything else is done. What is to be posted is noted in the same transaction."""

        def change(connection: sqlite3.Connection) -> None:
            now = self._clock()
            connection.execute(
                "UPDATE job SET state = ?, reason = ?, key = ?, graded = ?, ended = ? WHERE id = ?",
                (state, reason, key, now if fresh else None, now, job.id),
            )
            for each in posts:
                add_post(connection, job, each, now)

        self._write(change)

    def posted(self, job: PushJob, posts: Sequence[QueuedPost]) -> None:
        """Note what is to be posted of a job that is not done, such as that it waits."""

        def change(connection: sqlite3.Connection) -> None:
            for each in posts:
                add_post(connection, job, each, self._clock())

        self._write(change)

    def timed_later(self, job: PushJob) -> None:
        """Its correctness is known; the clock comes when nothing else waits."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE job SET state = 'waiting', clock = 1, tries = 0, graded = ? WHERE id = ?",
                (self._clock(), job.id),
            )
            self._supersede(connection, job.student, job.assignment)

        self._write(change)

    def later(self, job: PushJob, reason: str) -> JobState:
        """Try again later; after a day it is parked and listed."""

        def change(connection: sqlite3.Connection) -> JobState:
            now = self._clock()
            found = row(connection, "SELECT tries, since FROM job WHERE id = ?", job.id)
            assert found is not None
            tries = found["tries"] + 1
            since = now if tries == 1 else found["since"]
            state: JobState = "failed" if now - since > GIVE_UP_US else "waiting"
            wait = retry_us(tries, random.random())  # noqa: S311 - so that not all come back at once
            connection.execute(
                "UPDATE job SET state = ?, tries = ?, since = ?, not_before = ?, reason = ?, ended = ? WHERE id = ?",
                (state, tries, since, now + wait, reason, now if state == "failed" else None, job.id),
            )
            if state == "waiting":
                self._supersede(connection, job.student, job.assignment)
            return state

        return self._write(change)

    def returned(self, job: PushJob) -> None:
        """The server ends: it waits as before."""
        self._write(
            lambda connection: connection.execute("UPDATE job SET state = 'waiting' WHERE id = ?", (job.id,))
        )

    def again(self, assignment: str, student: str = "", *, failed: bool = False) -> int:
        """Grade the newest commit of each student once more, or all that failed. Says how many there are.

        What a forge refused of them is posted once more as well: grading alone gives the same post, which is not sent.
        """
        newest = "id IN (SELECT max(id) FROM job WHERE state <> 'superseded' GROUP BY student, assignment)"
        which = "state = 'failed'" if failed else f"state IN ('done', 'rejected', 'failed') AND {newest}"
        statement = (
            "UPDATE job SET state = 'waiting', rank = ?, place = ?, since = ?, tries = 0, not_before = 0, clock = 0, "
            "reason = '', ended = NULL, "
            "submission_sha256 = CASE state WHEN 'rejected' THEN '' ELSE submission_sha256 END "
            f"WHERE {which} AND assignment = ? AND (? = '' OR student = ?)"
        )
        posts = (
            "UPDATE post SET state = 'waiting', tries = 0, not_before = 0, reason = '', since = ? "
            "WHERE state = 'parked' AND job IN (SELECT id FROM job WHERE assignment = ? AND (? = '' OR student = ?))"
        )
        now = self._clock()
        values = (int(Rank.AGAIN), now, now, assignment, student, student)

        def change(connection: sqlite3.Connection) -> int:
            connection.execute(posts, (now, assignment, student, student))
            return connection.execute(statement, values).rowcount

        return self._write(change)

    def newer(self, job: PushJob) -> PushJob | None:
        """The newest commit of the student in the assignment that came after this one and has come to its end."""
        ended = "job.state IN ('done', 'rejected', 'failed')"
        with self._database.reading() as connection:
            found = row(
                connection, JOBS + f"WHERE job.student = ? AND job.assignment = ? AND {ended} AND job.push > ? "
                "ORDER BY job.push DESC", job.student, job.assignment, job.push,
            )  # fmt: skip
            return None if found is None else push_job(connection, found)

    def newest_ended(self) -> dict[tuple[str, str], EndedJob]:
        """The newest commit of each student and assignment that has come to its end."""
        ended = "state IN ('done', 'rejected', 'failed') AND assignment <> ''"
        newest = f"SELECT max(id) FROM job WHERE {ended} GROUP BY student, assignment"
        with self._database.reading() as connection:
            found = rows(connection, JOBS + f"WHERE job.id IN ({newest})")
            return {
                (each["student"], each["assignment"]): EndedJob(
                    push_job(connection, each), each["state"], each["reason"]
                )
                for each in found
            }

    def forget_contents(self, job: PushJob) -> None:
        """What was kept of it is gone: it is fetched once more."""
        self._write(
            lambda connection: connection.execute(
                "UPDATE job SET state = 'waiting', submission_sha256 = '' WHERE id = ?", (job.id,)
            )
        )

    def _write(self, change: Callable[[sqlite3.Connection], _Result]) -> _Result:
        result = self._database.write(change)
        self.wake()
        return result
