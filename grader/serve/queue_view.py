"""What can be seen of the queue: a student's place in it, and everything for the staff."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from grader.serve.due_dates import Deadlines
from grader.serve.push_job import JobState
from grader.serve.push_queue import PushQueue
from grader.serve.queue_database import row, rows
from grader.serve.queue_rule import expected_wait_s, ordered

_MOST: Final = 500
"""Lines of each list for the staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlace:
    """Where the newest commit of a student in an assignment is."""

    state: JobState
    sha: str
    received_us: int
    clock: bool = False
    """Correctness is known, and shown."""
    reason: str = ""
    place: int = 0
    """From 1 on; 0 where it does not wait."""
    waiting: int = 0
    wait_s: float = 0.0
    limited: bool = False
    """It waits because the student has used the graded commits of an hour."""


class ListedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A commit for the staff's list. It holds no name of a ref, and nothing that a student wrote."""

    source: str
    repository: str
    student: str
    assignment: str
    commit: str
    state: str
    received_us: int
    tries: int
    reason: str
    place: int = 0


class ListedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post that was refused or waits after a failure."""

    repository: str
    assignment: str
    target: str
    state: str
    tries: int
    reason: str


class StaffList(msgspec.Struct, frozen=True, kw_only=True):
    """What the staff sees."""

    waiting: tuple[ListedJob, ...]
    running: tuple[ListedJob, ...]
    failed: tuple[ListedJob, ...]
    rejected: tuple[ListedJob, ...]
    """The newest commits of students that could not be read."""
    posts: tuple[ListedPost, ...]
    unknown: tuple[str, ...]
    """Repositories of which nobody knows whose they are."""
    doubtful: tuple[ListedJob, ...]
    """Commits that came before or after a deadline: only a window is known, and the earlier moment counts."""
    counts: dict[str, int]


_UNKNOWN: Final = "SELECT source, name FROM repository WHERE student = '' ORDER BY name LIMIT 500"
_LISTED: Final = """
SELECT job.*, push.sha, push.received, push.earliest, push.repository, repository.source, repository.name
FROM job JOIN push ON push.id = job.push JOIN repository ON repository.id = push.repository
"""


def known_places(connection: sqlite3.Connection, assignments: Sequence[str]) -> list[tuple[str, str]]:
    """Students and assignments of which there may be a page; all of them where a repository holds a folder for each."""
    owners = rows(
        connection,
        "SELECT DISTINCT student, assignment FROM repository WHERE student <> '' ORDER BY student, assignment",
    )
    return [
        (each["student"], name)
        for each in owners
        for name in ([each["assignment"]] if each["assignment"] else assignments)
    ]


def place_in(
    connection: sqlite3.Connection,
    queue: PushQueue,
    student: str,
    assignment: str,
    *,
    seconds: Mapping[str, float],
    processes: int,
) -> QueuePlace | None:
    """Where the newest commit is; ``None`` if nothing was pushed."""
    found = row(
        connection, _LISTED + "WHERE job.student = ? AND job.assignment IN (?, '') AND job.state <> 'superseded' "
        "AND NOT (job.assignment = '' AND job.state = 'done') ORDER BY job.push DESC, job.assignment DESC",
        student, assignment,
    )  # fmt: skip
    if found is None:
        return None
    known = QueuePlace(
        state=found["state"], sha=found["sha"], received_us=found["received"], clock=bool(found["clock"]),
        reason=found["reason"],
    )  # fmt: skip
    if found["state"] != "waiting":
        return known
    waiting = ordered(queue.waiting(connection), {})
    ready = {job.id for job in queue.startable(connection)}
    busy = row(
        connection, "SELECT 1 FROM job WHERE state IN ('fetching', 'grading') AND student = ? AND assignment = ?",
        student, found["assignment"],
    )  # fmt: skip
    limited = found["id"] not in ready and found["not_before"] == 0 and not known.clock and busy is None
    place = next((number for number, job in enumerate(waiting) if job.id == found["id"]), 0)
    wait_s = expected_wait_s((job.assignment for job in waiting[:place]), seconds, processes)
    return QueuePlace(
        state="waiting", sha=known.sha, received_us=known.received_us, clock=known.clock, reason=known.reason,
        place=place + 1, waiting=len(waiting), wait_s=wait_s,
        limited=limited,
    )  # fmt: skip


def staff_list(connection: sqlite3.Connection, queue_order: list[int], deadlines: Deadlines) -> StaffList:
    """Everything that waits, failed, or has to be looked at.

    Parameters
    ----------
    connection : sqlite3.Connection
    queue_order : list of int
        The waiting jobs by id, in order.
    deadlines : Deadlines
    """
    newest = "job.id IN (SELECT max(id) FROM job WHERE state <> 'superseded' GROUP BY student, assignment)"
    waiting = {found["id"]: found for found in rows(connection, _LISTED + "WHERE job.state = 'waiting'")}
    windows = rows(connection, _LISTED + "WHERE push.earliest IS NOT NULL ORDER BY job.id DESC")
    return StaffList(
        waiting=tuple(
            _listed(waiting[id_], place) for place, id_ in enumerate(queue_order[:_MOST], start=1) if id_ in waiting
        ),
        running=_jobs(connection, "job.state IN ('fetching', 'grading')"),
        failed=_jobs(connection, "job.state = 'failed'"),
        rejected=_jobs(connection, f"job.state = 'rejected' AND {newest}"),
        posts=_posts(connection),
        unknown=tuple(
            f"{found['source']}: {found['name']}"
            for found in rows(connection, _UNKNOWN)
        ),
        doubtful=tuple(_listed(found) for found in windows if _is_doubtful(found, deadlines))[:_MOST],
        counts={
            found["state"]: found["n"]
            for found in rows(connection, "SELECT state, count(*) AS n FROM job GROUP BY state")
        },
    )  # fmt: skip


def _is_doubtful(found: sqlite3.Row, deadlines: Deadlines) -> bool:
    return deadlines.between(found["student"], found["assignment"], found["earliest"], found["received"])


def _jobs(connection: sqlite3.Connection, which: str) -> tuple[ListedJob, ...]:
    found = rows(connection, _LISTED + f"WHERE {which} ORDER BY job.student, job.id DESC LIMIT {_MOST}")
    return tuple(map(_listed, found))


def _posts(connection: sqlite3.Connection) -> tuple[ListedPost, ...]:
    found = rows(
        connection, "SELECT post.*, repository.name, job.assignment FROM post JOIN job ON job.id = post.job JOIN push "
        "ON push.id = job.push JOIN repository ON repository.id = push.repository WHERE post.state = 'parked' OR "
        f"(post.state = 'waiting' AND post.tries > 0) ORDER BY post.id DESC LIMIT {_MOST}",
    )  # fmt: skip
    return tuple(
        ListedPost(
            repository=each["name"], assignment=each["assignment"], target=each["target"], state=each["state"],
            tries=each["tries"], reason=each["reason"],
        )
        for each in found
    )  # fmt: skip


def _listed(found: sqlite3.Row, place: int = 0) -> ListedJob:
    return ListedJob(
        source=found["source"], repository=found["name"], student=found["student"], assignment=found["assignment"],
        commit=found["sha"], state=found["state"], received_us=found["received"], tries=found["tries"],
        reason=found["reason"], place=place,
    )  # fmt: skip
