"""Results of a call that was repeated: whether they have the right form, and as one array."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from grader.diagnosis import Difference, difference
from grader.testing.equality import DEFAULT
from grader.wire.structure import is_tensor, mapped, rebuilt


def other_form(values: Sequence[Any], expected: Any) -> Difference | None:
    """The first difference in structure, shape or kind of values between any of the results and the right form.

    Values are not looked at. Results that are formed alike are looked at once.
    """
    right = mapped(expected, _blank)
    different = {form_of(value): value for value in reversed(values)}
    found = (difference(mapped(value, _blank), right, DEFAULT) for value in reversed(different.values()))
    return next((one for one in found if one is not None), None)


def form_of(value: Any) -> Hashable:
    """What two results have in common that can be stacked: structure, shapes and dtypes."""
    if isinstance(value, (tuple, list)):
        return type(value).__name__, tuple(form_of(v) for v in value)
    if isinstance(value, dict):
        return "dict", frozenset((key, form_of(v)) for key, v in value.items())
    if isinstance(value, (np.ndarray, np.generic)) or is_tensor(value):
        return "tensor" if is_tensor(value) else "array", tuple(value.shape), str(value.dtype)
    return "number" if type(value) in (int, float) else type(value).__name__


def stacked(values: Sequence[Any]) -> Any:
    """Equal forms stacked along a new first axis, tuple by tuple and dict by dict; other values as a list.

    Parameters
    ----------
    values : sequence
        One result or more.

    Returns
    -------
    ndarray, tensor, tuple, dict or list
        Arrays and numbers become one array of shape (len(values), ...).
    """
    first = values[0]
    if len({form_of(value) for value in values}) > 1 or not _stacks(first):
        return list(values)
    if isinstance(first, tuple):
        return rebuilt(first, [stacked(part) for part in zip(*values, strict=True)])
    if isinstance(first, dict):
        return {key: stacked([value[key] for value in values]) for key in first}
    return sys.modules["torch"].stack(list(values)) if is_tensor(first) else np.stack(values)


def _stacks(value: Any) -> bool:
    """Lists and texts stay as they are: an author knows best what they hold."""
    return isinstance(value, (tuple, dict, int, float, complex, np.ndarray, np.generic)) or is_tensor(value)


def _blank(leaf: Any) -> Any:
    """Zeros of the form of an array or a number."""
    if isinstance(leaf, (np.ndarray, np.generic)):
        return np.zeros_like(leaf)
    if is_tensor(leaf):
        return sys.modules["torch"].zeros_like(leaf)
    return type(leaf)() if isinstance(leaf, (bool, int, float, complex, str, bytes)) else leaf
