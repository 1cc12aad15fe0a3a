"""The right numbers plus something: one, a constant, one number per call, per row, per column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, follows
from grader.diagnosis.failing_calls import FailingCall, Leaf
from grader.diagnosis.mismatch import scale_of
from grader.diagnosis.quantities import words_for
from grader.diagnosis.scale import slices
from grader.messages import say


def one_more(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One too many everywhere."""
    yield from candidate("offset:+1", follows(failing, lambda _, leaf: leaf.expected + 1, strict=True))


def one_less(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One too few everywhere."""
    yield from candidate("offset:-1", follows(failing, lambda _, leaf: leaf.expected - 1, strict=True))


def constant_offset(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The same number added in every call."""
    first = failing[0].leaves[0]
    shift = _shift(first, None)
    if shift is None:
        return
    found = follows(
        failing,
        lambda _, leaf: leaf.expected + shift if varied(leaf) else None,
        parameters=lambda leaf: int(leaf.mark == first.mark),
        strict=True,
    )
    yield from candidate("offset:constant", found)


def quantity_offset(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One number added to all values of a call, and it is a product of numbers of the call."""
    shifts = [_shift(failed.leaves[0], None) for failed in failing]
    if not all(shift is not None and shift.dtype.kind == "f" for shift in shifts):
        return
    words = words_for([abs(float(shift)) for shift in shifts if shift is not None], failing)
    found = _shifted(failing, None) if words else None
    yield from candidate("offset:quantity", found, say("offset:quantity", amount=words) if words else "")


def offset_per_call(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One number added to all values of a call."""
    yield from candidate("offset:per_call", _shifted(failing, None))


def offset_per_row(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One number added to each row."""
    yield from candidate("offset:per_row", _shifted(failing, -1))


def offset_per_column(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One number added to each column."""
    yield from candidate("offset:per_column", _shifted(failing, 0))


def varied(leaf: Leaf) -> bool:
    """False where the numbers vary less than rounding may: any offset would fit them."""
    if not np.isfinite(leaf.expected).all() or leaf.expected.dtype == np.complex128:
        return False
    spread = float(np.ptp(leaf.expected)) if leaf.expected.size > 1 else scale_of(leaf.expected)
    return spread > 20 * leaf.slack


def _shifted(failing: Sequence[FailingCall], axis: int | None) -> tuple[tuple[object, ...], ...] | None:
    def predict(_failed: FailingCall, leaf: Leaf) -> Numbers | None:
        shift = _shift(leaf, axis) if varied(leaf) else None
        return None if shift is None else np.asarray(leaf.expected + shift)

    count = (lambda _leaf: 1) if axis is None else (lambda leaf: slices(leaf, axis))
    return follows(failing, predict, parameters=count, strict=True)


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
