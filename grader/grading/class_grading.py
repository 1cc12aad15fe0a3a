"""Running a class: grade what is not done yet, beside what earlier runs left in the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

from grader.course import Assignment, Course
from grader.grading.executor import ExecutorFactory, Job, RecordSink, grade_all
from grader.grading.gathering import Gathered, GatheredClass
from grader.grading.page_writer import Renderer
from grader.grading.result_folder import ClassResult, ResultFolder
from grader.grading.store import RecordStore
from grader.grading.unit_key import unit_key
from grader.intake import PendingSubmission
from grader.model import HandIn, Record, Report


def grade_class(
    course: Course,
    handed_in: GatheredClass,
    store: RecordStore,
    start: ExecutorFactory,
    load_renderer: Callable[[], Renderer],
    *,
    level: int | None = None,
    on_report: Callable[[Report, bool], None] = lambda _, __: None,
    sinks: Sequence[RecordSink] = (),
) -> ClassResult:
    """Grade a class into the folder of its records.

    Parameters
    ----------
    course : Course
    handed_in : GatheredClass
    store : RecordStore
        Open; what it holds and has not changed is not graded again.
    start : callable
        Gives the executor of a job.
    load_renderer : callable
        Loads what makes pages.
    level : int, optional
        What was graded at another isolation level is graded again.
    on_report : callable, optional
        Called with each report when it is written, and with whether it was graded in this run.
    sinks : sequence of RecordSink, optional
        Take each record that is graded in this run, after the folder has kept it.

    Raises
    ------
    KeyboardInterrupt
        With a note on how much is kept. All that was done is in the folder.
    """
    graded = {each.assignment.id: each.students for each in handed_in.assignments}
    kept = [(r.report.assignment, r.report.student) for r in store.others(graded)]
    before = {name: old for name, old in store.listed().items() if name in course.assignment_ids()}
    now = {each.assignment.id: each.listed_beside(kept) for each in handed_in.assignments}
    listed = {**before, **now}
    with ResultFolder(course, store, handed_in.works, load_renderer, on_report=on_report) as folder:
        folder.keep(store.others(graded), graded.keys())
        for name, entries in listed.items():
            folder.list_ungraded(name, entries)
        folder.ignore(handed_in.ignored)
        rest = [_without_done(course, each, store, folder, level, sinks) for each in handed_in.assignments]
        with closing(grade_all(rest, start)) as fresh:
            for record in fresh:
                _hand_on(folder.take(record), sinks)
        return folder.finish()


def _hand_on(kept: Record, sinks: Sequence[RecordSink]) -> None:
    """Give further sinks a record as the store keeps it."""
    for sink in sinks:
        sink.take(kept)


def _without_done(
    course: Course, each: Gathered, store: RecordStore, folder: ResultFolder, level: int | None,
    sinks: Sequence[RecordSink],
) -> Job:  # fmt: skip
    """Leave out what an earlier run has graded under the very same conditions."""
    rest = []
    for work in each.works:
        record = store.load(each.assignment.id, work.student)
        if record is not None and _unchanged(course, each.assignment, work, record, level):
            if _came_again(work, record):
                record = replace(record, hand_in=work.found.hand_in)
                store.save(record)
                _hand_on(record, sinks)
            folder.take_again(record)
        else:
            rest.append(work)
    return Job(assignment=each.assignment, works=tuple(rest))


def _came_again(work: PendingSubmission, record: Record) -> bool:
    """Whether the same files were handed in anew: an attempt of its own, with the result that they have already.

    Plain files do not say how they came, so what is known of them stays.
    """
    return work.found.hand_in not in (record.hand_in, HandIn())


def _unchanged(
    course: Course, assignment: Assignment, work: PendingSubmission, record: Record, level: int | None
) -> bool:
    """Whether a result would be the same; the isolation level counts where one was asked for."""
    report = record.report
    level = report.isolation if level is None else level
    key = unit_key(course, assignment, course.seed_key(assignment.id), work, level)
    return report.score is not None and record.key == key
