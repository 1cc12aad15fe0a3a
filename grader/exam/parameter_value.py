"""Parameters and answers as JSON, and back as the same values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

_LARGEST_WHOLE = 2**53


def frozen_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by name as JSON has them.

    Raises
    ------
    ValueError
        A value cannot be kept, or is not finite; the message names it.
    """
    return {name: _frozen(value, name) for name, value in values.items()}


def restored_values(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """The values that `frozen_values` froze. Arrays become arrays again; tuples have become lists."""
    return {name: restored_value(value) for name, value in frozen.items()}


def restored_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return np.array(value["array"], dtype=value["dtype"])
    return value


def _frozen(value: Any, name: str) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "biufU" or not value.size:
            raise ValueError(f"{name} is an array of {value.dtype} and shape {value.shape}")
        return {"array": _frozen(value.tolist(), name), "dtype": str(value.dtype)}
    if isinstance(value, (list, tuple)):
        return [_frozen(each, name) for each in value]
    return _frozen_scalar(value.item() if isinstance(value, np.generic) else value, name)


def _frozen_scalar(value: Any, name: str) -> Any:
    if not isinstance(value, (bool, int, float, str)):
        raise ValueError(f"{name} is of type {type(value).__name__}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{name} is {value}")
    if isinstance(value, int) and abs(value) > _LARGEST_WHOLE:
        raise ValueError(f"{name} is {value}, and whole numbers up to 2^53 are kept exactly")
    return value


__all__ = ["frozen_values", "restored_value", "restored_values"]
