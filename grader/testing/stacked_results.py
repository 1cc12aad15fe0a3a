"""Results of a repeated call: check their form and stack them into one array."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from grader.diagnosis import UNKNOWN, Difference, ValueOrigin, difference
from grader.testing.equality import DEFAULT
from grader.wire.structure import is_tensor, mapped, rebuilt


def form_difference(values: Sequence[Any], expected: Any, origin: ValueOrigin = UNKNOWN) -> Difference | None:
    """The first difference in structure, shape or dtype kind between a result and the expected form.

    Values are not compared. Results of equal form are compared once.
    """
    right = mapped(expected, _zeroed)
    different = {form_of(value): value for value in reversed(values)}
    found = (
        difference(mapped(value, _zeroed), right, DEFAULT, origin=origin)
        for value in reversed(different.values())
    )
    return next((one for one in found if one is not None), None)


def form_of(value: Any) -> Hashable:
    """A key of the structure, shapes and dtypes of a result. Results with equal keys can be stacked."""
    if isinstance(value, (tuple, list)):
        return type(value).__name__, tuple(form_of(v) for v in value)
    if isinstance(value, dict):
        return "dict", frozenset((key, form_of(v)) for key, v in value.items())
    if isinstance(value, (np.ndarray, np.generic)) or is_tensor(value):
        return "tensor" if is_tensor(value) else "array", tuple(value.shape), str(value.dtype)
    return "number" if type(value) in (int, float) else type(value).__name__


def stack_results(values: Sequence[Any]) -> Any:
    """Stack results of equal form along a new first axis, inside tuples and dicts too; return others as a list.

    Parameters
    ----------
    values : sequence
        At least one result.

    Returns
    -------
    ndarray, tensor, tuple, dict or list
        Arrays and numbers become one array of shape (len(values), ...).
    """
    first = values[0]
    if len({form_of(value) for value in values}) > 1 or not _is_stackable(first):
        return list(values)
    if isinstance(first, tuple):
        return rebuilt(first, [stack_results(part) for part in zip(*values, strict=True)])
    if isinstance(first, dict):
        return {key: stack_results([value[key] for value in values]) for key in first}
    return sys.modules["torch"].stack(list(values)) if is_tensor(first) else np.stack(values)


def _is_stackable(value: Any) -> bool:
    """Whether a value can be stacked. Lists and strings stay as they are, since only the author knows their meaning."""
    return isinstance(value, (tuple, dict, int, float, complex, np.ndarray, np.generic)) or is_tensor(value)


def _zeroed(leaf: Any) -> Any:
    """The leaf with zeros, or an empty string, in place of its content."""
    if isinstance(leaf, (np.ndarray, np.generic)):
        return np.zeros_like(leaf)
    if is_tensor(leaf):
        return sys.modules["torch"].zeros_like(leaf)
    return type(leaf)() if isinstance(leaf, (bool, int, float, complex, str, bytes)) else leaf
