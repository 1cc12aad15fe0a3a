"""Assertions about draws, with a stated false-alarm rate: a right answer fails a test at most once in 10⁹ times.

The k-th statistic of a test may raise a false alarm with probability 10⁻⁹ / (k (k + 1)). These sum up to 10⁻⁹ however
many there are, since 1 / (k (k + 1)) = 1 / k - 1 / (k + 1). What wrong answers get through is worked out by
`grader verify`, from the wrong laws that a test names.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.testing.categorical import rate_finding, rate_missed
from grader.testing.distributions import (
    CELL,
    MEAN,
    NOT_FINITE,
    OUTSIDE,
    RATES,
    SHAPE,
    SIZES,
    SPREAD,
    Finding,
    Law,
)
from grader.testing.equality import Complaint, expect, noted
from grader.testing.subject import AuthorError

_MOST_TRIALS = 1 << 40
"""Numbers beyond are none that a test counted, and tails of theirs take long."""
_KEPT = 1 << 17
"""Draws that are kept until the last test has run; of more, only what they show."""
FALSE_ALARM = 1e-9
"""The probability, at most, that all statistics of one test together fail a right answer."""

_RATE = "What this test counts happens too {}."
_AGREE = "Draws that must be independent of each other agree too {}."
_NONE = "The results hold no draws of the kind that the task asks for."
SENTENCES = (
    _NONE, NOT_FINITE, OUTSIDE, SHAPE,
    *(sentence.format(side) for sentence in (MEAN, SPREAD) for side in SIZES),
    *(sentence.format(side) for sentence in (CELL, _RATE, _AGREE) for side in RATES),
)  # fmt: skip
"""All that a hidden test may say of draws."""
_SAME_DRAW = {"the same draw again": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A question about draws that a test asked."""

    size: int
    """How many draws, or trials."""
    alpha: float
    """Its part of the false-alarm rate."""
    p: Callable[[], float]
    """A right answer looks as improbable as this one with at most this probability."""
    missed: Mapping[str, Callable[[int], float]]
    """For each wrong law by name: the probability, at most, that so many of its draws are accepted."""


_listeners: list[Callable[[Statistic], None]] = []


@contextlib.contextmanager
def listening(listener: Callable[[Statistic], None]) -> Iterator[None]:
    """Have ``listener`` told of every statistic meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def assert_rate(
    successes: Any, trials: Any, p: float, what: str = "", *, wrong: Mapping[str, float] | None = None
) -> None:
    """Assert that independent trials succeed with probability ``p``: the exact binomial test of both sides.

    Parameters
    ----------
    successes, trials : int
        How many succeeded, of how many.
    p : float
        From 0 to 1. At 0 and at 1 a single exception is enough.
    what : str, optional
        What is counted, for the message: ``"values that are kept"``.
    wrong : mapping, optional
        Probabilities that wrong answers have, by name: ``{"kept and dropped swapped": 0.3}``. `grader verify` works out
        whether the test sees them.

    References
    ----------
    Clopper and Pearson, Biometrika 26, 1934: the test rejects where their interval of confidence excludes ``p``.
    """
    _check_rates({"p": p, **(wrong or {})})
    counts = _count(successes), _count(trials)
    if counts[0] is None or counts[1] is None or not 0 <= counts[0] <= counts[1] or counts[1] == 0:
        expect(lambda: Complaint(_NONE))
        return
    _assert_count(counts[0], counts[1], float(p), what, wrong or {}, _RATE)


def assert_distribution(
    samples: Any, law: Law, what: str = "", *, wrong: Mapping[str, Law] | None = None
) -> None:
    """Assert that independent draws follow a law.

    Parameters
    ----------
    samples : array_like
        The draws, of any shape; with a law of rows, such as ``permutations(4)``, of shape (…, 4).
    law : Uniform, Normal, Continuous or Discrete
        The law of a right answer.
    what : str, optional
        What is drawn, for the message.
    wrong : mapping, optional
        Laws that wrong answers have, by name: ``{"std as bound": Uniform(-s, s)}``. `grader verify` works out whether
        the test sees them.

    Notes
    -----
    Of numbers, the largest gap to the law is looked at (Dvoretzky, Kiefer and Wolfowitz, with Massart's constant) and,
    of even and normal ones, the mean and the spread (Hoeffding's and Chernoff's bounds, the normal tail). Of a table,
    how often each value occurs (binomial, exact). Several statistics share the false-alarm rate evenly.

    References
    ----------
    Massart, Annals of Probability 18, 1990. Hoeffding, JASA 58, 1963, Theorem 1.
    """
    read = law.read(samples)
    if read is None or not law.size(read):
        expect(lambda: Complaint(_NONE))
        return
    missed = {name: functools.partial(_law_missed, law, other) for name, other in (wrong or {}).items()}
    _assert(law.size(read), lambda: law.findings(read), what, missed)


def assert_independent(
    first: Any, second: Any, law: Law, what: str = "", *, wrong: Mapping[str, float] | None = None
) -> None:
    """Assert that pairs of draws from a law do not depend on each other: they agree as often as by chance.

    ``assert_independent(masks[:, 0::2], masks[:, 1::2], coin(0.7))`` sees a mask that is the same in all rows. Two
    draws agree if they are equal, or, of continuous numbers, on the same side of the median. No draw may stand in two
    pairs.

    Parameters
    ----------
    first, second : array_like of the same shape
        The draws of each pair.
    law : Uniform, Normal, Continuous or Discrete
        Of each of them.
    what : str, optional
        Which draws, for the message.
    wrong : mapping, optional
        How often pairs of wrong answers agree, by name; always, unless given.
    """
    wrong = _SAME_DRAW if wrong is None else wrong
    _check_rates(wrong)
    agree = law.agree(first, second)
    if agree is None or not agree.size:
        expect(lambda: Complaint(_NONE))
        return
    told = what or "pairs that agree"
    _assert_count(int(np.count_nonzero(agree)), agree.size, law.agreement(), told, wrong, _AGREE)


def _assert_count(
    successes: int, trials: int, p: float, what: str, wrong: Mapping[str, float], brief: str
) -> None:
    told = f"{successes:,} of {trials:,}; about {trials * p:,.0f} expected ({p:.3g} of them)."
    missed = {name: functools.partial(_rate_missed, p, other) for name, other in wrong.items()}
    _assert(trials, lambda: [rate_finding(successes, trials, p, brief, told)], what, missed)


def _assert(
    size: int, look: Callable[[], list[Finding]], what: str,
    missed: Mapping[str, Callable[[float, int], float]],
) -> None:  # fmt: skip
    """Have draws judged when all tests have run, at this statistic's part of the test's false-alarm rate."""
    notes = noted()
    notes.statistics += 1
    alpha = FALSE_ALARM / (notes.statistics * (notes.statistics + 1))
    call = notes.drawn
    if size > _KEPT:
        shown = look()
        look = lambda: shown  # noqa: E731 - in place of what holds the draws
    findings = functools.cache(look)

    def find() -> Complaint | None:
        found = next((f for f in findings() if f.p <= alpha), None)
        if found is None:
            return None
        odds = f"A right answer is as far off with a probability of {found.p:.0e} at most."
        told = f"{what}: {found.detail}" if what else found.detail
        return Complaint(found.brief, f"{told} {odds}" if found.p else told, call)

    statistic = Statistic(
        size=size, alpha=alpha, p=lambda: min(f.p for f in findings()),
        missed={name: functools.partial(one, alpha) for name, one in missed.items()},
    )  # fmt: skip
    for listener in _listeners:
        listener(statistic)
    expect(find)


def _rate_missed(p: float, wrong: float, alpha: float, trials: int) -> float:
    return rate_missed(p, wrong, trials, alpha)


def _law_missed(law: Law, wrong: Law, alpha: float, count: int) -> float:
    return law.missed(wrong, count, alpha)


def _check_rates(rates: Mapping[str, float]) -> None:
    for name, rate in rates.items():
        if not 0.0 <= rate <= 1.0:
            raise AuthorError(f"{name} must be a probability from 0 to 1, got {rate!r}")


def _count(value: Any) -> int | None:
    """A whole number, whatever carries it; the student's code may have made it."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError, RuntimeError):  # the last of a tensor of several numbers
        return None
    return int(number) if abs(number) <= _MOST_TRIALS and number == int(number) else None
