"""Where records go: files, progress, and at the end the sheet, the class page and a table."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType

from grader import reports
from grader.budget import within_budget, without_texts
from grader.cli import summary, terminal
from grader.cli.progress import Progress
from grader.course import Course
from grader.course.statement import picture_files
from grader.grading import RecordStore, UngradedEntries
from grader.intake import IgnoredEntry, PendingSubmission
from grader.model import Record, Report
from grader.output import remove, write_atomic, write_json
from grader.reports import RejectedEntry, report_path
from grader.scoring import with_best_timings, withheld
from grader.text import count

_PAGES_WAITING = 8
"""Reports that wait to be rendered. Each may take a megabyte; a page takes less time than grading does."""


class Sink:
    """Writes each record as it comes; pages are rendered in the background.

    ``finish`` writes what speaks about the class; a page that could not be rendered is an error only then,
    when everything else is written. Leaving early (Ctrl-C) keeps every report that was done.

    Parameters
    ----------
    folder : Path
        The output folder.
    course, store : Course, RecordStore
    works : sequence of (assignment, PendingSubmission)
        What is to be graded.
    several : bool
        Whether the folder holds, with this run, more than one assignment.
    """

    def __init__(
        self,
        folder: Path,
        course: Course,
        store: RecordStore,
        works: Sequence[tuple[str, PendingSubmission]],
        *,
        several: bool,
    ) -> None:
        self._folder = folder
        self._course = course
        self._store = store
        self._works = works
        self._several = several
        self._reports: list[Report] = []
        self._absent: list[Report] = []
        self._kept: list[str] = []
        self._rejected: list[RejectedEntry] = []
        self._ignored: list[IgnoredEntry] = []
        self._statements: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._started = time.monotonic()
        self._progress = Progress(len(works))
        self._pages: queue.Queue[Report | None] = queue.Queue(_PAGES_WAITING)
        self._failure: Exception | None = None
        self._renderer = threading.Thread(target=self._render, name="pages")
        self._renderer.start()

    def __enter__(self) -> Sink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pages.put(None)
        self._renderer.join()
        self._progress.close()
        if isinstance(error, KeyboardInterrupt):
            kept = sum(self._store.holds(name, work.student) for name, work in self._works)
            error.add_note(
                f"Interrupted: {kept} of {len(self._works)} are graded and kept. Go on with --resume."
            )

    def take(self, record: Record, *, fresh: bool = True) -> None:
        """Keep a record and write the student's report."""
        if fresh:
            earlier = self._store.load(record.report.assignment, record.report.student)
            record = with_best_timings(record, earlier)
            self._store.save(record)
        self._write(record)
        self._progress.step(f"{record.report.student}  {summary.score(record.report)}")

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
            report = self._nothing(assignment, student)
            self._write_report(report)
            self._absent.append(report)

    def ignore(self, ignored: Iterable[IgnoredEntry]) -> None:
        self._ignored += ignored

    def finish(self) -> int:
        """Write ``grades.csv`` and ``index.html``, print the table; the exit code."""
        self._pages.put(None)
        self._renderer.join()
        self._progress.close()
        graded = sorted(self._reports, key=lambda r: (r.assignment, r.student))
        everybody = sorted([*graded, *self._absent], key=lambda r: (r.assignment, r.student))
        self._store.check()
        write_atomic(
            self._folder / "grades.csv", reports.grades_csv(everybody, self._rejected), root=self._folder
        )
        ignored = "; ".join(summary.ignored_lines(self._ignored))
        page = reports.class_html(
            everybody,
            self._rejected,
            title=self._course.settings.title,
            generated=ignored and f"Not taken as a submission: {ignored}.",
        )
        write_atomic(self._folder / "index.html", page, root=self._folder)
        self._store.check()
        self._print(graded)
        if self._failure is not None:
            raise self._failure
        if any(r.score is None for r in graded):
            return 3
        return 4 if self._rejected or any(each.may_be_work for each in self._ignored) else 0

    def _nothing(self, assignment: str, student: str) -> Report:
        """The report of a student on the roster of whom nothing came: no score, and above all no zero."""
        found = self._course.assignment(assignment)
        return Report(
            assignment=assignment,
            title=found.settings.title,
            student=student,
            attempt=1,
            score=None,
            max_score=found.max_score,
            not_graded="Nothing was handed in.",
        )

    def _write(self, record: Record) -> None:
        """Write the student's files; of the record no more is kept than the class's files need."""
        self._write_report(record.report)
        self._write_timings(record)
        self._reports.append(without_texts(record.report))

    def _write_report(self, report: Report) -> None:
        path = self._path(report)
        self._store.check()
        shown = within_budget(report)
        write_json(path.with_suffix(".json"), withheld(shown), root=self._folder)
        self._clear(report, ".json")
        self._pages.put(shown)

    def _write_timings(self, record: Record) -> None:
        """What the timings were judged by, beside the report that shows them."""
        if record.timings and withheld(record.report).performance:
            path = self._path(record.report).with_name("timing.json")
            write_json(path, {log.id: log for log in record.timings}, root=self._folder)
            if self._several:
                before = (self._folder / report_path(record.report, False)).with_name("timing.json")
                remove(before, root=self._folder)

    def _path(self, report: Report) -> Path:
        return self._folder / report_path(report, self._several)

    def _clear(self, report: Report, suffix: str) -> None:
        """Remove a report that an earlier run over one assignment wrote where several do not."""
        if self._several:
            remove((self._folder / report_path(report, False)).with_suffix(suffix), root=self._folder)

    def _render(self) -> None:
        while (report := self._pages.get()) is not None:
            try:
                statement, pictures = self._statement(report.assignment)
                page = reports.report_html(report, statement=statement, pictures=pictures)
                self._store.check()
                write_atomic(self._path(report), page, root=self._folder)
                self._clear(report, ".html")
            except Exception as error:  # noqa: BLE001 - the thread may not die of it; `finish` raises it
                self._failure = self._failure or error

    def _statement(self, assignment: str) -> tuple[str, dict[str, bytes]]:
        """An assignment's text and its pictures; nothing of one that the course no longer has."""
        if assignment not in self._statements:
            found = "", dict[str, bytes]()
            if assignment in self._course.assignment_ids():
                path = self._course.assignment(assignment).statement_path
                found = path.read_text(encoding="utf-8"), picture_files(path)
            self._statements[assignment] = found
        return self._statements[assignment]

    def _print(self, graded: Sequence[Report]) -> None:
        console = terminal.console()
        summary.print_tables(console, graded)
        assignments = len({r.assignment for r in (*graded, *self._absent)})
        absent = summary.absences(self._absent, assignments)
        summary.print_rest(console, graded, self._rejected, absent, self._kept, self._ignored)
        scored = sum(r.score is not None for r in graded)
        counts = [
            f"{scored} graded",
            *(f"{n} {what}" for n, what in ((len(graded) - scored, "not graded"),) if n),
            *(f"{n} not read" for n in (len(self._rejected),) if n),
        ]
        if absent:
            counts.append(f"nothing from {count(len(absent), 'student')}")
        seconds = time.monotonic() - self._started
        terminal.say(f"{', '.join(counts)} in {seconds:.1f} s. Class page: {self._folder / 'index.html'}")
        terminal.say(f"Sheet: {self._folder / 'grades.csv'}")
