"""What is to be posted of a commit, as a row of the queue."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from grader.serve.push_job import PushJob
from grader.serve.queue_database import row


class QueuedPost(NamedTuple):
    """What is to be posted of a job."""

    target: str
    digest: str
    body: str


def add_post(connection: sqlite3.Connection, job: PushJob, post: QueuedPost, now: int) -> None:
    """Note what is to be posted; an older result of the repository that was not sent yet is not sent any more."""
    same = "job = ? AND target = ? AND state IN ('waiting', 'sent')"
    last = row(
        connection, f"SELECT digest FROM post WHERE {same} ORDER BY since DESC, id DESC", job.id, post.target
    )
    if last is not None and last["digest"] == post.digest:
        return
    connection.execute(
        "UPDATE post SET state = 'replaced' WHERE state IN ('waiting', 'parked') AND target = ? AND job IN "
        "(SELECT job.id FROM job JOIN push ON push.id = job.push WHERE job.assignment = ? AND push.repository = "
        "(SELECT repository FROM push WHERE id = ?) AND job.id <= ?)",
        (post.target, job.assignment, job.push, job.id),
    )
    connection.execute(
        "INSERT INTO post (job, target, digest, state, body, since) VALUES (?, ?, ?, 'waiting', ?, ?) "
        "ON CONFLICT (job, target, digest) DO UPDATE "
        "SET state = 'waiting', tries = 0, not_before = 0, since = excluded.since",
        (job.id, post.target, post.digest, post.body, now),
    )
