"""Sizes of the inputs that a wrong factor may be made of, each by a name a student knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import NamedTuple

from grader.diagnosis.failing_calls import Trial

_AXES = ("first", "second", "third", "fourth", "fifth", "sixth")


class Quantity(NamedTuple):
    """A size that every call has: ``n``, the length of an input's first axis."""

    symbol: str
    meaning: str
    values: tuple[int, ...]
    """Its value in each trial."""
    argument: str


def quantities(trials: Sequence[Trial]) -> list[list[Quantity]]:
    """The sizes of the inputs, those together that no call tells apart.

    The same number of rows in two inputs is one quantity, named after the first of them. Two axes of *one*
    input that are equally long in every call are two names for one number: both are given.
    """
    groups: dict[tuple[int, ...], list[Quantity]] = {}
    for quantity in _all(trials):
        if max(quantity.values) > 1:
            groups.setdefault(quantity.values, []).append(quantity)
    return [_names(group) for group in groups.values()]


def _names(group: list[Quantity]) -> list[Quantity]:
    first = [one for one in group if one.argument == group[0].argument]
    if len(first) > 1:
        return first
    for quantity in group:
        same = [one for one in group if one.argument == quantity.argument]
        if len(same) > 1:
            return same
    return group[:1]


def _all(trials: Sequence[Trial]) -> Iterator[Quantity]:
    for number, argument in enumerate(trials[0].arguments):
        shapes = [trial.arguments[number].shape for trial in trials if len(trial.arguments) > number]
        known = [shape for shape in shapes if shape]
        if len(known) < len(trials) or len({len(shape) for shape in known}) > 1:
            continue
        yield from _of_argument(argument.name, known)


def _of_argument(name: str, shapes: list[tuple[int, ...]]) -> Iterator[Quantity]:
    rank = len(shapes[0])
    for axis in range(min(rank, len(_AXES))):
        values = tuple(shape[axis] for shape in shapes)
        where = "the first" if axis == 0 else "the last" if axis == rank - 1 else f"the {_AXES[axis]}"
        symbol = "n" if axis == 0 else "d" if axis == rank - 1 else "m"
        if rank == 1:
            yield Quantity("n", f"n is the number of entries of argument {name}", values, name)
        else:
            yield Quantity(symbol, f"{symbol} is the length of {where} axis of argument {name}", values, name)
    if rank > 1:
        sizes = tuple(prod(shape) for shape in shapes)
        yield Quantity("N", f"N is the number of all elements of argument {name}", sizes, name)
