"""The right numbers in the wrong container: parts swapped, one alone, a list, another dtype, an input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers, readings
from grader.diagnosis.evidence import Candidate, Witnesses, candidate, follows, shown
from grader.diagnosis.failing_calls import LARGEST, Leaf, Trial, equals, leaf_of, position
from grader.diagnosis.tolerance import Tolerance

EXACT = Tolerance(rtol=0.0, atol=0.0)
_MOST_PARTS = 8
_LISTED = 10**4

_Parts = tuple[object, ...] | list[object]


def input_returned(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The value is one of the inputs, to the last bit."""
    for number in range(min(len(trial.call.args) for trial in trials)):
        if all(equals(trial.call.actual, trial.call.args[number], EXACT) for trial in trials):
            sentence = (
                f"Your function returns its argument {position(trials[0].call, number)} unchanged; "
                "look at what is computed and never returned."
            )
            yield Candidate(
                f"input:returned_{number + 1}", sentence, _told(trials, lambda trial: trial.call.actual)
            )


def parts_swapped(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The parts of a tuple are right but in another order, the same in every call."""
    pairs = [_parts(trial) for trial in trials]
    known = [pair for pair in pairs if pair is not None]
    if len(known) < len(pairs) or len({len(right) for _, right in known}) > 1:
        return
    order = _order(trials, known)
    if order is None or order == sorted(order):
        return
    moved = [k for k, position in enumerate(order) if k != position]
    two = len(order) == 2
    sentence = (
        f"Your function returns the right {'two values' if two else 'values'} in the wrong order; "
        "look at the order the statement asks for."
    )
    found = _told(trials, lambda trial: [_parts_of(trial.call.expected)[k] for k in moved])
    yield Candidate("parts:swapped" if two else "parts:order", sentence, found)


def part_alone(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Only one of the parts asked for."""
    rights = [_parts_of(trial.call.expected) for trial in trials]
    for number in range(min(len(right) for right in rights)):
        pairs = zip(trials, rights, strict=True)
        if all(equals(trial.call.actual, right[number], trial.tolerance) for trial, right in pairs):
            sentence = (
                f"Your function returns only part {number + 1} of the result; return all the parts asked for."
            )
            yield Candidate(
                f"parts:only_{number + 1}", sentence, _told(trials, lambda trial: trial.call.actual)
            )


def part_among_others(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right value, with others beside it."""
    made = [_parts_of(trial.call.actual) for trial in trials]
    for number in range(min(len(parts) for parts in made)):
        pairs = zip(trials, made, strict=True)
        if all(equals(parts[number], trial.call.expected, trial.tolerance) for trial, parts in pairs):
            sentence = (
                "Your function returns the right value and others beside it; return only what is asked for."
            )
            yield Candidate("parts:too_many", sentence, _told(trials, lambda trial: trial.call.expected))


def list_for_array(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers in a list."""
    for trial in trials:
        array = _as_array(trial.call.actual)
        if array is None or not equals(array, trial.call.expected, trial.tolerance):
            return
    sentence = "Your values are right but stand in a list; return an array, as np.array makes one."
    yield Candidate("type:list", sentence, _told(trials, lambda trial: trial.call.expected))


def cut_to_integers(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Integers that are the right numbers without their fractions."""
    sentence = (
        "Your result holds the right numbers cut off to integers; look for an integer array that you fill."
    )
    found = follows(trials, lambda _, leaf: np.trunc(leaf.expected) if _real(leaf) else None)
    yield from candidate("dtype:truncated", sentence, found)


_DTYPE = "Your values are right but have another dtype; look at where an array is made or converted."
_LONE_DTYPE = (
    "Your value is right but is another kind of number than asked for; look at / and // and at conversions."
)


def only_dtype(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The right numbers in another dtype."""
    if all(_nearly(leaf) for trial in trials for leaf in trial.leaves):
        lone = all(leaf.expected.ndim == 0 for trial in trials for leaf in trial.leaves)
        sentence = _LONE_DTYPE if lone else _DTYPE
        witnesses = tuple(
            tuple(one for leaf in trial.leaves for one in shown(leaf, leaf.expected)) for trial in trials
        )
        yield Candidate("dtype:only", sentence, witnesses)


def numbers_in(value: object, trial: Trial) -> Witnesses:
    """The distinct numbers of a value, wherever they stand in it."""
    found: list[object] = []
    for place, reading in enumerate(readings(value)):
        if not reading.textual and reading.array.size <= LARGEST:
            leaf = leaf_of(trial.number, (place,), "value", reading, reading, trial.tolerance)
            found += shown(leaf, leaf.expected)
    return tuple(found)


def _told(trials: Sequence[Trial], of: Callable[[Trial], object]) -> tuple[Witnesses, ...]:
    return tuple(numbers_in(of(trial), trial) for trial in trials)


def _parts_of(value: object) -> _Parts:
    return value if isinstance(value, (tuple, list)) and len(value) <= _MOST_PARTS else ()


def _parts(trial: Trial) -> tuple[_Parts, _Parts] | None:
    made, right = _parts_of(trial.call.actual), _parts_of(trial.call.expected)
    return (made, right) if len(made) == len(right) > 1 else None


def _order(trials: Sequence[Trial], pairs: list[tuple[_Parts, _Parts]]) -> list[int] | None:
    """Which right part stands at each place of the student's result, in every call."""
    count = len(pairs[0][1])
    left = set(range(count))
    order: list[int] = []
    for place in range(count):
        fitting = [k for k in left if k != place and _stands(trials, pairs, place, k)]
        fitting += [place] if place in left and _stands(trials, pairs, place, place) else []
        if not fitting:
            return None
        left.remove(fitting[0])
        order.append(fitting[0])
    return order


def _stands(trials: Sequence[Trial], pairs: list[tuple[_Parts, _Parts]], place: int, k: int) -> bool:
    both = zip(trials, pairs, strict=True)
    return all(equals(made[place], right[k], trial.tolerance) for trial, (made, right) in both)


def _as_array(value: object) -> Numbers | None:
    """A list of numbers, or of rows of numbers, as an array; anything else is left alone."""
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= _LISTED:
        return None
    rows = [row for row in value if isinstance(row, (list, tuple))]
    flat = [one for row in rows for one in row] if len(rows) == len(value) else list(value)
    if len({len(row) for row in rows}) > 1 or not {type(one) for one in flat} <= {int, float}:
        return None
    array = np.asarray(value)
    return array if array.dtype != object else None


def _real(leaf: Leaf) -> bool:
    return leaf.got.kind == "integer" and leaf.expected.dtype == np.float64


def _nearly(leaf: Leaf) -> bool:
    if not leaf.same_shape or leaf.got.kind == "complex":
        return False
    size = np.abs(leaf.expected)
    return bool((np.abs(leaf.actual - leaf.expected) <= 1e-5 * size + leaf.slack).all())
