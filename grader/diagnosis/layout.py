"""The right numbers in another place: transposed, reversed, shifted, sorted, permuted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, follows
from grader.diagnosis.failing_calls import FailingCall, Leaf
from grader.messages import say

SEARCHED = 10**5
"""Arrays with more elements than this are not searched for permutations."""

_TURNED_AXES = 4


def transposed(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The axes in another order, the same in every call."""
    ranks = {leaf.expected.ndim for failed in failing for leaf in failed.leaves}
    if len(ranks) > 1 or not 2 <= min(ranks) <= _TURNED_AXES:
        return
    for axes in permutations(range(min(ranks))):
        if list(axes) != sorted(axes):
            yield from _turned(failing, axes)


def _turned(failing: Sequence[FailingCall], axes: tuple[int, ...]) -> Iterator[Candidate]:
    two = len(axes) == 2
    id_ = "layout:transposed" if two else "layout:axes"
    sentence = say(id_) if two else say(id_, axes=axes)
    found = follows(failing, lambda _, leaf: leaf.expected.transpose(axes))
    yield from candidate(id_, found, sentence)


def reversed_rows(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The first axis backwards."""
    found = follows(failing, lambda _, leaf: leaf.expected[::-1] if leaf.expected.ndim else None)
    yield from candidate("layout:reversed", found)


def reversed_columns(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The last axis backwards."""
    found = follows(failing, lambda _, leaf: leaf.expected[..., ::-1] if leaf.expected.ndim > 1 else None)
    yield from candidate("layout:reversed_columns", found)


def first_is_last(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The first value stands at the end, all others moved up."""
    yield from candidate("layout:first_is_last", _rolled(failing, -1))


def last_is_first(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The last value stands at the beginning, all others moved down."""
    yield from candidate("layout:last_is_first", _rolled(failing, 1))


def late(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Each value stands one place after its own."""
    yield from candidate("layout:late", _shifted(failing, 1))


def early(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Each value stands one place before its own."""
    yield from candidate("layout:early", _shifted(failing, -1))


def ascending(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Sorted upwards where the right ones are not."""
    found = follows(failing, lambda _, leaf: np.sort(leaf.expected, axis=-1) if leaf.expected.ndim else None)
    yield from candidate("layout:ascending", found)


def descending(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Sorted downwards where the right ones are not."""
    found = follows(
        failing, lambda _, leaf: np.sort(leaf.expected, axis=-1)[..., ::-1] if leaf.expected.ndim else None
    )
    yield from candidate("layout:descending", found)


def permuted_rows(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right rows in another order."""
    yield from candidate("layout:permuted_rows", follows(failing, _leafwise(_rows_in_order)))


def permuted_columns(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right columns in another order."""

    def predict(leaf: Leaf) -> Numbers | None:
        if leaf.expected.ndim != 2:
            return None
        ordered = _matched(leaf.actual.T, leaf.expected.T)
        return None if ordered is None else ordered.T

    yield from candidate("layout:permuted_columns", follows(failing, _leafwise(predict)))


def turned_before_cut(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The axes in another order, and then reshaped to the right shape."""
    yield from _cut(failing, lambda right, axes: right.transpose(axes).reshape(right.shape))


def cut_before_turned(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Reshaped to the shape of other axes, and then the axes put in order."""
    yield from _cut(
        failing,
        lambda right, axes: right.reshape([right.shape[axis] for axis in axes]).transpose(np.argsort(axes)),
    )


def _cut(
    failing: Sequence[FailingCall], arrange: Callable[[Numbers, tuple[int, ...]], Numbers]
) -> Iterator[Candidate]:
    ranks = {leaf.expected.ndim for failed in failing for leaf in failed.leaves}
    if len(ranks) > 1 or not 2 <= min(ranks) <= _TURNED_AXES:
        return
    for axes in permutations(range(min(ranks))):
        found = follows(failing, partial(_arranged, arrange, axes))
        if list(axes) != sorted(axes) and found is not None:
            yield from candidate("layout:cut", found)
            return


def _arranged(
    arrange: Callable[[Numbers, tuple[int, ...]], Numbers], axes: tuple[int, ...], _: FailingCall, leaf: Leaf
) -> Numbers:
    return arrange(leaf.expected, axes)


def permuted_elements(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers, each once, in other places."""
    yield from candidate("layout:permuted", follows(failing, _leafwise(_elements_in_order)))


def _leafwise(predict: Callable[[Leaf], Numbers | None]) -> Callable[[FailingCall, Leaf], Numbers | None]:
    return lambda _failed, leaf: predict(leaf)


def _rolled(failing: Sequence[FailingCall], by: int) -> tuple[tuple[object, ...], ...] | None:
    return follows(
        failing, lambda _, leaf: np.roll(leaf.expected, by, axis=0) if leaf.expected.ndim else None
    )


def _shifted(failing: Sequence[FailingCall], by: int) -> tuple[tuple[object, ...], ...] | None:
    def predict(_failed: FailingCall, leaf: Leaf) -> Numbers | None:
        if not leaf.expected.ndim or leaf.expected.shape[0] < 3:
            return None
        moved = np.roll(leaf.expected, by, axis=0)
        edge = 0 if by > 0 else -1
        moved[edge] = leaf.actual[edge]
        return moved

    return follows(failing, predict, parameters=lambda leaf: leaf.expected.size // leaf.expected.shape[0])


def _rows_in_order(leaf: Leaf) -> Numbers | None:
    if leaf.expected.ndim < 2:
        return None
    rows = leaf.expected.shape[0]
    ordered = _matched(leaf.actual.reshape(rows, -1), leaf.expected.reshape(rows, -1))
    return None if ordered is None else ordered.reshape(leaf.expected.shape)


def _matched(actual: Numbers, expected: Numbers) -> Numbers | None:
    """The rows of ``expected`` in the order of ``actual``, paired by rank of one projection of each row."""
    if expected.size > SEARCHED or expected.shape[1] < 2:
        return None
    weights = np.cos(np.arange(expected.shape[1]) * 1.7) + 1.3
    ordered = np.empty_like(expected)
    ordered[np.argsort(actual @ weights)] = expected[np.argsort(expected @ weights)]
    return ordered


def _elements_in_order(leaf: Leaf) -> Numbers | None:
    """Paired by rank. Repeated numbers, as in labels, match by chance: nearly all must be distinct."""
    flat = leaf.expected.ravel()
    if not 3 <= flat.size <= SEARCHED or leaf.right.discrete:
        return None
    right = np.sort(flat)
    if np.count_nonzero(right[1:] != right[:-1]) < 0.8 * (right.size - 1):
        return None
    ordered = np.empty_like(flat)
    ordered[np.argsort(leaf.actual.ravel())] = right
    return ordered.reshape(leaf.expected.shape)
