"""The right numbers in the wrong shape: an axis lost or kept, flattened, summed, broadcast, one short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import (
    Candidate,
    Predict,
    Witnesses,
    candidate,
    distinct_values,
    fits,
    follows,
    positions,
)
from grader.diagnosis.failing_calls import FailingCall, Leaf


def axis_lost(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers, an axis of length 1 short."""
    yield from candidate("shape:axis_lost", follows(failing, _squeezed(1)))


def axis_kept(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers, with an axis of length 1 too many."""
    yield from candidate("shape:axis_kept", follows(failing, _squeezed(-1)))


def flattened(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers in one long row."""
    found = follows(failing, lambda _, leaf: leaf.expected.ravel() if _flat(leaf) else None)
    yield from candidate("shape:flattened", found)


def reshaped(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers in the right order, cut into axes otherwise."""

    def predict(_failed: FailingCall, leaf: Leaf) -> Numbers | None:
        if leaf.actual.size != leaf.expected.size or _flat(leaf) or _same_but_for_ones(leaf):
            return None
        return leaf.expected.reshape(leaf.actual.shape)

    yield from candidate("shape:reshaped", follows(failing, predict))


def summed(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """A sum too many."""
    yield from _reduced(failing, "shape:summed", np.sum)


def averaged(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """A mean too many."""
    yield from _reduced(failing, "shape:averaged", np.mean)


def sum_missing(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The terms of the right sum."""
    yield from _unreduced(failing, "shape:sum_missing", np.sum)


def mean_missing(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The terms of the right mean."""
    yield from _unreduced(failing, "shape:mean_missing", np.mean)


def one_short(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers without the first or the last along the first axis."""
    for id_, part in (("shape:first_missing", slice(1, None)), ("shape:last_missing", slice(None, -1))):
        yield from candidate(id_, follows(failing, _with_part(part)))


def one_more(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers with one too many before or after, along the first axis."""
    for id_, part in (("shape:first_extra", slice(1, None)), ("shape:last_extra", slice(None, -1))):
        predict = _with_extra(part)
        found = follows(
            failing, predict, parameters=lambda leaf: leaf.actual.size // max(1, len(leaf.actual))
        )
        yield from candidate(id_, found)


def broadcast(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """``(n,)`` met ``(n, 1)`` and became ``(n, n)``. The shapes alone prove it, in calls of two sizes."""
    if all(_squared(leaf) for failed in failing for leaf in failed.leaves):
        witnesses = tuple(
            tuple(one for leaf in failed.leaves for one in positions(leaf, leaf.expected.size))
            for failed in failing
        )
        yield from candidate("shape:broadcast", witnesses)


def _squared(leaf: Leaf) -> bool:
    n = leaf.expected.size
    return n > 1 and leaf.expected.shape in ((n,), (n, 1), (1, n)) and leaf.actual.shape == (n, n)


def _flat(leaf: Leaf) -> bool:
    return leaf.actual.ndim == 1 and leaf.expected.ndim > 1 and not _same_but_for_ones(leaf)


def _same_but_for_ones(leaf: Leaf) -> bool:
    return leaf.actual.squeeze().shape == leaf.expected.squeeze().shape


def _squeezed(fewer: int) -> Predict:
    """Predicts the right numbers with fewer (1) or more (-1) axes of length 1."""

    def predict(_failed: FailingCall, leaf: Leaf) -> Numbers | None:
        if not _same_but_for_ones(leaf) or (leaf.expected.ndim - leaf.actual.ndim) * fewer <= 0:
            return None
        return leaf.expected.reshape(leaf.actual.shape)

    return predict


def _with_part(part: slice) -> Predict:
    return lambda _failed, leaf: leaf.expected[part] if leaf.expected.ndim else None


def _with_extra(part: slice) -> Predict:
    """Predicts the right numbers in ``part`` of the student's, and whatever he has in the rest."""

    def predict(_failed: FailingCall, leaf: Leaf) -> Numbers | None:
        if not leaf.actual.ndim or leaf.actual[part].shape != leaf.expected.shape:
            return None
        filled = leaf.actual.copy()
        filled[part] = leaf.expected
        return filled

    return predict


def _reduced(failing: Sequence[FailingCall], id_: str, reduce: Callable[..., Numbers]) -> Iterator[Candidate]:
    for axis, keepdims in product((0, -1, None), (False, True)):
        found = follows(failing, partial(_over, reduce, axis, keepdims))
        if found is not None:
            yield from candidate(id_, found)
            return


def _over(
    reduce: Callable[..., Numbers], axis: int | None, keepdims: bool, _failed: FailingCall, leaf: Leaf
) -> Numbers | None:
    if not leaf.expected.ndim or not leaf.expected.size:
        return None
    return np.asarray(reduce(leaf.expected, axis=axis, keepdims=keepdims))


def _unreduced(
    failing: Sequence[FailingCall], id_: str, reduce: Callable[..., Numbers]
) -> Iterator[Candidate]:
    """Here the student's numbers are reduced, and must become the right ones."""
    for axis in (0, -1, None):
        gathered: list[Witnesses] = []
        for failed in failing:
            if not all(_becomes(leaf, reduce, axis) for leaf in failed.leaves):
                break
            gathered.append(
                tuple(one for leaf in failed.leaves for one in distinct_values(leaf, leaf.expected))
            )
        else:
            yield from candidate(id_, tuple(gathered))
            return


def _becomes(leaf: Leaf, reduce: Callable[..., Numbers], axis: int | None) -> bool:
    if not leaf.actual.ndim or not leaf.actual.size or leaf.actual.size == leaf.expected.size:
        return False
    return fits(leaf, np.asarray(reduce(leaf.actual, axis=axis)), of=leaf.expected)
