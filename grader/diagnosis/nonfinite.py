"""Where NaN or infinity stands: everywhere, or just where something in the input asks for care."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from grader.diagnosis.as_numbers import Numbers, read
from grader.diagnosis.evidence import Candidate, Witnesses, positions, shown
from grader.diagnosis.failing_calls import LARGEST, Leaf, Trial

OVERFLOW = 700.0
"""exp overflows in float64 beyond 709."""

Suspects = Callable[[Trial, Leaf], Iterator[Numbers]]
"""Masks of the result's shape that may turn out to be where it is not finite."""


def where_right_is_zero(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Not finite exactly where 0 is right: 0 · log 0, 0 / 0."""
    sentence = (
        "Your result is NaN or infinite exactly where the right one is 0; "
        "look at what a zero meets there, "
        "as in 0/0 or 0 times log 0."
    )
    yield from _exactly(trials, "nan:right_is_zero", sentence, _right_is_zero, whole=True)


def where_input_is_zero(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Not finite exactly where an input is 0."""
    sentence = (
        "Your result is NaN or infinite exactly where an input is 0; "
        "look at a division or a logarithm of that input."
    )
    yield from _exactly(trials, "nan:input_is_zero", sentence, _spread(lambda x: x == 0))


def where_input_is_missing(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Not finite exactly where an input holds NaN."""
    sentence = (
        "Your result is NaN exactly where an input holds NaN; look at how missing values are to be left out."
    )
    yield from _exactly(trials, "nan:input_is_nan", sentence, _spread(np.isnan))


def where_input_is_large(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Not finite exactly where an input is too large for exp."""
    sentence = (
        "Your result is NaN or infinite exactly where an input is very large; "
        "look at an exponential, and subtract the maximum first."
    )
    yield from _exactly(trials, "nan:overflow", sentence, _spread(lambda x: np.abs(x) >= OVERFLOW))


def where_input_is_constant(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Not finite exactly in rows or columns of an input without variance."""
    sentence = (
        "Your result is NaN or infinite exactly where a row or column of an input is constant; "
        "look at a division by its standard deviation or range."
    )
    yield from _exactly(trials, "nan:input_is_constant", sentence, _constant)


def everywhere(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Nothing finite at all."""
    if all(_bad(leaf).all() for trial in trials for leaf in trial.leaves):
        witnesses = tuple(
            tuple(value for leaf in trial.leaves for value in shown(leaf, leaf.expected)) for trial in trials
        )
        sentence = (
            "Your result is NaN or infinite everywhere; "
            "look for a division by zero or a logarithm of zero that reaches every value."
        )
        yield Candidate("nan:everywhere", sentence, witnesses)


def _bad(leaf: Leaf) -> Numbers:
    return ~np.isfinite(leaf.actual) & np.isfinite(leaf.expected)


def _exactly(
    trials: Sequence[Trial], id_: str, sentence: str, suspects: Suspects, *, whole: bool = False
) -> Iterator[Candidate]:
    """A candidate if in every wrong leaf one suspect mask is just where the result is not finite.

    Results without any finite number count only if ``whole``.
    """
    gathered: list[Witnesses] = []
    for trial in trials:
        values: list[object] = []
        for leaf in trial.leaves:
            bad = _bad(leaf)
            if (bad.all() and not whole) or not any(
                np.array_equal(bad, mask) for mask in suspects(trial, leaf)
            ):
                return
            values += positions(leaf, int(bad.sum()))
        gathered.append(tuple(values))
    yield Candidate(id_, sentence, tuple(gathered))


def _inputs(trial: Trial) -> Iterator[Numbers]:
    for argument in trial.arguments:
        reading = read(argument.value)
        usable = reading is not None and reading.array.ndim > 0 and not reading.textual
        if reading is not None and usable and reading.array.size <= LARGEST:
            yield reading.numbers()


def _right_is_zero(_trial: Trial, leaf: Leaf) -> Iterator[Numbers]:
    yield leaf.expected == 0


def _spread(flag: Callable[[Numbers], Numbers]) -> Suspects:
    """Flagged inputs, brought to the result's shape: as they are, by row, by column."""

    def suspects(trial: Trial, leaf: Leaf) -> Iterator[Numbers]:
        shape = leaf.expected.shape
        for numbers in _inputs(trial):
            mask = np.asarray(flag(numbers))
            if mask.shape == shape:
                yield mask
            yield from _by_axis(partial(_any, mask), mask.ndim, shape)

    return suspects


def _constant(trial: Trial, leaf: Leaf) -> Iterator[Numbers]:
    for numbers in _inputs(trial):
        if numbers.size:
            yield from _by_axis(partial(_even, numbers), numbers.ndim, leaf.expected.shape)


def _any(mask: Numbers, axis: int) -> Numbers:
    return np.asarray(mask.any(axis=axis, keepdims=True))


def _even(numbers: Numbers, axis: int) -> Numbers:
    return np.asarray((numbers == numbers.take([0], axis=axis)).all(axis=axis, keepdims=True))


def _by_axis(reduced: Callable[[int], Numbers], rank: int, shape: tuple[int, ...]) -> Iterator[Numbers]:
    """A mask reduced over each axis of an input, in the shapes a result may have."""
    for axis in range(rank if rank > 1 else 0):
        mask = reduced(axis)
        if mask.squeeze(axis).shape == shape:
            yield mask.squeeze(axis)
        elif len(shape) == rank and all(m in (1, s) for m, s in zip(mask.shape, shape, strict=True)):
            yield np.broadcast_to(mask, shape)
