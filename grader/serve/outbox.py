"""The outbox: what is posted to forges, within what they take, once each, and again where it failed."""

from __future__ import annotations

import hashlib
import logging
import random
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import msgspec

from grader.gradebook.point_in_time import now_us
from grader.serve.feedback_text import FeedbackSection, feedback_text
from grader.serve.page_address import PageAddresses
from grader.serve.push_job import PushJob, counted_us, job_by_id
from grader.serve.push_source import PostedResult, PostLater, PostRefused, PostState, PushSource
from grader.serve.queue_database import QueueDatabase, row, rows
from grader.serve.queue_rule import GIVE_UP_US, HOUR_US, SECOND_US, PostBudget, retry_us
from grader.serve.queued_post import QueuedPost

_PLACED: Final = (
    "FROM post JOIN job ON job.id = post.job JOIN push ON push.id = job.push "
    "JOIN repository ON repository.id = push.repository"
)
_OF_REPOSITORY: Final = (
    "job IN (SELECT job.id FROM job JOIN push ON push.id = job.push WHERE push.repository = ?)"
)
_BRANCH: Final = "branch"
_LOOK_S: Final = 1.0
log = logging.getLogger(__name__)


class PostBody(msgspec.Struct, frozen=True, kw_only=True):
    """What a post says; the address of the page is not kept."""

    state: PostState
    description: str
    summary: str = ""
    """Section of the branch ``feedback``; empty for a status."""


class _DuePost(NamedTuple):
    id: int
    target: str
    body: PostBody
    tries: int
    since_us: int
    job: PushJob
    remote_id: str
    had_one: bool


class Outbox:
    """Sends what is to be posted to one source.

    Parameters
    ----------
    database : QueueDatabase
    source : PushSource
    addresses : PageAddresses
    address : str
        Where students reach this server.
    budget : PostBudget
    clock : callable
    """

    def __init__(
        self, database: QueueDatabase, source: PushSource, addresses: PageAddresses, address: str,
        budget: PostBudget | None = None, clock: Callable[[], int] = now_us,
    ) -> None:  # fmt: skip
        self._database = database
        self._source = source
        self._addresses = addresses
        self._address = address.rstrip("/")
        self._budget = budget or PostBudget()
        self._clock = clock
        self._closed_until_us = 0
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def watch(self) -> None:
        """Send until the server ends."""
        while not self._stopping.is_set():
            if not self.send_next():
                self._stopping.wait(_LOOK_S)

    def send_due(self) -> int:
        """Send what can be sent now, and say how much that was."""
        count = 0
        while not self._stopping.is_set() and self.send_next():
            count += 1
        return count

    def send_next(self) -> bool:
        """Send one post, if one is due and the budget allows it."""
        if self._clock() < self._closed_until_us:
            return False
        with self._database.reading() as connection:
            post = self._due(connection)
            result = None if post is None else self._result(connection, post)
        if post is None or result is None:
            return False
        try:
            remote_id = self._source.post(post.target, result, post.remote_id)
        except PostLater as error:
            self._later(post, error)
        except PostRefused as error:
            self._note(post, "parked", str(error))
        else:
            self._note(post, "sent", "", remote_id)
        return True

    def _due(self, connection: sqlite3.Connection) -> _DuePost | None:
        """The oldest post that may be sent now. It is sent again after a kill between sending and noting."""
        now, source = self._clock(), self._source.settings.title
        sent = rows(
            connection, f"SELECT post.sent, target, push.repository {_PLACED} WHERE post.sent > ? AND source = ?",
            now - HOUR_US, source,
        )  # fmt: skip
        served = {(each["repository"], each["target"]) for each in sent}
        waiting = rows(
            connection, f"SELECT post.*, push.repository {_PLACED} WHERE post.state = 'waiting' AND source = ? AND "
            "post.not_before <= ? ORDER BY post.since, post.id", source, now,
        )  # fmt: skip
        for found in waiting:
            had_one = (found["repository"], found["target"]) in served
            moments = [each["sent"] for each in sent if each["target"] == found["target"]]
            if self._budget.allows(moments, now, had_one=had_one):
                return _due_post(connection, found, had_one=had_one)
        return None

    def _result(self, connection: sqlite3.Connection, post: _DuePost) -> PostedResult:
        job = post.job
        result = PostedResult(
            repository=job.repository, sha=job.sha, assignment=job.assignment, state=post.body.state,
            description=post.body.description, page_url=self._page_url(job.student, job.assignment),
        )  # fmt: skip
        if post.target != _BRANCH:
            return result
        newest = _newest_sections(connection, job.push)
        sections = [
            FeedbackSection(each.body.summary, self._page_url(each.student, each.assignment))
            for each in newest
        ]
        received = max(each.received_us for each in newest)
        return replace(result, summary=feedback_text(sections), received_us=received)

    def _page_url(self, student: str, assignment: str) -> str:
        return f"{self._address}{self._addresses.path(student, assignment)}" if self._address else ""

    def _later(self, post: _DuePost, error: PostLater) -> None:
        now = self._clock()
        if error.seconds is not None:
            self._closed_until_us = now + round(error.seconds * SECOND_US)
        if now - post.since_us > GIVE_UP_US:
            self._note(post, "parked", str(error))
            return
        wait = retry_us(post.tries + 1, random.random())  # noqa: S311 - so that not all come back at once
        change = (
            "UPDATE post SET tries = tries + 1, not_before = ?, reason = ? WHERE id = ? AND state = 'waiting'"
        )
        self._database.write(lambda connection: connection.execute(change, (now + wait, str(error), post.id)))
        log.warning("post later", extra={"fields": {"post": post.id, "reason": str(error)}})

    def _note(self, post: _DuePost, state: str, reason: str, remote_id: str = "") -> None:
        """Note what became of it; a newer result may have come while it was sent, which stays."""
        sent = self._clock() if state == "sent" else None
        change = "UPDATE post SET state = ?, sent = ?, reason = ?, remote_id = ? WHERE id = ?"
        values = (state, sent, reason, remote_id or post.remote_id, post.id)
        self._database.write(lambda connection: connection.execute(change, values))
        log.info(
            f"post {state}",
            extra={"fields": {"post": post.id, "commit": post.job.sha[:12], "reason": reason}},
        )


def _due_post(connection: sqlite3.Connection, found: sqlite3.Row, *, had_one: bool) -> _DuePost:
    job = job_by_id(connection, found["job"])
    assert job is not None
    of_job = found["target"] in ("status", "check")
    same = "job = ?" if of_job else _OF_REPOSITORY
    of = found["job"] if of_job else found["repository"]
    last = row(
        connection, f"SELECT remote_id FROM post WHERE {same} AND target = ? AND remote_id <> '' ORDER BY sent DESC",
        of, found["target"],
    )  # fmt: skip
    return _DuePost(
        found["id"], found["target"], msgspec.json.decode(found["body"], type=PostBody), found["tries"], found["since"],
        job, last["remote_id"] if last else "", had_one,
    )  # fmt: skip


class _Section(NamedTuple):
    student: str
    assignment: str
    body: PostBody
    received_us: int


def _newest_sections(connection: sqlite3.Connection, push: int) -> list[_Section]:
    """What is to be told of each assignment of a push's repository: of its newest commit, what was said last."""
    listed = rows(
        connection, f"SELECT post.id, job.assignment {_PLACED} WHERE target = ? AND "
        "push.repository = (SELECT repository FROM push WHERE id = ?) ORDER BY job.push, post.since, post.id",
        _BRANCH, push,
    )  # fmt: skip
    newest = {each["assignment"]: each["id"] for each in listed}
    found = []
    section = f"SELECT body, job.student, job.assignment, received, earliest {_PLACED} WHERE post.id = ?"
    for _, post in sorted(newest.items()):
        each = row(connection, section, post)
        assert each is not None
        body = msgspec.json.decode(each["body"], type=PostBody)
        found.append(_Section(each["student"], each["assignment"], body, counted_us(each)))
    return found


def queued_posts(body: PostBody, targets: Sequence[str]) -> list[QueuedPost]:
    """A body as it is queued for each target; equal bodies have equal digests."""
    short = msgspec.structs.replace(body, summary="")
    return [_queued_post(body if target == _BRANCH else short, target) for target in targets]


def _queued_post(body: PostBody, target: str) -> QueuedPost:
    data = msgspec.json.encode(body)
    return QueuedPost(target, hashlib.sha256(data).hexdigest(), data.decode())
