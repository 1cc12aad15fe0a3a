"""How many times faster than the reference a function is: two estimators that must agree.

The speed of a busy machine changes within milliseconds, and processes are interrupted now and then. Noise only ever
adds time. Each estimator is robust against one kind of noise:

- The median of the paired ratios is robust against drift, because both calls of a pair share it.
- The mean of the faster half of each side's times is robust against interruptions, because interrupted calls fall
  into the slower half.

A ratio is used only if both agree. The fastest call of each side could replace the faster half, but it is noisier: for
identical code, the ratio of the fastest calls had a root mean square error of 2.7 to 4 %, and the ratio of the
faster halves one of 1.3 to 1.5 %.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MAX_DISAGREEMENT = 0.03
"""Largest relative difference of two estimators that agree."""
LONG_CALL_S = 4e-3
"""Calls longer than this are compared by CPU time. A busy machine interrupts every one of them, so no wall time of
theirs is free of interruptions."""


class TimePair(NamedTuple):
    """Times of one call of each side, in seconds. The calls follow each other directly; their order alternates."""

    reference_s: float
    student_s: float
    reference_cpu_s: float = 0.0
    """CPU time of the whole process. It is 0 where it is not the time of the call: with several threads or a GPU."""
    student_cpu_s: float = 0.0


def select_clock(pairs: Sequence[TimePair]) -> list[TimePair]:
    """The pairs by the clock that is compared: CPU time for long calls, wall time for all others.

    Parameters
    ----------
    pairs : sequence of TimePair
        At least one.

    Returns
    -------
    list of TimePair
        Equal to ``pairs`` for wall time. For CPU time, ``reference_s`` and ``student_s`` are CPU seconds, and
        the other fields are 0.
    """
    median_s = statistics.median(max(p.reference_s, p.student_s) for p in pairs)
    if median_s <= LONG_CALL_S or min(min(p.reference_cpu_s, p.student_cpu_s) for p in pairs) <= 0:
        return list(pairs)
    return [TimePair(p.reference_cpu_s, p.student_cpu_s) for p in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many times faster than the reference the student's function is: above 1 if the student's is faster."""

    faster_half_ratio: float
    """Ratio of the mean times of the faster halves."""
    median_ratio: float
    """Median of the ratios of the pairs."""

    @property
    def ratio(self) -> float:
        """Geometric mean of both estimators."""
        return math.sqrt(self.faster_half_ratio * self.median_ratio)

    @property
    def disagreement(self) -> float:
        """Absolute difference of the estimators' logarithms."""
        return abs(math.log(self.faster_half_ratio / self.median_ratio))

    @property
    def agrees(self) -> bool:
        """Whether the estimators agree. If they do not, the measurement was disturbed and needs more pairs."""
        return self.disagreement <= math.log1p(MAX_DISAGREEMENT)


def estimate(pairs: Sequence[TimePair]) -> Estimate:
    """Both estimators of the reference's time divided by the student's, by the clock that `select_clock` selects.

    Parameters
    ----------
    pairs : sequence of TimePair
        At least one; all wall times above 0.

    Returns
    -------
    Estimate

    Raises
    ------
    ValueError
        There is no pair, or a time is not above 0.
    """
    if not pairs or min(min(p.reference_s, p.student_s) for p in pairs) <= 0:
        raise ValueError(f"times must be above 0 and there must be some, got {list(pairs)[:3]}")
    pairs = select_clock(pairs)
    return Estimate(
        faster_half_ratio=_faster_half_mean(p.reference_s for p in pairs)
        / _faster_half_mean(p.student_s for p in pairs),
        median_ratio=statistics.median(p.reference_s / p.student_s for p in pairs),
    )


def _faster_half_mean(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return statistics.fmean(ordered[: (len(ordered) + 1) // 2])


def noise_of(identical: Estimate) -> float:
    """Noise of the machine, from an estimate for identical code on both sides.

    Parameters
    ----------
    identical : Estimate
        Of the reference against itself; without noise, both ratios are 1.

    Returns
    -------
    float
        The larger absolute logarithm of both ratios, about the relative error.
    """
    return max(abs(math.log(identical.faster_half_ratio)), abs(math.log(identical.median_ratio)))


def geometric_mean(ratios: Sequence[float], *, maximum: float = math.inf) -> float:
    """Geometric mean of ratios, each limited to a maximum.

    The limit keeps a function that is far faster in one size from making up for a size in which it is slow.

    Parameters
    ----------
    ratios : sequence of float
        At least one; all above 0.
    maximum : float
        Larger ratios count as this one.

    Returns
    -------
    float
    """
    return math.exp(statistics.fmean(math.log(min(ratio, maximum)) for ratio in ratios))
