"""The unit in the last place asked for, the window around a value, and a value printed with the digits asked."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from grader.exam.question import AnswerKind

_RELATIVE = 1e-9
_LEAST_POSITIONAL, _MOST_POSITIONAL = -5, 15
"""Powers of ten between which a number is printed without an exponent."""


class AskedFor(Protocol):
    """What is asked for: a `Part`, or a part of a form."""

    @property
    def kind(self) -> AnswerKind: ...
    @property
    def places(self) -> int: ...


def unit_of(part: AskedFor, value: float) -> float:
    """One unit in the last place asked for. An integer has none."""
    if part.kind is AnswerKind.DECIMALS:
        return float(10.0**-part.places)
    if part.kind is AnswerKind.DIGITS:
        return float(10.0 ** (_power(value, part.places) - part.places + 1))
    return 0.0


def _power(value: float, digits: int) -> int:
    """The power of ten of the first digit, once the value is rounded to so many digits."""
    return int(f"{value:.{digits - 1}e}".partition("e")[2]) if value else 0


def within(part: AskedFor, value: Any, target: Any, units: float = 1.0) -> bool:
    """Whether a value lies within so many units of a target, both ends included; integers and choices are equal."""
    if part.kind is AnswerKind.CHOICE:
        return bool(value == target)
    if part.kind is AnswerKind.INTEGER:
        return bool(abs(value - target) <= _RELATIVE and round(value) == target)
    distance = units * unit_of(part, target)
    return bool(abs(value - target) <= distance * (1 + _RELATIVE) + _RELATIVE * abs(target))


def apart(part: AskedFor, one: Any, other: Any, units: float) -> bool:
    """Whether two values are more than so many units apart; integers and choices differ."""
    if part.kind in (AnswerKind.CHOICE, AnswerKind.INTEGER):
        return bool(one != other)
    wider = one if abs(one) > abs(other) else other
    return not within(part, other if wider is one else one, wider, units)


def printed(part: AskedFor, value: Any) -> str:
    """A value of one field with the digits asked for, as a student types it."""
    if part.kind in (AnswerKind.CHOICE, AnswerKind.INTEGER):
        return str(value)
    if part.kind is AnswerKind.DECIMALS:
        text = f"{value:.{part.places}f}"
    elif _LEAST_POSITIONAL < _power(value, part.places) < _MOST_POSITIONAL:
        text = np.format_float_positional(
            value, precision=part.places, fractional=False, unique=False, trim="k"
        )
        text = text.rstrip(".")
    else:
        text = f"{value:.{part.places - 1}e}"
    return text.removeprefix("-") if not math.fabs(float(text)) else text


def printed_value(part: AskedFor, value: Any) -> str:
    """A value of a part for people: the cells of a table in brackets, row by row."""
    if not isinstance(value, np.ndarray):
        return printed(part, value)
    rows = np.atleast_2d(value).tolist()
    return "  ".join(f"[{'  '.join(printed(part, each) for each in row)}]" for row in rows)


__all__ = ["AskedFor", "apart", "printed", "printed_value", "unit_of", "within"]
