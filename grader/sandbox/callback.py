"""Callbacks: functions of a hidden test that student code may call. Calls are counted, and arguments checked."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Sizes = dict[str, int]
"""The size of each letter in the patterns of one call."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A pattern for the shape of an array or tensor, such as ``("n", 3)``.

    A letter matches any size, but the same size everywhere in one call.

    Examples
    --------
    >>> shaped("n", 3)
    Shaped(sizes=('n', 3), kind='float', library='numpy')
    """

    sizes: tuple[int | str, ...]
    kind: Literal["float", "integer", "bool"]
    library: Literal["numpy", "torch"]

    def fits(self, value: Any, known: Sizes) -> bool:
        """Whether a value matches the kind and the shape of the pattern, and is finite."""
        if self.library == "numpy":
            return isinstance(value, (int, float, np.ndarray)) and self._fits(np.asarray(value), known)
        torch = sys.modules.get("torch")
        if torch is None or not isinstance(value, torch.Tensor) or value.dtype == torch.bfloat16:
            return False
        return self._fits(value.detach().cpu().numpy(), known)

    def _fits(self, array: np.ndarray[Any, Any], known: Sizes) -> bool:
        if array.dtype.kind not in _KINDS[self.kind] or array.ndim != len(self.sizes):
            return False
        for size, wanted in zip(array.shape, self.sizes, strict=True):
            if size != (known.setdefault(wanted, size) if isinstance(wanted, str) else wanted):
                return False
        return bool(np.isfinite(array).all())


_KINDS = {"float": "fiu", "integer": "iu", "bool": "b"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A function that a test passes as an argument. It runs in the grader.

    ``like`` has one example or pattern for each parameter. The arguments of a call must have the same type, shape and
    dtype kind, and be finite. Other calls are refused, and so are calls beyond ``max_calls``. Arguments may be passed
    by name, and those with a default may be left out.

    Examples
    --------
    >>> f = callback(np.sin, like=(shaped("n"),), max_calls=100)
    >>> f.max_calls
    100
    """

    function: Callable[..., Any]
    like: tuple[Any, ...]
    max_calls: int = 10_000

    def refusal(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], calls: int, cap: int = sys.maxsize
    ) -> str:
        """Why a call is refused; empty if it is not. ``cap`` is the assignment's own limit on calls."""
        most = min(self.max_calls, cap)
        if calls > most:
            return f"called more than {most} times"
        if len(args) > len(self.like):
            return f"called with {len(args)} arguments; it takes {len(self.like)}"
        given = dict(enumerate(args))
        names, required = _parameters(self.function)
        for name, value in kwargs.items():
            known = (
                type(name) is str and name in names
            )  # comparing a key of another type could run foreign code
            place = names.index(name) if known else len(self.like)
            if place >= len(self.like) or place in given:
                return "called with an argument by a name that it does not take, or with one argument twice"
            given[place] = value
        least = len(self.like) if required is None else min(required, len(self.like))
        if any(place not in given for place in range(least)):
            return f"called with {len(given)} arguments; it takes {len(self.like)}"
        sizes: Sizes = {}
        for place in sorted(given):
            if not _fits(given[place], self.like[place], sizes):
                return (
                    f"argument {place + 1} has another type, shape or dtype than it takes, or is not finite"
                )
        return ""


@functools.lru_cache(maxsize=64)  # small, because functions of tests keep their inputs alive
def _parameters(function: Callable[..., Any]) -> tuple[tuple[str, ...], int | None]:
    """Names of the parameters that may be passed by name, and how many have no default; None if Python cannot tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return (), None
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return (), None
    named = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    names = tuple(p.name if p.kind is p.POSITIONAL_OR_KEYWORD else "" for p in named)
    return names, sum(p.default is p.empty for p in named)


def _fits(value: Any, example: Any, sizes: Sizes) -> bool:
    if isinstance(example, Shaped):
        return example.fits(value, sizes)
    if isinstance(example, (tuple, list)):
        same = type(value) is type(example) and len(value) == len(example)
        return same and all(_fits(v, e, sizes) for v, e in zip(value, example, strict=True))
    if isinstance(example, dict):
        same = type(value) is dict and value.keys() == example.keys()
        return same and all(_fits(value[k], e, sizes) for k, e in example.items())
    if isinstance(example, (set, frozenset)):
        same = type(value) is type(example)
        return same and all(any(_fits(v, e, sizes) for e in example) for v in value)
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
