"""The right numbers plus something: one, a constant, one number per call, per row, per column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, follows
from grader.diagnosis.failing_calls import Leaf, Trial
from grader.diagnosis.mismatch import scale_of
from grader.diagnosis.scale import slices


def one_more(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One too many everywhere."""
    sentence = (
        "Each of your values is exactly one more than the right one; "
        "look for counting from 1, or a term 1 too many."
    )
    yield from candidate(
        "offset:+1", sentence, follows(trials, lambda _, leaf: leaf.expected + 1, strict=True)
    )


def one_less(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One too few everywhere."""
    sentence = (
        "Each of your values is exactly one less than the right one; "
        "look for counting from 0, or a missing term 1."
    )
    yield from candidate(
        "offset:-1", sentence, follows(trials, lambda _, leaf: leaf.expected - 1, strict=True)
    )


def constant_offset(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The same number added in every call."""
    first = trials[0].leaves[0]
    shift = _shift(first, None)
    if shift is None:
        return
    sentence = (
        "Your result is the right one plus a constant, the same in every call; "
        "look for a term too many or missing."
    )
    found = follows(
        trials,
        lambda _, leaf: leaf.expected + shift if varied(leaf) else None,
        parameters=lambda leaf: int(leaf.mark == first.mark),
        strict=True,
    )
    yield from candidate("offset:constant", sentence, found)


def offset_per_call(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One number added to all values of a call."""
    sentence = (
        "Within each call your values are the right ones plus one and the same number; "
        "look at what is subtracted from or added to all of them."
    )
    yield from candidate("offset:per_call", sentence, _shifted(trials, None))


def offset_per_row(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One number added to each row."""
    sentence = (
        "Each row of your result is the right row plus a number of its own; "
        "look at what you subtract from a row, and along which axis you take it."
    )
    yield from candidate("offset:per_row", sentence, _shifted(trials, -1))


def offset_per_column(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One number added to each column."""
    sentence = (
        "Each column of your result is the right column plus a number of its own; "
        "look at what you subtract from a column, such as a mean or a bias."
    )
    yield from candidate("offset:per_column", sentence, _shifted(trials, 0))


def varied(leaf: Leaf) -> bool:
    """False where the numbers vary less than rounding may: any offset would fit them."""
    if not np.isfinite(leaf.expected).all() or leaf.expected.dtype == np.complex128:
        return False
    spread = float(np.ptp(leaf.expected)) if leaf.expected.size > 1 else scale_of(leaf.expected)
    return spread > 20 * leaf.slack


def _shifted(trials: Sequence[Trial], axis: int | None) -> tuple[tuple[object, ...], ...] | None:
    def predict(_trial: Trial, leaf: Leaf) -> Numbers | None:
        shift = _shift(leaf, axis) if varied(leaf) else None
        return None if shift is None else np.asarray(leaf.expected + shift)

    count = (lambda _leaf: 1) if axis is None else (lambda leaf: slices(leaf, axis))
    return follows(trials, predict, parameters=count, strict=True)


def _shift(leaf: Leaf, axis: int | None) -> Numbers | None:
    """What was added, read off at the smallest number of each slice, where rounding is least."""
    gap = leaf.actual - leaf.expected
    if not gap.size:
        return None
    if axis is None:
        return np.asarray(gap.ravel()[int(np.argmin(np.abs(leaf.expected)))])
    if gap.ndim < 2:
        return None
    where = np.expand_dims(np.argmin(np.abs(leaf.expected), axis=axis), axis)
    return np.take_along_axis(gap, where, axis)
