"""Where records go: files, progress, and at the end the sheet, the class page and a table."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO

import click

from grader import reports
from grader.course import Course
from grader.grading import RecordStore
from grader.intake import Rejected
from grader.model import Record, Report
from grader.output import write_atomic, write_json
from grader.reports import RejectedEntry, report_path
from grader.scoring import withheld
from grader.text import number


class Sink:
    """Writes each record as it comes; pages are rendered in the background.

    ``finish`` writes what speaks about the class; a page that could not be rendered is an error only then,
    when everything else is written. Leaving early (Ctrl-C) keeps every report that was done.
    """

    def __init__(
        self, folder: Path, course: Course, store: RecordStore, total: int, *, several: bool
    ) -> None:
        self._folder = folder
        self._course = course
        self._store = store
        self._total = total
        self._several = several
        self._reports: list[Report] = []
        self._rejected: list[RejectedEntry] = []
        self._statements: dict[str, str] = {}
        self._started = time.monotonic()
        self._progress = _Progress(total)
        self._pages: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
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
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            done = len(self._reports)
            click.echo(
                f"Interrupted: {done} of {self._total} are graded and kept. Go on with --resume.", err=True
            )

    def take(self, record: Record, *, fresh: bool = True) -> None:
        """Keep a record and write the student's report."""
        report = record.report
        if fresh:
            self._store.save(record)
        path = self._folder / report_path(report, self._several)
        write_json(path.with_suffix(".json"), withheld(report))
        self._reports.append(report)
        self._pages.put(report)
        self._progress.step(f"{report.student}  {_score(report)}")

    def reject(self, assignment: str, entry: Rejected) -> None:
        self._rejected.append(
            RejectedEntry(
                student=entry.student, origin=entry.origin, reason=entry.reason, assignment=assignment
            )
        )

    def finish(self, missing: Iterable[str] = ()) -> int:
        """Write ``grades.csv`` and ``index.html``, print the table; the exit code."""
        self._pages.put(None)
        self._renderer.join()
        self._progress.close()
        graded = sorted(self._reports, key=lambda r: (r.assignment, r.student))
        title = self._course.settings.title
        write_atomic(self._folder / "grades.csv", reports.grades_csv(graded, self._rejected))
        page = reports.class_html(graded, self._rejected, title=title)
        write_atomic(self._folder / "index.html", page)
        self._print_table(graded, tuple(missing))
        if self._failure is not None:
            raise self._failure
        if any(r.score is None for r in graded):
            return 3
        return 4 if self._rejected else 0

    def _render(self) -> None:
        while (report := self._pages.get()) is not None:
            try:
                page = reports.report_html(report, statement=self._statement(report.assignment))
                write_atomic(self._folder / report_path(report, self._several), page)
            except Exception as error:  # noqa: BLE001 - the thread may not die of it; `finish` raises it
                self._failure = self._failure or error

    def _statement(self, assignment: str) -> str:
        if assignment not in self._statements:
            self._statements[assignment] = self._course.assignment(assignment).statement_path.read_text(
                encoding="utf-8"
            )
        return self._statements[assignment]

    def _print_table(self, graded: list[Report], missing: tuple[str, ...]) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        console = Console(highlight=False)
        for assignment in dict.fromkeys(r.assignment for r in graded):
            table = Table(
                title=assignment, title_justify="left", title_style="bold", box=None, pad_edge=False, expand=True
            )  # fmt: skip
            table.add_column("student", overflow="fold")
            table.add_column("score", justify="right", no_wrap=True)
            table.add_column("what stands out", overflow="ellipsis", no_wrap=True, ratio=1)
            for report in (r for r in graded if r.assignment == assignment):
                table.add_row(Text(report.student), _score(report), Text(_remark(report)))
            console.print(table)
            console.print()
        for entry in self._rejected:
            console.print(Text(f"Not read: {entry.student} ({entry.origin}): {entry.reason}"), style="yellow")
        for student in missing:
            console.print(Text(f"Nothing handed in: {student}"), style="yellow")
        seconds = time.monotonic() - self._started
        console.print(
            f"{len(graded)} graded in {seconds:.1f} s. Class page: {self._folder / 'index.html'}",
            soft_wrap=True,
        )
        console.print(f"Sheet: {self._folder / 'grades.csv'}", soft_wrap=True)


def _score(report: Report) -> str:
    return "not graded" if report.score is None else f"{number(report.score)} / {number(report.max_score)}"


def _remark(report: Report) -> str:
    """The most telling thing about a report in a few words."""
    if report.score is None:
        return report.not_graded
    mistakes = list(dict.fromkeys(t.mistake.id for t in report.tests if t.mistake))
    if mistakes:
        return ", ".join(mistakes)
    verdicts = list(dict.fromkeys(str(t.verdict) for t in report.tests if t.verdict != "passed"))
    return ", ".join(verdicts).replace("_", " ")


class _Progress:
    """A bar on a terminal, plain lines elsewhere; both on stderr."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._stream: IO[str] = sys.stderr
        self._bar = None
        if total and self._stream.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("Grading"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}"),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=total)
            self._bar.start()

    def step(self, what: str) -> None:
        self._done += 1
        if self._bar is not None:
            from rich.markup import escape

            self._bar.update(self._task, advance=1, description=escape(what))
        else:
            click.echo(f"[{self._done}/{self._total}] {what}", err=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
