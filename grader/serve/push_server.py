"""The server: everything put together, started, and ended without losing anything."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from grader.course import Course
from grader.grading import RecordStore
from grader.grading.isolation import reached_level
from grader.grading.local_executor import LocalExecutor
from grader.serve.commit_fetch import remove_stale_folders
from grader.serve.executor_pool import ExecutorPool
from grader.serve.git_process import GitUser
from grader.serve.grading_loop import GradingLoop, GradingParts
from grader.serve.outbox import Outbox
from grader.serve.page_address import PageAddresses
from grader.serve.page_refresh import PageRefresh
from grader.serve.push_gradebook import push_gradebook
from grader.serve.push_page import PushPages
from grader.serve.push_queue import PushQueue
from grader.serve.push_settings import PushSettings, settings_path
from grader.serve.push_source import PushSource
from grader.serve.pushed_work import PushedWork
from grader.serve.queue_database import QueueDatabase
from grader.serve.secret_folder import SecretFolder
from grader.serve.server_presence import present
from grader.serve.source_kind import open_source
from grader.serve.source_watch import SourceWatch
from grader.serve.waiting_notice import WaitingNotice

_FETCHERS: Final = 2
_GRACE_S: Final = 60.0
"""How long the server waits, when it ends, for what it is grading."""
_WAKE_S: Final = 0.5
"""How often the main thread wakes: a signal that comes just before it waits is handled only when it wakes."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerPlaces:
    """What a server works on.

    Attributes
    ----------
    course : Course
    results : Path
        The folder of results.
    gradebook : str
        URL of the gradebook.
    """

    course: Course
    results: Path
    gradebook: str


class PushServer:
    """A server that is put together and not started.

    Parameters
    ----------
    places : ServerPlaces
    settings : PushSettings
    secrets : SecretFolder
    processes : int
        Submissions graded at a time.
    """

    def __init__(
        self, places: ServerPlaces, settings: PushSettings, secrets: SecretFolder, processes: int
    ) -> None:
        self.places = places
        self.processes = processes
        self.settings = settings
        self.staff_token = secrets.read("staff", "token")
        self._stopping = threading.Event()
        self._fault: Exception | None = None
        self._closing = contextlib.ExitStack()
        try:
            self._open(secrets)
        except BaseException:  # Ctrl-C as well: what is open already is closed
            self._closing.close()
            raise

    def _open(self, secrets: SecretFolder) -> None:
        course, results, enter = self.places.course, self.places.results, self._closing.enter_context
        store = enter(contextlib.closing(RecordStore(results, course.secret(), resume=True)))
        enter(present(results))
        self.database = enter(contextlib.closing(QueueDatabase(results)))
        self.queue = PushQueue(self.database, self.settings.per_hour)
        self.book = enter(push_gradebook(self.places.gradebook, course, store))
        self.queue.deadlines = self.book.deadlines()
        self.addresses = PageAddresses.of(course, results)
        self.pages = PushPages(course, store, self.book, self.addresses, lambda: self.queue.deadlines)
        user = GitUser.named(self.settings.fetch_user)
        self.sources = self._sources(secrets, user)
        self.pool = ExecutorPool(
            lambda assignment: LocalExecutor(course, assignment, 1), self.settings.memory_mib
        )
        parts = GradingParts(
            course=course, store=store, queue=self.queue, pool=self.pool, book=self.book, pages=self.pages,
            sources={title: source for title, (source, _) in self.sources.items()},
            work=PushedWork(course, results, user, self._stopping.is_set),
        )  # fmt: skip
        self.loop = GradingLoop(parts)
        self._refresh = PageRefresh(store, self.queue, self.book, self.loop)
        self._notice = WaitingNotice(
            self.database, self.queue, parts.sources, self.loop.seconds, self.processes
        )
        self._outboxes = [
            Outbox(self.database, source, self.addresses, self.settings.address)
            for source, _ in self.sources.values()
            if source.targets
        ]

    def _sources(self, secrets: SecretFolder, user: GitUser) -> dict[str, tuple[PushSource, SourceWatch]]:
        course, found = self.places.course, {}
        for each in self.settings.source:
            source, owners = open_source(
                each, settings_path(course).parent, course.assignment_ids(), secrets, user, self._stopping.is_set,
                _trouble(each.title),
            )  # fmt: skip
            found[each.title] = source, SourceWatch(source, owners, self.queue)
        return found

    def check(self) -> None:
        """Make sure that this machine can grade, before any student waits.

        Raises
        ------
        IsolationError
            It does not reach the level that the course demands.
        """
        reached_level(self.places.course.settings.required_isolation, 3)

    def stop(self) -> None:
        """Begin nothing more; a signal calls this."""
        self.loop.stop()
        self._stopping.set()

    def run_once(self) -> None:
        """Take what is there, grade it, post it, and end."""
        self._recover()
        for _, watch in self.sources.values():
            watch.take_spooled()
            watch.poll()
        self._refresh.look()
        while self._work_once() and not self._stopping.is_set():
            pass
        for outbox in self._outboxes:
            outbox.send_due()
        self._raise_fault()

    def _work_once(self) -> bool:
        """Fetch and grade all that may begin now. Says whether there is more of it."""
        for do, count in ((self.loop.fetch_all, _FETCHERS), (self.loop.grade_all, self.processes)):
            for thread in [self._started(partial(do, once=True), "once") for _ in range(count)]:
                thread.join()
        with self.database.reading() as connection:
            return bool(self.queue.startable(connection))

    def run(self) -> None:
        """Serve until `stop` is called.

        Raises
        ------
        Exception
            What kept a part of the server from going on: nobody should wait for a server that is deaf.
        """
        self._recover()
        threads = [self._started(do, name) for do, name in self._work()]
        log.info("ready", extra={"fields": {"sources": sorted(self.sources), "processes": self.processes}})
        try:
            while not self._stopping.wait(_WAKE_S):
                continue
            log.info("ending", extra={"fields": {}})
        finally:
            self._end(threads)
        self._raise_fault()

    def _work(self) -> list[tuple[Callable[[], None], str]]:
        """What is done in threads of its own."""
        work: list[tuple[Callable[[], None], str]] = [
            (self._refresh.watch, "pages"),
            (self._notice.watch, "notice"),
        ]
        work += [(self.loop.fetch_all, "fetch")] * _FETCHERS
        work += [(self.loop.grade_all, "grade")] * self.processes
        for _, watch in self.sources.values():
            work += [(watch.watch_spool, "spool"), (watch.watch_heads, "poll")]
        return work + [(outbox.watch, "post") for outbox in self._outboxes]

    def _started(self, do: Callable[[], None], name: str) -> threading.Thread:
        """Do something in a thread. What it cannot handle ends the server, which says so."""

        def guarded() -> None:
            try:
                do()
            except Exception as error:  # noqa: BLE001 - raised again when all threads have ended
                self._fault = self._fault or error
                self.stop()

        thread = threading.Thread(target=guarded, name=name)
        thread.start()
        return thread

    def _raise_fault(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _end(self, threads: list[threading.Thread]) -> None:
        """Finish what is being graded, or give it back to the queue when that takes too long."""
        self.stop()
        for _, watch in self.sources.values():
            watch.stop()
        self._refresh.stop()
        self._notice.stop()
        for outbox in self._outboxes:
            outbox.stop()
        until = time.monotonic() + _GRACE_S
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        self.pool.close(wait=not any(thread.is_alive() for thread in threads))
        for thread in threads:
            thread.join()

    def _recover(self) -> None:
        """Go on where a server that was killed stopped."""
        remove_stale_folders()
        waiting = self.queue.recover()
        if waiting:
            log.info("recovered", extra={"fields": {"jobs": waiting}})

    def close(self) -> None:
        """End everything that is open."""
        self.pool.close()
        self._closing.close()


def _trouble(source: str) -> Callable[[str, str], None]:
    def tell(repository: str, reason: str) -> None:
        log.warning(
            "source", extra={"fields": {"source": source, "repository": repository, "reason": reason}}
        )

    return tell
