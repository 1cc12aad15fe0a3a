"""Sizes of the inputs that a wrong factor may be made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import NamedTuple

from grader.diagnosis.failing_calls import FailingCall
from grader.messages import say

_MIDDLE_AXES = (
    "",
    "size.second_axis",
    "size.third_axis",
    "size.fourth_axis",
    "size.fifth_axis",
    "size.sixth_axis",
)


class InputSize(NamedTuple):
    """A size that every call has: ``n``, the length of an input's first axis."""

    symbol: str
    meaning: str
    """A sentence that says what the symbol stands for."""
    values: tuple[int, ...]
    """Its value in each failing call."""
    argument: str


def input_sizes(failing: Sequence[FailingCall]) -> list[list[InputSize]]:
    """The sizes of the inputs, grouped where no call distinguishes them.

    The same number of rows in two inputs is one size, named after the first of them. Two axes of *one*
    input that are equally long in every call are two names for one number: both are given.
    """
    groups: dict[tuple[int, ...], list[InputSize]] = {}
    for size in _every_size(failing):
        if max(size.values) > 1:
            groups.setdefault(size.values, []).append(size)
    return [_own_names(group) for group in groups.values()]


def _own_names(group: list[InputSize]) -> list[InputSize]:
    first = [one for one in group if one.argument == group[0].argument]
    if len(first) > 1:
        return first
    for size in group:
        same = [one for one in group if one.argument == size.argument]
        if len(same) > 1:
            return same
    return group[:1]


def _every_size(failing: Sequence[FailingCall]) -> Iterator[InputSize]:
    for number, argument in enumerate(failing[0].arguments):
        shapes = [failed.arguments[number].shape for failed in failing if len(failed.arguments) > number]
        known = [shape for shape in shapes if shape]
        if len(known) < len(failing) or len({len(shape) for shape in known}) > 1:
            continue
        yield from _of_argument(argument.name, known)


def _of_argument(name: str, shapes: list[tuple[int, ...]]) -> Iterator[InputSize]:
    rank = len(shapes[0])
    for axis in range(min(rank, len(_MIDDLE_AXES))):
        lengths = tuple(shape[axis] for shape in shapes)
        symbol, message_id = _axis_label(axis, rank)
        yield InputSize(symbol, say(message_id, argument=name), lengths, name)
    if rank > 1:
        sizes = tuple(prod(shape) for shape in shapes)
        yield InputSize("N", say("size.elements", argument=name), sizes, name)


def _axis_label(axis: int, rank: int) -> tuple[str, str]:
    """The symbol of an axis' length, and the id of the sentence about it."""
    if rank == 1:
        return "n", "size.entries"
    if axis == 0:
        return "n", "size.first_axis"
    return ("d", "size.last_axis") if axis == rank - 1 else ("m", _MIDDLE_AXES[axis])
