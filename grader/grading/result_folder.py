"""The output folder of a class: records and reports as they come, pages in the background, the class at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Final

from grader.budget import within_budget, without_texts
from grader.course import Course
from grader.grading.flat_report import holds_flat_report, remove_flat_report
from grader.grading.page_writer import PageWriter, Renderer
from grader.grading.score_change import LastScores, ScoreChange, Standing, score_changes, standing, standings
from grader.grading.store import RecordStore, UngradedEntries
from grader.grading.ungraded import ungraded_report
from grader.intake import IgnoredEntry, PendingSubmission
from grader.intake.ignored_entries import ignored_lines
from grader.messages import say
from grader.model import Record, RejectedEntry, Report, report_path
from grader.output import write_json
from grader.points import with_best_timings
from grader.release import withheld

SHEET_EVERY_S: Final = 10.0
"""Seconds after which the sheet is written again during a run, for each 1,000 rows begun.

A larger sheet takes longer to write. With a pause that grows likewise, sheets take the same share of each run.
"""
_ROWS: Final = 1000
_LAST_SCORES: Final = "scores"


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
    changes: tuple[ScoreChange, ...]
    """Scores that are not what they were when the last run came to its end."""
    kept_aside: tuple[str, ...]
    """Files to which sheets were moved that somebody had changed."""
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
    on_report : callable, optional
        Called with each report when it is written, and with whether it was graded in this run.
    sheet_every_s : float
        After so many seconds the sheet is written again, with what is graded so far.
    """

    def __init__(
        self,
        course: Course,
        store: RecordStore,
        works: Sequence[tuple[str, PendingSubmission]],
        load_renderer: Callable[[], Renderer],
        *,
        on_report: Callable[[Report, bool], None] = lambda _, __: None,
        sheet_every_s: float = SHEET_EVERY_S,
    ) -> None:
        self._folder = store.folder
        self._course = course
        self._store = store
        self._works = works
        self._on_report = on_report
        self._reports: list[Report] = []
        self._absent: list[Report] = []
        self._kept: list[str] = []
        self._rejected: list[RejectedEntry] = []
        self._ignored: list[IgnoredEntry] = []
        self._pending = {(work.student, name) for name, work in works}
        self._last = store.state(_LAST_SCORES, LastScores)
        self._earlier: dict[str, dict[str, Standing]] = {}
        self._sheet_every_s = sheet_every_s
        self._sheet_due = time.monotonic() + sheet_every_s
        self._pages = PageWriter(course, store, load_renderer)

    def __enter__(self) -> ResultFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pages.close()
        if isinstance(error, KeyboardInterrupt):
            kept = sum(self._store.holds(name, work.student) for name, work in self._works)
            error.add_note(
                f"Interrupted: {kept} of {len(self._works)} are graded and kept. Go on with --resume."
            )
            for name in self._pages.sheet.kept_aside:
                error.add_note(say("summary.kept_aside", file=name))

    def take(self, record: Record) -> Record:
        """Keep a record and write the student's report.

        Returns
        -------
        Record
            As it is kept: of equal work the better timing counts.
        """
        earlier = self._store.load(record.report.assignment, record.report.student)
        if earlier is not None:
            self._note_earlier(earlier.report)
        record = with_best_timings(record, earlier)
        self._store.save(record)
        self._take(record, fresh=True)
        return record

    def take_again(self, record: Record) -> None:
        """Write the student's report of a record that the store holds already."""
        self._take(record, fresh=False)

    def keep(self, records: Iterable[Record], assignments: Collection[str]) -> None:
        """Take over the results of an earlier run; of these assignments it is told whose they are."""
        for record in records:
            self._write(record)
            if record.report.assignment in assignments:
                self._kept.append(record.report.student)

    def list_ungraded(self, assignment: str, listed: UngradedEntries) -> None:
        """List what has no record, here and for a later run to take over."""
        self._store.keep_listed(assignment, listed)
        for each in listed.rejected:
            earlier = self._store.load(assignment, each.student) if each.student else None
            if earlier is not None:
                self._note_earlier(earlier.report)
        self._rejected += [
            RejectedEntry(student=e.student, origin=e.origin, reason=e.reason, assignment=assignment)
            for e in listed.rejected
        ]
        for student in listed.absent:
            report = ungraded_report(self._course.assignment(assignment), student, say("absent.reason"))
            self._write_report(report)
            self._absent.append(report)

    def ignore(self, ignored: Iterable[IgnoredEntry]) -> None:
        """Note what was not taken as a submission."""
        self._ignored += ignored

    def finish(self) -> ClassResult:
        """Write ``grades.csv`` and the pages about the class."""
        self._pages.close()
        graded = sorted(self._reports, key=_by_assignment)
        everybody = sorted([*graded, *self._absent], key=_by_assignment)
        self._store.check()
        self._pages.write_sheet(everybody, self._rejected)
        ignored = "; ".join(ignored_lines(self._ignored))
        self._pages.write_class(
            everybody, self._rejected, generated=ignored and f"Not taken as a submission: {ignored}."
        )
        self._store.check()
        return ClassResult(
            graded=tuple(graded), absent=tuple(self._absent), rejected=tuple(self._rejected),
            kept=tuple(self._kept), ignored=tuple(self._ignored), changes=self._changes(graded),
            kept_aside=tuple(self._pages.sheet.kept_aside), failure=self._pages.failure,
        )  # fmt: skip

    def _changes(self, graded: Sequence[Report]) -> tuple[ScoreChange, ...]:
        """What changed since the last run that came to its end; from now on this is the last one."""
        now = standings(graded, self._rejected)
        changes = score_changes(self._earlier if self._last is None else self._last.standings, now)
        self._store.keep_state(_LAST_SCORES, LastScores(now))
        return changes

    def _note_earlier(self, report: Report) -> None:
        """Where no run has come to its end yet, the records that are replaced say how it was."""
        self._earlier.setdefault(report.assignment, {})[report.student] = standing(report)

    def _take(self, record: Record, *, fresh: bool) -> None:
        self._write(record)
        self._pending.discard((record.report.student, record.report.assignment))
        self._queue_sheet()
        self._on_report(record.report, fresh)

    def _queue_sheet(self) -> None:
        """Now and then the sheet is written during a run: it says of the rest that it is not graded yet."""
        if time.monotonic() < self._sheet_due:
            return
        everybody = sorted([*self._reports, *self._absent], key=_by_assignment)
        self._pages.queue_sheet(everybody, tuple(self._rejected), frozenset(self._pending))
        self._sheet_due = time.monotonic() + self._sheet_every_s * (1 + len(everybody) // _ROWS)

    def _write(self, record: Record) -> None:
        """Write the student's files; of the record no more is kept than the class's files need."""
        self._write_timings(record)
        self._write_report(record.report)
        self._reports.append(without_texts(record.report))

    def _write_report(self, report: Report) -> None:
        path = self._folder / report_path(report)
        self._store.check()
        shown = within_budget(report)
        write_json(path.with_suffix(".json"), withheld(shown), root=self._folder)
        if holds_flat_report(self._folder, report):
            self._pages.queue_page(shown, partial(remove_flat_report, self._folder, report.student))
        else:
            self._pages.queue_page(shown)

    def _write_timings(self, record: Record) -> None:
        """What the timings were judged by, beside the report that shows them."""
        if record.timings and withheld(record.report).performance:
            path = self._folder / report_path(record.report)
            logs = {log.id: log for log in record.timings}
            write_json(path.with_name("timing.json"), logs, root=self._folder)


def _by_assignment(report: Report) -> tuple[str, str]:
    return report.assignment, report.student
