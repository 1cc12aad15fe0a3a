"""What the scores of a class say: how they spread, and which tests tell strong work from weak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles
from typing import Final, NamedTuple

from grader.model import Report, TestResult, Verdict

FEWEST: Final = 8
"""Students from which on a quarter of them says something about a test."""


class Quartiles(NamedTuple):
    """A quarter of the scores are at most ``lower``, half at most ``median``, three quarters at most ``upper``."""

    lower: float
    median: float
    upper: float


def quartiles(scores: Sequence[float]) -> Quartiles | None:
    """The quartiles, interpolated between scores; none of fewer than four."""
    return Quartiles(*quantiles(scores, n=4, method="inclusive")) if len(scores) >= 4 else None


@dataclass(frozen=True, slots=True)
class Discrimination:
    """Which share of the best and of the weakest quarter of students pass a test."""

    best: float
    weakest: float

    @property
    def index(self) -> float:
        """From 1 (all of the best pass, and none of the weakest) to -1."""
        return self.best - self.weakest


def discriminations(graded: Iterable[Report]) -> dict[str, Discrimination]:
    """For each test, by id; without a test where too few took it, or where they do not differ.

    Students are ordered by their score without the points of the test: a test does not choose its own judges.
    """
    results: dict[str, list[tuple[float, TestResult]]] = {}
    for report in graded:
        for test in report.tests:
            results.setdefault(test.id, []).append(((report.score or 0.0) - test.points, test))
    found = {id_: _discrimination(of_test) for id_, of_test in results.items()}
    return {id_: each for id_, each in found.items() if each is not None}


def _discrimination(results: Sequence[tuple[float, TestResult]]) -> Discrimination | None:
    passed = [(round(rest, 6), float(test.verdict is Verdict.PASSED)) for rest, test in results]
    if len(passed) < FEWEST or len({rest for rest, _ in passed}) == 1:
        return None
    quarter = len(passed) / 4
    return Discrimination(
        best=_share(passed, quarter, best=True), weakest=_share(passed, quarter, best=False)
    )


def _share(passed: Sequence[tuple[float, float]], quarter: float, *, best: bool) -> float:
    """Share of the outermost students who pass. Of students with equal scores at the edge the mean counts."""
    left, total = quarter, 0.0
    by_rest: dict[float, list[float]] = {}
    for rest, value in passed:
        by_rest.setdefault(rest, []).append(value)
    for rest in sorted(by_rest, reverse=best):
        taken = min(left, len(by_rest[rest]))
        total += taken * fmean(by_rest[rest])
        left -= taken
        if left <= 0:
            break
    return total / quarter
