"""Watching a source: its spool folder all the time, its repositories now and then. A webhook comes by itself."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import Final

from grader.errors import GraderError
from grader.gradebook.point_in_time import now_us
from grader.serve.push_queue import PushQueue
from grader.serve.push_source import Hint, PushSource
from grader.serve.pushed_ref import TAGS
from grader.serve.queue_rule import SECOND_US
from grader.serve.repository_owner import RepositoryOwners

_SPOOL_S: Final = 0.25
_BESIDE_HOOK_S: Final = 600
_SPREAD: Final = 0.5
"""Share of the time between two rounds over which the looks of a round are spread; a new repository comes last."""
_CLOCKS_US: Final = 120 * SECOND_US
"""How far the server's clock may be from ours."""
log = logging.getLogger(__name__)


class SourceWatch:
    """Brings the hints of one source into the queue.

    Parameters
    ----------
    source : PushSource
    owners : RepositoryOwners
    queue : PushQueue
    """

    def __init__(self, source: PushSource, owners: RepositoryOwners, queue: PushQueue) -> None:
        self._source = source
        self._owners = owners
        self._queue = queue
        self._polled_us = queue.polled(source.settings.title)
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def take(self, hint: Hint) -> bool:
        """Note a hint, if it is of a ref that counts. Says whether it is new."""
        if not self._counts(hint.ref):
            return False
        new = self._queue.take(self._source.settings.title, hint, self._owners.owner(hint.repository))
        if new:
            about = {
                "source": self._source.settings.title,
                "repository": hint.repository,
                "commit": hint.sha[:12],
            }
            log.info("push", extra={"fields": {**about, "via": hint.via}})
        return new

    def take_spooled(self) -> int:
        """Take what lies in the spool folder, and say how much that was. A file goes when it is in the queue."""
        count = 0
        for hint in self._source.hints():
            self.take(hint)
            self._source.forget(hint)
            count += 1
        return count

    def poll(self, spread_s: float = 0.0) -> None:
        """Look at every repository once, spread over so many seconds."""
        begun, since = time.monotonic(), dict(self._polled_us)
        seen: dict[str, int] = {}
        before = now_us()
        for hint in self._source.heads():
            self.take(self._dated(hint, hint.earliest_us or since.get(hint.repository)))
            if hint.repository not in seen:  # the next repository is looked at when it is its turn
                seen[hint.repository] = before
                due = begun + spread_s * len(seen) / max(len(since), len(seen))
                self._stopping.wait(max(0.0, due - time.monotonic()))
            if self._stopping.is_set():
                return
            before = now_us()
        self._polled_us |= seen
        self._queue.note_polled(self._source.settings.title, seen)

    def watch_spool(self) -> None:
        """Take up files of the spool folder until the server ends."""
        while not self._stopping.is_set():
            try:
                self.take_spooled()
            except GraderError as error:
                log.warning(
                    "spool", extra={"fields": {"source": self._source.settings.title, "reason": str(error)}}
                )
                self._stopping.wait(10)
            self._stopping.wait(_SPOOL_S)

    def watch_heads(self) -> None:
        """Poll until the server ends: every ten minutes beside a hook."""
        every_s = _BESIDE_HOOK_S if self._source.has_hook else self._source.settings.poll_s
        first = True
        while not self._stopping.is_set():
            begun = time.monotonic()
            try:
                self.poll(0.0 if first else _SPREAD * every_s)
            except GraderError as error:
                log.warning(
                    "poll", extra={"fields": {"source": self._source.settings.title, "reason": str(error)}}
                )
            first = False
            self._stopping.wait(max(0.0, begun + every_s - time.monotonic()))

    def _dated(self, hint: Hint, earliest_us: int | None) -> Hint:
        """What a poll found, with the time at which the server had it, or with that of the poll before.

        The server is asked for new commits alone. Its clock may differ from ours: a time that is a little outside of
        the two polls becomes that of the nearer one, and a time that is farther outside is not used.
        """
        if hint.received_us is not None:
            return replace(hint, earliest_us=None)
        owner, source = self._owners.owner(hint.repository), self._source
        counts = owner.known and self._counts(hint.ref) and not hint.deletes
        if not counts or self._queue.knows(source.settings.title, hint):
            return replace(hint, earliest_us=earliest_us)
        said, first, now = source.pushed_us(hint), earliest_us or 0, now_us()
        if said is None or not first - _CLOCKS_US <= said <= now + _CLOCKS_US:
            return replace(hint, earliest_us=earliest_us)
        return replace(hint, received_us=min(max(said, first), now), earliest_us=None)

    def _counts(self, ref: str) -> bool:
        """Whether a ref is the branch that counts, or a tag ``submit/*``."""
        settings = self._source.settings
        if ref.startswith(TAGS):
            return True
        return settings.submit == "branch" and ref.removeprefix("refs/heads/") in settings.branches
