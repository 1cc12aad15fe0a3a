"""What differs between a student's value and the right one.

``brief`` is what a hidden test may show: a closed set of sentences, none of which holds a value, a shape
or a text that the student's code made. ``detail`` is the full account.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.as_numbers import Numbers, Reading, read
from grader.diagnosis.brief_sentence import UNKNOWN, ValueOrigin, brief_sentence
from grader.diagnosis.mismatch import ORDER, DifferenceKind, Place, WrongPart, close, mismatches, scale_of
from grader.diagnosis.tolerance import Tolerance
from grader.messages import say
from grader.wire.structure import is_tensor

SHORT = 8
"""Arrays up to this length are shown whole."""

_LONGEST_TEXT = 60


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


def difference(
    actual: object,
    expected: object,
    tolerance: Tolerance,
    *,
    accept: tuple[str, ...] = (),
    origin: ValueOrigin = UNKNOWN,
) -> Difference | None:
    """``None`` if ``actual`` equals ``expected``, else the difference to correct first.

    Scalars stand for each other whatever carries them, an int also for a float; never a bool for a number.
    ``accept`` names families of arrays (``numpy``, ``torch``) that may stand for the right one. ``origin`` says what
    gave the value, for the sentence about it.
    """
    found = min(
        mismatches(actual, expected, tolerance, accept), key=lambda one: ORDER.index(one.kind), default=None
    )
    if found is None:
        return None
    with np.errstate(all="ignore"):
        return _described(found, expected, tolerance, origin)


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


def _described(found: WrongPart, expected: object, tolerance: Tolerance, origin: ValueOrigin) -> Difference:
    share = error_share(found) if found.kind == "value" else None
    path = path_of(found.place)
    lines = [say("detail.at", path=path)] if path else []
    lines += _DETAILS.get(found.kind, _type_lines)(found, tolerance)
    return Difference(
        kind=found.kind,
        brief=brief_sentence(found, expected, share, origin),
        detail="\n".join(lines),
        path=path,
    )


def error_share(found: WrongPart) -> float | None:
    """The largest error as a share of the largest right number."""
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None or right.kind == "bool" or right.textual:
        return None
    e = right.numbers()
    share = scale_of(got.numbers() - e) / (scale_of(e) or 1.0)
    return share if 0 < share < math.inf else None


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
