"""Laws of draws out of a table: categories, orders, coins; and rates, which are one of its rows."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.testing import tail_bounds
from grader.testing.distributions import CELL, OUTSIDE, RATES, Finding, plain, sided
from grader.testing.subject import AuthorError

_ROWS = 1 << 14
"""That are made Python's own at a time: they take many times as much memory as in an array."""
_SUM = 1e-9
"""By which probabilities may miss a sum of 1."""


class Discrete:
    """Values out of a table with their probabilities; no other value may occur.

    Parameters
    ----------
    table : mapping
        Probability of each value; they sum up to 1. Values are numbers, texts, or tuples for rows of an array.
    """

    def __init__(self, table: Mapping[Any, float]) -> None:
        self.table = dict(table)
        if not all(0 <= p <= 1 for p in self.table.values()) or abs(sum(self.table.values()) - 1) > _SUM:
            raise AuthorError(f"probabilities must sum up to 1, got {list(self.table.values())!r}")
        self._widths = {len(v) if isinstance(v, tuple) else 0 for v in self.table}

    def read(self, samples: Any) -> Counter[Hashable] | None:
        array = plain(samples) if len(self._widths) == 1 else None
        try:
            if array is None or array.dtype.kind not in "biufSU":
                return Counter(tuple(v) if isinstance(v, list) else v for v in samples)
            (width,) = self._widths
            if width:
                counts: Counter[Hashable] = Counter()
                rows = array.reshape(-1, width)
                for start in range(0, len(rows), _ROWS):
                    counts.update(map(tuple, rows[start : start + _ROWS].tolist()))
                return counts
        except (TypeError, ValueError):  # what cannot be counted, or rows of another length
            return None
        values, times = np.unique(array, return_counts=True)
        return Counter(dict(zip(values.tolist(), times.tolist(), strict=True)))

    def size(self, read: Counter[Hashable]) -> int:
        return read.total()

    def findings(self, read: Counter[Hashable]) -> list[Finding]:
        return list(self._findings(read))

    def missed(self, wrong: Any, count: int, alpha: float) -> float:
        if not isinstance(wrong, Discrete):
            raise AuthorError("a wrong law of values in a table must have a table as well")
        pairs = {(p, wrong.table.get(value, 0.0)) for value, p in self.table.items()}
        least = min(rate_missed(p, q, count, alpha / len(self.table)) for p, q in pairs)
        known = math.fsum(q for value, q in wrong.table.items() if value in self.table)
        return min(least, min(1.0, known) ** count)

    def agreement(self) -> float:
        return math.fsum(p * p for p in self.table.values())

    def agree(self, first: Any, second: Any) -> npt.NDArray[np.bool_] | None:
        one, other = plain(first), plain(second)
        if one is None or other is None or one.shape != other.shape or not one.ndim:
            return None
        if one.dtype.kind == "O" or other.dtype.kind == "O":
            return None
        same = np.asarray(one == other)
        if self._widths == {0}:
            return same
        return np.asarray(same.all(axis=-1)) if {one.shape[-1]} == self._widths else None

    def _findings(self, counts: Counter[Hashable]) -> Iterator[Finding]:
        total = counts.total()
        strange = sum(n for value, n in counts.items() if not self.table.get(value, 0.0))
        if strange:
            yield Finding(0.0, OUTSIDE, f"{strange:,} of {total:,} values are none of the possible ones.")
        for value, p in self.table.items():
            told = (
                f"{value!r} is drawn {counts[value]:,} times of {total:,}; about {total * p:,.0f} expected."
            )
            yield sided(tail_bounds.binomial(counts[value], total, p), len(self.table), CELL, RATES, told)


def evenly(values: Iterable[Any]) -> Discrete:
    """A table in which each of the values has the same probability; one that is named twice has twice that."""
    listed = Counter(tuple(v) if isinstance(v, (list, np.ndarray)) else v for v in values)
    return Discrete({value: n / listed.total() for value, n in listed.items()})


def permutations(n: int) -> Discrete:
    """All orders of 0 to n - 1, each as probable as the others: rows of an array of shape (…, n)."""
    return evenly(itertools.permutations(range(n)))


def coin(p: float) -> Discrete:
    """1 or True with probability ``p``, else 0 or False."""
    return Discrete({True: p, False: 1.0 - p})


def rate_finding(count: int, trials: int, p: float, brief: str, told: str) -> Finding:
    """Of a number of successes; ``brief`` has a place for the side."""
    return sided(tail_bounds.binomial(count, trials, p), 1, brief, RATES, told)


def rate_missed(p: float, wrong: float, trials: int, alpha: float) -> float:
    low, high = tail_bounds.binomial_limits(trials, p, alpha)
    return min(
        tail_bounds.binomial(low, trials, wrong).above, tail_bounds.binomial(high, trials, wrong).below
    )
