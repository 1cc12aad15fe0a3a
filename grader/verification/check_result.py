"""Results of checks, and how much a verification tries."""

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
    "training": "right code reaches the threshold, wrong trainings stay below it",
    "time": "the limit leaves room for slow machines",
    "mutants": "every change of the reference costs points",
}
CLOCK_CHECKS = {
    "timed": "timed rounds refuse low precision and answers nobody worked for",
    "tiers": "every solution earns what it declares, each time",
    "cheats": "no cheat earns a point more than the naive solution",
}
"""Checks of assignments with timed exercises. The last two measure time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much a verification tries: numbers of secrets, and whether it tries changes of the reference."""

    reference: int
    wrong: int
    right: int
    mutants: bool
    other_tasks: bool = True
    """Whether a wrong answer also runs, on one secret, the tests of the tasks that it does not touch."""
    least_wrong: int = 3
    """Wrong answers required per task."""
    least_changes: int = 10
    """Changes of the reference required per task. Fewer changes say little about the tests."""


FULL = Depth(reference=20, wrong=3, right=20, mutants=True)
QUICK = Depth(reference=1, wrong=1, right=1, mutants=False, other_tasks=False)
"""Takes seconds instead of a minute. A test suite uses it in every run."""

ReportProgress = Callable[[str, int, int], None]
"""A callback that takes the name of a check, the number of runs done and the total number of runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The result of one check. ``problems`` is empty if the check passes."""

    check: str
    problems: tuple[str, ...]
    figures: dict[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationResult:
    """The results of all checks of an assignment, and their cost. Field names are keys of ``verify --json``."""

    assignment: str
    steps: tuple[CheckResult, ...]
    wall_s: float = 0.0
    cpu_s: float = 0.0
    """CPU time of all processes together."""

    @property
    def holds(self) -> bool:
        return not any(result.problems for result in self.steps)


def merge_results(parts: Sequence[CheckResult]) -> CheckResult:
    """Merge partial results of one check."""
    figures: dict[str, float] = {}
    for part in parts:
        figures |= part.figures
    return CheckResult(
        check=parts[0].check,
        problems=tuple(p for part in parts for p in part.problems),
        figures=figures,
        remarks=tuple(r for part in parts for r in part.remarks),
    )
