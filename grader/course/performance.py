"""What an assignment says about speed: sizes, tiers and evidence, device by device."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from grader.course.schema import setting
from grader.errors import CourseError
from grader.model import Device

APART = 1.5
"""Neighbouring tiers differ by at least this factor, or noise decides between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A speed worth points."""

    name: str = setting("what a function that fast does, in a few words", public=True)
    least: float = setting("share of the reference's speed it begins at", above=0, public=True)
    points: float = setting("what it is worth", above=0, public=True)
    lesson: str = setting("what to look at where this is the first tier missed", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a figure tells."""

    least: float = setting("figure from which it holds", least=0)
    text: str = setting("what the function does then, without a full stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a call may take besides time, measured from outside."""

    kind: Literal["peak memory", "growth"] = setting(
        "'peak memory' in MB beyond the inputs, or 'growth': the power of the batch CPU time grows with",
        public=True,
    )
    most: float = setting("up to here it is fine", above=0, public=True)
    points: float = setting("what it is worth", above=0, public=True)
    size: str = setting("size of the inputs, such as 600x600x64", public=True)
    larger: str = setting("the larger size, for growth", default="", public=True)
    tier: str = setting("tier that must be reached as well", default="", public=True)
    remarks: tuple[Remark, ...] = setting("what larger figures tell", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """A function timed against the reference on one device."""

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
    evidence: tuple[Evidence, ...] = setting("what else is worth points", default=(), public=True)
    calibrated: str = setting("where the tiers were measured; empty until then", default="", public=True)

    @property
    def points(self) -> float:
        """What can be earned: without the tiers where nobody has measured them yet."""
        tiers = sum(tier.points for tier in self.tiers) if self.calibrated else 0.0
        return self.correct + tiers + sum(e.points for e in self.evidence)


def dimensions(size: str) -> tuple[int, ...]:
    """``600x600x64`` as numbers."""
    return tuple(map(int, size.split("x")))


def check_performance(entry: Performance, tasks: tuple[str, ...], where: str, *, handout: bool) -> None:
    """Refuse what no reader could mean.

    Raises
    ------
    CourseError
        An unknown task or tier, a size that is none, tiers out of order or too close to be told apart.
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
    for place, size in _sizes(entry, where):
        if not all(part.isdigit() and int(part) for part in size.split("x")):
            raise CourseError(f'{place} must be whole numbers joined by x, such as 600x600x64, got "{size}".')
    if len(set(entry.sizes)) < len(entry.sizes):
        raise CourseError(f"{where}.sizes: a size is there twice. Each is timed once.")
    for below, above in itertools.pairwise(entry.tiers):
        if above.least <= below.least:
            raise CourseError(
                f"{where}.tiers: {above.name} comes after {below.name}: begin with the slowest."
            )
        if above.least < APART * below.least:
            raise CourseError(
                f"{where}.tiers: {above.name} begins at {above.least:g}, and {below.name} at {below.least:g}: noise "
                f"would decide between them. Let each begin at {APART:g} times the one before, or more."
            )
    names = [tier.name for tier in entry.tiers]
    for number, evidence in enumerate(entry.evidence):
        if evidence.tier and evidence.tier not in names:
            raise CourseError(
                f'{where}.evidence[{number}].tier must be one of {", ".join(names)}, got "{evidence.tier}".'
            )
        if evidence.kind == "peak memory" and evidence.size not in entry.sizes:
            raise CourseError(
                f"{where}.evidence[{number}].size must be one of the sizes that are timed, or a function could tell "
                f'that its memory is looked at: {", ".join(entry.sizes)}; got "{evidence.size}".'
            )
        if (evidence.kind == "growth") != bool(evidence.larger):
            raise CourseError(f"{where}.evidence[{number}].larger is for growth, and growth needs it.")


def _sizes(entry: Performance, where: str) -> list[tuple[str, str]]:
    found = [(f"{where}.sizes[{n}]", size) for n, size in enumerate(entry.sizes)]
    for n, evidence in enumerate(entry.evidence):
        found.append((f"{where}.evidence[{n}].size", evidence.size))
        if evidence.larger:
            found.append((f"{where}.evidence[{n}].larger", evidence.larger))
    return found
