"""A commit in an assignment, as a row of the queue."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from grader.serve.queue_database import row

JobState = Literal["waiting", "fetching", "grading", "done", "rejected", "superseded", "failed"]
JOBS: Final = """
SELECT job.*, push.repository, push.ref, push.sha, push.received, push.earliest, push.via,
    repository.source, repository.name
FROM job JOIN push ON push.id = job.push JOIN repository ON repository.id = push.repository
"""
"""Every job with its push and its repository; a condition follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushJob:
    """One commit in one assignment, as the steps of grading need it."""

    id: int
    push: int
    source: str
    repository: str
    student: str
    assignment: str
    """Empty for a repository with a folder for each: its commit is looked through first."""
    sha: str
    received_us: int
    """For lateness."""
    number: int
    """Number of the push among those to its repository, from 1 on."""
    submission_sha256: str = ""
    clock: bool = False
    tries: int = 0


class EndedJob(NamedTuple):
    """A commit that has come to its end."""

    job: PushJob
    state: JobState
    reason: str


def counted_us(found: sqlite3.Row) -> int:
    """The moment that counts for lateness: the earlier one, where only a window is known."""
    received: int = found["received"]
    return received if found["earliest"] is None else min(received, found["earliest"])


def newest_digest(connection: sqlite3.Connection, job: PushJob, assignment: str) -> str:
    found = row(
        connection, JOBS + "WHERE push.repository = (SELECT repository FROM push WHERE id = ?) AND job.assignment = ? "
        "AND job.push < ? AND job.submission_sha256 <> '' ORDER BY job.push DESC", job.push, assignment, job.push,
    )  # fmt: skip
    return found["submission_sha256"] if found else ""


def push_job(connection: sqlite3.Connection, found: sqlite3.Row) -> PushJob:
    number = row(
        connection,
        "SELECT count(*) AS n FROM push WHERE repository = ? AND id <= ?",
        found["repository"],
        found["push"],
    )
    return PushJob(
        id=found["id"], push=found["push"], source=found["source"], repository=found["name"], student=found["student"],
        assignment=found["assignment"], sha=found["sha"], received_us=counted_us(found),
        number=number["n"] if number else 1, submission_sha256=found["submission_sha256"], clock=bool(found["clock"]),
        tries=found["tries"],
    )  # fmt: skip


def job_by_id(connection: sqlite3.Connection, job: int) -> PushJob | None:
    found = row(connection, JOBS + "WHERE job.id = ?", job)
    return None if found is None else push_job(connection, found)
