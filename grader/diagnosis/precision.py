"""Nearly right: a narrower float on the way, or right to a few digits only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, shown
from grader.diagnosis.failing_calls import Leaf, Trial
from grader.diagnosis.mismatch import close, scale_of

DIGITS_LOST = 1e-3
"""Relative error up to which a result counts as right to some digits."""

_WIDTHS = (("float16", np.float16, 3e-2), ("float32", np.float32, 1e-4))


def narrow_float(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Every value is one that float32 or float16 can hold, and near the right one."""
    for name, dtype, error in _WIDTHS:
        if all(_held_by(leaf, dtype, error) for trial in trials for leaf in trial.leaves):
            sentence = (
                f"Your values are nearly right, and every one is a {name} number; "
                f"look for a conversion to {name}, and compute in float64."
            )
            yield Candidate(f"precision:{name}", sentence, _all_values(trials))
            return


def overflow(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Integers that are off by multiples of 256, 65536 or 2³²: they did not fit."""
    for bits in (32, 16, 8):
        if all(_wrapped(leaf, 2.0**bits) for trial in trials for leaf in trial.leaves):
            sentence = (
                f"Your integers are off by exact multiples of 2^{bits}; "
                f"look for sums or products computed in integers of {bits} bits, which overflow."
            )
            yield Candidate(f"precision:int{bits}", sentence, _all_values(trials))
            return


def digits_lost(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Right to a few digits everywhere."""
    leaves = [leaf for trial in trials for leaf in trial.leaves]
    if not all(_nearly(leaf) for leaf in leaves):
        return
    worst = max(scale_of(leaf.actual - leaf.expected) / (scale_of(leaf.expected) or 1.0) for leaf in leaves)
    digits = math.floor(-math.log10(worst)) if worst > 0 else 15
    sentence = (
        f"Your values are right to about {digits} digits only; "
        "look for an approximation, a small constant "
        "in another place, a step that is too coarse, or a narrower float."
    )
    yield Candidate("precision:digits", sentence, _all_values(trials))


def _all_values(trials: Sequence[Trial]) -> tuple[tuple[object, ...], ...]:
    return tuple(
        tuple(value for leaf in trial.leaves for value in shown(leaf, leaf.expected[_wrong(leaf)]))
        for trial in trials
    )


def _wrong(leaf: Leaf) -> Numbers:
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


def _nearly(leaf: Leaf) -> bool:
    if leaf.right.discrete:
        return False
    size = np.abs(leaf.expected)
    near = np.abs(leaf.actual - leaf.expected) <= DIGITS_LOST * size + 1e-6 * scale_of(leaf.expected)
    return bool(near.all() and 2 * int(_wrong(leaf).sum()) >= size.size)
