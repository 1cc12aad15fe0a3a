"""A function of the right numbers, element by element: its square, its logarithm, one minus it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, Probe, candidate, follows
from grader.diagnosis.failing_calls import Leaf, Trial

_Function = Callable[[Numbers], Numbers]


def _element(id_: str, sentence: str, function: _Function) -> Probe:
    """A probe for results that are ``function`` of the right one."""

    def predict(_trial: Trial, leaf: Leaf) -> Numbers:
        return np.asarray(function(leaf.expected))

    def probe(trials: Sequence[Trial]) -> Iterator[Candidate]:
        return candidate(id_, sentence, follows(trials, predict))

    return probe


def _real(function: _Function) -> _Function:
    """For functions that have no complex form: complex numbers become NaN and fit nothing."""
    return lambda e: function(e) if e.dtype == np.float64 else np.full(e.shape, np.nan)


square = _element(
    "transform:square",
    "Your result is the square of the right one; look for a missing root, as of a variance or a norm.",
    np.square,
)
root = _element(
    "transform:root",
    "Your result is the square root of the right one; "
    "look for a root too many, or a standard deviation for a variance.",
    np.sqrt,
)
reciprocal = _element(
    "transform:reciprocal",
    "Your result is one divided by the right one; "
    "look for a numerator and a denominator that changed places.",
    np.reciprocal,
)
logarithm = _element(
    "transform:log",
    "Your result is the logarithm of the right one; look for a missing exponential, or a log too many.",
    np.log,
)
negative_logarithm = _element(
    "transform:-log",
    "Your result is minus the logarithm of the right one; look for a log and a sign too many.",
    lambda e: -np.log(e),
)
exponential = _element(
    "transform:exp",
    "Your result is the exponential of the right one; look for a missing logarithm, or an exp too many.",
    np.exp,
)
complement = _element(
    "transform:complement",
    "Your result is one minus the right one; "
    "look for two classes, or a probability and its complement, swapped.",
    lambda e: 1 - e,
)
absolute = _element(
    "transform:abs",
    "Your result is the right one without its signs; look for an absolute value or a square too many.",
    np.abs,
)
positive = _element(
    "transform:positive",
    "Your result is the right one with negative values set to zero; look for a maximum with 0 too many.",
    _real(lambda e: np.maximum(e, 0.0)),
)
rounded = _element(
    "transform:rounded",
    "Your result is the right one rounded to whole numbers; look for a rounding or an integer array.",
    _real(np.round),
)
truncated = _element(
    "transform:truncated",
    "Your result is the right one cut off to whole numbers; "
    "look for // or for an integer array that you fill.",
    _real(np.trunc),
)
cumulated = _element(
    "transform:cumulated",
    "Your result is the running sum of the right one; look for += where a plain assignment is right.",
    lambda e: np.cumsum(e, axis=0) if e.ndim else np.full((), np.nan),
)
squashed = _element(
    "transform:sigmoid",
    "Your result is the sigmoid of the right one; look for an activation too many.",
    _real(lambda e: 1 / (1 + np.exp(-e))),
)
bent = _element(
    "transform:tanh",
    "Your result is the tanh of the right one; look for an activation too many.",
    _real(np.tanh),
)
inverted = _element(
    "mask:inverted",
    "Every truth value is the opposite of the right one; look at which of the two your mask marks.",
    lambda e: 1 - e,
)
