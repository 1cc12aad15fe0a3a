"""Pages, and the sheet during a run, written in the background: no verdict waits for them."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

from grader.course import Course
from grader.grading.sheet_file import SheetFile
from grader.grading.store import RecordStore
from grader.model import RejectedEntry, Report, report_path
from grader.output import write_atomic

_WAITING = 8
"""Pages that wait to be rendered. Each may take a megabyte; a page takes less time than grading does."""

StudentAssignment = tuple[str, str]
"""A student and an assignment."""


class Renderer(Protocol):
    """Makes pages and the sheet; `grader.reports` is one.

    It is handed in: pages are rendered from records alone, so that package stands above this one.
    """

    def report_html(self, report: Report, *, statement: str, pictures: Mapping[str, bytes] | None) -> str: ...

    def class_pages(
        self, reports: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str
    ) -> Iterable[tuple[str, str]]:
        """The pages about the class: path below the output folder, and text."""

    def grades_csv(
        self,
        reports: Sequence[Report],
        rejected: Sequence[RejectedEntry],
        *,
        pending: Collection[StudentAssignment] = (),
    ) -> str: ...


class PageWriter:
    """Renders in a thread of its own what is queued.

    Parameters
    ----------
    course, store : Course, RecordStore
    load_renderer : callable
        Loads the renderer, in the background: it takes half a second, and no verdict should wait for it.
    """

    def __init__(self, course: Course, store: RecordStore, load_renderer: Callable[[], Renderer]) -> None:
        self.sheet = SheetFile(store)
        self.failure: Exception | None = None
        """What kept a page from being written: the first error."""
        self._course = course
        self._store = store
        self._load_renderer = load_renderer
        self._statements: dict[str, tuple[str, dict[str, bytes]]] = {}
        # Not a `queue.Queue` with a limit: Ctrl-C at the wrong moment would leave its lock taken, and nobody could end.
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._free_places: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(_WAITING):
            self._free_places.put(None)
        self._thread = threading.Thread(target=self._work, name="pages")
        self._thread.start()

    def queue_page(self, report: Report, then: Callable[[], None] = lambda: None) -> None:
        """Write a student's page, and do something when it is there."""
        self._queue(partial(self._write_page, report, then))

    def queue_sheet(
        self,
        reports: Sequence[Report],
        rejected: Sequence[RejectedEntry],
        pending: Collection[StudentAssignment],
    ) -> None:
        """Write the sheet as it is now."""
        self._queue(partial(self.write_sheet, reports, rejected, pending))

    def close(self) -> None:
        """End when all that was queued is written."""
        self._orders.put(None)
        self._thread.join()

    def write_sheet(
        self,
        reports: Sequence[Report],
        rejected: Sequence[RejectedEntry],
        pending: Collection[StudentAssignment] = (),
    ) -> None:
        """Write ``grades.csv``. While the thread works, only the thread may do this."""
        self.sheet.write(self._load_renderer().grades_csv(reports, rejected, pending=pending))

    def write_class(
        self, reports: Sequence[Report], rejected: Sequence[RejectedEntry], *, generated: str
    ) -> None:
        """Write the pages about the class."""
        folder, title = self._store.folder, self._course.settings.title
        for path, page in self._load_renderer().class_pages(
            reports, rejected, title=title, generated=generated
        ):
            self._store.check()
            write_atomic(folder / path, page, root=folder)

    def _queue(self, order: Callable[[], None]) -> None:
        self._free_places.get()
        self._orders.put(order)

    def _work(self) -> None:
        """The thread's work: load the renderer, then render until there is nothing more."""
        with self._failing_later():
            self._load_renderer()
        while (order := self._orders.get()) is not None:
            self._free_places.put(None)
            with self._failing_later():
                order()

    @contextlib.contextmanager
    def _failing_later(self) -> Iterator[None]:
        """The thread may not die of an error; the first one is told at the end."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - `finish` raises it when all else is written
            self.failure = self.failure or error

    def _write_page(self, report: Report, then: Callable[[], None]) -> None:
        statement, pictures = self._statement(report.assignment)
        page = self._load_renderer().report_html(report, statement=statement, pictures=pictures)
        self._store.check()
        write_atomic(self._store.folder / report_path(report), page, root=self._store.folder)
        then()

    def _statement(self, assignment: str) -> tuple[str, dict[str, bytes]]:
        """An assignment's text and its pictures; nothing of one that the course no longer has."""
        if assignment not in self._statements:
            found = "", dict[str, bytes]()
            if assignment in self._course.assignment_ids():
                from grader.course.statement import picture_files  # Markdown's parser, which only pages need

                path = self._course.assignment(assignment).statement_path
                found = path.read_text(encoding="utf-8"), picture_files(path)
            self._statements[assignment] = found
        return self._statements[assignment]
