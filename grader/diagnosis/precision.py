"""Nearly right: a narrower float on the way, or right to a few digits only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, distinct_values
from grader.diagnosis.failing_calls import FailingCall, Leaf
from grader.diagnosis.mismatch import close, scale_of
from grader.messages import say

DIGITS_LOST = 1e-3
"""Relative error up to which a result counts as right to some digits."""

_WIDTHS = (("float16", np.float16, 3e-2), ("float32", np.float32, 1e-4))


def narrow_float(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Every value is one that float32 or float16 can hold, and near the right one."""
    for name, dtype, error in _WIDTHS:
        if all(_held_by(leaf, dtype, error) for failed in failing for leaf in failed.leaves):
            sentence = say("precision:narrow_float", dtype=name)
            yield Candidate(f"precision:{name}", sentence, _all_values(failing))
            return


def overflow(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Integers that are off by multiples of 256, 65536 or 2³²: they did not fit."""
    for bits in (32, 16, 8):
        if all(_wrapped(leaf, 2.0**bits) for failed in failing for leaf in failed.leaves):
            sentence = say("precision:overflow", bits=bits)
            yield Candidate(f"precision:int{bits}", sentence, _all_values(failing))
            return


def digits_lost(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Right to a few digits everywhere."""
    leaves = [leaf for failed in failing for leaf in failed.leaves]
    if not all(_holds_some_digits(leaf) for leaf in leaves):
        return
    worst = max(scale_of(leaf.actual - leaf.expected) / (scale_of(leaf.expected) or 1.0) for leaf in leaves)
    digits = math.floor(-math.log10(worst)) if worst > 0 else 15
    yield Candidate("precision:digits", say("precision:digits", digits=digits), _all_values(failing))


def _all_values(failing: Sequence[FailingCall]) -> tuple[tuple[object, ...], ...]:
    return tuple(
        tuple(
            value
            for leaf in failed.leaves
            for value in distinct_values(leaf, leaf.expected[_wrong_places(leaf)])
        )
        for failed in failing
    )


def _wrong_places(leaf: Leaf) -> Numbers:
    return ~close(leaf.got, leaf.right, leaf.tolerance)


def _held_by(leaf: Leaf, dtype: type[np.floating], error: float) -> bool:
    if leaf.right.dtype not in ("float64", "float") or leaf.expected.dtype != np.float64:
        return False
    held = leaf.actual.astype(dtype).astype(np.float64) == leaf.actual
    near = np.abs(leaf.actual - leaf.expected) <= error * scale_of(leaf.expected)
    whole = leaf.actual == np.round(leaf.actual)
    return bool((held & near).all() and not whole.all())


def _wrapped(leaf: Leaf, period: float) -> bool:
    gap = leaf.actual - leaf.expected
    return leaf.right.kind == "integer" and bool((np.remainder(gap, period) == 0).all())


def _holds_some_digits(leaf: Leaf) -> bool:
    if leaf.right.discrete:
        return False
    size = np.abs(leaf.expected)
    near = np.abs(leaf.actual - leaf.expected) <= DIGITS_LOST * size + 1e-6 * scale_of(leaf.expected)
    return bool(near.all() and 2 * int(_wrong_places(leaf).sum()) >= size.size)
