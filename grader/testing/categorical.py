"""Distributions of categories: tables, permutations and coins; and rates of success."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.messages import say
from grader.testing import tail_bounds
from grader.testing.distributions import Deviation, as_array, two_sided_deviation
from grader.testing.subject import AuthorError

_CHUNK_ROWS = 1 << 14
"""Rows converted to Python objects at a time. They take many times the memory of array rows."""
_SUM_TOLERANCE = 1e-9
"""Largest difference of the sum of probabilities from 1."""


class Discrete:
    """A table of values with their probabilities; no other value may occur.

    Parameters
    ----------
    table : mapping
        Probability of each value, with sum 1. Values are numbers, strings, or tuples for rows of an array.

    Examples
    --------
    >>> heads = student.repeat("heads", rng, times=1000)
    >>> law = Discrete({0: 0.25, 1: 0.5, 2: 0.25})
    >>> assert_distribution(heads, law, wrong={"one coin": Discrete({0: 0.5, 1: 0.5})})
    """

    def __init__(self, table: Mapping[Any, float]) -> None:
        self.table = dict(table)
        if (
            not all(0 <= p <= 1 for p in self.table.values())
            or abs(sum(self.table.values()) - 1) > _SUM_TOLERANCE
        ):
            raise AuthorError(f"probabilities must sum up to 1, got {list(self.table.values())!r}")
        self._widths = {len(v) if isinstance(v, tuple) else 0 for v in self.table}

    def read(self, samples: Any) -> Counter[Hashable] | None:
        array = as_array(samples) if len(self._widths) == 1 else None
        try:
            if array is None or array.dtype.kind not in "biufSU":
                return Counter(tuple(v) if isinstance(v, list) else v for v in samples)
            (width,) = self._widths
            if width:
                counts: Counter[Hashable] = Counter()
                rows = array.reshape(-1, width)
                for start in range(0, len(rows), _CHUNK_ROWS):
                    counts.update(map(tuple, rows[start : start + _CHUNK_ROWS].tolist()))
                return counts
        except (TypeError, ValueError):  # unhashable values, or rows of another length
            return None
        values, times = np.unique(array, return_counts=True)
        return Counter(dict(zip(values.tolist(), times.tolist(), strict=True)))

    def size(self, read: Counter[Hashable]) -> int:
        return read.total()

    def deviations(self, read: Counter[Hashable]) -> list[Deviation]:
        return list(self._deviations(read))

    def miss_probability(self, wrong: Any, count: int, alpha: float) -> float:
        if not isinstance(wrong, Discrete):
            raise AuthorError("a wrong law of values in a table must have a table as well")
        pairs = {(p, wrong.table.get(value, 0.0)) for value, p in self.table.items()}
        least = min(rate_miss_probability(p, q, count, alpha / len(self.table)) for p, q in pairs)
        known = math.fsum(q for value, q in wrong.table.items() if value in self.table)
        return min(least, min(1.0, known) ** count)

    def agreement_probability(self) -> float:
        return math.fsum(p * p for p in self.table.values())

    def agreements(self, first: Any, second: Any) -> npt.NDArray[np.bool_] | None:
        one, other = as_array(first), as_array(second)
        if one is None or other is None or one.shape != other.shape or not one.ndim:
            return None
        if one.dtype.kind == "O" or other.dtype.kind == "O":
            return None
        same = np.asarray(one == other)
        if self._widths == {0}:
            return same
        return np.asarray(same.all(axis=-1)) if {one.shape[-1]} == self._widths else None

    def _deviations(self, counts: Counter[Hashable]) -> Iterator[Deviation]:
        total = counts.total()
        impossible = sum(n for value, n in counts.items() if not self.table.get(value, 0.0))
        if impossible:
            detail = say("draws.impossible.detail", bad=f"{impossible:,}", all=f"{total:,}")
            yield Deviation(0.0, say("draws.outside"), detail)
        for value, p in self.table.items():
            detail = say(
                "draws.frequency.detail", value=repr(value), got=f"{counts[value]:,}", all=f"{total:,}",
                expected=f"{total * p:,.0f}",
            )  # fmt: skip
            tails = tail_bounds.binomial(counts[value], total, p)
            yield two_sided_deviation(tails, len(self.table), "frequency", detail)


def evenly(values: Iterable[Any]) -> Discrete:
    """The discrete distribution in which each value has the same probability; a repeated value has a multiple of it.

    Examples
    --------
    >>> rolls = student.repeat("roll", rng, times=1000)
    >>> assert_distribution(rolls, evenly(range(1, 7)), wrong={"from 0": evenly(range(6))})
    """
    listed = Counter(tuple(v) if isinstance(v, (list, np.ndarray)) else v for v in values)
    return Discrete({value: n / listed.total() for value, n in listed.items()})


def permutations(n: int) -> Discrete:
    """The uniform distribution of all permutations of 0 to n - 1, as rows of an array of shape (…, n).

    Examples
    --------
    >>> orders = student.repeat("shuffled", 3, rng, times=1000)
    >>> assert_distribution(orders, permutations(3), wrong={"rotated": evenly([(0, 1, 2), (1, 2, 0), (2, 0, 1)])})
    """
    return evenly(itertools.permutations(range(n)))


def coin(p: float) -> Discrete:
    """The distribution of a coin: 1 or True with probability ``p``, otherwise 0 or False.

    Examples
    --------
    >>> kept = compare.repeat("dropout", np.ones(100), 0.3, rng, times=40) != 0
    >>> assert_distribution(kept, coin(0.7), wrong={"kept and dropped swapped": coin(0.3)})
    """
    return Discrete({True: p, False: 1.0 - p})


def rate_deviation(count: int, trials: int, p: float, statistic: str, detail: str) -> Deviation:
    """The deviation of a number of successes. ``statistic`` is its name in the messages."""
    return two_sided_deviation(tail_bounds.binomial(count, trials, p), 1, statistic, detail)


def rate_miss_probability(p: float, wrong: float, trials: int, alpha: float) -> float:
    """Upper bound on the probability that a wrong success rate is accepted as ``p`` at ``alpha``."""
    low, high = tail_bounds.binomial_limits(trials, p, alpha)
    return min(
        tail_bounds.binomial(low, trials, wrong).above, tail_bounds.binomial(high, trials, wrong).below
    )
