"""Copies of what a test hands over or gets back, so that nobody changes what is judged later."""

from __future__ import annotations

import copy
import sys
from typing import Any

import numpy as np

from grader.wire.fresh import memory_bytes
from grader.wire.generator import generator_from, is_generator, state_of
from grader.wire.held import held


def copies(value: Any) -> Any:
    """Equal copies, memory layout kept; a generator that may cross draws on from where it stands."""
    if is_generator(value):
        return generator_from(*state_of(value))
    if isinstance(value, str):
        return value
    if isinstance(value, np.ndarray):
        return value if not value.flags.writeable else _same_layout(value)
    if isinstance(value, (tuple, list)):
        return rebuilt(value, [copies(v) for v in value])
    if isinstance(value, dict):
        return {k: copies(v) for k, v in value.items()}
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    return value if callable(value) else copy.copy(value)


def as_crossed(value: Any) -> Any:
    """A result as it would come out of a worker: iterators as lists, numpy's text as Python's."""
    value = held(value)
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "SU":
        return value.tolist()
    if isinstance(value, (tuple, list)):
        return rebuilt(value, [as_crossed(v) for v in value])
    if isinstance(value, dict):
        return {k: as_crossed(v) for k, v in value.items()}
    return value


def _same_layout(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    fresh = np.copy(array, order="K")
    if fresh.strides == array.strides or array.base is None:
        return fresh
    holder = np.copy(array.base) if isinstance(array.base, np.ndarray) else None
    if holder is None or holder.strides != array.base.strides:
        return fresh
    offset = array.__array_interface__["data"][0] - array.base.__array_interface__["data"][0]
    return np.ndarray(array.shape, array.dtype, holder, offset, array.strides)


def rebuilt(like: Any, items: list[Any]) -> Any:
    """A tuple, named tuple or list of the type of ``like``."""
    return like._make(items) if hasattr(like, "_make") else type(like)(items)


_OVERSIZE, _OVERSIZE_BYTES = 4, 1 << 20


def is_oversize(actual: Any, expected: Any) -> bool:
    """Whether a result is so much larger than the right one that it cannot be right."""
    return memory_bytes(actual) > _OVERSIZE * memory_bytes(expected) + _OVERSIZE_BYTES
