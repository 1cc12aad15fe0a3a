"""Contents of a value: the values of an iterator, the memory of an array, the tensors in a result."""

from __future__ import annotations

import collections
import itertools
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

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


def memory_of(value: Any) -> int:
    """The address of the data of an array or tensor; for any other value the id of the object."""
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
