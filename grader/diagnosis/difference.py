"""What differs between a student's value and the right one, in words.

``brief`` is what a hidden test may show: a closed set of sentences, none of which holds a value, a shape
or a text that the student's code made. ``detail`` is the full account.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import Numbers, Reading, read
from grader.diagnosis.mismatch import ORDER, DifferenceKind, Mismatch, Place, close, mismatches, scale_of
from grader.diagnosis.tolerance import Tolerance
from grader.wire.structure import is_tensor

SHORT = 8
"""Arrays up to this length are shown whole."""

_LONGEST_TEXT = 60
_SMALLEST_TOLD, _LARGEST_TOLD = -9, 3
"""Powers of ten that are told: each is a number that code under test may choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first thing to mend in a result."""

    kind: DifferenceKind
    brief: str
    """One sentence out of a closed set."""
    detail: str
    """Shapes, the worst element and both values; at most 12 lines."""
    path: str
    """``[1].dW``: the place inside a tuple, list or dict, by the right answer's keys; empty at the top."""
    magnitude: int | None
    """Power of ten of the largest error, as a part of the result's scale (kind ``value`` of numbers)."""


def difference(
    actual: object, expected: object, tolerance: Tolerance, *, accept: tuple[str, ...] = ()
) -> Difference | None:
    """``None`` if ``actual`` equals ``expected``, else the difference to mend first.

    Scalars stand for each other whatever carries them, an int also for a float; never a bool for a number.
    ``accept`` names families of arrays (``numpy``, ``torch``) that may stand for the right one.
    """
    found = min(
        mismatches(actual, expected, tolerance, accept), key=lambda one: ORDER.index(one.kind), default=None
    )
    if found is None:
        return None
    with np.errstate(all="ignore"):
        return _told(found, tolerance)


def path_of(place: Place) -> str:
    """``(1, "dW")`` as ``[1].dW``."""
    path = "".join(_step(key) for key in place)
    return path.removeprefix(".")


def _step(key: object) -> str:
    if isinstance(key, str) and key.isidentifier():
        return f".{key}"
    return f"[{_plain_text(key)}]"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _told(found: Mismatch, tolerance: Tolerance) -> Difference:
    magnitude = _magnitude(found) if found.kind == "value" else None
    path = path_of(found.place)
    lines = [f"at {path}:"] if path else []
    lines += _DETAILS.get(found.kind, _both)(found, tolerance)
    return Difference(
        kind=found.kind,
        brief=_brief(found, magnitude),
        detail="\n".join(lines),
        path=path,
        magnitude=magnitude,
    )


_CONTAINERS = (
    (tuple, "a tuple"), (list, "a list"), (dict, "a dict"), (str, "a string"), ((set, frozenset), "a set"),
)  # fmt: skip


def _needed(expected: object) -> str:
    """What the test needed, in a word or two; tells nothing of its values."""
    if expected is None:
        return "None"
    for kind, noun in _CONTAINERS:
        if isinstance(expected, kind):
            return noun
    reading = read(expected)
    if reading is None:
        return "an object of another kind"
    if reading.array.ndim == 0:
        return "a single number" if reading.kind != "bool" else "True or False"
    return "a tensor" if reading.family == "torch" else "an array"


def _brief(found: Mismatch, magnitude: int | None) -> str:
    whole = not found.place
    match found.kind:
        case "none_returned":
            who = "Your function returned None" if whole else "A part of the result is None"
            return f"{who}; the test needed {_needed(found.expected)}."
        case "type":
            return f"The result has the wrong type; the test needed {_needed(found.expected)}."
        case "length":
            return "The result has the wrong number of parts."
        case "keys":
            return "The result's keys are not the ones the test needed."
        case "dtype":
            return _dtype_brief(found)
        case "shape":
            return "The result has the wrong shape."
        case "nonfinite":
            return _nonfinite_brief(found)
        case "value":
            return _value_brief(found, magnitude)


def _dtype_brief(found: Mismatch) -> str:
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None or got.kind != right.kind:
        noun = right.kind if right is not None else "other"
        return f"The result holds the wrong kind of values; the test needed {_NOUNS.get(noun, noun)}."
    if got.width == right.width:
        return "The result has other floating-point numbers than the test needed."
    width = "narrower" if got.width < right.width else "wider"
    return (
        f"The result has {width} floating-point numbers than the test needed; look for a dtype that you set or "
        "convert to on the way."
    )


_NOUNS = {
    "bool": "truth values",
    "integer": "integers",
    "float": "floating-point numbers",
    "complex": "complex numbers",
    "text": "text",
    "bytes": "bytes",
}


def _nonfinite_brief(found: Mismatch) -> str:
    got, right = read(found.actual), read(found.expected)
    if got is not None and right is not None:
        bad = ~np.isfinite(got.numbers())
        if not (bad & np.isfinite(right.numbers())).any():
            return "The result lacks a NaN or an infinity that is right."
    return "The result holds NaN or infinity where finite numbers are right."


def _value_brief(found: Mismatch, magnitude: int | None) -> str:
    right = read(found.expected)
    if isinstance(found.expected, (set, frozenset)):
        return "The set does not hold the right elements."
    if right is None or right.textual:
        return "The text differs from the right one."
    if right.kind == "bool":
        return "Truth values differ from the right ones."
    if magnitude is None:
        return "The values differ."
    return f"The values differ: the largest error is about {_as_large(magnitude)}."


def _as_large(magnitude: int) -> str:
    """An error in words, told by its power of ten and by nothing finer; beyond a few of them not even by that."""
    if magnitude > _LARGEST_TOLD:
        return f"more than 10^{_LARGEST_TOLD} times the largest value"
    if magnitude < _SMALLEST_TOLD:
        return f"less than 10^{_SMALLEST_TOLD} of the largest value"
    match magnitude:
        case 0:
            return "as large as the values themselves"
        case -1:
            return "a tenth of the largest value"
        case 1:
            return "ten times the largest value"
        case _:
            return f"10^{magnitude} {'of' if magnitude < 0 else 'times'} the largest value"


def _magnitude(found: Mismatch) -> int | None:
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None or right.kind == "bool" or right.textual:
        return None
    e = right.numbers()
    error = scale_of(got.numbers() - e)
    ratio = error / (scale_of(e) or 1.0)
    return math.floor(math.log10(ratio)) if 0 < ratio < math.inf else None


def describe(value: object) -> str:
    """A value by type, shape and dtype, for a detail."""
    if value is None:
        return "None"
    if isinstance(value, (tuple, list, dict, set, frozenset)):
        return f"{type(value).__name__} of {len(value)}"
    reading = read(value)
    if reading is None:
        return type(value).__name__
    if reading.array.ndim == 0:
        return reading.dtype
    noun = "tensor" if is_tensor(value) else "array"
    return f"{noun} of shape {reading.shape}, {reading.dtype}"


def _both(found: Mismatch, _tolerance: Tolerance) -> list[str]:
    return [f"expected {describe(found.expected)}", f"got      {describe(found.actual)}"]


def _key_lines(found: Mismatch, _tolerance: Tolerance) -> list[str]:
    got = found.actual if isinstance(found.actual, dict) else {}
    right = found.expected if isinstance(found.expected, dict) else {}
    missing = [key for key in right if key not in got]
    surplus = [key for key in got if key not in right]
    return [f"missing keys: {_listed(missing)}", f"keys not asked for: {_listed(surplus)}"]


def _listed(keys: list[object]) -> str:
    shown = ", ".join(_plain_text(key) for key in keys[:SHORT])
    return (shown or "none") + (", …" if len(keys) > SHORT else "")


def _shape_lines(found: Mismatch, tolerance: Tolerance) -> list[str]:
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None:
        return _both(found, tolerance)
    lines = _both(found, tolerance)
    if got.array.ndim != right.array.ndim:
        return [*lines, f"{right.array.ndim} axes expected, got {got.array.ndim}"]
    wrong = [axis for axis, (a, e) in enumerate(zip(got.shape, right.shape, strict=True)) if a != e]
    return lines + [
        f"axis {axis}: expected length {right.shape[axis]}, got {got.shape[axis]}" for axis in wrong[:4]
    ]


def _element_lines(found: Mismatch, tolerance: Tolerance) -> list[str]:
    if isinstance(found.actual, (set, frozenset)) and isinstance(found.expected, (set, frozenset)):
        missing, surplus = found.expected - found.actual, found.actual - found.expected
        return [f"missing: {_listed(list(missing))}", f"not asked for: {_listed(list(surplus))}"]
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None:
        return [f"expected {_plain_text(found.expected)}", f"got      {_plain_text(found.actual)}"]
    if right.array.ndim == 0:
        return [f"expected {_number(right, ())}", f"got      {_number(got, ())}"]
    wrong = ~close(got, right, tolerance)
    where = _worst(got, right, wrong)
    lines = [
        f"{int(wrong.sum())} of {wrong.size} elements differ; {describe(found.expected)}",
        f"worst at index {list(where)}: expected {_number(right, where)}, got {_number(got, where)}",
    ]
    if not right.discrete:
        lines.append(f"tolerance: rtol {tolerance.rtol:g}, atol {tolerance.atol:g}")
    return lines + _whole(got, right)


def _whole(got: Reading, right: Reading) -> list[str]:
    if right.array.ndim != 1 or right.array.size > SHORT:
        return []
    rows = [", ".join(_number(one, (k,)) for k in range(right.array.size)) for one in (right, got)]
    return [f"expected [{rows[0]}]", f"got      [{rows[1]}]"]


def _worst(got: Reading, right: Reading, wrong: Numbers) -> tuple[int, ...]:
    """Index of the largest error; NaN and infinity count as the largest."""
    error = wrong.astype(np.float64)
    if not right.textual:
        error = np.where(wrong, np.abs(got.numbers() - right.numbers()), -1.0)
        error = np.where(np.isnan(error), np.inf, error)
    return tuple(int(k) for k in np.unravel_index(int(np.argmax(error)), wrong.shape))


def _number(reading: Reading, where: tuple[int, ...]) -> str:
    value = reading.array[where].item() if where else reading.array.item()
    return f"{value:.10g}" if isinstance(value, (float, complex)) else _plain_text(value)


def _plain_text(value: object) -> str:
    """A key or a single value. Python refuses to print integers of thousands of digits."""
    if isinstance(value, int) and value.bit_length() > 256:
        return f"an integer of {value.bit_length()} bits"
    known = value is None or isinstance(value, (bool, int, float, complex, str, bytes, np.generic))
    return _shortened(repr(value) if known else type(value).__name__)


_DETAILS: dict[DifferenceKind, Callable[[Mismatch, Tolerance], list[str]]] = {
    "keys": _key_lines,
    "shape": _shape_lines,
    "nonfinite": _element_lines,
    "value": _element_lines,
}
