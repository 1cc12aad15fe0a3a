"""Functions of a hidden test that student code may call: data in, data out, counted and checked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A function passed as an argument; it stays in the grader.

    ``like`` holds one example per argument. What the student's code passes must have the same type, shape
    and dtype kind and be finite; anything else is refused, and so are calls beyond ``max_calls``.
    """

    function: Callable[..., Any]
    like: tuple[Any, ...]
    max_calls: int = 10_000

    def refusal(self, args: tuple[Any, ...], calls: int, cap: int = sys.maxsize) -> str:
        """Why a call is not made, or nothing. ``cap`` is the assignment's own limit on calls."""
        most = min(self.max_calls, cap)
        if calls > most:
            return f"called more than {most} times"
        if len(args) != len(self.like):
            return f"called with {len(args)} arguments; it takes {len(self.like)}"
        for index, (value, example) in enumerate(zip(args, self.like, strict=True)):
            if not _fits(value, example):
                return (
                    f"argument {index + 1} has another type, shape or dtype than it takes, or is not finite"
                )
        return ""


def _fits(value: Any, example: Any) -> bool:
    if isinstance(example, (tuple, list)):
        same = type(value) is type(example) and len(value) == len(example)
        return same and all(_fits(v, e) for v, e in zip(value, example, strict=True))
    number = (bool, int, float, np.ndarray)
    if isinstance(example, number) and isinstance(value, number):
        got, wanted = np.asarray(value), np.asarray(example)
        kinds = got.dtype.kind == wanted.dtype.kind or (got.dtype.kind in "iu" and wanted.dtype.kind == "f")
        return kinds and got.shape == wanted.shape and bool(np.isfinite(got).all())
    if type(value) is not type(example):
        return False
    if not hasattr(example, "is_floating_point"):
        return True
    kinds = value.is_floating_point() == example.is_floating_point()  # tensors
    return kinds and value.shape == example.shape and bool(value.isfinite().all())
