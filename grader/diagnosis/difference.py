"""What differs between a student's value and the right one.

``brief`` is what a hidden test may show: a closed set of sentences, none of which holds a value, a shape
or a text that the student's code made. ``detail`` is the full account.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import Kind, Numbers, Reading, read
from grader.diagnosis.mismatch import ORDER, DifferenceKind, Place, WrongPart, close, mismatches, scale_of
from grader.diagnosis.tolerance import Tolerance
from grader.messages import join_sentences, say
from grader.wire.structure import is_tensor

SHORT = 8
"""Arrays up to this length are shown whole."""

_LONGEST_TEXT = 60
_SMALLEST_POWER, _LARGEST_POWER = -9, 3
"""Powers of ten that a sentence names: each is a number that code under test may choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first thing to correct in a result."""

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
    """``None`` if ``actual`` equals ``expected``, else the difference to correct first.

    Scalars stand for each other whatever carries them, an int also for a float; never a bool for a number.
    ``accept`` names families of arrays (``numpy``, ``torch``) that may stand for the right one.
    """
    found = min(
        mismatches(actual, expected, tolerance, accept), key=lambda one: ORDER.index(one.kind), default=None
    )
    if found is None:
        return None
    with np.errstate(all="ignore"):
        return _described(found, tolerance)


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


def _described(found: WrongPart, tolerance: Tolerance) -> Difference:
    magnitude = _magnitude(found) if found.kind == "value" else None
    path = path_of(found.place)
    lines = [say("detail.at", path=path)] if path else []
    lines += _DETAILS.get(found.kind, _type_lines)(found, tolerance)
    return Difference(
        kind=found.kind,
        brief=_brief(found, magnitude),
        detail="\n".join(lines),
        path=path,
        magnitude=magnitude,
    )


_CONTAINERS = (
    (tuple, "needed.tuple"), (list, "needed.list"), (dict, "needed.dict"), (str, "needed.string"),
    ((set, frozenset), "needed.set"),
)  # fmt: skip


def _needed(expected: object) -> str:
    """What type the test needed, without its values."""
    if expected is None:
        return say("needed.none")
    for kind, message_id in _CONTAINERS:
        if isinstance(expected, kind):
            return say(message_id)
    reading = read(expected)
    if reading is None:
        return say("needed.object")
    if reading.array.ndim == 0:
        return say("needed.number" if reading.kind != "bool" else "needed.truth")
    return say("needed.tensor" if reading.family == "torch" else "needed.array")


def _brief(found: WrongPart, magnitude: int | None) -> str:
    match found.kind:
        case "none_returned":
            nothing = say("difference.none_in_part" if found.place else "difference.none_returned")
            return join_sentences(nothing, _needed(found.expected))
        case "type":
            return join_sentences(say("difference.type"), _needed(found.expected))
        case "length":
            return say("difference.length")
        case "keys":
            return say("difference.keys")
        case "dtype":
            return _dtype_brief(found)
        case "shape":
            return say("difference.shape")
        case "nonfinite":
            return _nonfinite_brief(found)
        case "value":
            return _value_brief(found, magnitude)


def _dtype_brief(found: WrongPart) -> str:
    got, right = read(found.actual), read(found.expected)
    assert got is not None
    assert right is not None
    if got.kind != right.kind:
        return join_sentences(say("difference.kind"), say(_KINDS_NEEDED[right.kind]))
    if got.width == right.width:
        return say("difference.dtype")
    return say("difference.dtype.narrower" if got.width < right.width else "difference.dtype.wider")


_KINDS_NEEDED: dict[Kind, str] = {
    "bool": "needed.truths",
    "integer": "needed.integers",
    "float": "needed.floats",
    "complex": "needed.complex",
    "text": "needed.text",
    "bytes": "needed.bytes",
}


def _nonfinite_brief(found: WrongPart) -> str:
    got, right = read(found.actual), read(found.expected)
    if got is not None and right is not None:
        bad = ~np.isfinite(got.numbers())
        if not (bad & np.isfinite(right.numbers())).any():
            return say("difference.nonfinite.missing")
    return say("difference.nonfinite")


def _value_brief(found: WrongPart, magnitude: int | None) -> str:
    right = read(found.expected)
    if isinstance(found.expected, (set, frozenset)):
        return say("difference.set")
    if right is None or right.textual:
        return say("difference.text")
    if right.kind == "bool":
        return say("difference.truth")
    return say("difference.values") if magnitude is None else _error_size(magnitude)


def _error_size(magnitude: int) -> str:
    """How large an error is, by its power of ten and by nothing finer; beyond a few of them not even by that."""
    if magnitude > _LARGEST_POWER:
        return say("difference.values.huge", power=_LARGEST_POWER)
    if magnitude < _SMALLEST_POWER:
        return say("difference.values.tiny", power=_SMALLEST_POWER)
    match magnitude:
        case 0:
            return say("difference.values.whole")
        case -1:
            return say("difference.values.tenth")
        case 1:
            return say("difference.values.tenfold")
        case _:
            return say(
                "difference.values.small" if magnitude < 0 else "difference.values.large", power=magnitude
            )


def _magnitude(found: WrongPart) -> int | None:
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
        return say("detail.parts", type=type(value).__name__, n=len(value))
    reading = read(value)
    if reading is None:
        return type(value).__name__
    if reading.array.ndim == 0:
        return reading.dtype
    message_id = "detail.tensor" if is_tensor(value) else "detail.array"
    return say(message_id, shape=reading.shape, dtype=reading.dtype)


def _expected_and_got(expected: str, got: str) -> list[str]:
    return [say("detail.expected", value=expected), say("detail.got", value=got)]


def _type_lines(found: WrongPart, _tolerance: Tolerance) -> list[str]:
    return _expected_and_got(describe(found.expected), describe(found.actual))


def _key_lines(found: WrongPart, _tolerance: Tolerance) -> list[str]:
    got = found.actual if isinstance(found.actual, dict) else {}
    right = found.expected if isinstance(found.expected, dict) else {}
    missing = [key for key in right if key not in got]
    surplus = [key for key in got if key not in right]
    return [
        say("detail.missing_keys", keys=_listed(missing)),
        say("detail.surplus_keys", keys=_listed(surplus)),
    ]


def _listed(keys: list[object]) -> str:
    listed = ", ".join(_plain_text(key) for key in keys[:SHORT])
    return (listed or say("detail.nothing")) + (", …" if len(keys) > SHORT else "")


def _shape_lines(found: WrongPart, tolerance: Tolerance) -> list[str]:
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None:
        return _type_lines(found, tolerance)
    lines = _type_lines(found, tolerance)
    if got.array.ndim != right.array.ndim:
        return [*lines, say("detail.rank", expected=right.array.ndim, got=got.array.ndim)]
    wrong = [axis for axis, (a, e) in enumerate(zip(got.shape, right.shape, strict=True)) if a != e]
    return lines + [
        say("detail.axis", axis=axis, expected=right.shape[axis], got=got.shape[axis]) for axis in wrong[:4]
    ]


def _element_lines(found: WrongPart, tolerance: Tolerance) -> list[str]:
    if isinstance(found.actual, (set, frozenset)) and isinstance(found.expected, (set, frozenset)):
        missing, surplus = found.expected - found.actual, found.actual - found.expected
        return [
            say("detail.missing", elements=_listed(list(missing))),
            say("detail.surplus", elements=_listed(list(surplus))),
        ]
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None:
        return _expected_and_got(_plain_text(found.expected), _plain_text(found.actual))
    if right.array.ndim == 0:
        return _expected_and_got(_number(right, ()), _number(got, ()))
    wrong = ~close(got, right, tolerance)
    where = _worst(got, right, wrong)
    lines = [
        say(
            "detail.wrong_elements",
            wrong=int(wrong.sum()),
            all=wrong.size,
            expected=describe(found.expected),
        ),
        say("detail.worst", index=list(where), expected=_number(right, where), got=_number(got, where)),
    ]
    if not right.discrete:
        lines.append(say("detail.tolerance", rtol=f"{tolerance.rtol:g}", atol=f"{tolerance.atol:g}"))
    return lines + _whole(got, right)


def _whole(got: Reading, right: Reading) -> list[str]:
    if right.array.ndim != 1 or right.array.size > SHORT:
        return []
    rows = [", ".join(_number(one, (k,)) for k in range(right.array.size)) for one in (right, got)]
    return _expected_and_got(f"[{rows[0]}]", f"[{rows[1]}]")


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
        return say("detail.long_integer", bits=value.bit_length())
    known = value is None or isinstance(value, (bool, int, float, complex, str, bytes, np.generic))
    return _shortened(repr(value) if known else type(value).__name__)


_DETAILS: dict[DifferenceKind, Callable[[WrongPart, Tolerance], list[str]]] = {
    "keys": _key_lines,
    "shape": _shape_lines,
    "nonfinite": _element_lines,
    "value": _element_lines,
}
