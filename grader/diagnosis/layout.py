"""The right numbers in another place: transposed, reversed, shifted, sorted, permuted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, follows
from grader.diagnosis.failing_calls import Leaf, Trial

SEARCHED = 10**5
"""Arrays with more elements than this are not searched for permutations."""

_TURNED_AXES = 4


def transposed(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The axes in another order, the same in every call."""
    ranks = {leaf.expected.ndim for trial in trials for leaf in trial.leaves}
    if len(ranks) > 1 or not 2 <= min(ranks) <= _TURNED_AXES:
        return
    for axes in permutations(range(min(ranks))):
        if list(axes) != sorted(axes):
            yield from _turned(trials, axes)


def _turned(trials: Sequence[Trial], axes: tuple[int, ...]) -> Iterator[Candidate]:
    if len(axes) == 2:
        id_, what = "layout:transposed", "the transpose of the right one"
    else:
        id_, what = "layout:axes", f"the right one with its axes in the order {axes}"
    sentence = f"Your result is {what}; look at which axis stands for what, and at a .T or an index order."
    yield from candidate(id_, sentence, follows(trials, lambda _, leaf: leaf.expected.transpose(axes)))


def reversed_rows(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The first axis backwards."""
    sentence = (
        "Your result is the right one backwards along its first axis; look for a reversed loop or a [::-1]."
    )
    found = follows(trials, lambda _, leaf: leaf.expected[::-1] if leaf.expected.ndim else None)
    yield from candidate("layout:reversed", sentence, found)


def reversed_columns(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The last axis backwards."""
    sentence = (
        "Your result is the right one backwards along its last axis; "
        "look at the order of columns or a [::-1]."
    )
    found = follows(trials, lambda _, leaf: leaf.expected[..., ::-1] if leaf.expected.ndim > 1 else None)
    yield from candidate("layout:reversed_columns", sentence, found)


def first_is_last(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The first value stands at the end, all others moved up."""
    sentence = (
        "Your result holds the right values with the first one moved to the end; "
        "look at which end a bias, an intercept or a start value belongs to."
    )
    yield from candidate("layout:first_is_last", sentence, _rolled(trials, -1))


def last_is_first(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The last value stands at the beginning, all others moved down."""
    sentence = (
        "Your result holds the right values with the last one moved to the beginning; "
        "look at which end a bias, an intercept or a start value belongs to."
    )
    yield from candidate("layout:last_is_first", sentence, _rolled(trials, 1))


def late(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Each value stands one place after its own."""
    sentence = (
        "Your values stand one place too late along the first axis; look at an index that is off by one."
    )
    yield from candidate("layout:late", sentence, _shifted(trials, 1))


def early(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Each value stands one place before its own."""
    sentence = (
        "Your values stand one place too early along the first axis; look at an index that is off by one."
    )
    yield from candidate("layout:early", sentence, _shifted(trials, -1))


def ascending(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Sorted upwards where the right ones are not."""
    sentence = (
        "Your result holds the right values in ascending order; look for a sort too many or the wrong way."
    )
    found = follows(trials, lambda _, leaf: np.sort(leaf.expected, axis=-1) if leaf.expected.ndim else None)
    yield from candidate("layout:ascending", sentence, found)


def descending(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Sorted downwards where the right ones are not."""
    sentence = (
        "Your result holds the right values in descending order; look for a sort too many or the wrong way."
    )
    found = follows(
        trials, lambda _, leaf: np.sort(leaf.expected, axis=-1)[..., ::-1] if leaf.expected.ndim else None
    )
    yield from candidate("layout:descending", sentence, found)


def permuted_rows(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right rows in another order."""
    sentence = (
        "Your result holds the right rows in another order; look at the order in which you go through them."
    )
    yield from candidate("layout:permuted_rows", sentence, follows(trials, _leafwise(_rows_in_order)))


def permuted_columns(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right columns in another order."""
    sentence = (
        "Your result holds the right columns in another order; look at the order of features or classes."
    )

    def predict(leaf: Leaf) -> Numbers | None:
        if leaf.expected.ndim != 2:
            return None
        ordered = _matched(leaf.actual.T, leaf.expected.T)
        return None if ordered is None else ordered.T

    yield from candidate("layout:permuted_columns", sentence, follows(trials, _leafwise(predict)))


def permuted_elements(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers, each once, in other places."""
    sentence = (
        "Your result holds exactly the right values in other places; look at a reshape, an axis or an index."
    )
    yield from candidate("layout:permuted", sentence, follows(trials, _leafwise(_elements_in_order)))


def _leafwise(predict: Callable[[Leaf], Numbers | None]) -> Callable[[Trial, Leaf], Numbers | None]:
    return lambda _trial, leaf: predict(leaf)


def _rolled(trials: Sequence[Trial], by: int) -> tuple[tuple[object, ...], ...] | None:
    return follows(trials, lambda _, leaf: np.roll(leaf.expected, by, axis=0) if leaf.expected.ndim else None)


def _shifted(trials: Sequence[Trial], by: int) -> tuple[tuple[object, ...], ...] | None:
    def predict(_trial: Trial, leaf: Leaf) -> Numbers | None:
        if not leaf.expected.ndim or leaf.expected.shape[0] < 3:
            return None
        moved = np.roll(leaf.expected, by, axis=0)
        edge = 0 if by > 0 else -1
        moved[edge] = leaf.actual[edge]
        return moved

    return follows(trials, predict, parameters=lambda leaf: leaf.expected.size // leaf.expected.shape[0])


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
