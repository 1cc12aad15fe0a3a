"""A function of the right numbers, element by element: its square, its logarithm, one minus it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, Probe, candidate, follows
from grader.diagnosis.failing_calls import FailingCall, Leaf

_Function = Callable[[Numbers], Numbers]


def _element(id_: str, function: _Function) -> Probe:
    """A probe for results that are ``function`` of the right one."""

    def predict(_failed: FailingCall, leaf: Leaf) -> Numbers:
        return np.asarray(function(leaf.expected))

    def probe(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
        return candidate(id_, follows(failing, predict))

    return probe


def _of_reals(function: _Function) -> _Function:
    """For functions that have no complex form: complex numbers become NaN and fit nothing."""
    return lambda e: function(e) if e.dtype == np.float64 else np.full(e.shape, np.nan)


def _softmax(e: Numbers) -> Numbers:
    """The softmax along the last axis; NaN if there is none."""
    if e.ndim == 0 or e.shape[-1] == 0:
        return np.full(e.shape, np.nan)
    powers = np.exp(e - e.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


square = _element("transform:square", np.square)
root = _element("transform:root", np.sqrt)
reciprocal = _element("transform:reciprocal", np.reciprocal)
logarithm = _element("transform:log", np.log)
negative_logarithm = _element("transform:-log", lambda e: -np.log(e))
exponential = _element("transform:exp", np.exp)
complement = _element("transform:complement", lambda e: 1 - e)
absolute = _element("transform:abs", np.abs)
positive = _element("transform:positive", _of_reals(lambda e: np.maximum(e, 0.0)))
rounded = _element("transform:rounded", _of_reals(np.round))
truncated = _element("transform:truncated", _of_reals(np.trunc))
cumulated = _element("transform:cumulated", lambda e: np.cumsum(e, axis=0) if e.ndim else np.full((), np.nan))
squashed = _element("transform:sigmoid", _of_reals(lambda e: 1 / (1 + np.exp(-e))))
bent = _element("transform:tanh", _of_reals(np.tanh))
activated = _element("transform:softmax", _of_reals(lambda e: _softmax(e)))
inverted = _element("mask:inverted", lambda e: 1 - e)
