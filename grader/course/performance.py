"""``[[performance]]`` of ``assignment.toml``: what is timed on which device, its tiers, and its resource limits."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from grader.course.schema import setting
from grader.errors import CourseError
from grader.model import Device

MIN_TIER_FACTOR = 1.5
"""Least ratio of neighbouring tiers. With less, noise would decide between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A speed that is worth points."""

    name: str = setting("what a function that fast does, in a few words", public=True)
    least: float = setting("share of the reference's speed it begins at", above=0, public=True)
    points: float = setting("what it is worth", above=0, public=True)
    lesson: str = setting("what to look at where this is the first tier missed", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRemark:
    """What a figure above a resource limit says about the function."""

    least: float = setting("least figure for which the remark is right", least=0)
    text: str = setting("what such a function does, without a full stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLimit:
    """How much a call may use besides time, for points. A table of the list ``evidence``; measured from outside."""

    kind: Literal["peak memory", "growth"] = setting(
        "'peak memory' in MB beyond the inputs, or 'growth': the exponent with which CPU time grows with the size",
        public=True,
    )
    most: float = setting("largest figure that earns the points", above=0, public=True)
    points: float = setting("what it is worth", above=0, public=True)
    size: str = setting("size of the inputs, such as 600x600x64", public=True)
    larger: str = setting("the larger size, for growth only", default="", public=True)
    tier: str = setting("name of the tier that must be reached as well", default="", public=True)
    remarks: tuple[UsageRemark, ...] = setting("what larger figures say about the function", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """A function that is timed against the reference on one device."""

    id: str = setting("short name, such as cpu", public=True)
    task: str = setting("task whose hidden tests must all pass first", public=True)
    title: str = setting("one line for tables", default="", public=True)
    device: Device = setting("cpu, or cuda for an NVIDIA GPU", default="cpu", public=True)
    module: str = setting("file of the function, if not the assignment's", default="", public=True)
    function: str = setting("the function, if not the task's", default="", public=True)
    allowed: tuple[str, ...] = setting(
        "packages its file may import, if not the assignment's", default=(), public=True
    )
    forbidden: tuple[str, ...] = setting(
        "functions of those packages that its file may not call, if not the assignment's",
        default=(),
        public=True,
    )
    sizes: tuple[str, ...] = setting(
        "sizes of the inputs, such as 600x600x64; odd ones among them", public=True
    )
    threads: int = setting("threads a call may use", default=1, above=0, public=True)
    tolerance: float = setting(
        "error of an element, as a share of the result's root mean square; 0 in a handout",
        default=0.0,
        least=0,
    )
    correct: float = setting(
        "points for a right result on this device, where no task gives them",
        default=0.0,
        least=0,
        public=True,
    )
    tiers: tuple[Tier, ...] = setting("speeds worth points, slowest first", public=True)
    evidence: tuple[ResourceLimit, ...] = setting("resource limits worth points", default=(), public=True)
    calibrated: str = setting("where the tiers were measured; empty until then", default="", public=True)

    @property
    def points(self) -> float:
        """Points that can be earned; without those of the tiers until the tiers have been measured."""
        tiers = sum(tier.points for tier in self.tiers) if self.calibrated else 0.0
        return self.correct + tiers + sum(e.points for e in self.evidence)


def dimensions(size: str) -> tuple[int, ...]:
    """The dimensions of a size: ``600x600x64`` gives ``(600, 600, 64)``."""
    return tuple(map(int, size.split("x")))


def check_performance(entry: Performance, tasks: tuple[str, ...], where: str, *, handout: bool) -> None:
    """Refuse an entry that contradicts itself or the assignment.

    Parameters
    ----------
    entry : Performance
    tasks : tuple of str
        Ids of the assignment's tasks.
    where : str
        File and key of the entry, for messages.
    handout : bool
        Whether the entry comes from a handout, which has no tolerance.

    Raises
    ------
    CourseError
        An unknown task or tier, a malformed size, tiers out of order or too close to each other, or a resource limit
        for a size that is not timed.
    """
    if entry.task not in tasks:
        raise CourseError(f'{where}.task must be one of {", ".join(tasks)}, got "{entry.task}".')
    if not handout and entry.tolerance == 0:
        raise CourseError(
            f"{where}.tolerance must be a number > 0, got 0. Take ten times the error of honest code or more; "
            "'grader verify' says whether it is right."
        )
    if not entry.sizes or not entry.tiers:
        raise CourseError(f"{where}: sizes and tiers may not be empty. Give at least one of each.")
    for key, size in _all_sizes(entry, where):
        if not all(part.isdigit() and int(part) for part in size.split("x")):
            raise CourseError(f'{key} must be whole numbers joined by x, such as 600x600x64, got "{size}".')
    if len(set(entry.sizes)) < len(entry.sizes):
        raise CourseError(f"{where}.sizes: a size is there twice. Each is timed once.")
    for below, above in itertools.pairwise(entry.tiers):
        if above.least <= below.least:
            raise CourseError(
                f"{where}.tiers: {above.name} comes after {below.name}: begin with the slowest."
            )
        if above.least < MIN_TIER_FACTOR * below.least:
            raise CourseError(
                f"{where}.tiers: {above.name} begins at {above.least:g}, and {below.name} at {below.least:g}: noise "
                f"would decide between them. Let each begin at {MIN_TIER_FACTOR:g} times the one before, or more."
            )
    names = [tier.name for tier in entry.tiers]
    for number, limit in enumerate(entry.evidence):
        if limit.tier and limit.tier not in names:
            raise CourseError(
                f'{where}.evidence[{number}].tier must be one of {", ".join(names)}, got "{limit.tier}".'
            )
        if limit.kind == "peak memory" and limit.size not in entry.sizes:
            raise CourseError(
                f"{where}.evidence[{number}].size must be one of the sizes that are timed, or a function could tell "
                f'that its memory is looked at: {", ".join(entry.sizes)}; got "{limit.size}".'
            )
        if (limit.kind == "growth") != bool(limit.larger):
            raise CourseError(f"{where}.evidence[{number}].larger is for growth, and growth needs it.")


def _all_sizes(entry: Performance, where: str) -> list[tuple[str, str]]:
    """(key, size) of every size of an entry."""
    found = [(f"{where}.sizes[{n}]", size) for n, size in enumerate(entry.sizes)]
    for n, limit in enumerate(entry.evidence):
        found.append((f"{where}.evidence[{n}].size", limit.size))
        if limit.larger:
            found.append((f"{where}.evidence[{n}].larger", limit.larger))
    return found
