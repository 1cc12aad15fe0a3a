"""What is the same in some calls and in no other: for which inputs a check of the student's code is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from grader.diagnosis.as_numbers import Numbers, read
from grader.diagnosis.failing_calls import Call
from grader.messages import say


class Condition(NamedTuple):
    """A fact about the inputs of a call."""

    id: str
    """Of its sentence; ``_IDS`` has them in order, the simplest facts first."""
    values: tuple[str, ...]
    """The names of the arguments, and the axis."""


_IDS = (
    "condition.none", "condition.zero", "condition.negative", "condition.empty", "condition.one_row",
    "condition.all_zero", "condition.holds_zero", "condition.holds_negative", "condition.nonfinite",
    "condition.repeats", "condition.even", "condition.odd", "condition.unsorted", "condition.not_divided",
    "condition.larger", "condition.one_column",
    "condition.unequal", "condition.equal_axes", "condition.constant", "condition.is_one", "condition.integers",
    "condition.truth_values", "condition.axes",
)  # fmt: skip


def common_condition(some: Sequence[Call], others: Sequence[Call]) -> str:
    """Words for what all of some calls have in common and none of the others has; empty if there is nothing.

    Parameters
    ----------
    some, others : sequence of Call
        Both need at least one call.
    """
    if not some or not others:
        return ""
    shared = reduce(set.intersection, map(_conditions_of, some))
    for call in others:
        shared -= _conditions_of(call)
    ordered = sorted(shared, key=lambda each: (_IDS.index(each.id), each.values))
    words = [say(each.id, **dict(zip(("name", "other"), each.values, strict=False))) for each in ordered]
    return say("condition.and", first=words[0], second=words[1]) if len(words) > 1 else "".join(words)


def _conditions_of(call: Call) -> set[Condition]:
    named = dict(zip(call.names, call.args, strict=False)) | call.kwargs
    arrays = {name: numbers for name, value in named.items() if (numbers := _numbers(value)) is not None}
    found = {Condition("condition.none", (name,)) for name, value in named.items() if value is None}
    for name, array in arrays.items():
        facts = _of_number(array) if array.ndim == 0 else _of_array(array)
        found |= {Condition(id_, (name, *more)) for id_, *more in facts}
    for (name, array), (other, second) in combinations(arrays.items(), 2):
        found |= set(_of_two(name, array, other, second))
        found |= set(_of_two(other, second, name, array))
    return found


def _numbers(value: object) -> Numbers | None:
    reading = read(value)
    if reading is None and isinstance(value, (list, tuple)) and all(type(v) in (int, float) for v in value):
        reading = read(np.array(value))
    return None if reading is None or reading.textual else reading.array


def _of_number(number: Numbers) -> Iterator[tuple[str, ...]]:
    if number.dtype.kind == "b":
        return
    tests: dict[str, Callable[[Numbers], Any]] = {
        "condition.zero": lambda x: x == 0,
        "condition.is_one": lambda x: x == 1,
        "condition.negative": lambda x: x < 0,
        "condition.nonfinite": lambda x: not np.isfinite(x),
        "condition.even": lambda x: x.dtype.kind in "iu" and not x % 2,
        "condition.odd": lambda x: x.dtype.kind in "iu" and bool(x % 2),
    }
    yield from ((id_,) for id_, holds in tests.items() if number.dtype.kind != "O" and bool(holds(number)))


def _of_array(array: Numbers) -> Iterator[tuple[str, ...]]:
    yield "condition.axes", str(array.ndim)
    if array.dtype.kind in "iu":
        yield ("condition.integers",)
    if array.dtype.kind == "b":
        yield ("condition.truth_values",)
    if array.shape[0] == 1:
        yield ("condition.one_row",)
    if array.ndim > 1 and array.shape[-1] == 1:
        yield ("condition.one_column",)
    if array.ndim > 1 and array.shape[-1] == array.shape[-2]:
        yield ("condition.equal_axes",)
    if not array.size:
        yield ("condition.empty",)
        return
    if array.dtype.kind not in "iuf":
        return
    if not np.isfinite(array).all():
        yield ("condition.nonfinite",)
    if not array.any():
        yield ("condition.all_zero",)
    if not array.all():
        yield ("condition.holds_zero",)
    if (array < 0).any():
        yield ("condition.holds_negative",)
    if array.size > 1 and (array == array.flat[0]).all():
        yield ("condition.constant",)
    if array.ndim == 1 and len(array) > 1:
        if len(np.unique(array)) < len(array):
            yield ("condition.repeats",)
        if (array[1:] < array[:-1]).any():
            yield ("condition.unsorted",)


def _of_two(name: str, number: Numbers, other: str, array: Numbers) -> Iterator[Condition]:
    """Facts about a whole number and the lengths of an array, and about two arrays."""
    if number.ndim == 0 and number.dtype.kind in "iu" and array.ndim:
        length = array.shape[-1]
        if number > 0 and length % int(number):
            yield Condition("condition.not_divided", (name, other))
        if number > length:
            yield Condition("condition.larger", (name, other))
    if number.ndim and array.ndim and name < other and number.shape[0] != array.shape[0]:
        yield Condition("condition.unequal", (name, other))
