"""The right numbers in the wrong container: parts swapped, one alone, a list, another dtype, an input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.diagnosis.as_numbers import Numbers, readings
from grader.diagnosis.evidence import Candidate, Witnesses, candidate, distinct_values, follows
from grader.diagnosis.failing_calls import LARGEST, FailingCall, Leaf, argument_label, equals, leaf_of
from grader.diagnosis.tolerance import Tolerance
from grader.messages import say

EXACT = Tolerance(rtol=0.0, atol=0.0)
_MOST_PARTS = 8
_LISTED = 10**4

_Parts = tuple[object, ...] | list[object]


def input_returned(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The value is one of the inputs, to the last bit."""
    for number in range(min(len(failed.call.args) for failed in failing)):
        if all(equals(failed.call.actual, failed.call.args[number], EXACT) for failed in failing):
            sentence = say("input:returned", argument=argument_label(failing[0].call, number))
            yield Candidate(
                f"input:returned_{number + 1}",
                sentence,
                _numbers_of(failing, lambda failed: failed.call.actual),
            )


def parts_swapped(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The parts of a tuple are right but in another order, the same in every call."""
    pairs = [_parts(failed) for failed in failing]
    known = [pair for pair in pairs if pair is not None]
    if len(known) < len(pairs) or len({len(right) for _, right in known}) > 1:
        return
    order = _order(failing, known)
    if order is None or order == sorted(order):
        return
    moved = [k for k, position in enumerate(order) if k != position]
    found = _numbers_of(failing, lambda failed: [_parts_of(failed.call.expected)[k] for k in moved])
    yield from candidate("parts:swapped" if len(order) == 2 else "parts:order", found)


def part_alone(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Only one of the parts asked for."""
    rights = [_parts_of(failed.call.expected) for failed in failing]
    for number in range(min(len(right) for right in rights)):
        pairs = zip(failing, rights, strict=True)
        if all(equals(failed.call.actual, right[number], failed.tolerance) for failed, right in pairs):
            sentence = say("parts:only", part=number + 1)
            yield Candidate(
                f"parts:only_{number + 1}", sentence, _numbers_of(failing, lambda failed: failed.call.actual)
            )


def part_among_others(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right value, with others beside it."""
    made = [_parts_of(failed.call.actual) for failed in failing]
    for number in range(min(len(parts) for parts in made)):
        pairs = zip(failing, made, strict=True)
        if all(equals(parts[number], failed.call.expected, failed.tolerance) for failed, parts in pairs):
            yield from candidate("parts:too_many", _numbers_of(failing, lambda failed: failed.call.expected))


def list_for_array(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers in a list."""
    for failed in failing:
        array = _as_array(failed.call.actual)
        if array is None or not equals(array, failed.call.expected, failed.tolerance):
            return
    yield from candidate("type:list", _numbers_of(failing, lambda failed: failed.call.expected))


def cut_to_integers(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Integers that are the right numbers without their fractions."""
    found = follows(failing, lambda _, leaf: np.trunc(leaf.expected) if _is_cut_off(leaf) else None)
    yield from candidate("dtype:truncated", found)


def only_dtype(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The right numbers in another dtype."""
    if all(_is_near(leaf) for failed in failing for leaf in failed.leaves):
        lone = all(leaf.expected.ndim == 0 for failed in failing for leaf in failed.leaves)
        sentence = say("dtype:only.number" if lone else "dtype:only")
        witnesses = tuple(
            tuple(one for leaf in failed.leaves for one in distinct_values(leaf, leaf.expected))
            for failed in failing
        )
        yield from candidate("dtype:only", witnesses, sentence)


def numbers_in(value: object, failed: FailingCall) -> Witnesses:
    """The distinct numbers of a value, wherever they stand in it."""
    found: list[object] = []
    for place, reading in enumerate(readings(value)):
        if not reading.textual and reading.array.size <= LARGEST:
            leaf = leaf_of(failed.number, (place,), "value", reading, reading, failed.tolerance)
            found += distinct_values(leaf, leaf.expected)
    return tuple(found)


def _numbers_of(failing: Sequence[FailingCall], of: Callable[[FailingCall], object]) -> tuple[Witnesses, ...]:
    return tuple(numbers_in(of(failed), failed) for failed in failing)


def _parts_of(value: object) -> _Parts:
    return value if isinstance(value, (tuple, list)) and len(value) <= _MOST_PARTS else ()


def _parts(failed: FailingCall) -> tuple[_Parts, _Parts] | None:
    made, right = _parts_of(failed.call.actual), _parts_of(failed.call.expected)
    return (made, right) if len(made) == len(right) > 1 else None


def _order(failing: Sequence[FailingCall], pairs: list[tuple[_Parts, _Parts]]) -> list[int] | None:
    """Which right part stands at each place of the student's result, in every call."""
    count = len(pairs[0][1])
    left = set(range(count))
    order: list[int] = []
    for place in range(count):
        fitting = [k for k in left if k != place and _part_fits(failing, pairs, place, k)]
        fitting += [place] if place in left and _part_fits(failing, pairs, place, place) else []
        if not fitting:
            return None
        left.remove(fitting[0])
        order.append(fitting[0])
    return order


def _part_fits(
    failing: Sequence[FailingCall], pairs: list[tuple[_Parts, _Parts]], place: int, k: int
) -> bool:
    both = zip(failing, pairs, strict=True)
    return all(equals(made[place], right[k], failed.tolerance) for failed, (made, right) in both)


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


def _is_cut_off(leaf: Leaf) -> bool:
    return leaf.got.kind == "integer" and leaf.expected.dtype == np.float64


def _is_near(leaf: Leaf) -> bool:
    if not leaf.same_shape or leaf.got.kind == "complex":
        return False
    size = np.abs(leaf.expected)
    return bool((np.abs(leaf.actual - leaf.expected) <= 1e-5 * size + leaf.slack).all())
