"""How many times faster: two estimators that must agree.

A busy machine changes its speed within milliseconds and stops a process now and then; noise only ever adds time. The
median of the paired ratios does not see a drift, since both calls of a pair share it. The faster halves of all calls
do not see what interrupted the others. Each has its own weakness, so one is believed only together with the other.
(The single fastest calls of both sides would do for the second, but they are noisier: of identical code, their ratio
was off by 2.7 to 4 % as a root mean square, that of the faster halves by 1.3 to 1.5 %.)
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

AGREEMENT = 0.03
"""By how much the two estimators may differ, as a share."""
LONG_S = 4e-3
"""Longer calls are interrupted on a busy machine each time, so their CPU time is compared, by the kernel's clock."""


class Pair(NamedTuple):
    """Seconds of one call each, taken directly after each other; which came first alternates."""

    reference_s: float
    student_s: float
    reference_cpu_s: float = 0.0
    """CPU time of the whole process, 0 where it says nothing: of several threads, or of a GPU."""
    student_cpu_s: float = 0.0


def clocked(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs by the clock that counts for them: the one on the wall, or CPU time for long calls."""
    longest = statistics.median(max(p.reference_s, p.student_s) for p in pairs)
    if longest <= LONG_S or min(min(p.reference_cpu_s, p.student_cpu_s) for p in pairs) <= 0:
        return list(pairs)
    return [Pair(p.reference_cpu_s, p.student_cpu_s) for p in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many times faster than the reference the student's function is."""

    fast: float
    """Ratio of the mean times of the faster halves."""
    paired: float
    """Median of the ratios of the pairs."""

    @property
    def ratio(self) -> float:
        """The geometric mean of both."""
        return math.sqrt(self.fast * self.paired)

    @property
    def disagreement(self) -> float:
        """By how much the estimators differ, as a share."""
        return abs(math.log(self.fast / self.paired))

    @property
    def agrees(self) -> bool:
        """Else something disturbed the measurement, and more must be measured."""
        return self.disagreement <= math.log1p(AGREEMENT)


def estimate(pairs: Sequence[Pair]) -> Estimate:
    """Both estimators of ``reference / student``, by the clock that counts.

    Parameters
    ----------
    pairs : sequence of Pair
        At least one; all times above 0.

    Raises
    ------
    ValueError
        There is no pair, or a time is not above 0: a clock that stood still measured nothing.
    """
    if not pairs or min(min(p.reference_s, p.student_s) for p in pairs) <= 0:
        raise ValueError(f"times must be above 0 and there must be some, got {list(pairs)[:3]}")
    pairs = clocked(pairs)
    return Estimate(
        fast=_faster_half(p.reference_s for p in pairs) / _faster_half(p.student_s for p in pairs),
        paired=statistics.median(p.reference_s / p.student_s for p in pairs),
    )


def _faster_half(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return statistics.fmean(ordered[: (len(ordered) + 1) // 2])


def noise_of(same: Estimate) -> float:
    """The noise of this machine now, from the reference against itself: the larger error of both estimators."""
    return max(abs(math.log(same.fast)), abs(math.log(same.paired)))


def geometric_mean(ratios: Sequence[float], *, most: float = math.inf) -> float:
    """The mean of ratios, each cut at ``most``: being three times faster in one size pays for no other."""
    return math.exp(statistics.fmean(math.log(min(ratio, most)) for ratio in ratios))
