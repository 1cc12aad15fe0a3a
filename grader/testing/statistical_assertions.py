"""Assertions about random draws: a right answer fails a test with probability at most 10⁻⁹.

The k-th statistic of a test may raise a false alarm with probability 10⁻⁹ / (k (k + 1)). The sum of these over any
number of statistics is at most 10⁻⁹, since 1 / (k (k + 1)) = 1 / k - 1 / (k + 1). `grader verify` computes how often
the wrong distributions that a test names would pass.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.messages import MESSAGES, join_sentences, say
from grader.testing.categorical import rate_deviation, rate_miss_probability
from grader.testing.distributions import Deviation, Distribution
from grader.testing.equality import Complaint, current_notes, expect, named
from grader.testing.subject import AuthorError

_MOST_TRIALS = 1 << 40
"""Largest accepted count. No test counts as far, and tails of larger numbers take long to compute."""
_MAX_KEPT_DRAWS = 1 << 17
"""Most draws that are kept until the last test has run. Larger samples are evaluated at once."""
FALSE_ALARM = 1e-9
"""Largest probability that the statistics of one test together fail a right answer."""

SENTENCES = tuple(
    sentence for id_, sentence in MESSAGES.items() if id_.startswith("draws.") and not id_.endswith(".detail")
)
"""All sentences that a hidden test may use about draws."""
_SAME_DRAW = {"the same draw again": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A statistic that a test computes of draws."""

    size: int
    """Number of draws or trials."""
    alpha: float
    """Its share of the false-alarm rate."""
    p: Callable[[], float]
    """Upper bound on the probability that a right answer deviates as far as this one."""
    miss_probabilities: Mapping[str, Callable[[int], float]]
    """By name of a wrong distribution: upper bound on the probability that a number of its draws is accepted."""


_listeners: list[Callable[[Statistic], None]] = []


@contextlib.contextmanager
def listen_to_statistics(listener: Callable[[Statistic], None]) -> Iterator[None]:
    """Call ``listener`` with every statistic inside the context."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def assert_rate(
    successes: Any, trials: Any, p: float, what: str = "", *, wrong: Mapping[str, float] | None = None
) -> None:
    """Assert that independent trials succeed with probability ``p``, by the exact two-sided binomial test.

    Parameters
    ----------
    successes, trials : int
        Number of successes and number of trials.
    p : float
        Probability from 0 to 1. At 0 and 1, a single exception fails the test.
    what : str, optional
        What the test counts, for the message: ``"values that are kept"``.
    wrong : mapping, optional
        Probabilities of wrong answers, by name: ``{"kept and dropped swapped": 0.3}``. `grader verify` computes whether
        the test detects them.

    References
    ----------
    Clopper and Pearson, Biometrika 26, 1934: the test rejects if their confidence interval excludes ``p``.

    Examples
    --------
    >>> kept = compare.repeat("dropout", np.ones(100), 0.3, rng, times=40) != 0
    >>> assert_rate(kept.sum(), kept.size, 0.7, wrong={"kept and dropped swapped": 0.3})
    """
    _check_rates({"p": p, **(wrong or {})})
    counts = _checked_count(successes), _checked_count(trials)
    if counts[0] is None or counts[1] is None or not 0 <= counts[0] <= counts[1] or counts[1] == 0:
        expect(lambda: Complaint(say("draws.none")))
        return
    _assert_count(counts[0], counts[1], float(p), what, wrong or {}, "rate")


def assert_distribution(
    samples: Any, law: Distribution, what: str = "", *, wrong: Mapping[str, Distribution] | None = None
) -> None:
    """Assert that independent draws follow a distribution.

    Parameters
    ----------
    samples : array_like
        The draws, of any shape. For a distribution of rows, such as ``permutations(4)``, of shape (…, 4).
    law : Uniform, Normal, Continuous or Discrete
        The distribution of a right answer.
    what : str, optional
        What the draws are, for the message.
    wrong : mapping, optional
        Distributions of wrong answers, by name: ``{"std as bound": Uniform(-s, s)}``. `grader verify` computes whether
        the test detects them.

    Notes
    -----
    For numbers, the test uses the largest gap between the distribution functions (Dvoretzky, Kiefer and Wolfowitz, with
    Massart's constant); for uniform and normal numbers also the mean and the spread (Hoeffding's and Chernoff's bounds,
    the normal tail). For a table, it uses the frequency of each value (exact binomial test). Several statistics share
    the false-alarm rate evenly.

    References
    ----------
    Massart, Annals of Probability 18, 1990. Hoeffding, JASA 58, 1963, Theorem 1.

    Examples
    --------
    >>> noise = compare.repeat("add_noise", x, 0.5, rng, times=100) - x
    >>> assert_distribution(noise, Normal(0.0, 0.5), wrong={"variance for deviation": Normal(0.0, 0.25)})
    """
    read = law.read(samples)
    if read is None or not law.size(read):
        expect(lambda: Complaint(say("draws.none")))
        return
    miss_probabilities = {
        name: functools.partial(_distribution_miss_probability, law, other)
        for name, other in (wrong or {}).items()
    }
    _note_statistic(law.size(read), lambda: law.deviations(read), what, miss_probabilities)


def assert_independent(
    first: Any, second: Any, law: Distribution, what: str = "", *, wrong: Mapping[str, float] | None = None
) -> None:
    """Assert that the two draws of each pair are independent: they agree as often as by chance.

    ``assert_independent(masks[:, 0::2], masks[:, 1::2], coin(0.7))`` detects a mask that is the same in all rows. Two
    draws agree if they are equal or, for continuous numbers, on the same side of the median. No draw may be part of two
    pairs.

    Parameters
    ----------
    first, second : array_like of the same shape
        The draws of each pair.
    law : Uniform, Normal, Continuous or Discrete
        The distribution of each draw.
    what : str, optional
        What the draws are, for the message.
    wrong : mapping, optional
        Probabilities that pairs of wrong answers agree, by name. The default is 1, for repeated draws.

    Examples
    --------
    >>> kept = compare.repeat("dropout", np.ones((2, 50)), 0.3, rng, times=40) != 0
    >>> assert_independent(kept[:, 0], kept[:, 1], coin(0.7))
    """
    wrong = _SAME_DRAW if wrong is None else wrong
    _check_rates(wrong)
    agreements = law.agreements(first, second)
    if agreements is None or not agreements.size:
        expect(lambda: Complaint(say("draws.none")))
        return
    detail = what or "pairs that agree"
    _assert_count(
        int(np.count_nonzero(agreements)),
        agreements.size,
        law.agreement_probability(),
        detail,
        wrong,
        "agree",
    )


def _assert_count(
    successes: int, trials: int, p: float, what: str, wrong: Mapping[str, float], statistic: str
) -> None:
    detail = say(
        "draws.rate.detail", got=f"{successes:,}", all=f"{trials:,}", expected=f"{trials * p:,.0f}", p=f"{p:.3g}"
    )  # fmt: skip
    miss_probabilities = {
        name: functools.partial(_rate_miss_probability, p, other) for name, other in wrong.items()
    }
    _note_statistic(
        trials, lambda: [rate_deviation(successes, trials, p, statistic, detail)], what, miss_probabilities
    )


def _note_statistic(
    size: int, look: Callable[[], list[Deviation]], what: str,
    miss_probabilities: Mapping[str, Callable[[float, int], float]],
) -> None:  # fmt: skip
    """Note a statistic, to be judged when all tests have run, at its share of the test's false-alarm rate."""
    notes = current_notes()
    notes.statistics += 1
    alpha = FALSE_ALARM / (notes.statistics * (notes.statistics + 1))
    call = notes.drawn
    if size > _MAX_KEPT_DRAWS:
        evaluated = look()
        look = lambda: evaluated  # noqa: E731 - the new function holds no draws
    deviations = functools.cache(look)

    def find() -> Complaint | None:
        found = next((f for f in deviations() if f.p <= alpha), None)
        if found is None:
            return None
        odds = say("draws.odds.detail", p=f"{found.p:.0e}") if found.p else ""
        return Complaint(found.brief, join_sentences(named(what, found.detail), odds), call)

    statistic = Statistic(
        size=size, alpha=alpha, p=lambda: min(f.p for f in deviations()),
        miss_probabilities={name: functools.partial(one, alpha) for name, one in miss_probabilities.items()},
    )  # fmt: skip
    for listener in _listeners:
        listener(statistic)
    expect(find)


def _rate_miss_probability(p: float, wrong: float, alpha: float, trials: int) -> float:
    return rate_miss_probability(p, wrong, trials, alpha)


def _distribution_miss_probability(law: Distribution, wrong: Distribution, alpha: float, count: int) -> float:
    return law.miss_probability(wrong, count, alpha)


def _check_rates(rates: Mapping[str, float]) -> None:
    for name, rate in rates.items():
        if not 0.0 <= rate <= 1.0:
            raise AuthorError(f"{name} must be a probability from 0 to 1, got {rate!r}")


def _checked_count(value: Any) -> int | None:
    """A count as an integer, or ``None`` if it is not one. The student's code may have made the value."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError, RuntimeError):  # RuntimeError: a tensor of several numbers
        return None
    return int(number) if abs(number) <= _MOST_TRIALS and number == int(number) else None
