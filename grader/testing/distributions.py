"""Distributions of numbers for statistical assertions: uniform, normal and any other.

Distributions of categories are in `grader.testing.categorical`.

A distribution bounds two probabilities: that its own draws deviate as far as the given ones, and that draws of another
distribution are accepted as its own. The bounds are exact or proved (`grader.testing.tail_bounds`) and hold for
independent draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from grader.messages import say
from grader.testing import tail_bounds
from grader.testing.subject import AuthorError
from grader.testing.tail_bounds import NOTHING_KNOWN, Tails
from grader.wire.structure import leaves

Numbers = npt.NDArray[np.float64]

_ROUNDING = 1e-6
"""Fraction of the width of a range by which rounding may move a number outside of it."""
_GRID_POINTS = 2001
_MAX_DISTANCE = 50.0
"""Largest distance of an acceptance limit from the expected value, in standard deviations."""
_MAX_CHARACTERS = 1 << 22
"""Most characters in an array of strings."""
_NORMAL_SPAN = 9.0
"""Range in which a normal distribution is compared with another one, in standard deviations."""


class Deviation(NamedTuple):
    """How far draws deviate from a distribution in one statistic."""

    p: float
    """Upper bound on the probability that a right answer deviates as far in any of the statistics."""
    brief: str
    """A sentence from a closed set."""
    detail: str


class Distribution(Protocol):
    """A distribution of independent draws."""

    def read(self, samples: Any) -> Any:
        """Convert draws to the representation that the other methods take; ``None`` if they have another type."""

    def size(self, read: Any) -> int:
        """The number of draws."""

    def deviations(self, read: Any) -> list[Deviation]:
        """The deviations of the draws; the most helpful message comes first."""

    def miss_probability(self, wrong: Any, count: int, alpha: float) -> float:
        """Upper bound on the probability that ``count`` draws of a wrong distribution are accepted at ``alpha``."""

    def agreement_probability(self) -> float:
        """The probability that two draws agree, which means they are equal or on the same side of the median."""

    def agreements(self, first: Any, second: Any) -> npt.NDArray[np.bool_] | None:
        """Whether each pair of draws agrees; ``None`` if the draws have another type or do not form pairs."""


class Continuous:
    """Numbers with a given cumulative distribution function.

    Parameters
    ----------
    cdf : callable
        Continuous distribution function: maps an array of numbers to P(X <= number).
    low, high : float
        A range that holds nearly all numbers. `grader verify` searches it for the largest gap to another
        distribution.

    Examples
    --------
    >>> waits = student.repeat("waiting_time", rng, times=1000)
    >>> law = Continuous(lambda t: 1 - np.exp(-np.maximum(t, 0)), 0.0, 40.0)
    >>> assert_distribution(waits, law, wrong={"twice as long": Normal(2.0, 2.0)})
    """

    statistics = 1
    """Number of statistics that share the false-alarm rate."""

    def __init__(self, cdf: Callable[[Numbers], Numbers], low: float, high: float) -> None:
        if not low < high:
            raise AuthorError(f"a law needs low < high, got {low!r} and {high!r}")
        self.cdf, self.low, self.high = cdf, float(low), float(high)

    def read(self, samples: Any) -> Numbers | None:
        array = as_array(samples)
        return array.astype(np.float64).ravel() if array is not None and array.dtype.kind in "biuf" else None

    def size(self, read: Numbers) -> int:
        return read.size

    def deviations(self, read: Numbers) -> list[Deviation]:
        bad = int(np.count_nonzero(~np.isfinite(read)))
        if bad:
            detail = say("draws.not_finite.detail", bad=f"{bad:,}", all=f"{read.size:,}")
            return [Deviation(0.0, say("draws.not_finite"), detail)]
        with np.errstate(over="ignore", invalid="ignore"):  # of sums and squares
            return list(self._deviations(read))

    def miss_probability(self, wrong: Any, count: int, alpha: float) -> float:
        if not isinstance(wrong, Continuous):
            raise AuthorError("a wrong law of numbers must be one of numbers as well")
        return min(self._miss_probabilities(wrong, count, alpha / self.statistics))

    def agreement_probability(self) -> float:
        return 0.5

    def agreements(self, first: Any, second: Any) -> npt.NDArray[np.bool_] | None:
        one, other = self.read(first), self.read(second)
        if one is None or other is None or one.size != other.size:
            return None
        same: npt.NDArray[np.bool_] = (self.cdf(one) < 0.5) == (self.cdf(other) < 0.5)
        return same

    def _deviations(self, values: Numbers) -> Iterator[Deviation]:
        ordered = np.sort(values)
        probabilities, steps = self.cdf(ordered), np.arange(values.size + 1) / values.size
        gaps = np.maximum(steps[1:] - probabilities, probabilities - steps[:-1])
        worst = int(np.argmax(gaps))
        detail = say(
            "draws.shape.detail", got=f"{steps[worst + 1]:.3g}", all=f"{values.size:,}",
            limit=f"{ordered[worst]:.4g}", expected=f"{probabilities[worst]:.3g}",
        )  # fmt: skip
        p = tail_bounds.largest_gap(float(gaps[worst]), values.size)
        yield Deviation(min(1.0, self.statistics * p), say("draws.shape"), detail)

    def _miss_probabilities(self, wrong: Continuous, count: int, alpha: float) -> Iterator[float]:
        """One bound for each statistic. Draws are accepted only if all statistics accept them."""
        yield self._gap_miss_probability(wrong, count, alpha)

    def _gap_miss_probability(self, wrong: Continuous, count: int, alpha: float) -> float:
        """Bound by the gap at the point where the distributions differ most, a binomial number of draws below it."""
        ranges = ((self.low, self.high), (wrong.low, wrong.high))
        points = np.concatenate([np.linspace(low, high, _GRID_POINTS) for low, high in ranges])
        right, other = self.cdf(points), wrong.cdf(points)
        at = int(np.argmax(np.abs(right - other)))
        expected, got, gap = float(right[at]), float(other[at]), tail_bounds.gap_limit(count, alpha)
        if got > expected:
            return tail_bounds.binomial(math.floor(count * (expected + gap)), count, got).below
        return tail_bounds.binomial(math.ceil(count * (expected - gap)), count, got).above


class _WithMoments(Continuous):
    """A distribution whose mean and spread are tested as well."""

    statistics = 3
    mean: float
    std: float

    def mean_tails(self, value: float, count: int) -> Tails:
        """Tails of the mean of ``count`` draws."""
        raise NotImplementedError

    def square_tails(self, centre: float, value: float, count: int) -> Tails:
        """Tails of the mean square of the draws' distances from ``centre``."""
        raise NotImplementedError

    def _deviations(self, values: Numbers) -> Iterator[Deviation]:
        count, mean, square = values.size, float(values.mean()), float(np.mean((values - self.mean) ** 2))
        shown = {"all": f"{count:,}", "got": f"{mean:.4g}", "expected": f"{self.mean:.4g}"}
        detail = say("draws.mean.detail", **shown)
        yield two_sided_deviation(self.mean_tails(mean, count), self.statistics, "mean", detail)
        shown |= {"got": f"{math.sqrt(square):.4g}", "expected": f"{self.std:.4g}"}
        detail = say("draws.spread.detail", **shown)
        tails = self.square_tails(self.mean, square, count)
        yield two_sided_deviation(tails, self.statistics, "spread", detail)
        yield from super()._deviations(values)

    def _miss_probabilities(self, wrong: Continuous, count: int, alpha: float) -> Iterator[float]:
        yield from super()._miss_probabilities(wrong, count, alpha)
        if not isinstance(wrong, _WithMoments):
            return
        reach, variance = _MAX_DISTANCE * self.std, self.std**2
        low, high = _acceptance_limits(lambda v: self.mean_tails(v, count), self.mean, reach, reach, alpha)
        yield min(wrong.mean_tails(low, count).above, wrong.mean_tails(high, count).below)
        low, high = _acceptance_limits(
            lambda v: self.square_tails(self.mean, v, count), variance, variance, reach**2, alpha
        )
        tails = [wrong.square_tails(self.mean, v, count) for v in (low, high)]
        yield min(tails[0].above, tails[1].below)


class Uniform(_WithMoments):
    """The uniform distribution between ``low`` and ``high``; no number may lie outside.

    Examples
    --------
    >>> weights = compare.repeat("init_weights", 0.5, rng, times=100)
    >>> assert_distribution(weights, Uniform(-0.5, 0.5), wrong={"bound as width": Uniform(-0.25, 0.25)})
    """

    def __init__(self, low: float, high: float) -> None:
        super().__init__(self._cdf, low, high)
        self.mean, self.std = (self.low + self.high) / 2, (self.high - self.low) / math.sqrt(12)
        slack = _ROUNDING * (self.high - self.low)
        self._range = self.low - slack, self.high + slack

    def mean_tails(self, value: float, count: int) -> Tails:
        return tail_bounds.mean_of_uniform((value - self.mean) / (self.high - self.mean), count)

    def square_tails(self, centre: float, value: float, count: int) -> Tails:
        most = max(self.high - centre, centre - self.low) ** 2
        expected = self.std**2 + (self.mean - centre) ** 2
        return tail_bounds.mean_of_bounded(value / most, expected / most, count)

    def _cdf(self, values: Numbers) -> Numbers:
        return np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0)

    def _deviations(self, values: Numbers) -> Iterator[Deviation]:
        outside = values[(values < self._range[0]) | (values > self._range[1])]
        if outside.size:
            detail = say(
                "draws.range.detail", bad=f"{outside.size:,}", all=f"{values.size:,}",
                low=f"{self.low:.4g}", high=f"{self.high:.4g}", one=f"{outside[0]:.4g}",
            )  # fmt: skip
            yield Deviation(0.0, say("draws.outside"), detail)
        yield from super()._deviations(values)

    def _miss_probabilities(self, wrong: Continuous, count: int, alpha: float) -> Iterator[float]:
        yield from super()._miss_probabilities(wrong, count, alpha)
        below, above = wrong.cdf(np.array(self._range))
        yield float(above - below) ** count


class Normal(_WithMoments):
    """The normal distribution with a mean and a standard deviation.

    Examples
    --------
    >>> noise = compare.repeat("add_noise", x, 0.5, rng, times=100) - x
    >>> assert_distribution(noise, Normal(0.0, 0.5), wrong={"variance for deviation": Normal(0.0, 0.25)})
    """

    def __init__(self, mean: float, std: float) -> None:
        super().__init__(self._cdf, mean - _NORMAL_SPAN * std, mean + _NORMAL_SPAN * std)
        self.mean, self.std = float(mean), float(std)

    def mean_tails(self, value: float, count: int) -> Tails:
        return tail_bounds.normal(math.sqrt(count) * (value - self.mean) / self.std)

    def square_tails(self, centre: float, value: float, count: int) -> Tails:
        return tail_bounds.mean_square(value / self.std**2, count) if centre == self.mean else NOTHING_KNOWN

    def _cdf(self, values: Numbers) -> Numbers:
        distances = (self.mean - values) / (self.std * math.sqrt(2))
        return 0.5 * np.fromiter(map(math.erfc, distances), np.float64, values.size)


def _acceptance_limits(
    tails: Callable[[float], Tails], centre: float, down: float, up: float, alpha: float
) -> tuple[float, float]:
    """The smallest and largest value that a two-sided test accepts."""
    low = tail_bounds.limit(lambda v: tails(v).below, centre, centre - down, alpha / 2)
    return low, tail_bounds.limit(lambda v: tails(v).above, centre, centre + up, alpha / 2)


def two_sided_deviation(tails: Tails, statistics: int, statistic: str, detail: str) -> Deviation:
    """The deviation in a two-sided test that is one of ``statistics`` tests.

    Its probability is twice the smaller tail, times the number of tests (Bonferroni). ``statistic`` is its
    name in the messages.
    """
    if any(map(math.isnan, tails)):  # the sum of the draws overflows
        return Deviation(0.0, say(f"draws.{statistic}.above"), detail)
    side = "above" if tails.above < tails.below else "below"
    return Deviation(min(1.0, 2.0 * statistics * min(tails)), say(f"draws.{statistic}.{side}"), detail)


def as_array(samples: Any) -> npt.NDArray[Any] | None:
    """Convert an array, a tensor or nested lists to one array; ``None`` if that is impossible."""
    if hasattr(samples, "detach"):
        samples = samples.detach().cpu()
        return np.array((samples.double() if samples.is_floating_point() else samples).numpy())
    if not _texts_fit(samples):
        return None
    try:
        return np.array(samples)
    except (TypeError, ValueError, RuntimeError):  # ragged lists, or lists of tensors that require a gradient
        return None


def _texts_fit(samples: Any) -> bool:
    """Whether strings in nested lists fit into an array, which stores each with the length of the longest."""
    sizes = [len(leaf) for leaf in leaves(samples) if isinstance(leaf, (str, bytes))]
    return len(sizes) * max(sizes, default=0) <= _MAX_CHARACTERS
