"""The output folder of a class: records and reports as they come, pages in the background, the class at the end."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from grader.budget import within_budget, without_texts
from grader.course import Course
from grader.grading.store import RecordStore, UngradedEntries
from grader.grading.ungraded import ungraded_report
from grader.intake import IgnoredEntry, PendingSubmission
from grader.intake.ignored_entries import ignored_lines
from grader.model import Record, RejectedEntry, Report, report_path
from grader.output import remove, write_atomic, write_json
from grader.points import with_best_timings
from grader.release import withheld

_PAGES_WAITING = 8
"""Reports that wait to be rendered. Each may take a megabyte; a page takes less time than grading does."""


class Renderer(Protocol):
    """Makes pages and the sheet; `grader.reports` is one.

    It is handed in: pages are rendered from records alone, so that package stands above this one.
    """

    def report_html(self, report: Report, *, statement: str, pictures: Mapping[str, bytes] | None) -> str: ...

    def class_html(
        self, reports: Sequence[Report], rejected: Sequence[RejectedEntry], *, title: str, generated: str
    ) -> str: ...

    def grades_csv(self, reports: Sequence[Report], rejected: Sequence[RejectedEntry]) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassResult:
    """What became of a class; the reports are without their texts."""

    graded: tuple[Report, ...]
    """Everybody with a record, by assignment and student."""
    absent: tuple[Report, ...]
    """Students on the roster of whom nothing came."""
    rejected: tuple[RejectedEntry, ...]
    kept: tuple[str, ...]
    """Students whose results are of an earlier run over other submissions."""
    ignored: tuple[IgnoredEntry, ...]
    failure: Exception | None
    """What kept a page from being rendered: to be raised when everything else has been said."""


class ResultFolder:
    """A sink that writes each record as it comes.

    ``finish`` writes what speaks about the class; a page that could not be rendered does not keep anything else from
    being written. Leaving early (Ctrl-C) keeps every report that was done.

    Parameters
    ----------
    course, store : Course, RecordStore
    works : sequence of (assignment, PendingSubmission)
        What is to be graded.
    load_renderer : callable
        Loads the renderer, in the background: it takes half a second, and no verdict should wait for it.
    several : bool
        Whether the folder holds, with this run, more than one assignment.
    on_report : callable, optional
        Called with each report when it is written.
    """

    def __init__(
        self,
        course: Course,
        store: RecordStore,
        works: Sequence[tuple[str, PendingSubmission]],
        load_renderer: Callable[[], Renderer],
        *,
        several: bool,
        on_report: Callable[[Report], None] = lambda _: None,
    ) -> None:
        self._folder = store.folder
        self._course = course
        self._store = store
        self._works = works
        self._several = several
        self._load_renderer = load_renderer
        self._on_report = on_report
        self._reports: list[Report] = []
        self._absent: list[Report] = []
        self._kept: list[str] = []
        self._rejected: list[RejectedEntry] = []
        self._ignored: list[IgnoredEntry] = []
        self._statements: dict[str, tuple[str, dict[str, bytes]]] = {}
        # Not a `queue.Queue` with a limit: Ctrl-C at the wrong moment would leave its lock taken, and nobody could end.
        self._pages: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
        self._free_places: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(_PAGES_WAITING):
            self._free_places.put(None)
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._render, name="pages")
        self._thread.start()

    def __enter__(self) -> ResultFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_pages()
        if isinstance(error, KeyboardInterrupt):
            kept = sum(self._store.holds(name, work.student) for name, work in self._works)
            error.add_note(
                f"Interrupted: {kept} of {len(self._works)} are graded and kept. Go on with --resume."
            )

    def take(self, record: Record) -> None:
        """Keep a record and write the student's report."""
        earlier = self._store.load(record.report.assignment, record.report.student)
        record = with_best_timings(record, earlier)
        self._store.save(record)
        self.take_again(record)

    def take_again(self, record: Record) -> None:
        """Write the student's report of a record that the store holds already."""
        self._write(record)
        self._on_report(record.report)

    def keep(self, records: Iterable[Record], assignments: Collection[str]) -> None:
        """Take over the results of an earlier run; of these assignments it is told whose they are."""
        for record in records:
            self._write(record)
            if record.report.assignment in assignments:
                self._kept.append(record.report.student)

    def list_ungraded(self, assignment: str, listed: UngradedEntries) -> None:
        """List what has no record, here and for a later run to take over."""
        self._store.keep_listed(assignment, listed)
        self._rejected += [
            RejectedEntry(student=e.student, origin=e.origin, reason=e.reason, assignment=assignment)
            for e in listed.rejected
        ]
        for student in listed.absent:
            report = ungraded_report(self._course.assignment(assignment), student, "Nothing was handed in.")
            self._write_report(report)
            self._absent.append(report)

    def ignore(self, ignored: Iterable[IgnoredEntry]) -> None:
        """Note what was not taken as a submission."""
        self._ignored += ignored

    def finish(self) -> ClassResult:
        """Write ``grades.csv`` and ``index.html``."""
        self._end_pages()
        graded = sorted(self._reports, key=_by_assignment)
        everybody = sorted([*graded, *self._absent], key=_by_assignment)
        renderer = self._load_renderer()
        self._store.check()
        sheet = renderer.grades_csv(everybody, self._rejected)
        write_atomic(self._folder / "grades.csv", sheet, root=self._folder)
        ignored = "; ".join(ignored_lines(self._ignored))
        page = renderer.class_html(
            everybody,
            self._rejected,
            title=self._course.settings.title,
            generated=ignored and f"Not taken as a submission: {ignored}.",
        )
        write_atomic(self._folder / "index.html", page, root=self._folder)
        self._store.check()
        return ClassResult(
            graded=tuple(graded), absent=tuple(self._absent), rejected=tuple(self._rejected),
            kept=tuple(self._kept), ignored=tuple(self._ignored), failure=self._failure,
        )  # fmt: skip

    def _end_pages(self) -> None:
        self._pages.put(None)
        self._thread.join()

    def _write(self, record: Record) -> None:
        """Write the student's files; of the record no more is kept than the class's files need."""
        self._write_report(record.report)
        self._write_timings(record)
        self._reports.append(without_texts(record.report))

    def _write_report(self, report: Report) -> None:
        path = self._folder / report_path(report, self._several)
        self._store.check()
        shown = within_budget(report)
        write_json(path.with_suffix(".json"), withheld(shown), root=self._folder)
        self._clear(report, "report.json")
        self._queue_page(shown)

    def _queue_page(self, report: Report) -> None:
        self._free_places.get()
        self._pages.put(report)

    def _write_timings(self, record: Record) -> None:
        """What the timings were judged by, beside the report that shows them."""
        if record.timings and withheld(record.report).performance:
            path = self._folder / report_path(record.report, self._several)
            logs = {log.id: log for log in record.timings}
            write_json(path.with_name("timing.json"), logs, root=self._folder)
            self._clear(record.report, "timing.json")

    def _clear(self, report: Report, name: str) -> None:
        """Remove a file that an earlier run over one assignment wrote where several do not."""
        if self._several:
            remove((self._folder / report_path(report, several=False)).with_name(name), root=self._folder)

    def _render(self) -> None:
        """The thread's work: load the renderer, then render until there is nothing more."""
        with self._failing_later():
            self._load_renderer()
        while (report := self._pages.get()) is not None:
            self._free_places.put(None)
            with self._failing_later():
                self._write_page(report)

    @contextlib.contextmanager
    def _failing_later(self) -> Iterator[None]:
        """The thread may not die of an error; the first one is told at the end."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - `finish` raises it when all else is written
            self._failure = self._failure or error

    def _write_page(self, report: Report) -> None:
        statement, pictures = self._statement(report.assignment)
        page = self._load_renderer().report_html(report, statement=statement, pictures=pictures)
        self._store.check()
        write_atomic(self._folder / report_path(report, self._several), page, root=self._folder)
        self._clear(report, "report.html")

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


def _by_assignment(report: Report) -> tuple[str, str]:
    return report.assignment, report.student
