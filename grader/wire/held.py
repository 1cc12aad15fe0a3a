"""What a value holds: the values of an iterator, the memory of an array, the tensors in a result."""

from __future__ import annotations

import collections
import itertools
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

MAX_HELD = 10_000
"""Values that are read from an iterator; a function that yields without end is stopped there."""

_ITERATORS: tuple[type[Any], ...] = (
    types.GeneratorType, map, filter, zip, enumerate, range, reversed, itertools.chain, itertools.count,
    itertools.cycle, itertools.repeat, itertools.islice, collections.deque,
    type({}.keys()), type({}.values()), type({}.items()), type(iter([])), type(iter(())),
    type(reversed([])),
)  # fmt: skip


class TooMany(Exception):
    """An iterator gives more than may be read of it."""

    def __init__(self) -> None:
        super().__init__(f"an iterator of more than {MAX_HELD:,} values")


def held(value: Any) -> Any:
    """What an iterator of Python's own kinds gives, as a list; any other value as it is.

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


def memory_of(value: Any) -> int:
    """Where an array's or tensor's numbers lie; for anything else, which object it is."""
    if isinstance(value, np.ndarray):
        return int(value.__array_interface__["data"][0])
    return int(value.data_ptr()) if _is_tensor(value) else id(value)


def tensors(value: Any) -> Iterator[Any]:
    """The tensors in a value, in order."""
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from tensors(part)
    elif isinstance(value, dict):
        yield from tensors(list(value.values()))
    elif _is_tensor(value):
        yield value


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)
