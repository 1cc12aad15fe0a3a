"""What a check found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

CHECKS = {
    "files": "statement, tests and reference fit together",
    "stub": "the starter scores 0, and every test says not implemented",
    "reference": "the reference scores all on every secret, in any order",
    "wrong": "every wrong answer is caught and named",
    "null": "answers nobody worked for earn nothing",
    "right": "independent right answers score all",
    "tolerance": "honest errors are far below the tolerance, float16 is above",
    "draws": "statistics see the wrong laws they name, and suit right answers",
    "time": "the limit leaves room for slow machines",
    "mutants": "every change of the reference costs points",
}
CLOCK_CHECKS = {
    "timed": "timed rounds refuse low precision and answers nobody worked for",
    "tiers": "every solution earns what it declares, each time",
    "cheats": "no cheat earns a point more than the naive solution",
}
"""Of assignments that time something; the last two need the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much a proof tries: numbers of secrets, and whether changes of the reference are tried at all."""

    reference: int
    wrong: int
    right: int
    mutants: bool
    least_wrong: int = 3
    """Wrong answers for each task."""
    least_changes: int = 10
    """Changes of the reference for each task: with fewer, its tests are hardly tried."""


FULL = Depth(reference=20, wrong=3, right=20, mutants=True)
QUICK = Depth(reference=1, wrong=1, right=1, mutants=False)
"""Seconds instead of a minute: for every run of a test suite, beside full proofs now and then."""

Report = Callable[[str, int, int], None]
"""Called with the name of a check, runs done and runs in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One check's result. ``problems`` is empty if it holds."""

    check: str
    problems: tuple[str, ...]
    figures: dict[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All checks of an assignment, and what they took."""

    assignment: str
    steps: tuple[Step, ...]
    wall_s: float = 0.0
    cpu_s: float = 0.0
    """Of all processes together."""

    @property
    def holds(self) -> bool:
        return not any(step.problems for step in self.steps)


def merged(parts: Sequence[Step]) -> Step:
    """Parts of one check as one."""
    figures: dict[str, float] = {}
    for part in parts:
        figures |= part.figures
    return Step(
        check=parts[0].check,
        problems=tuple(p for part in parts for p in part.problems),
        figures=figures,
        remarks=tuple(r for part in parts for r in part.remarks),
    )
