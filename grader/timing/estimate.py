"""How many times faster than the reference a function is: two estimators that must agree.

The speed of a busy machine changes within milliseconds, and calls are interrupted now and then. Both calls of a pair
share most of that, so only ratios of pairs are used. Their logarithms have outliers on both sides.

- The midmean is the mean of the middle half of them. It uses more pairs than the median does, so it is the score.
- The median is what it is compared with. If both differ, the ratios have more than one centre.

The fastest calls of each side, or their faster halves, would not be robust against a machine that has two speeds, such
as one whose core is shared with another.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MAX_DISAGREEMENT = 0.03
"""Largest relative difference of two estimators that agree."""


class TimePair(NamedTuple):
    """Times of one call of each side, in seconds. The calls follow each other directly; their order alternates."""

    reference_s: float
    student_s: float
    reference_cpu_s: float = 0.0
    """CPU time of the whole process. It is 0 where it is not the time of the call: with several threads or a GPU."""
    student_cpu_s: float = 0.0


def select_clock(pairs: Sequence[TimePair]) -> list[TimePair]:
    """The pairs by the clock that is compared: CPU time where it is known, else wall time.

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
    if min(min(p.reference_cpu_s, p.student_cpu_s) for p in pairs) <= 0:
        return list(pairs)
    return [TimePair(p.reference_cpu_s, p.student_cpu_s) for p in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many times faster than the reference the student's function is: above 1 if the student's is faster."""

    midmean_ratio: float
    """Geometric mean of the middle half of the ratios of the pairs."""
    median_ratio: float
    """Median of the ratios of the pairs."""

    @property
    def ratio(self) -> float:
        """The midmean."""
        return self.midmean_ratio

    @property
    def disagreement(self) -> float:
        """Absolute difference of the estimators' logarithms."""
        return abs(math.log(self.midmean_ratio / self.median_ratio))

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
    ratios = sorted(math.log(p.reference_s / p.student_s) for p in select_clock(pairs))
    quarter = len(ratios) // 4
    return Estimate(
        midmean_ratio=math.exp(statistics.fmean(ratios[quarter : len(ratios) - quarter])),
        median_ratio=math.exp(statistics.median(ratios)),
    )


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
    return max(abs(math.log(identical.midmean_ratio)), abs(math.log(identical.median_ratio)))


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
