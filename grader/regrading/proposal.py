"""Proposing a regrade: everything is graded again into a run that counts for nothing yet."""

from __future__ import annotations

import dataclasses
import glob
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from grader.course import Assignment, Course
from grader.errors import UsageError
from grader.gradebook.kept_submission import KeptSubmissions
from grader.gradebook.record_history import KeptRecord, RecordHistory, digest_of
from grader.gradebook.row import AttemptRow, RunRow
from grader.grading import ExecutorFactory, Job, RecordStore, grade_all
from grader.grading.process_protocol import Work
from grader.grading.unit_key import unit_key
from grader.model import HandIn, Provenance, Record, Report
from grader.output import remove
from grader.points import with_best_timings

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook

_STATE: Final = "proposal"


class ProposalState(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposed run was made of; written when it has come to its end."""

    unchanged: int
    """Attempts on which nothing has changed, so that they were not graded again."""
    missing: tuple[str, ...]
    """Students whose submission was not kept."""
    changed: tuple[str, ...]
    """Parts of the course and the machine that differ from those of the earlier results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeWork:
    """An attempt that is graded again."""

    attempt: AttemptRow
    work: Work
    earlier: KeptRecord | None
    round: int
    """1 for the newest attempt of a student, 2 for the one before it, …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradePlan:
    assignment: Assignment
    works: tuple[RegradeWork, ...]
    unchanged: int
    missing: tuple[str, ...]


def plan_regrade(
    course: Course,
    assignment: Assignment,
    attempts: Sequence[AttemptRow],
    history: RecordHistory,
    kept: KeptSubmissions,
) -> RegradePlan:
    """Which attempts have to be graded again: those whose result could be another one.

    Raises
    ------
    UsageError
        There is none of which the submission was kept.
    """
    newest, rounds = history.newest(assignment.id), _rounds(attempts)
    works: list[RegradeWork] = []
    unchanged, missing = 0, []
    for attempt in attempts:
        earlier = newest.get((attempt.student, attempt.submission_sha256, attempt.received_us))
        work = _kept_work(kept, attempt)
        if work is None:
            missing.append(attempt.student)
        elif earlier is not None and _unchanged(course, assignment, work, earlier.record):
            unchanged += 1
        else:
            place = rounds[attempt.id]
            works.append(RegradeWork(attempt=attempt, work=work, earlier=earlier, round=place))
    if not works and not unchanged:
        raise UsageError(
            f"{assignment.id}: no submission of these students was kept, so nothing can be graded again. "
            "'grader grade' keeps submissions where the extra 'gradebook' is installed."
        )
    return RegradePlan(
        assignment=assignment, works=tuple(works), unchanged=unchanged, missing=tuple(sorted(set(missing)))
    )


def propose(
    book: Gradebook,
    course: Course,
    plan: RegradePlan,
    run: RunRow,
    folder: Path,
    start: ExecutorFactory,
    on_report: Callable[[Report, bool], None] = lambda _, __: None,
) -> ProposalState:
    """Grade a plan into a run. What is interrupted has no state, and can only be dropped.

    Parameters
    ----------
    book : Gradebook
    course : Course
    plan : RegradePlan
    run : RunRow
        Proposed.
    folder : Path
        The output folder.
    start : callable
        Gives the executor.
    on_report : callable, optional
        Called with each report, and with True.
    """
    from grader.gradebook.record_sink import rows_of  # SQLAlchemy

    works, changed = {each.attempt.id: each for each in plan.works}, set[str]()
    with ExitStack() as stack:
        numbers = sorted({each.round for each in plan.works} | {1})
        stores = {
            number: stack.enter_context(
                closing(
                    RecordStore(proposed_folder(folder, run.id) / str(number), course.secret(), resume=True)
                )
            )
            for number in numbers
        }
        job = Job(assignment=plan.assignment, works=tuple(each.work for each in plan.works))
        for graded in stack.enter_context(closing(grade_all([job], start))):
            each = works[graded.submission]
            record = _finished(graded, each.earlier)
            stores[each.round].save(record)
            path = record_path(proposed_folder(folder, run.id), each.round, record)
            kept = KeptRecord(record, path.stat().st_mtime_ns // 1000, each.attempt.submission_sha256)
            book.append(each.attempt, rows_of(kept, run.id)[1])
            changed |= changed_parts(each.earlier.record if each.earlier else None, record)
            on_report(record.report, True)
        state = ProposalState(unchanged=plan.unchanged, missing=plan.missing, changed=tuple(sorted(changed)))
        stores[1].keep_state(_STATE, state)
    return state


def proposal_state(course: Course, folder: Path, run: str) -> ProposalState:
    """What a proposed run was made of.

    Raises
    ------
    UsageError
        It was stopped before its end, or its files are not there.
    """
    place = proposed_folder(folder, run) / "1"
    found = None
    if (place / ".grader").is_dir():
        with closing(RecordStore(place, course.secret(), resume=True)) as store:
            found = store.state(_STATE, ProposalState)
    if found is None:
        raise UsageError(
            f"The run '{run}' was stopped before its end, or its files are not in {folder}. Drop it with "
            f"'grader regrade --drop {run}', and grade again."
        )
    return found


def forget_proposed(course: Course, folder: Path, student: str) -> None:
    """Delete what the proposed runs of a folder hold of a student."""
    for place in (folder / ".grader" / "proposed").glob("*/*"):
        if not (place / ".grader").is_dir():
            continue
        with closing(RecordStore(place, course.secret(), resume=True)) as store:
            for path in (place / ".grader" / "records").glob(f"*/{glob.escape(student)}.json"):
                remove(path, root=place)
            state = store.state(_STATE, ProposalState)
            if state is not None and student in state.missing:
                missing = tuple(name for name in state.missing if name != student)
                store.keep_state(_STATE, msgspec.structs.replace(state, missing=missing))


def proposed_folder(folder: Path, run: str) -> Path:
    return folder / ".grader" / "proposed" / run


def proposed_records(course: Course, folder: Path, run: str) -> Iterator[tuple[Path, Record]]:
    """The records of a proposed run with their files, those of the newest attempts first."""
    for place in sorted(proposed_folder(folder, run).glob("*"), key=lambda path: int(path.name)):
        with closing(RecordStore(place, course.secret(), resume=True)) as store:
            for record in store.others({}):
                yield record_path(place.parent, int(place.name), record), record


def record_path(proposed: Path, round_: int, record: Record) -> Path:
    report = record.report
    return proposed / str(round_) / ".grader" / "records" / report.assignment / f"{report.student}.json"


def changed_parts(before: Record | None, after: Record) -> set[str]:
    """What two results of one submission do not have in common, in words."""
    old = before.report.provenance if before else None
    new = after.report.provenance
    if old is None or new is None or before is None:
        return set()
    parts = {
        "tests or settings": old.assignment_sha256 != new.assignment_sha256,
        "reference": old.reference_sha256 != new.reference_sha256,
        f"Python {old.python} → {new.python}": old.python != new.python,
        **_libraries(old, new),
    }
    found = {name for name, differs in parts.items() if differs}
    return found or ({"engine"} if before.key != after.key else set())


def _libraries(old: Provenance, new: Provenance) -> dict[str, bool]:
    names = sorted(old.libraries.keys() | new.libraries.keys())
    return {
        f"{name} {old.libraries.get(name, '–')} → {new.libraries.get(name, '–')}": old.libraries.get(name)
        != new.libraries.get(name)
        for name in names
    }


def _rounds(attempts: Sequence[AttemptRow]) -> dict[str, int]:
    """The place of each attempt among those of its student, counted from the newest."""
    newest_first = sorted(attempts, key=lambda row: (row.received_us or -1, row.number, row.id), reverse=True)
    seen: dict[str, int] = {}
    rounds = {}
    for attempt in newest_first:
        rounds[attempt.id] = seen[attempt.student] = seen.get(attempt.student, 0) + 1
    return rounds


def _kept_work(kept: KeptSubmissions, attempt: AttemptRow) -> Work | None:
    hand_in = HandIn(
        received_us=attempt.received_us, attempt=attempt.number, late=attempt.called_late, via=attempt.via,
        group=attempt.group,
    )  # fmt: skip
    found = kept.load(attempt.assignment, attempt.submission_sha256, attempt.student, hand_in)
    if found is None:
        return None
    return Work(
        submission=dataclasses.replace(found, origin=attempt.id)
    )  # a record says which attempt it is of


def _unchanged(course: Course, assignment: Assignment, work: Work, earlier: Record) -> bool:
    key = unit_key(
        course, assignment, course.seed_key(assignment.id), work.submission, earlier.report.isolation
    )
    return earlier.report.score is not None and earlier.key == key


def _finished(record: Record, earlier: KeptRecord | None) -> Record:
    """The record as the folder would keep it: with the better timing of equal work, and where the files came from."""
    if earlier is None:
        return dataclasses.replace(record, submission=f"{record.report.student}, kept")
    named = dataclasses.replace(record, submission=earlier.record.submission)
    return with_best_timings(named, earlier.record)


__all__ = [
    "ProposalState", "RegradePlan", "RegradeWork", "changed_parts", "digest_of", "forget_proposed", "plan_regrade",
    "proposal_state", "propose", "proposed_folder", "proposed_records", "record_path",
]  # fmt: skip
