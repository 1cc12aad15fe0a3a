"""When a relation between wrong and right numbers counts as proved.

One number proves nothing: between 4 and 12 of a hundred wrong scalars are by chance some named multiple of
the right one. So a hypothesis must explain every failing call of the task, by at least three independent
values in calls of at least two sizes (three calls, if results are scalars), and the student's values must be
twenty times nearer to what it predicts than to what is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.failing_calls import FailingCall, Leaf
from grader.messages import say

VALUES = 3
SIZES = 2
SCALAR_CALLS = 3
NEARER = 20.0
"""How much nearer to the hypothesis than to the right value."""

BITS = 7
"""Truth values that weigh as much as one number: two random answers agree in all with 2⁻⁷."""
LABELS = 3
"""Positions of integer results that weigh as much as one number."""

_LOOKED_AT = 64
"""Values taken from one leaf; more add nothing to the proof."""

Witnesses = tuple[object, ...]
Predict = Callable[[FailingCall, Leaf], Numbers | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hypothesis that holds in every failing call, with the values in each that support it."""

    id: str
    sentence: str
    witnesses: tuple[Witnesses, ...]


Probe = Callable[[Sequence[FailingCall]], Iterable[Candidate]]


def convincing(candidate: Candidate, failing: Sequence[FailingCall]) -> bool:
    """Whether there are enough independent values, over enough sizes."""
    supporting = [failed for failed, values in zip(failing, candidate.witnesses, strict=True) if values]
    if len(set().union(*candidate.witnesses)) < VALUES or _sizes(supporting) < SIZES:
        return False
    return len(supporting) >= SCALAR_CALLS or not all(failed.scalar for failed in failing)


def hopeless(failing: Sequence[FailingCall]) -> bool:
    """True where the rule cannot be met whatever the numbers are, so that no probe need run."""
    if len({(failed.result_size, failed.input_size) for failed in failing}) < SIZES:
        return True
    return len(failing) < SCALAR_CALLS and all(failed.scalar for failed in failing)


def _sizes(failing: Sequence[FailingCall]) -> int:
    """How many sizes of call there are: of the result, or of the inputs where all results have one size."""
    results = {failed.result_size for failed in failing}
    return len(results) if len(results) > 1 else len({failed.input_size for failed in failing})


def fits(leaf: Leaf, predicted: Numbers, *, strict: bool = False, of: Numbers | None = None) -> bool:
    """Whether the student's numbers (or others, ``of``) are the predicted ones.

    ``strict`` measures the error against the right values too: a prediction that adds something large to
    them would otherwise fit anything.
    """
    numbers = leaf.actual if of is None else of
    if predicted.shape != numbers.shape:
        return False
    size = np.abs(predicted)
    if strict:
        size = np.minimum(size, np.abs(leaf.expected))
    error = np.abs(numbers - predicted)
    near = np.isfinite(error) & (error <= leaf.slack + leaf.relative * size)
    if near.all():
        return True
    rest = ~near
    a, p = numbers[rest], predicted[rest]
    return bool((~np.isfinite(a) & ((a == p) | (np.isnan(a) & np.isnan(p)))).all())


def witnesses(leaf: Leaf, predicted: Numbers, parameters: int = 0) -> Witnesses | None:
    """The values that distinguish the prediction from the right answer; ``None`` if it is not 20 times nearer.

    ``parameters`` numbers were fitted to the leaf itself: as many of its values prove nothing. Where the
    shape is wrong, no number can be the right one, and every predicted number counts. Where 0 is right, the
    predicted number counts.
    """
    if leaf.kind == "right":
        return ()
    if not leaf.same_shape:
        return distinct_values(leaf, predicted, parameters)
    miss, gap = np.abs(leaf.actual - predicted), np.abs(leaf.actual - leaf.expected)
    finite = np.isfinite(miss) & np.isfinite(gap)
    if not _nearer(leaf, miss[finite], gap[finite]):
        return None
    size = np.abs(leaf.expected)
    distinguishing = finite & (NEARER * miss < gap) & (gap > leaf.slack + leaf.relative * size)
    values = np.where(leaf.expected == 0, predicted, leaf.expected)
    return _independent(leaf, values, distinguishing, parameters)


def distinct_values(leaf: Leaf, values: Numbers, parameters: int = 0) -> Witnesses:
    """The values of a relation that cannot be mistaken for the right answer, as between two shapes."""
    return _independent(leaf, values, np.isfinite(values), parameters)


def follows(
    failing: Sequence[FailingCall],
    predict: Predict,
    *,
    parameters: Callable[[Leaf], int] = lambda _leaf: 0,
    strict: bool = False,
) -> tuple[Witnesses, ...] | None:
    """Witnesses of a hypothesis that predicts every wrong leaf; ``None`` at the first that it misses."""
    predictions: list[list[Numbers]] = []
    for failed in failing:
        predictions.append([])
        for leaf in failed.leaves:
            predicted = predict(failed, leaf)
            if predicted is None or not fits(leaf, predicted, strict=strict):
                return None
            predictions[-1].append(predicted)
    return _gathered(failing, predictions, parameters)


def _gathered(
    failing: Sequence[FailingCall], predictions: list[list[Numbers]], parameters: Callable[[Leaf], int]
) -> tuple[Witnesses, ...] | None:
    gathered: list[Witnesses] = []
    for failed, predicted in zip(failing, predictions, strict=True):
        values: list[object] = []
        for leaf, numbers in zip(failed.leaves, predicted, strict=True):
            some = witnesses(leaf, numbers, parameters(leaf))
            if some is None:
                return None
            values += some
        gathered.append(tuple(values))
    return tuple(gathered)


def positions(leaf: Leaf, count: int) -> Witnesses:
    """Places that support a relation between places; each counts as one value."""
    return tuple((leaf.mark, k) for k in range(min(count, _LOOKED_AT)))


def candidate(id_: str, found: tuple[Witnesses, ...] | None, sentence: str = "") -> Iterator[Candidate]:
    """One candidate if the hypothesis held, none otherwise; its sentence has its id, unless another one is given."""
    if found is not None:
        yield Candidate(id_, sentence or say(id_), found)


def _nearer(leaf: Leaf, miss: Numbers, gap: Numbers) -> bool:
    """Where NaN is what differs, the finite numbers may all be right: nothing is nearer than that."""
    if not gap.size or (leaf.kind == "nonfinite" and not gap.any()):
        return not miss.any()
    return NEARER * _norm(miss) < _norm(gap)


def _norm(values: Numbers) -> float:
    scale = float(values.max())
    return scale * float(np.sqrt(np.sum((values / scale) ** 2))) if 0 < scale < np.inf else scale


def _independent(leaf: Leaf, values: Numbers, distinguishing: Numbers, parameters: int) -> Witnesses:
    """Distinct numbers away from zero; of truth values and integers, positions at a discount."""
    if leaf.right.kind == "bool":
        return positions(leaf, (int(distinguishing.sum()) - parameters) // BITS)
    size = np.abs(values)
    counted = values[distinguishing & (size > 1e-9 * float(size[np.isfinite(size)].max(initial=0.0)))]
    distinct = {f"{value:.6g}" for value in counted.ravel()[parameters:][:_LOOKED_AT].tolist()}
    if leaf.right.kind == "integer":
        return positions(leaf, max(len(distinct), (int(distinguishing.sum()) - parameters) // LABELS))
    return tuple(distinct)
