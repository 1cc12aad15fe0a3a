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
    fits,
    follows,
    positions,
    shown,
)
from grader.diagnosis.failing_calls import Leaf, Trial


def axis_lost(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers, an axis of length 1 short."""
    sentence = (
        "Your values are right but an axis of length 1 is missing; "
        "look at keepdims and at an index that drops it."
    )
    yield from candidate("shape:axis_lost", sentence, follows(trials, _squeezed(1)))


def axis_kept(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers, with an axis of length 1 too many."""
    sentence = (
        "Your values are right but there is an axis of length 1 too many; "
        "look at keepdims and at reshape(-1, 1)."
    )
    yield from candidate("shape:axis_kept", sentence, follows(trials, _squeezed(-1)))


def flattened(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers in one long row."""
    sentence = "Your values are right but flattened; give the result back its axes."
    found = follows(trials, lambda _, leaf: leaf.expected.ravel() if _flat(leaf) else None)
    yield from candidate("shape:flattened", sentence, found)


def reshaped(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers in the right order, cut into axes otherwise."""
    sentence = "Your values are right and in order but in another shape; look at your reshape."

    def predict(_trial: Trial, leaf: Leaf) -> Numbers | None:
        if leaf.actual.size != leaf.expected.size or _flat(leaf) or _same_but_for_ones(leaf):
            return None
        return leaf.expected.reshape(leaf.actual.shape)

    yield from candidate("shape:reshaped", sentence, follows(trials, predict))


def summed(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """A sum too many."""
    sentence = "Your result is the right one summed over an axis; look for a sum too many."
    yield from _reduced(trials, "shape:summed", sentence, np.sum)


def averaged(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """A mean too many."""
    sentence = "Your result is the right one averaged over an axis; look for a mean too many."
    yield from _reduced(trials, "shape:averaged", sentence, np.mean)


def sum_missing(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The terms of the right sum."""
    sentence = (
        "Your result holds the terms of which the right one is the sum; look for a missing sum over an axis."
    )
    yield from _unreduced(trials, "shape:sum_missing", sentence, np.sum)


def mean_missing(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The terms of the right mean."""
    sentence = (
        "Your result holds the terms of which the right one is the mean; "
        "look for a missing mean over an axis."
    )
    yield from _unreduced(trials, "shape:mean_missing", sentence, np.mean)


def one_short(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers without the first or the last along the first axis."""
    for id_, end, part in (("first", "first", slice(1, None)), ("last", "last", slice(None, -1))):
        sentence = (
            f"Your values are right but the {end} is missing; "
            "look at where your loop or slice begins and ends."
        )
        found = follows(trials, _with_part(part))
        yield from candidate(f"shape:{id_}_missing", sentence, found)


def one_more(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers with one too many before or after, along the first axis."""
    for id_, end, part in (("first", "beginning", slice(1, None)), ("last", "end", slice(None, -1))):
        sentence = (
            f"Your values are right but there is one too many at the {end}; "
            "look at where your loop begins and ends, and at what you start from."
        )
        predict = _with_extra(part)
        found = follows(trials, predict, parameters=lambda leaf: leaf.actual.size // max(1, len(leaf.actual)))
        yield from candidate(f"shape:{id_}_extra", sentence, found)


def broadcast(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """``(n,)`` met ``(n, 1)`` and became ``(n, n)``. The shapes alone prove it, in calls of two sizes."""
    if all(_squared(leaf) for trial in trials for leaf in trial.leaves):
        sentence = (
            "Your result pairs every entry with every other; "
            "look for an array of shape (n,) combined with one of shape (n, 1)."
        )
        witnesses = tuple(
            tuple(one for leaf in trial.leaves for one in positions(leaf, leaf.expected.size))
            for trial in trials
        )
        yield Candidate("shape:broadcast", sentence, witnesses)


def _squared(leaf: Leaf) -> bool:
    n = leaf.expected.size
    return n > 1 and leaf.expected.shape in ((n,), (n, 1), (1, n)) and leaf.actual.shape == (n, n)


def _flat(leaf: Leaf) -> bool:
    return leaf.actual.ndim == 1 and leaf.expected.ndim > 1 and not _same_but_for_ones(leaf)


def _same_but_for_ones(leaf: Leaf) -> bool:
    return leaf.actual.squeeze().shape == leaf.expected.squeeze().shape


def _squeezed(fewer: int) -> Predict:
    """Predicts the right numbers with fewer (1) or more (-1) axes of length 1."""

    def predict(_trial: Trial, leaf: Leaf) -> Numbers | None:
        if not _same_but_for_ones(leaf) or (leaf.expected.ndim - leaf.actual.ndim) * fewer <= 0:
            return None
        return leaf.expected.reshape(leaf.actual.shape)

    return predict


def _with_part(part: slice) -> Predict:
    return lambda _trial, leaf: leaf.expected[part] if leaf.expected.ndim else None


def _with_extra(part: slice) -> Predict:
    """Predicts the right numbers in ``part`` of the student's, and whatever he has in the rest."""

    def predict(_trial: Trial, leaf: Leaf) -> Numbers | None:
        if not leaf.actual.ndim or leaf.actual[part].shape != leaf.expected.shape:
            return None
        filled = leaf.actual.copy()
        filled[part] = leaf.expected
        return filled

    return predict


def _reduced(
    trials: Sequence[Trial], id_: str, sentence: str, reduce: Callable[..., Numbers]
) -> Iterator[Candidate]:
    for axis, keepdims in product((0, -1, None), (False, True)):
        found = follows(trials, partial(_over, reduce, axis, keepdims))
        if found is not None:
            yield Candidate(id_, sentence, found)
            return


def _over(
    reduce: Callable[..., Numbers], axis: int | None, keepdims: bool, _trial: Trial, leaf: Leaf
) -> Numbers | None:
    if not leaf.expected.ndim or not leaf.expected.size:
        return None
    return np.asarray(reduce(leaf.expected, axis=axis, keepdims=keepdims))


def _unreduced(
    trials: Sequence[Trial], id_: str, sentence: str, reduce: Callable[..., Numbers]
) -> Iterator[Candidate]:
    """Here the student's numbers are reduced, and must become the right ones."""
    for axis in (0, -1, None):
        gathered: list[Witnesses] = []
        for trial in trials:
            if not all(_becomes(leaf, reduce, axis) for leaf in trial.leaves):
                break
            gathered.append(tuple(one for leaf in trial.leaves for one in shown(leaf, leaf.expected)))
        else:
            yield Candidate(id_, sentence, tuple(gathered))
            return


def _becomes(leaf: Leaf, reduce: Callable[..., Numbers], axis: int | None) -> bool:
    if not leaf.actual.ndim or not leaf.actual.size or leaf.actual.size == leaf.expected.size:
        return False
    return fits(leaf, np.asarray(reduce(leaf.actual, axis=axis)), of=leaf.expected)
