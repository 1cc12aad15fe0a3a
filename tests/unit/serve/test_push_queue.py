"""The queue in its database: what is noted, claimed, replaced, and found again after a kill."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from grader.errors import UsageError
from grader.gradebook.row import AssignmentRow
from grader.serve.due_dates import Deadlines
from grader.serve.push_queue import PushQueue, QueuedPost
from grader.serve.push_source import Hint
from grader.serve.queue_database import FILE, QueueDatabase, rows
from grader.serve.queue_rule import GIVE_UP_US, HOUR_US, SECOND_US
from grader.serve.repository_owner import NOBODY, Owner

ADA, BOB = Owner("ada", "tiny"), Owner("bob", "tiny")


class SetClock:
    def __init__(self) -> None:
        self.now = 1_000 * HOUR_US

    def __call__(self) -> int:
        self.now += 1
        return self.now


class Queue:
    """A queue with a clock that the test moves."""

    def __init__(self, folder) -> None:
        self.clock = SetClock()
        self.database = QueueDatabase(folder)
        self.queue = PushQueue(self.database, per_hour=3, clock=self.clock)

    def push(self, sha: str, owner: Owner = ADA, ref: str = "refs/heads/main", **values: object) -> bool:
        hint = Hint(
            repository=f"tiny-{owner.student}", ref=ref, sha=f"{sha:0>40}", **{"via": "poll", **values}
        )
        return self.queue.take("git", hint, owner)

    def claim(self, step: str):
        return self.queue.claim(step)

    def fetch(self) -> None:
        while (job := self.claim("fetching")) is not None:
            self.queue.fetched(job, f"digest of {job.sha}")

    def grade(self) -> list[str]:
        """Grade all that may be graded now; the last figures of the commits."""
        self.fetch()
        found = []
        while (job := self.claim("grading")) is not None:
            self.queue.ended(job, "done", key="k", fresh=True)
            found.append(job.sha.lstrip("0"))
            self.fetch()
        return found

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with self.database.reading() as connection:
            return [tuple(each) for each in rows(connection, statement)]

    def states(self) -> list[str]:
        return [state for (state,) in self.rows("SELECT state FROM job ORDER BY id")]


@pytest.fixture
def queue(tmp_path):
    found = Queue(tmp_path)
    yield found
    found.database.close()


def test_a_push_is_taken_once_however_often_it_is_told(queue):
    assert queue.push("a", via="hook", delivery="1")
    assert not queue.push("a", via="hook", delivery="1")
    assert not queue.push("a", via="poll")
    assert not queue.push("a", via="hook", delivery="2")
    assert queue.states() == ["waiting"]


def test_when_it_came_stays_when_it_is_told_again(queue):
    queue.push("a", via="hook", delivery="1", received_us=5)
    queue.push("a", via="hook", delivery="9", received_us=7)
    assert queue.rows("SELECT received FROM push") == [(5,)]


def test_a_server_clock_that_is_ahead_makes_nobody_late(queue):
    now = queue.clock.now
    queue.push("a", received_us=now + HOUR_US)
    assert queue.rows("SELECT received FROM push")[0][0] < now + SECOND_US


def test_a_force_push_back_is_a_push_but_a_late_webhook_is_none(queue):
    queue.push("a")
    queue.push("b")
    assert not queue.push("a", via="hook", delivery="late")
    assert queue.push("a", via="poll")
    assert queue.rows("SELECT count(*) FROM push") == [(3,)]


def test_a_deleted_ref_removes_nothing(queue):
    queue.push("a")
    assert not queue.push("0")
    assert queue.states() == ["waiting"]


def test_a_newer_commit_replaces_the_one_that_waits_and_takes_its_place(queue):
    queue.push("a")
    queue.push("b", owner=BOB)
    queue.push("c")
    assert queue.states() == ["superseded", "waiting", "waiting"]
    assert queue.grade() == ["c", "b"]


def test_a_submit_tag_is_graded_first_and_never_replaced(queue):
    queue.push("a", ref="refs/tags/submit/1")
    queue.push("b", ref="refs/tags/submit/2")
    queue.push("c")
    assert queue.grade() == ["a", "b", "c"]


def test_a_moved_tag_is_a_push(queue):
    queue.push("a", ref="refs/tags/submit/1")
    assert queue.push("b", ref="refs/tags/submit/1")


def test_what_came_before_a_deadline_is_not_replaced_by_what_came_after_it(queue):
    due = queue.clock.now + SECOND_US
    row = AssignmentRow(id="tiny", title="Tiny", max_points=1, due_us=due)
    queue.queue.deadlines = Deadlines(assignments={"tiny": row})
    queue.push("a")
    queue.push("b")
    queue.clock.now = due + SECOND_US
    queue.push("c")
    queue.push("d")
    assert queue.states() == ["superseded", "waiting", "superseded", "waiting"]
    assert queue.grade() == ["b", "d"]


def test_the_earlier_end_of_a_window_counts(queue):
    queue.push("a", earliest_us=77)
    assert queue.claim("fetching").received_us == 77


def test_above_the_limit_the_newest_waits_and_is_graded_when_the_hour_is_over(queue):
    for sha in "abc":
        queue.push(sha)
        assert queue.grade() == [sha]
    for sha in "de":
        queue.push(sha)
        assert queue.grade() == []
    queue.clock.now += HOUR_US
    assert queue.grade() == ["e"]


def test_rejections_and_our_failures_are_free(queue):
    for sha in "1234":
        queue.push(sha)
        queue.queue.ended(queue.claim("fetching"), "rejected", reason="a link")
    queue.push("a")
    assert queue.grade() == ["a"]


def test_what_was_under_way_waits_again_after_a_start(queue):
    queue.push("a")
    queue.push("b", owner=BOB)
    queue.fetch()
    queue.claim("grading")
    assert queue.queue.recover() == 1
    assert sorted(queue.grade()) == ["a", "b"]


def test_a_failure_is_tried_again_for_a_day_and_then_listed(queue):
    queue.push("a")
    begun, tries = queue.clock.now, 0
    while (job := queue.claim("fetching")) is not None or queue.states() == ["waiting"]:
        if job is None:
            queue.clock.now += 100 * SECOND_US
            continue
        queue.queue.later(job, "no server")
        tries += 1
    assert queue.states() == ["failed"]
    assert GIVE_UP_US < queue.clock.now - begun < GIVE_UP_US + HOUR_US
    assert 90 < tries < 250
    assert queue.queue.again("tiny", failed=True) == 1
    assert queue.grade() == ["a"]


def test_again_takes_the_newest_commit_of_each_student(queue):
    for sha in "ab":
        queue.push(sha)
        queue.grade()
    queue.push("c", owner=BOB)
    queue.grade()
    assert queue.queue.again("tiny") == 2
    assert queue.grade() == ["b", "c"]
    assert queue.queue.again("tiny", "bob") == 1
    assert queue.queue.again("other") == 0


def test_a_repository_whose_owner_becomes_known_is_graded(queue):
    hint = Hint(repository="x", ref="refs/heads/main", sha="a" * 40, via="poll")
    assert queue.queue.take("git", hint, NOBODY)
    assert queue.states() == []
    assert not queue.queue.take("git", hint, ADA)
    assert queue.states() == ["waiting"]


def test_thousands_of_tags_wait_two_hundred_at_a_time(queue):
    taken = sum(queue.push(f"{number:x}a", ref=f"refs/tags/submit/{number}") for number in range(1, 260))
    assert taken == 200
    assert queue.queue.claim("fetching") is not None


def test_a_newer_result_replaces_a_post_that_was_not_sent(queue):
    for sha in "ab":
        queue.push(sha)
        queue.fetch()
        job = queue.claim("grading")
        queue.queue.ended(job, "done", posts=[QueuedPost("status", f"digest {sha}", "{}")])
    assert queue.rows("SELECT state FROM post ORDER BY id") == [("replaced",), ("waiting",)]


def test_the_same_result_is_not_posted_twice(queue):
    queue.push("a")
    queue.fetch()
    job = queue.claim("grading")
    for _ in range(2):
        queue.queue.ended(job, "done", posts=[QueuedPost("status", "digest", "{}")])
    assert queue.rows("SELECT state FROM post") == [("waiting",)]


def test_pushes_are_only_added(queue):
    queue.push("a")
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        queue.database.write(lambda connection: connection.execute("UPDATE push SET received = 0"))


def test_the_file_is_closed_to_others_and_as_safe_as_sqlite_makes_it(queue, tmp_path):
    path = tmp_path / ".grader" / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    modes = queue.database.write(
        lambda connection: [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        ]
    )
    assert modes == ["wal", 2]


def test_a_queue_of_another_version_is_refused(tmp_path):
    QueueDatabase(tmp_path).close()
    with contextlib.closing(sqlite3.connect(tmp_path / ".grader" / FILE)) as file:
        file.execute("PRAGMA user_version=99")
    with pytest.raises(UsageError, match="version 99"):
        QueueDatabase(tmp_path)
