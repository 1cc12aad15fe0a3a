"""Distributions that drawn numbers are tested against: uniform, normal and any other.

Categories are in `grader.testing.categorical`.

A law says how improbable given draws are, and how probable it is that draws from another law pass for its own. Both are
exact or proved bounds, see `grader.testing.tail_bounds`, and hold for draws that are independent of each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from grader.testing import tail_bounds
from grader.testing.subject import AuthorError
from grader.testing.tail_bounds import NOTHING_KNOWN, Tails
from grader.wire.structure import leaves

Numbers = npt.NDArray[np.float64]

_ROUNDING = 1e-6
"""Part of the width of a range by which a rounded number may lie outside of it."""
_POINTS = 2001
_FAR = 50.0
"""Standard deviations beyond which no limit lies."""
_TEXTS = 1 << 22
"""Characters of the texts in one array."""
_SPAN = 9.0
"""Standard deviations within which a normal law is compared with another one."""

NOT_FINITE = "Some of the drawn values are not finite numbers."
OUTSIDE = "Some of the drawn values cannot occur."
MEAN = "The mean of the drawn values is too {}."
SPREAD = "The spread of the drawn values is too {}."
SHAPE = "The drawn values do not have the distribution that the task asks for."
CELL = "One of the possible values is drawn too {}."
SIZES, RATES = ("small", "large"), ("seldom", "often")


class Finding(NamedTuple):
    """What some draws show."""

    p: float
    """A right answer shows this, or more of it, with at most this probability; of several statistics one does."""
    brief: str
    """One sentence out of a closed set."""
    detail: str


class Law(Protocol):
    """A distribution of independent draws."""

    def read(self, samples: Any) -> Any:
        """The draws in a form of the law's own, which nobody changes; nothing where they are of another kind."""

    def size(self, read: Any) -> int:
        """How many draws there are."""

    def findings(self, read: Any) -> list[Finding]:
        """What the draws show; first what is best told."""

    def missed(self, wrong: Any, count: int, alpha: float) -> float:
        """The probability, at most, with which so many draws from a wrong law are accepted at ``alpha``."""

    def agreement(self) -> float:
        """The probability that two draws agree: are equal, or on the same side of the median."""

    def agree(self, first: Any, second: Any) -> npt.NDArray[np.bool_] | None:
        """Where they do, of two arrays of draws; nothing where these are of another kind or do not pair."""


class Continuous:
    """Numbers with a given cumulative distribution function.

    Parameters
    ----------
    cdf : callable
        Of an array of numbers: the probabilities of a number no larger; continuous.
    low, high : float
        A range with nearly all numbers: where `grader verify` looks for the largest gap to another law.
    """

    statistics = 1
    """How many share the false-alarm rate."""

    def __init__(self, cdf: Callable[[Numbers], Numbers], low: float, high: float) -> None:
        if not low < high:
            raise AuthorError(f"a law needs low < high, got {low!r} and {high!r}")
        self.cdf, self.low, self.high = cdf, float(low), float(high)

    def read(self, samples: Any) -> Numbers | None:
        array = plain(samples)
        return array.astype(np.float64).ravel() if array is not None and array.dtype.kind in "biuf" else None

    def size(self, read: Numbers) -> int:
        return read.size

    def findings(self, read: Numbers) -> list[Finding]:
        bad = int(np.count_nonzero(~np.isfinite(read)))
        if bad:
            return [Finding(0.0, NOT_FINITE, f"{bad:,} of {read.size:,} values are NaN or infinite.")]
        with np.errstate(over="ignore", invalid="ignore"):  # of sums and squares
            return list(self._findings(read))

    def missed(self, wrong: Any, count: int, alpha: float) -> float:
        if not isinstance(wrong, Continuous):
            raise AuthorError("a wrong law of numbers must be one of numbers as well")
        return min(self._missed(wrong, count, alpha / self.statistics))

    def agreement(self) -> float:
        return 0.5

    def agree(self, first: Any, second: Any) -> npt.NDArray[np.bool_] | None:
        one, other = self.read(first), self.read(second)
        if one is None or other is None or one.size != other.size:
            return None
        same: npt.NDArray[np.bool_] = (self.cdf(one) < 0.5) == (self.cdf(other) < 0.5)
        return same

    def _findings(self, values: Numbers) -> Iterator[Finding]:
        ordered = np.sort(values)
        share, steps = self.cdf(ordered), np.arange(values.size + 1) / values.size
        gaps = np.maximum(steps[1:] - share, share - steps[:-1])
        worst = int(np.argmax(gaps))
        told = f"{steps[worst + 1]:.3g} of {values.size:,} values are at most {ordered[worst]:.4g}"
        p = tail_bounds.largest_gap(float(gaps[worst]), values.size)
        yield Finding(min(1.0, self.statistics * p), SHAPE, f"{told}; about {share[worst]:.3g} expected.")

    def _missed(self, wrong: Continuous, count: int, alpha: float) -> Iterator[float]:
        """One bound for each statistic: all of them have to accept."""
        yield self._gap_missed(wrong, count, alpha)

    def _gap_missed(self, wrong: Continuous, count: int, alpha: float) -> float:
        """The gap is at least that at the point where the laws differ most; draws up to there are a binomial number."""
        ranges = ((self.low, self.high), (wrong.low, wrong.high))
        points = np.concatenate([np.linspace(low, high, _POINTS) for low, high in ranges])
        right, other = self.cdf(points), wrong.cdf(points)
        at = int(np.argmax(np.abs(right - other)))
        expected, got, gap = float(right[at]), float(other[at]), tail_bounds.gap_limit(count, alpha)
        if got > expected:
            return tail_bounds.binomial(math.floor(count * (expected + gap)), count, got).below
        return tail_bounds.binomial(math.ceil(count * (expected - gap)), count, got).above


class _WithMoments(Continuous):
    """Numbers whose mean and spread are looked at as well."""

    statistics = 3
    mean: float
    std: float

    def mean_tails(self, value: float, count: int) -> Tails:
        """Of the mean of so many draws."""
        raise NotImplementedError

    def square_tails(self, centre: float, value: float, count: int) -> Tails:
        """Of the mean square of their distances from ``centre``."""
        raise NotImplementedError

    def _findings(self, values: Numbers) -> Iterator[Finding]:
        count, mean, square = values.size, float(values.mean()), float(np.mean((values - self.mean) ** 2))
        told = f"The mean of {count:,} values is {mean:.4g}; about {self.mean:.4g} expected."
        yield sided(self.mean_tails(mean, count), self.statistics, MEAN, SIZES, told)
        told = f"The standard deviation of {count:,} values is {math.sqrt(square):.4g}; about {self.std:.4g} expected."
        yield sided(self.square_tails(self.mean, square, count), self.statistics, SPREAD, SIZES, told)
        yield from super()._findings(values)

    def _missed(self, wrong: Continuous, count: int, alpha: float) -> Iterator[float]:
        yield from super()._missed(wrong, count, alpha)
        if not isinstance(wrong, _WithMoments):
            return
        reach, variance = _FAR * self.std, self.std**2
        low, high = _accepted(lambda v: self.mean_tails(v, count), self.mean, reach, reach, alpha)
        yield min(wrong.mean_tails(low, count).above, wrong.mean_tails(high, count).below)
        low, high = _accepted(
            lambda v: self.square_tails(self.mean, v, count), variance, variance, reach**2, alpha
        )
        tails = [wrong.square_tails(self.mean, v, count) for v in (low, high)]
        yield min(tails[0].above, tails[1].below)


class Uniform(_WithMoments):
    """Numbers drawn evenly between ``low`` and ``high``; none may lie outside.

    Examples
    --------
    >>> Uniform(-1.0, 1.0).findings(np.array([0.0, 2.0]))[0].brief
    'Some of the drawn values cannot occur.'
    """

    def __init__(self, low: float, high: float) -> None:
        super().__init__(self._share, low, high)
        self.mean, self.std = (self.low + self.high) / 2, (self.high - self.low) / math.sqrt(12)
        slack = _ROUNDING * (self.high - self.low)
        self._range = self.low - slack, self.high + slack

    def mean_tails(self, value: float, count: int) -> Tails:
        return tail_bounds.mean_of_uniform((value - self.mean) / (self.high - self.mean), count)

    def square_tails(self, centre: float, value: float, count: int) -> Tails:
        most = max(self.high - centre, centre - self.low) ** 2
        expected = self.std**2 + (self.mean - centre) ** 2
        return tail_bounds.mean_of_bounded(value / most, expected / most, count)

    def _share(self, values: Numbers) -> Numbers:
        return np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0)

    def _findings(self, values: Numbers) -> Iterator[Finding]:
        outside = values[(values < self._range[0]) | (values > self._range[1])]
        if outside.size:
            told = (
                f"{outside.size:,} of {values.size:,} values lie outside of {self.low:.4g} to {self.high:.4g}"
            )
            yield Finding(0.0, OUTSIDE, f"{told}, {outside[0]:.4g} for one.")
        yield from super()._findings(values)

    def _missed(self, wrong: Continuous, count: int, alpha: float) -> Iterator[float]:
        yield from super()._missed(wrong, count, alpha)
        below, above = wrong.cdf(np.array(self._range))
        yield float(above - below) ** count


class Normal(_WithMoments):
    """Normal numbers with a mean and a standard deviation."""

    def __init__(self, mean: float, std: float) -> None:
        super().__init__(self._share, mean - _SPAN * std, mean + _SPAN * std)
        self.mean, self.std = float(mean), float(std)

    def mean_tails(self, value: float, count: int) -> Tails:
        return tail_bounds.normal(math.sqrt(count) * (value - self.mean) / self.std)

    def square_tails(self, centre: float, value: float, count: int) -> Tails:
        return tail_bounds.mean_square(value / self.std**2, count) if centre == self.mean else NOTHING_KNOWN

    def _share(self, values: Numbers) -> Numbers:
        distances = (self.mean - values) / (self.std * math.sqrt(2))
        return 0.5 * np.fromiter(map(math.erfc, distances), np.float64, values.size)


def _accepted(
    tails: Callable[[float], Tails], centre: float, down: float, up: float, alpha: float
) -> tuple[float, float]:
    """The values that a test of both sides accepts."""
    low = tail_bounds.limit(lambda v: tails(v).below, centre, centre - down, alpha / 2)
    return low, tail_bounds.limit(lambda v: tails(v).above, centre, centre + up, alpha / 2)


def sided(tails: Tails, statistics: int, brief: str, words: tuple[str, str], told: str) -> Finding:
    """Of a test of both sides, one of several: twice the smaller tail, times their number."""
    if any(map(math.isnan, tails)):  # the draws are too large to be added up
        return Finding(0.0, brief.format(words[1]), told)
    word = words[tails.above < tails.below]
    return Finding(min(1.0, 2.0 * statistics * min(tails)), brief.format(word), told)


def plain(samples: Any) -> npt.NDArray[Any] | None:
    """An array, a tensor, or nested lists as one array; nothing where they make none."""
    if hasattr(samples, "detach"):
        samples = samples.detach().cpu()
        return np.array((samples.double() if samples.is_floating_point() else samples).numpy())
    if not _texts_fit(samples):
        return None
    try:
        return np.array(samples)
    except (TypeError, ValueError, RuntimeError):  # ragged lists, and lists of tensors that have a gradient
        return None


def _texts_fit(samples: Any) -> bool:
    """Whether an array has room for the texts in nested lists: it takes as much for each as for the longest."""
    sizes = [len(leaf) for leaf in leaves(samples) if isinstance(leaf, (str, bytes))]
    return len(sizes) * max(sizes, default=0) <= _TEXTS
