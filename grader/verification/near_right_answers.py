"""Answers that are wrong only in a special case: two sizes are equal, an input is invalid, a result is large or tiny.

Each answer is the reference with a wrapper around one function. The wrapper changes the arguments before the call or
the result after it. Names and shapes of the arguments come from the calls that the tests make.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from grader.changes.mutants import Mutant
from grader.verification.derived_calls import (
    FunctionCalls,
    RecordedCall,
    SizePosition,
    SizeVariables,
    ValuePath,
    dtype_kind,
    is_array,
    leaves_with_paths,
    path_text,
)

LIMIT = 1e3
"""Bound on the absolute value of a clipped result."""
FLOOR = 1e-12
"""Lower bound of a floored result."""
_SETTINGS = {"stride", "padding", "dilation", "epochs", "seed"}
"""Integer parameters that are not the size of an array."""

_HELPERS = f"""
import inspect as _inspect
import numpy as _np

def _put(value, path, change):
    if not path:
        return change(value)
    if isinstance(value, dict):
        return {{k: _put(v, path[1:], change) if k == path[0] else v for k, v in value.items()}}
    parts = [_put(v, path[1:], change) if i == path[0] else v for i, v in enumerate(value)]
    return value._make(parts) if hasattr(value, "_make") else type(value)(parts)

def _get(value, path):
    for key in path:
        value = value[key]
    return value

def _given(change):
    def wrap(function):
        signature = _inspect.signature(function)
        def answer(*args, **kwargs):
            call = signature.bind(*args, **kwargs)
            try:
                call.arguments = change(dict(call.arguments))
                return function(*call.args, **call.kwargs)
            except Exception:
                return function(*args, **kwargs)
        return answer
    return wrap

def _returned(change):
    def wrap(function):
        def answer(*args, **kwargs):
            value = function(*args, **kwargs)
            try:
                return change(value)
            except (LookupError, TypeError, AttributeError):
                return value
        return answer
    return wrap

def _turned(i, j):
    return lambda a: a.swapaxes(i, j) if a.ndim > j and a.shape[i] == a.shape[j] else a

def _exchanged(one, other):
    def change(given):
        a, b = _get(given, one), _get(given, other)
        return _put(_put(given, one, lambda _: b), other, lambda _: a) if a.shape == b.shape else given
    return change

def _taken(number, path, axis):
    def change(given):
        a = _get(given, path)
        if a.shape[axis] != _get(given, number):
            return given
        flipped = a.flip(axis) if hasattr(a, "flip") else _np.flip(a, axis)
        return _put(given, path, lambda _: flipped)
    return change

def _of_one(axis):
    return lambda a: a | True if a.ndim > 1 and a.shape[axis] == 1 else a

def _per_sample(mask, samples):
    def change(given):
        a = _get(given, mask)
        own = a.ndim > 2 and a.shape[0] == _get(given, samples).shape[0]
        return _put(given, mask, lambda _: a[:, None]) if own else given
    return change

def _first_only(path):
    def wrap(function):
        signature = _inspect.signature(function)
        def answer(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except ValueError:
                call = signature.bind(*args, **kwargs)
                try:
                    first = lambda a: a[[0] * len(a)]
                    call.arguments = _put(dict(call.arguments), path, first)
                    return function(*call.args, **call.kwargs)
                except Exception:
                    pass
                raise
        return answer
    return wrap

def _each(change, value):
    if isinstance(value, (tuple, list)):
        return type(value)(_each(change, v) for v in value)
    if isinstance(value, float):
        return float(change(value, min, max))
    if hasattr(value, "detach"):
        import torch
        least, most = torch.minimum, torch.maximum
        bound = lambda f: lambda a, b: f(a, a.new_tensor(b))
        return change(value, bound(least), bound(most)) if value.is_floating_point() else value
    floating = isinstance(value, (_np.ndarray, _np.generic)) and value.dtype.kind == "f"
    return change(value, _np.minimum, _np.maximum).astype(value.dtype) if floating else value

def _limited(value):
    return _each(lambda v, least, most: least(most(v, -{LIMIT}), {LIMIT}), value)

def _floored(value):
    def change(v, least, most):
        positive = bool((v >= 0).all()) if hasattr(v, "all") else v >= 0
        return most(v, {FLOOR}) if positive else v
    return _each(change, value)
"""


def near_right_mutants(source: str, function: str, calls: FunctionCalls) -> Iterator[Mutant]:
    """All near-right answers to one function, as mutants.

    Parameters
    ----------
    source : str
        The reference.
    function : str
        A function of a task.
    calls : FunctionCalls
        The calls that tests make of the function.
    """
    for operator, before, after, wrapper in itertools.chain(
        _transposed_variants(calls.legal), _exchanged_variants(calls.legal, calls.size_variables),
        _coincidences(calls.legal, calls.size_variables), _mask_variants(calls.legal),
        _refusal_variants(calls.refused), _range_variants(calls.legal),
    ):  # fmt: skip
        yield Mutant(
            function=function, operator=operator, line=0, before=before, after=after,
            source=f"{source}\n{_HELPERS}\n{function} = {wrapper}({function})\n",
        )  # fmt: skip


_VariantParts = tuple[str, str, str, str]
"""Operator, the changed expression before and after, and the wrapper."""


def _array_paths(calls: Sequence[RecordedCall], axes: int = 1) -> list[ValuePath]:
    """Paths of arrays with at least ``axes`` axes. An array inside a list counts only if every call has it."""
    paths = [
        p for call in calls for p, v in leaves_with_paths(call.arguments) if is_array(v) and v.ndim >= axes
    ]
    return [p for p in dict.fromkeys(paths) if len(p) == 1 or _in_all(p, calls)]


def _in_all(path: ValuePath, calls: Sequence[RecordedCall]) -> bool:
    return all(_array_at(call, path) is not None for call in calls)


def _transposed_variants(calls: Sequence[RecordedCall]) -> Iterator[_VariantParts]:
    """An array with two neighbouring axes of equal length, transposed."""
    for path in _array_paths(calls, 2):
        for axis in range(_axis_count(calls, path) - 1):
            text = f"{path_text(path)}.swapaxes({axis}, {axis + 1}) where these axes are equally long"
            change = f"_given(lambda given: _put(given, {path!r}, _turned({axis}, {axis + 1})))"
            yield "transposed", path_text(path), text, change
    results = [
        {p: v.ndim for p, v in leaves_with_paths({"result": call.value}) if is_array(v)} for call in calls
    ]
    for path in dict.fromkeys(path for one in results for path in one):
        everywhere = all(path in one for one in results)
        axes = max(one.get(path, 0) for one in results) if everywhere or len(path) == 1 else 0
        for axis in range(axes - 1):
            text = f"{path_text(path)}.swapaxes({axis}, {axis + 1}) where these axes are equally long"
            change = f"_returned(lambda value: _put(value, {path[1:]!r}, _turned({axis}, {axis + 1})))"
            yield "transposed", path_text(path), text, change


def _axis_count(calls: Sequence[RecordedCall], path: ValuePath) -> int:
    return max(len(a.shape) for call in calls if (a := _array_at(call, path)) is not None)


def _exchanged_variants(
    calls: Sequence[RecordedCall], size_variables: SizeVariables
) -> Iterator[_VariantParts]:
    """Two neighbouring arrays that may have the same shape, exchanged."""
    for one, other in itertools.pairwise(_array_paths(calls)):
        pairs = [(_array_at(call, one), _array_at(call, other)) for call in calls]
        shapes = [(a.shape, b.shape) for a, b in pairs if a is not None and b is not None]
        alike = bool(shapes) and all(len(a) == len(b) for a, b in shapes)
        differ = any(a != b for a, b in shapes)
        if (
            alike
            and differ
            and all(size_variables.may_coincide((one, i), (other, i)) for i in range(len(shapes[0][0])))
        ):
            text = f"{path_text(other)}, {path_text(one)} where both have the same shape"
            yield (
                "exchanged",
                f"{path_text(one)}, {path_text(other)}",
                text,
                f"_given(_exchanged({one!r}, {other!r}))",
            )


def _array_at(call: RecordedCall, path: ValuePath) -> Any:
    return next((v for p, v in leaves_with_paths(call.arguments) if p == path and is_array(v)), None)


def _coincidences(calls: Sequence[RecordedCall], size_variables: SizeVariables) -> Iterator[_VariantParts]:
    """An array reversed along an axis whose length equals a number, such as the number of heads."""
    independent_sizes: dict[SizePosition, int] = {}
    for call in calls:
        independent_sizes |= size_variables.independent_sizes(call)
    numbers = [
        position for position in independent_sizes if position[1] < 0 and position[0][-1] not in _SETTINGS
    ]
    arrays = _array_paths(calls)
    axes = [position for position in independent_sizes if position[1] >= 0 and position[0] in arrays]
    for number, (path, axis) in itertools.product(numbers, axes):
        if size_variables.is_multiple((path, axis), number):
            continue
        name = path_text(number[0])
        text = f"{path_text(path)} reversed along axis {axis} where that is {name} long"
        yield (
            "coincidence",
            f"{path_text(path)}, {name}",
            text,
            f"_given(_taken({number[0]!r}, {path!r}, {axis}))",
        )


def _mask_variants(calls: Sequence[RecordedCall]) -> Iterator[_VariantParts]:
    """Masks that broadcast in another way: an axis of length 1, or a first axis as long as the batch."""
    arrays = _array_paths(calls)
    kinds = {p: dtype_kind(v) for call in calls for p, v in leaves_with_paths(call.arguments) if is_array(v)}
    for path in [p for p in arrays if kinds[p] == "b"]:
        name = path_text(path)
        for axis in (-1, -2) if _axis_count(calls, path) > 1 else ():
            change = f"_given(lambda given: _put(given, {path!r}, _of_one({axis})))"
            yield "mask_axis", name, f"all True where axis {axis} of {name} has length 1", change
        if path != arrays[0] and _axis_count(calls, path) > 2:
            text = f"{name}[:, None] where it is as long as {path_text(arrays[0])}"
            yield "mask_axis", name, text, f"_given(_per_sample({path!r}, {arrays[0]!r}))"


def _refusal_variants(refused: Sequence[RecordedCall]) -> Iterator[_VariantParts]:
    """A validation that looks only at the first entry."""
    for path in _array_paths(refused):
        yield (
            "first_only",
            path_text(path),
            f"refused only if {path_text(path)}[0] is wrong",
            f"_first_only({path!r})",
        )


def _range_variants(calls: Sequence[RecordedCall]) -> Iterator[_VariantParts]:
    """Results limited to a range."""
    floats = [
        v
        for call in calls
        for _, v in leaves_with_paths(call.value)
        if isinstance(v, float) or (is_array(v) and dtype_kind(v) == "f")
    ]
    if floats:
        yield "clip_result", "result", f"result within -{LIMIT:g} and {LIMIT:g}", "_returned(_limited)"
        yield "floor_result", "result", f"results >= 0 are at least {FLOOR:g}", "_returned(_floored)"


NEAR_RIGHT_OPERATORS = (
    "transposed",
    "exchanged",
    "coincidence",
    "mask_axis",
    "first_only",
    "clip_result",
    "floor_result",
)
