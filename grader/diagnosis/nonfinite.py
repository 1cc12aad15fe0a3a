"""Where NaN or infinity stands: everywhere, or just where something in the input asks for care."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from grader.diagnosis.as_numbers import Numbers, read
from grader.diagnosis.evidence import Candidate, Witnesses, candidate, distinct_values, positions
from grader.diagnosis.failing_calls import LARGEST, FailingCall, Leaf

OVERFLOW = 700.0
"""exp overflows in float64 beyond 709."""

Suspects = Callable[[FailingCall, Leaf], Iterator[Numbers]]
"""Masks of the result's shape that may turn out to be where it is not finite."""


def where_right_is_zero(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Not finite exactly where 0 is right: 0 · log 0, 0 / 0."""
    yield from _exactly(failing, "nan:right_is_zero", _right_is_zero, whole=True)


def where_input_is_zero(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Not finite exactly where an input is 0."""
    yield from _exactly(failing, "nan:input_is_zero", _flagged_inputs(lambda x: x == 0))


def where_input_is_missing(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Not finite exactly where an input holds NaN."""
    yield from _exactly(failing, "nan:input_is_nan", _flagged_inputs(np.isnan))


def where_input_is_large(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Not finite exactly where an input is too large for exp."""
    yield from _exactly(failing, "nan:overflow", _flagged_inputs(lambda x: np.abs(x) >= OVERFLOW))


def where_input_is_constant(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Not finite exactly in rows or columns of an input without variance."""
    yield from _exactly(failing, "nan:input_is_constant", _constant_slices)


def everywhere(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Nothing finite at all."""
    if all(_wrongly_infinite(leaf).all() for failed in failing for leaf in failed.leaves):
        witnesses = tuple(
            tuple(value for leaf in failed.leaves for value in distinct_values(leaf, leaf.expected))
            for failed in failing
        )
        yield from candidate("nan:everywhere", witnesses)


def _wrongly_infinite(leaf: Leaf) -> Numbers:
    return ~np.isfinite(leaf.actual) & np.isfinite(leaf.expected)


def _exactly(
    failing: Sequence[FailingCall], id_: str, suspects: Suspects, *, whole: bool = False
) -> Iterator[Candidate]:
    """A candidate if in every wrong leaf one suspect mask is just where the result is not finite.

    Results without any finite number count only if ``whole``.
    """
    gathered: list[Witnesses] = []
    for failed in failing:
        values: list[object] = []
        for leaf in failed.leaves:
            bad = _wrongly_infinite(leaf)
            if (bad.all() and not whole) or not any(
                np.array_equal(bad, mask) for mask in suspects(failed, leaf)
            ):
                return
            values += positions(leaf, int(bad.sum()))
        gathered.append(tuple(values))
    yield from candidate(id_, tuple(gathered))


def _inputs(failed: FailingCall) -> Iterator[Numbers]:
    for argument in failed.arguments:
        reading = read(argument.value)
        usable = reading is not None and reading.array.ndim > 0 and not reading.textual
        if reading is not None and usable and reading.array.size <= LARGEST:
            yield reading.numbers()


def _right_is_zero(_failed: FailingCall, leaf: Leaf) -> Iterator[Numbers]:
    yield leaf.expected == 0


def _flagged_inputs(flag: Callable[[Numbers], Numbers]) -> Suspects:
    """Flagged inputs, brought to the result's shape: as they are, by row, by column."""

    def suspects(failed: FailingCall, leaf: Leaf) -> Iterator[Numbers]:
        shape = leaf.expected.shape
        for numbers in _inputs(failed):
            mask = np.asarray(flag(numbers))
            if mask.shape == shape:
                yield mask
            yield from _by_axis(partial(_holds_any, mask), mask.ndim, shape)

    return suspects


def _constant_slices(failed: FailingCall, leaf: Leaf) -> Iterator[Numbers]:
    for numbers in _inputs(failed):
        if numbers.size:
            yield from _by_axis(partial(_is_constant, numbers), numbers.ndim, leaf.expected.shape)


def _holds_any(mask: Numbers, axis: int) -> Numbers:
    return np.asarray(mask.any(axis=axis, keepdims=True))


def _is_constant(numbers: Numbers, axis: int) -> Numbers:
    return np.asarray((numbers == numbers.take([0], axis=axis)).all(axis=axis, keepdims=True))


def _by_axis(reduced: Callable[[int], Numbers], rank: int, shape: tuple[int, ...]) -> Iterator[Numbers]:
    """A mask reduced over each axis of an input, in the shapes a result may have."""
    for axis in range(rank if rank > 1 else 0):
        mask = reduced(axis)
        if mask.squeeze(axis).shape == shape:
            yield mask.squeeze(axis)
        elif len(shape) == rank and all(m in (1, s) for m, s in zip(mask.shape, shape, strict=True)):
            yield np.broadcast_to(mask, shape)
