"""Shards: one class graded by several runs that know nothing of each other, and put together afterwards.

Each run gets the whole class, grades the submissions of its shard into a folder of its own and needs no network.
Slurm arrays, Kubernetes jobs and the matrices of CI systems start such runs. `merge_shards` checks the signature of
every record and writes the class.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from grader.course import Course
from grader.errors import NothingToGrade, UsageError
from grader.grading.gathering import GatheredClass
from grader.grading.page_writer import Renderer
from grader.grading.result_folder import ClassResult, ResultFolder
from grader.grading.store import RecordStore, UngradedEntries
from grader.model import Report

_STATE: Final = "shard"
_FOLDER: Final = re.compile(r"shard-([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``index``-th of ``count`` parts of a class; the first one has the index 1.

    Examples
    --------
    >>> Shard.parse("2/3")
    Shard(index=2, count=3)
    """

    index: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read ``i/N``.

        Raises
        ------
        UsageError
            It is no such pair, or i is not one of 1 to N.
        """
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
        shard = cls(*map(int, found.groups())) if found else cls(0, 0)
        if not 1 <= shard.index <= shard.count:
            raise UsageError(
                f"--shard {text}: expected I/N with I from 1 to N, for example 2/8 for the second of eight shards."
            )
        return shard

    def folder(self, output: Path) -> Path:
        """Where the results of this shard lie."""
        return output / f"shard-{self.index}"

    def holds(self, assignment: str, student: str) -> bool:
        """Whether a student's work belongs to this shard. A new attempt stays in the shard of the last one."""
        digest = hashlib.sha256(f"{assignment}\0{student}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.index - 1

    def part_of(self, handed_in: GatheredClass) -> GatheredClass:
        """The class with the submissions of this shard alone. What could not be read is listed by every shard."""
        return handed_in._replace(
            assignments=tuple(
                each._replace(works=tuple(w for w in each.works if self.holds(each.assignment.id, w.student)))
                for each in handed_in.assignments
            )
        )


class _ShardPlan(msgspec.Struct, frozen=True):
    """What a shard was to grade."""

    count: int
    units: tuple[tuple[str, str], ...]
    """Assignment and student of each submission, those of earlier runs included."""


class MergedShards(NamedTuple):
    """A class that was put together, and what is still missing from it."""

    result: ClassResult
    missing_shards: tuple[int, ...]
    unfinished: tuple[tuple[int, str, str], ...]
    """Shard, assignment and student of submissions that their shard has not graded."""


def keep_plan(store: RecordStore, shard: Shard, handed_in: GatheredClass) -> None:
    """Note in a shard's folder what the shard is to grade, so that a merge knows what is missing.

    Raises
    ------
    UsageError
        An earlier run into this folder had another number of shards.
    """
    earlier = store.state(_STATE, _ShardPlan)
    if earlier is not None and earlier.count != shard.count:
        raise UsageError(
            f"{store.folder}: an earlier run graded one of {earlier.count} shards there, this one has {shard.count}. "
            "Choose another folder with -o, or the number of the earlier run."
        )
    units = {(name, work.student) for name, work in handed_in.works}
    if earlier is not None:
        units |= set(earlier.units)
    store.keep_state(_STATE, _ShardPlan(shard.count, tuple(sorted(units))))


def forget_planned(store: RecordStore, student: str) -> None:
    """Take a student out of what a shard was to grade."""
    plan = store.state(_STATE, _ShardPlan)
    if plan is not None:
        units = tuple(unit for unit in plan.units if unit[1] != student)
        store.keep_state(_STATE, _ShardPlan(plan.count, units))


def merge_shards(
    course: Course,
    store: RecordStore,
    load_renderer: Callable[[], Renderer],
    *,
    on_report: Callable[[Report, bool], None] = lambda _, __: None,
) -> MergedShards:
    """Put the shards in a folder together to a class in that same folder.

    Parameters
    ----------
    course : Course
    store : RecordStore
        Open, of the folder in which the shards' folders lie.
    load_renderer : callable
        Loads what makes pages.
    on_report : callable, optional
        Called with each report when it is written.

    Raises
    ------
    UsageError
        The shards do not belong together, one is still being written, or a record does not carry the signature of
        this course's secret.
    NothingToGrade
        There is no shard.
    """
    folders = shard_folders(store.folder)
    if not folders:
        raise NothingToGrade(
            f"{store.folder}: there is no shard. Expected shard-1, shard-2, …, as 'grader grade --shard' writes them."
        )
    listed: dict[str, UngradedEntries] = {}
    plans: dict[int, _ShardPlan] = {}
    done: set[tuple[str, str]] = set()
    with ResultFolder(course, store, (), load_renderer, on_report=on_report) as folder:
        for index, path in folders.items():
            with closing(RecordStore(path, course.secret(), resume=True)) as shard:
                plans[index] = _plan(shard, index, plans)
                for record in shard.verified():
                    done.add((record.report.assignment, record.report.student))
                    folder.take(record)
                for name, entries in shard.listed().items():
                    listed[name] = _union(listed.get(name), entries)
        for name, entries in listed.items():
            folder.list_ungraded(name, entries)
        count = next(iter(plans.values())).count
        return MergedShards(
            folder.finish(),
            tuple(sorted(set(range(1, count + 1)) - plans.keys())),
            tuple((index, *unit) for index, plan in plans.items() for unit in plan.units if unit not in done),
        )


def shard_folders(folder: Path) -> dict[int, Path]:
    """The folders of shards in a results folder, by the index of the shard."""
    found = {int(name[1]): path for path in folder.iterdir() if (name := _FOLDER.fullmatch(path.name))}
    return dict(sorted(found.items()))


def _plan(shard: RecordStore, index: int, others: dict[int, _ShardPlan]) -> _ShardPlan:
    plan = shard.state(_STATE, _ShardPlan)
    if plan is None:
        raise UsageError(
            f"{shard.folder}: it holds no shard of this course. Expected what 'grader grade --shard' wrote, under the "
            "same course secret. Grade that shard again, or move the folder away."
        )
    for other, each in others.items():
        if each.count != plan.count:
            raise UsageError(
                f"{shard.folder.parent}: shard {other} is one of {each.count}, and shard {index} one of {plan.count}. "
                "Merge the shards of one division."
            )
    return plan


def _union(first: UngradedEntries | None, second: UngradedEntries) -> UngradedEntries:
    """Every shard lists what could not be read and who is absent; each is told once."""
    if first is None:
        return second
    return UngradedEntries(
        rejected=tuple(dict.fromkeys((*first.rejected, *second.rejected))),
        absent=tuple(dict.fromkeys((*first.absent, *second.absent))),
    )
