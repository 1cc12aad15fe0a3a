"""Exact tail probabilities of distributions, or proved bounds on them.

Every function returns an upper bound on a probability, up to rounding (relative 1e-5 for 1e8 trials). So a test that
rejects if the bound is at most alpha rejects a right answer with probability at most alpha.

References
----------
Clopper, C. J. and Pearson, E. S., "The use of confidence or fiducial limits illustrated in the case of the
binomial", Biometrika 26, 1934: tests that add up the binomial tail.
Hoeffding, W., "Probability inequalities for sums of bounded random variables", JASA 58, 1963: Theorem 1.
Massart, P., "The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality", Annals of Probability 18, 1990.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

_CHUNK_TERMS = 1 << 14
_MAX_REMAINDER = 1e-12
"""The sum of binomial terms stops when a geometric bound on the remaining terms is below this fraction of the sum."""
_HALVINGS = 200


class Tails(NamedTuple):
    """Upper bounds on P(statistic <= value) and P(statistic >= value)."""

    below: float
    above: float


NOTHING_KNOWN = Tails(1.0, 1.0)


@functools.lru_cache(maxsize=4096)
def binomial(count: int, trials: int, p: float) -> Tails:
    """``P(X <= count)`` and ``P(X >= count)`` for X the number of successes in independent trials.

    Parameters
    ----------
    count, trials : int
        ``count`` may be negative or larger than ``trials``.
    p : float
        Probability of success, from 0 to 1.
    """
    if p <= 0.0 or p >= 1.0:
        certain = trials if p >= 1.0 else 0
        return Tails(float(count >= certain), float(count <= certain))
    if count < 0 or count > trials:
        return Tails(float(count > trials), float(count < 0))
    if count >= trials * p:
        above = _upper_tail(count, trials, p, 1.0 - p)
        beyond = _upper_tail(count + 1, trials, p, 1.0 - p)
        return Tails(1.0 - beyond, above)
    below = _upper_tail(trials - count, trials, 1.0 - p, p)
    beyond = _upper_tail(trials - count + 1, trials, 1.0 - p, p)
    return Tails(below, 1.0 - beyond)


def _upper_tail(count: int, trials: int, p: float, q: float) -> float:
    """``P(X >= count)`` for a count that is at least the mean, where the terms decrease ever faster."""
    if count > trials:
        return 0.0
    total = term = 1.0  # in units of the first term
    k = count
    while k < trials:
        j = np.arange(k, min(trials, k + _CHUNK_TERMS), dtype=np.float64)
        ratios = (trials - j) / (j + 1.0) * (p / q)
        terms = term * np.cumprod(ratios)
        total += float(terms.sum())
        term, ratio, k = float(terms[-1]), float(ratios[-1]), k + len(j)
        rest = term * ratio / (1.0 - ratio) if ratio < 1.0 else math.inf
        if rest <= _MAX_REMAINDER * total:
            total += rest
            break
    return min(1.0, math.exp(_log_mass(count, trials, p, q)) * total)


def _log_mass(count: int, trials: int, p: float, q: float) -> float:
    ways = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return ways + count * math.log(p) + (trials - count) * math.log(q)


def binomial_limits(trials: int, p: float, alpha: float) -> tuple[int, int]:
    """The smallest and largest count that a two-sided test accepts: their tails are above ``alpha / 2``."""
    middle = min(trials, math.floor(trials * p))
    low = _smallest(0, middle, lambda k: binomial(k, trials, p).below > alpha / 2)
    high = -_smallest(-trials, -middle, lambda k: binomial(-k, trials, p).above > alpha / 2)
    return low, high


def _smallest(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from ``low`` for which a monotone condition holds; ``high`` if it does not hold before."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def normal(z: float) -> Tails:
    """Tails of a standard normal number."""
    return Tails(0.5 * math.erfc(-z / math.sqrt(2)), 0.5 * math.erfc(z / math.sqrt(2)))


def mean_square(ratio: float, count: int) -> Tails:
    """Tails of the mean square of independent standard normal numbers: Chernoff's bound.

    ``P(chi2_n >= n a) <= exp(-n (a - 1 - log a) / 2)`` for a > 1, by Markov's inequality for exp(t chi2_n), whose mean
    is (1 - 2t)^(-n/2), at t = (1 - 1/a) / 2; the same for a < 1 and the other side.
    """
    if ratio <= 0.0 or ratio == math.inf:
        return Tails(0.0, 1.0) if ratio <= 0.0 else Tails(1.0, 0.0)
    bound = math.exp(-0.5 * count * (ratio - 1.0 - math.log(ratio)))
    return Tails(bound, 1.0) if ratio < 1.0 else Tails(1.0, bound)


def mean_of_bounded(value: float, expected: float, count: int) -> Tails:
    """Tails of the mean of independent numbers from 0 to 1 with a known expected value: Hoeffding's Theorem 1.

    ``P(mean >= m) <= exp(-n KL(m, mu))`` for m > mu, with the divergence of two Bernoulli distributions.
    """
    bound = math.exp(-count * _divergence(value, expected)) if 0.0 <= value <= 1.0 else 0.0
    return Tails(bound, 1.0) if value < expected else Tails(1.0, bound)


def _divergence(m: float, mu: float) -> float:
    parts = ((m, mu), (1.0 - m, 1.0 - mu))
    return max(0.0, sum(a * math.log(a / b) if b > 0 else math.inf for a, b in parts if a > 0))


def mean_of_uniform(value: float, count: int) -> Tails:
    """Tails of the mean of independent uniform numbers from -1 to 1.

    ``P(mean >= m) <= exp(-3 n m² / 2)`` by Markov's inequality for exp(t sum): the mean of exp(tU) is
    sinh(t) / t <= exp(t² / 6), term by term, since (2k + 1)! >= 6^k k!.
    """
    bound = math.exp(-1.5 * count * value * value)
    return Tails(bound, 1.0) if value < 0.0 else Tails(1.0, bound)


def largest_gap(gap: float, count: int) -> float:
    """Bound on the probability that the empirical distribution function is off by ``gap``: ``2 exp(-2 n gap²)``.

    The inequality of Dvoretzky, Kiefer and Wolfowitz with Massart's constant, for every distribution.
    """
    return min(1.0, 2.0 * math.exp(-2.0 * count * gap * gap))


def gap_limit(count: int, alpha: float) -> float:
    """The gap whose bound is ``alpha``."""
    return math.sqrt(math.log(2.0 / alpha) / (2.0 * count))


def limit(tail: Callable[[float], float], inside: float, outside: float, alpha: float) -> float:
    """The value at which a tail that decreases from ``inside`` to ``outside`` reaches ``alpha``, rounded outwards."""
    for _ in range(_HALVINGS):
        middle = 0.5 * (inside + outside)
        if middle in (inside, outside):
            break
        inside, outside = (middle, outside) if tail(middle) > alpha else (inside, middle)
    return outside
