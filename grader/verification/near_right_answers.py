"""Answers that are right except where two sizes coincide, a refusal is asked for, or a result is large or tiny.

Each is the reference with one function wrapped: its arguments are changed before it sees them, or its result after.
Which arguments there are, and of what shape, is read off the calls that the tests make.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from grader.verification.derived_calls import Calls, Letters, Made, Path, Place, is_array, kind, leaves, named
from grader.verification.mutants import Mutant

LIMIT = 1e3
"""Results are kept within minus and plus this."""
FLOOR = 1e-12
"""What is positive and below becomes this."""
_SETTINGS = {"stride", "padding", "dilation", "epochs", "seed"}
"""Integers that are no number of anything an array holds."""

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


def border_variants(source: str, function: str, made: Calls) -> Iterator[Mutant]:
    """Every variant of one function.

    Parameters
    ----------
    source : str
        The reference.
    function : str
        A function of a task.
    made : Calls
        The calls that tests make of it.
    """
    for operator, before, after, wrapper in itertools.chain(
        _transposed(made.legal), _exchanged(made.legal, made.letters), _sizes(made.legal, made.letters),
        _masks(made.legal), _refusals(made.refused), _ranges(made.legal),
    ):  # fmt: skip
        yield Mutant(
            function=function, operator=operator, line=0, before=before, after=after,
            source=f"{source}\n{_HELPERS}\n{function} = {wrapper}({function})\n",
        )  # fmt: skip


_Variant = tuple[str, str, str, str]
"""Operator, what it changes, what becomes of that, and the wrapper."""


def _arrays(calls: Sequence[Made], axes: int = 1) -> list[Path]:
    """Arrays of at least so many axes among the arguments, in their order; inside a list only what all calls have."""
    paths = [p for call in calls for p, v in leaves(call.arguments) if is_array(v) and v.ndim >= axes]
    return [p for p in dict.fromkeys(paths) if len(p) == 1 or _in_all(p, calls)]


def _in_all(path: Path, calls: Sequence[Made]) -> bool:
    return all(_at(call, path) is not None for call in calls)


def _transposed(calls: Sequence[Made]) -> Iterator[_Variant]:
    """An array whose neighbouring axes are equally long, turned round."""
    for path in _arrays(calls, 2):
        for axis in range(_axes(calls, path) - 1):
            text = f"{named(path)}.swapaxes({axis}, {axis + 1}) where these axes are equally long"
            change = f"_given(lambda given: _put(given, {path!r}, _turned({axis}, {axis + 1})))"
            yield "transposed", named(path), text, change
    results = [{p: v.ndim for p, v in leaves({"result": call.value}) if is_array(v)} for call in calls]
    for path in dict.fromkeys(path for one in results for path in one):
        everywhere = all(path in one for one in results)
        axes = max(one.get(path, 0) for one in results) if everywhere or len(path) == 1 else 0
        for axis in range(axes - 1):
            text = f"{named(path)}.swapaxes({axis}, {axis + 1}) where these axes are equally long"
            change = f"_returned(lambda value: _put(value, {path[1:]!r}, _turned({axis}, {axis + 1})))"
            yield "transposed", named(path), text, change


def _axes(calls: Sequence[Made], path: Path) -> int:
    return max(len(a.shape) for call in calls if (a := _at(call, path)) is not None)


def _exchanged(calls: Sequence[Made], letters: Letters) -> Iterator[_Variant]:
    """Two arrays next to each other that may come to have the same shape, taken for one another."""
    for one, other in itertools.pairwise(_arrays(calls)):
        pairs = [(_at(call, one), _at(call, other)) for call in calls]
        shapes = [(a.shape, b.shape) for a, b in pairs if a is not None and b is not None]
        alike = bool(shapes) and all(len(a) == len(b) for a, b in shapes)
        differ = any(a != b for a, b in shapes)
        if alike and differ and all(letters.may_meet((one, i), (other, i)) for i in range(len(shapes[0][0]))):
            text = f"{named(other)}, {named(one)} where both have the same shape"
            yield (
                "exchanged",
                f"{named(one)}, {named(other)}",
                text,
                f"_given(_exchanged({one!r}, {other!r}))",
            )


def _at(call: Made, path: Path) -> Any:
    return next((v for p, v in leaves(call.arguments) if p == path and is_array(v)), None)


def _sizes(calls: Sequence[Made], letters: Letters) -> Iterator[_Variant]:
    """A number, such as that of heads, that is now and then as large as an axis is long."""
    basic: dict[Place, int] = {}
    for call in calls:
        basic |= letters.basic(call)
    numbers = [place for place in basic if place[1] < 0 and place[0][-1] not in _SETTINGS]
    arrays = _arrays(calls)
    axes = [place for place in basic if place[1] >= 0 and place[0] in arrays]
    for number, (path, axis) in itertools.product(numbers, axes):
        if letters.is_multiple((path, axis), number):
            continue
        name = named(number[0])
        text = f"{named(path)} reversed along axis {axis} where that is {name} long"
        yield (
            "coincidence",
            f"{named(path)}, {name}",
            text,
            f"_given(_taken({number[0]!r}, {path!r}, {axis}))",
        )


def _masks(calls: Sequence[Made]) -> Iterator[_Variant]:
    """Masks that broadcast: an axis of length 1, and a first axis as long as the batch."""
    arrays = _arrays(calls)
    kinds = {p: kind(v) for call in calls for p, v in leaves(call.arguments) if is_array(v)}
    for path in [p for p in arrays if kinds[p] == "b"]:
        name = named(path)
        for axis in (-1, -2) if _axes(calls, path) > 1 else ():
            change = f"_given(lambda given: _put(given, {path!r}, _of_one({axis})))"
            yield "mask_axis", name, f"all True where axis {axis} of {name} has length 1", change
        if path != arrays[0] and _axes(calls, path) > 2:
            text = f"{name}[:, None] where it is as long as {named(arrays[0])}"
            yield "mask_axis", name, text, f"_given(_per_sample({path!r}, {arrays[0]!r}))"


def _refusals(refused: Sequence[Made]) -> Iterator[_Variant]:
    """A check that looks at the first entry alone."""
    for path in _arrays(refused):
        yield (
            "first_only",
            named(path),
            f"refused only if {named(path)}[0] is wrong",
            f"_first_only({path!r})",
        )


def _ranges(calls: Sequence[Made]) -> Iterator[_Variant]:
    """Results kept in a range."""
    floats = [
        v
        for call in calls
        for _, v in leaves(call.value)
        if isinstance(v, float) or (is_array(v) and kind(v) == "f")
    ]
    if floats:
        yield "clip_result", "result", f"result within -{LIMIT:g} and {LIMIT:g}", "_returned(_limited)"
        yield "floor_result", "result", f"results >= 0 are at least {FLOOR:g}", "_returned(_floored)"


BORDER = ("transposed", "exchanged", "coincidence", "mask_axis", "first_only", "clip_result", "floor_result")
