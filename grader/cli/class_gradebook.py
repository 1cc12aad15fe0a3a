"""What ``grader grade`` does for the gradebook: it keeps submissions and records, and adds attempts and results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import gradebook_option
from grader.course import Course
from grader.gradebook.login_name import login_name
from grader.grading import ExecutorFactory, RecordStore
from grader.grading.executor import RecordSink
from grader.grading.gathering import GatheredClass
from grader.grading.store import read_record
from grader.intake import PendingSubmission, RejectedSubmission, Roster, read_submission
from grader.model import Report

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook
    from grader.gradebook.record_history import RecordHistory


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGradebook:
    """The gradebook of a run; without the extra there is none, and nothing happens."""

    sinks: tuple[RecordSink, ...] = ()
    folder: Path | None = None
    works: Mapping[tuple[str, str], PendingSubmission] = field(default_factory=dict)
    """What was handed in, by assignment and student."""

    def keeping(self, executors: ExecutorFactory) -> ExecutorFactory:
        """Executors that keep what is handed in, if there is a gradebook."""
        if self.folder is None:
            return executors
        from grader.gradebook.kept_submission import KeptSubmissions
        from grader.regrading.keeping_executor import keeping

        return keeping(executors, KeptSubmissions(self.folder))

    def keep_again(self, report: Report) -> None:
        """Keep what an earlier run has graded without keeping it: in shards, or without the extra."""
        work = self.works.get((report.assignment, report.student))
        if self.folder is None or work is None:
            return
        from grader.gradebook.kept_submission import KeptSubmissions

        kept = KeptSubmissions(self.folder)
        if not kept.holds(report.assignment, work.sha256):
            found = read_submission(work.found, work.module)
            if not isinstance(found, RejectedSubmission):
                kept.keep(report.assignment, found)


@contextmanager
def class_gradebook(
    named: str | None, course: Course, store: RecordStore, roster: Roster | None, handed_in: GatheredClass
) -> Iterator[ClassGradebook]:
    """The gradebook that a run writes to.

    Parameters
    ----------
    named : str, optional
        Its URL. Without one it lies among the results, if the extra is installed.
    course : Course
    store : RecordStore
        Open. What it holds already is added first: a run may have been killed before it could be.
    roster : Roster, optional
    handed_in : GatheredClass
    """
    if named is None and not gradebook_option.is_installed():
        yield ClassGradebook()
        return
    gradebook_option.require_extra()
    from grader.gradebook import enrolment, record_sink  # SQLAlchemy: only where there is a gradebook
    from grader.gradebook.book import Gradebook
    from grader.gradebook.point_in_time import now_us
    from grader.gradebook.record_history import RecordHistory

    url = named or f"sqlite:///{store.folder.absolute() / '.grader' / 'gradebook.db'}"
    with Gradebook.open(url) as book:
        book.set_assignments(enrolment.course_assignments(course))
        book.enrol(enrolment.enrolled(roster) if roster else [])
        history = RecordHistory(store.folder, partial(read_record, secret=course.secret()))
        run = book.begin_run("grader grade", login_name())
        record_sink.fill(book, history, run.id)
        for each in handed_in.assignments:
            record_sink.reject(book, each.assignment.id, each.listed.rejected, run.id, now_us())
        works = {(name, work.student): work for name, work in handed_in.works}
        digests = {place: work.sha256 for place, work in works.items()}
        sink = record_sink.GradebookSink(book, history, run.id, digests)
        yield ClassGradebook(sinks=(sink,), folder=store.folder, works=works)
        write_published_pages(book, course, store)


def fill_gradebook(
    book: Gradebook, store: RecordStore, history: RecordHistory, command: str, who: str | None
) -> int:
    """Add everything that a folder holds and the gradebook lacks; how many records there are."""
    from grader.gradebook import record_sink  # SQLAlchemy

    run = book.begin_run(command, gradebook_option.who_asks(who))
    count = record_sink.fill(book, history, run.id)
    for assignment, listed in store.listed().items():
        path = store.folder / ".grader" / "listed" / f"{assignment}.json"
        record_sink.reject(book, assignment, listed.rejected, run.id, path.stat().st_mtime_ns // 1000)
        book.add_students(listed.absent)
    return count


def write_published_pages(
    book: Gradebook, course: Course, store: RecordStore, *, only: tuple[str, str] | None = None
) -> int:
    """Write the pages that show a grade again, and return how many there are.

    Parameters
    ----------
    book : Gradebook
    course : Course
    store : RecordStore
        Open, so that no other run writes pages.
    only : (student, assignment), optional
        Only this page.
    """
    published = {row.id for row in book.assignments() if book.is_published(row.id)}
    if not published or (only and only[1] not in published):
        return 0
    from grader.cli.grade_page import write_grade_pages

    grades = book.grades([only[0]] if only else None)
    shown = [grade for grade in grades if grade.published and (only is None or grade.assignment == only[1])]
    return write_grade_pages(course, store, shown)
