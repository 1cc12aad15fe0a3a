"""Sums, norms and means that the right result has and the student's has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, follows, shown
from grader.diagnosis.failing_calls import Leaf, Trial
from grader.diagnosis.offset import varied

_NEAR = 1e-6

_Axis = int | None


def wrong_axis(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Sums to 1, but along another axis than the right one."""
    for own, right in ((0, -1), (-1, 0), (None, -1), (None, 0)):
        witnesses = []
        for trial in trials:
            if not all(_sums_elsewhere(leaf, own, right) for leaf in trial.leaves):
                break
            witnesses.append(
                tuple(
                    value for leaf in trial.leaves for value in shown(leaf, leaf.expected, len(leaf.expected))
                )
            )
        else:
            sentence = (
                f"Your result sums to 1 over {_named(own)} where the right one does so over {_named(right)}; "
                ""
                "look at the axis of the sum you divide by."
            )
            yield Candidate("normalise:axis", sentence, tuple(witnesses))


def sum_missing(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right proportions, not divided by their sum."""
    sentence = (
        "Your values have the right proportions but do not sum to 1; "
        "look for a missing division by their sum."
    )
    yield from _undone(trials, "normalise:sum", sentence, _sum, 1.0, np.multiply)


def norm_missing(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right direction, not of length 1."""
    sentence = (
        "Your vectors have the right direction but not the length 1; "
        "look for a missing division by their norm."
    )
    yield from _undone(trials, "normalise:norm", sentence, _length, 1.0, np.multiply)


def mean_left(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right values, but their mean is not 0."""
    sentence = (
        "Your values are the right ones before their mean is taken off; look for a missing centring step."
    )
    yield from _undone(trials, "normalise:mean", sentence, _mean, 0.0, np.add)


def _named(axis: _Axis) -> str:
    return {0: "the first axis", -1: "the last axis", None: "the whole array"}[axis]


def _sums_elsewhere(leaf: Leaf, own: _Axis, right: _Axis) -> bool:
    a, e = leaf.actual, leaf.expected
    if a.ndim < 2 or not a.size or (a < 0).any() or (e < 0).any():
        return False
    return _is(_sum(a, own), 1) and _is(_sum(e, right), 1) and not _is(_sum(a, right), 1)


def _undone(
    trials: Sequence[Trial],
    id_: str,
    sentence: str,
    measure: Callable[..., Numbers],
    right: float,
    combine: Callable[[Numbers, Numbers], Numbers],
) -> Iterator[Candidate]:
    """The right result measures ``right`` along an axis; the student's has kept its own measure."""
    for axis in (-1, 0, None):
        predict = partial(_undo, partial(measure, axis=axis), right, combine)
        found = follows(trials, predict, parameters=partial(_measures, axis=axis), strict=not right)
        if found is not None:
            yield Candidate(id_, sentence, found)
            return


def _undo(
    measure: Callable[[Numbers], Numbers],
    right: float,
    combine: Callable[[Numbers, Numbers], Numbers],
    _trial: Trial,
    leaf: Leaf,
) -> Numbers | None:
    known = leaf.expected.ndim and leaf.expected.size and leaf.expected.dtype == np.float64
    if not known or not _is(measure(leaf.expected), right) or not (right or varied(leaf)):
        return None
    return combine(leaf.expected, measure(leaf.actual))


def _measures(leaf: Leaf, axis: _Axis) -> int:
    return 1 if axis is None else leaf.expected.size // leaf.expected.shape[axis]


def _sum(values: Numbers, axis: _Axis) -> Numbers:
    return np.asarray(values.sum(axis=axis, keepdims=True))


def _length(values: Numbers, axis: _Axis) -> Numbers:
    return np.sqrt(_sum(values**2, axis))


def _mean(values: Numbers, axis: _Axis) -> Numbers:
    return np.asarray(values.mean(axis=axis, keepdims=True))


def _is(measured: Numbers, right: float) -> bool:
    return bool((np.abs(measured - right) <= _NEAR).all())
