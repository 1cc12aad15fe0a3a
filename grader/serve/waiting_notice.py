"""What is told on a forge of commits that wait long: that they wait, and at which place. Each is told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from grader.messages import say
from grader.serve.outbox import PostBody, queued_posts
from grader.serve.push_job import PushJob, job_by_id
from grader.serve.push_queue import PushQueue
from grader.serve.push_source import PushSource
from grader.serve.queue_database import QueueDatabase, rows
from grader.serve.queue_rule import PENDING_S, expected_wait_s, ordered
from grader.serve.repeated_look import RepeatedLook


class WaitingNotice(RepeatedLook):
    """Queues a post for each commit whose wait is longer than 20 s.

    Parameters
    ----------
    database : QueueDatabase
    queue : PushQueue
    sources : mapping of str to PushSource
    seconds : mapping of str to float
        About how long a commit of each assignment takes.
    processes : int
    """

    every_s: ClassVar[float] = 2.0
    event: ClassVar[str] = "waiting"

    def __init__(
        self, database: QueueDatabase, queue: PushQueue, sources: Mapping[str, PushSource],
        seconds: Mapping[str, float], processes: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self._database = database
        self._queue = queue
        self._sources = sources
        self._seconds = seconds
        self._processes = processes

    def look(self) -> int:
        """Queue what is to be told, and say how much that is."""
        found = self._untold()
        for job, place, waiting in found:
            body = PostBody(state="pending", description=say("push.waits", place=place, waiting=waiting))
            self._queue.posted(job, queued_posts(body, ("status",)))
        return len(found)

    def _untold(self) -> list[tuple[PushJob, int, int]]:
        """Commits that wait long, of which nothing was posted; with their place and how many wait."""
        if not any(source.targets for source in self._sources.values()):
            return []
        with self._database.reading() as connection:
            waiting = ordered(self._queue.waiting(connection), {})
            told = {each["job"] for each in rows(connection, "SELECT DISTINCT job FROM post")}
            found, ahead = [], 0.0
            for place, each in enumerate(waiting, start=1):
                job = job_by_id(connection, each.id) if ahead > PENDING_S and each.id not in told else None
                ahead += expected_wait_s([each.assignment], self._seconds, self._processes)
                source = self._sources.get(job.source) if job else None
                if job and job.assignment and source and "status" in source.targets:
                    found.append((job, place, len(waiting)))
        return found
