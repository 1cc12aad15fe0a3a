"""The strict comparison: structure, type, dtype kind, shape, finiteness, then values.

Nothing broadcasts, nothing is converted, and every test is of the form "is right": with NaN every
comparison is false, so a test of the form "is not wrong" would pass it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import numpy as np

from grader.diagnosis.as_numbers import Numbers, Reading, read
from grader.diagnosis.tolerance import Tolerance

DifferenceKind = Literal["none_returned", "type", "length", "keys", "shape", "dtype", "nonfinite", "value"]

ORDER: tuple[DifferenceKind, ...] = (
    "none_returned",
    "type",
    "length",
    "keys",
    "dtype",
    "shape",
    "nonfinite",
    "value",
)
"""Which of several differences is reported: the one that has to be corrected first."""

Place = tuple[object, ...]
"""Indices and keys that lead to a value inside a result."""

DEEPEST = 40
"""Values cross the wire at most 16 deep; beyond this a value is taken for one that cannot be compared."""

_TEXT = (str, bytes)
_PLAIN = (int, bool)


class WrongPart(NamedTuple):
    """A place where a value is not the right one."""

    kind: DifferenceKind
    place: Place
    actual: object
    expected: object


def mismatches(
    actual: object, expected: object, tolerance: Tolerance, accept: tuple[str, ...] = (), place: Place = ()
) -> Iterator[WrongPart]:
    """Every place where two values differ, in the order in which they stand."""
    if type(actual) is float and type(expected) is float and math.isfinite(actual + expected):
        # Long lists of plain floats, such as a loss curve, without an array for each.
        if not abs(actual - expected) <= tolerance.atol + tolerance.rtol * abs(expected):
            yield WrongPart("value", place, actual, expected)
    elif type(actual) is type(expected) and type(actual) in _PLAIN:
        if actual != expected:
            yield WrongPart("value", place, actual, expected)
    elif len(place) > DEEPEST:
        yield WrongPart("type", place, actual, expected)
    elif actual is None and expected is not None:
        yield WrongPart("none_returned", place, actual, expected)
    elif isinstance(expected, (tuple, list)):
        yield from _in_sequence(actual, expected, tolerance, accept, place)
    elif isinstance(expected, dict):
        yield from _in_dict(actual, expected, tolerance, accept, place)
    elif isinstance(expected, (set, frozenset)):
        if not isinstance(actual, (set, frozenset)):
            yield WrongPart("type", place, actual, expected)
        elif _keys(actual) != _keys(expected):
            yield WrongPart("value", place, actual, expected)
    else:
        kind = _leaf(actual, expected, tolerance, accept)
        if kind is not None:
            yield WrongPart(kind, place, actual, expected)


def _in_sequence(
    actual: object,
    expected: tuple[object, ...] | list[object],
    tolerance: Tolerance,
    accept: tuple[str, ...],
    place: Place,
) -> Iterator[WrongPart]:
    if not isinstance(actual, (tuple, list)):
        yield WrongPart("type", place, actual, expected)
    elif len(actual) != len(expected):
        yield WrongPart("length", place, actual, expected)
    else:
        for index, pair in enumerate(zip(actual, expected, strict=True)):
            yield from mismatches(*pair, tolerance, accept, (*place, index))


def _in_dict(
    actual: object,
    expected: dict[object, object],
    tolerance: Tolerance,
    accept: tuple[str, ...],
    place: Place,
) -> Iterator[WrongPart]:
    if not isinstance(actual, dict):
        yield WrongPart("type", place, actual, expected)
    elif _keys(actual) != _keys(expected):
        yield WrongPart("keys", place, actual, expected)
    else:
        for key, right in expected.items():
            yield from mismatches(actual[key], right, tolerance, accept, (*place, key))


def _keys(table: Iterable[object]) -> set[tuple[bool, object]]:
    """The keys or elements, with True apart from 1, which Python holds for equal."""
    return {(isinstance(key, bool), key) for key in table}


def _leaf(
    actual: object, expected: object, tolerance: Tolerance, accept: tuple[str, ...]
) -> DifferenceKind | None:
    if expected is None or isinstance(expected, _TEXT):
        return _plain(actual, expected)
    right = read(expected)
    got = read(actual)
    if right is None or got is None:
        return None if actual is expected else "type"
    with np.errstate(all="ignore"):
        return compare(got, right, tolerance, accept)


def _plain(actual: object, expected: object) -> DifferenceKind | None:
    """None, text and bytes have no closeness: the same, another value, or another type."""
    if expected is None:
        return None if actual is None else "type"
    both_text = type(actual) in (str, np.str_) and isinstance(expected, str)
    both_bytes = type(actual) in (bytes, np.bytes_) and isinstance(expected, bytes)
    if not (both_text or both_bytes):
        return "type"
    return None if actual == expected else "value"


def compare(
    got: Reading, right: Reading, tolerance: Tolerance, accept: tuple[str, ...] = ()
) -> DifferenceKind | None:
    """The first thing in which two readings differ."""
    if got.array.ndim and right.array.ndim and got.family != right.family and got.family not in accept:
        return "type"
    if not _same_dtype(got, right):
        return "dtype"
    if got.shape != right.shape:
        return "shape"
    if right.discrete:
        return None if bool(np.all(got.array == right.array)) else "value"
    a, e = _parts(got.numbers()), _parts(right.numbers())
    if not bool(np.all(_agree_on_finiteness(a, e))):
        return "nonfinite"
    return None if bool(np.all(close(got, right, tolerance))) else "value"


def _same_dtype(got: Reading, right: Reading) -> bool:
    """Same kind; of arrays the same width too: another width is another precision."""
    if got.kind != right.kind:
        return got.array.ndim == 0 and got.kind == "integer" and right.kind == "float"
    if got.array.ndim == 0 or right.array.ndim == 0 or right.discrete:
        return True
    return got.dtype == right.dtype


def _parts(numbers: Numbers) -> Numbers:
    """Complex numbers as pairs of reals, so that NaN and infinity are looked for in each part."""
    if numbers.dtype != np.complex128:
        return numbers
    return np.ascontiguousarray(numbers).view(np.float64).reshape(*numbers.shape, 2)


def _agree_on_finiteness(a: Numbers, e: Numbers) -> Numbers:
    finite = np.isfinite(a) & np.isfinite(e)
    if finite.all():
        return np.asarray(finite)
    return np.asarray(finite | (np.isnan(a) & np.isnan(e)) | (np.isinf(a) & (a == e)))


def close(got: Reading, right: Reading, tolerance: Tolerance) -> Numbers:
    """For each element of two readings of one shape, whether it is within the tolerance."""
    if right.discrete:
        return np.asarray(got.array == right.array)
    a, e = got.numbers(), right.numbers()
    magnitude = np.abs(e)
    finite = np.isfinite(magnitude)
    bound = tolerance.allowance(np.where(finite, magnitude, 0.0), right.dtype, scale_of(e))
    near = finite & (np.abs(a - e) <= bound)
    if near.all():
        return np.asarray(near)
    same = (_parts(a) == _parts(e)) | (np.isnan(_parts(a)) & np.isnan(_parts(e)))
    if e.dtype == np.complex128:
        same = same.all(axis=-1)
    return np.asarray(near | (~finite & same))


def scale_of(numbers: Numbers) -> float:
    """The largest finite magnitude; 0 if there is none."""
    magnitude = np.abs(numbers)
    finite = magnitude[np.isfinite(magnitude)]
    return float(finite.max()) if finite.size else 0.0
