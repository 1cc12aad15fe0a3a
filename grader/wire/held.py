"""Contents of results and effects of calls on arguments: iterator values, memory of arrays, tensors."""

from __future__ import annotations

import collections
import itertools
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.wire.structure import is_tensor, leaves

MAX_HELD = 10_000
"""Most values that are read from an iterator, since a generator may never end."""

_ITERATORS: tuple[type[Any], ...] = (
    types.GeneratorType, map, filter, zip, enumerate, range, reversed, itertools.chain, itertools.count,
    itertools.cycle, itertools.repeat, itertools.islice, collections.deque,
    type({}.keys()), type({}.values()), type({}.items()), type(iter([])), type(iter(())),
    type(reversed([])),
)  # fmt: skip


class TooMany(Exception):
    """An iterator has more than `MAX_HELD` values."""

    def __init__(self) -> None:
        super().__init__(f"an iterator of more than {MAX_HELD:,} values")


def held(value: Any) -> Any:
    """The values of a builtin iterator as a list; any other value unchanged.

    Raises
    ------
    TooMany
        There are more than `MAX_HELD` values.
    """
    if not isinstance(value, _ITERATORS):
        return value
    values = list(itertools.islice(value, MAX_HELD + 1))
    if len(values) > MAX_HELD:
        raise TooMany
    return values


class ObservedCall(NamedTuple):
    """What one call gave, and what it did to its arguments."""

    value: Any
    replaced: tuple[int, ...]
    """Of the arguments that were to be changed in place, those whose memory is another one afterwards."""
    requires_grad: tuple[bool, ...]
    """Of each tensor in the value, in order; nothing where it was not asked for."""


def observed_call(
    function: Callable[..., Any],
    args: Sequence[Any],
    kwargs: dict[str, Any],
    in_place: Sequence[int],
    *,
    flags: bool,
) -> ObservedCall:
    """Call a function, and see what becomes of the memory of the arguments that it is to change.

    Parameters
    ----------
    function : callable
    args, kwargs : sequence, dict
        What it is called with.
    in_place : sequence of int
        Positions of arrays and tensors that it is to change.
    flags : bool
        Whether to see which tensors of the value require a gradient.

    Raises
    ------
    TypeError
        The value is an iterator that gives more than may be read of it.
    """
    memory = [memory_of(args[place]) for place in in_place]
    try:
        value = held(function(*args, **kwargs))
    except TooMany as error:
        raise TypeError(f"the result is {error}") from None
    pairs = zip(in_place, memory, strict=True)
    replaced = tuple(place for place, before in pairs if memory_of(args[place]) != before)
    return ObservedCall(value, replaced, tuple(t.requires_grad for t in tensors(value)) if flags else ())


def memory_of(value: Any) -> int:
    """The address of the data of an array or tensor; for any other value the id of the object."""
    if isinstance(value, np.ndarray):
        return int(value.__array_interface__["data"][0])
    return int(value.data_ptr()) if is_tensor(value) else id(value)


def tensors(value: Any) -> Iterator[Any]:
    """The tensors in a value, in order."""
    return filter(is_tensor, leaves(value))
