"""Sums, norms and means that the right result has and the student's has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, distinct_values, follows
from grader.diagnosis.failing_calls import FailingCall, Leaf
from grader.diagnosis.offset import varied
from grader.messages import say

_NEAR = 1e-6

_Axis = int | None
_NAMES: dict[_Axis, str] = {0: "first", -1: "last", None: "whole"}


def wrong_axis(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Sums to 1, but along another axis than the right one."""
    for own, right in ((0, -1), (-1, 0), (None, -1), (None, 0)):
        witnesses = []
        for failed in failing:
            if not all(_sums_elsewhere(leaf, own, right) for leaf in failed.leaves):
                break
            witnesses.append(
                tuple(
                    value
                    for leaf in failed.leaves
                    for value in distinct_values(leaf, leaf.expected, len(leaf.expected))
                )
            )
        else:
            sentence = say(f"normalise:axis.{_NAMES[own]}_for_{_NAMES[right]}")
            yield Candidate("normalise:axis", sentence, tuple(witnesses))


def sum_missing(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right proportions, not divided by their sum."""
    yield from _undone(failing, "normalise:sum", _sum, 1.0, np.multiply)


def norm_missing(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right direction, not of length 1."""
    yield from _undone(failing, "normalise:norm", _length, 1.0, np.multiply)


def mean_left(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right values, but their mean is not 0."""
    yield from _undone(failing, "normalise:mean", _mean, 0.0, np.add)


def _sums_elsewhere(leaf: Leaf, own: _Axis, right: _Axis) -> bool:
    a, e = leaf.actual, leaf.expected
    if a.ndim < 2 or not a.size or (a < 0).any() or (e < 0).any():
        return False
    return (
        _equals_everywhere(_sum(a, own), 1)
        and _equals_everywhere(_sum(e, right), 1)
        and not _equals_everywhere(_sum(a, right), 1)
    )


def _undone(
    failing: Sequence[FailingCall],
    id_: str,
    measure: Callable[..., Numbers],
    right: float,
    combine: Callable[[Numbers, Numbers], Numbers],
) -> Iterator[Candidate]:
    """The right result measures ``right`` along an axis; the student's has kept its own measure."""
    for axis in (-1, 0, None):
        predict = partial(_undo, partial(measure, axis=axis), right, combine)
        found = follows(failing, predict, parameters=partial(_measures, axis=axis), strict=not right)
        if found is not None:
            yield from candidate(id_, found)
            return


def _undo(
    measure: Callable[[Numbers], Numbers],
    right: float,
    combine: Callable[[Numbers, Numbers], Numbers],
    _failed: FailingCall,
    leaf: Leaf,
) -> Numbers | None:
    known = leaf.expected.ndim and leaf.expected.size and leaf.expected.dtype == np.float64
    if not known or not _equals_everywhere(measure(leaf.expected), right) or not (right or varied(leaf)):
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


def _equals_everywhere(measured: Numbers, right: float) -> bool:
    return bool((np.abs(measured - right) <= _NEAR).all())
