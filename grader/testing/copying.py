"""Copies of what a test hands over or gets back, so that nobody changes what is judged later."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from grader.wire.fresh import memory_bytes
from grader.wire.generator import generator_from, is_generator, state_of
from grader.wire.held import held
from grader.wire.structure import is_tensor, mapped


def copies(value: Any) -> Any:
    """Equal copies, memory layout kept; a generator that may cross draws on from where it stands."""
    return mapped(value, _copy)


def _copy(leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray):
        return leaf if not leaf.flags.writeable else _same_layout(leaf)
    if isinstance(leaf, str):
        return leaf
    if is_tensor(leaf):
        return leaf.detach().clone().requires_grad_(leaf.requires_grad)
    if is_generator(leaf):
        return generator_from(*state_of(leaf))
    return leaf if callable(leaf) else copy.copy(leaf)


def as_crossed(value: Any) -> Any:
    """A result as it would come out of a worker: iterators as lists, numpy's text as Python's."""
    return mapped(value, _crossed)


def _crossed(leaf: Any) -> Any:
    if isinstance(leaf, (np.ndarray, np.generic)):
        return leaf.tolist() if leaf.dtype.kind in "SU" else leaf
    values = held(leaf)
    return leaf if values is leaf else as_crossed(values)


def _same_layout(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    fresh = np.copy(array, order="K")
    if fresh.strides == array.strides or not isinstance(array.base, np.ndarray):
        return fresh
    holder = np.copy(array.base)
    if holder.strides != array.base.strides:
        return fresh
    holder = holder.transpose(np.argsort(holder.strides)[::-1])  # a buffer must lie in memory in order
    if not holder.flags.c_contiguous:
        return fresh
    offset = array.__array_interface__["data"][0] - array.base.__array_interface__["data"][0]
    return np.ndarray(array.shape, array.dtype, holder, offset, array.strides)


_OVERSIZE, _OVERSIZE_BYTES = 4, 1 << 20


def is_oversize(actual: Any, expected: Any) -> bool:
    """Whether a result is so much larger than the right one that it cannot be right."""
    return memory_bytes(actual) > _OVERSIZE * memory_bytes(expected) + _OVERSIZE_BYTES
