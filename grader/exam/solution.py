"""The right and the foreseen wrong values of one draw, and those that follow from other earlier answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.exam.parameter_value import frozen_values
from grader.exam.question import AnswerKind, AuthorFunction, Part, Question

_LARGEST_WHOLE = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The values of one draw: ``float``, ``int``, ``str``, or an array as the author's function returns it.

    Attributes
    ----------
    key : dict
        The right value by part.
    mistakes : dict
        The wrong value by the name of the mistake; None where it is not possible.
    """

    key: dict[str, Any]
    mistakes: dict[str, Any]


def solve(question: Question, parameters: Mapping[str, Any]) -> Solution:
    """Compute every part, in order, and every mistake.

    Raises
    ------
    CourseError
        A function of the question fails, or what it returns is no answer of its part.
    """
    key: dict[str, Any] = {}
    mistakes: dict[str, Any] = {}
    for part in question.parts:
        key[part.name] = author_value(question, part, part.function, {**parameters, **key})
        for mistake in part.mistakes:
            earlier = {name: value for name, value in key.items() if name != part.name}
            mistakes[mistake.name] = author_value(question, part, mistake.function, {**parameters, **earlier})
    return Solution(key=key, mistakes=mistakes)


def author_value(question: Question, part: Part, function: AuthorFunction, values: Mapping[str, Any]) -> Any:
    """What a function of the question file computes.

    Raises
    ------
    CourseError
        It fails, or returns no answer of its part.
    """
    where = f"{question.place}:{function.line}: {function.name}"
    unknown = [name for name in function.arguments if name not in values]
    if unknown:
        raise CourseError(
            f"{where} has an argument '{unknown[0]}', which is neither a parameter that draw() returns nor an earlier "
            f"part. Known: {', '.join(values)}."
        )
    try:
        with np.errstate(all="ignore"):
            raw = function.run(*(values[name] for name in function.arguments))
    except Exception as error:  # whatever an author's function raises is the question's fault
        shown = ", ".join(f"{name} = {values[name]}" for name in function.arguments)
        raise CourseError(f"{where} failed for {shown}: {type(error).__name__}: {error}.") from error
    if raw is None and function is not part.function:
        return None
    try:
        return answer_value(part, raw)
    except ValueError as error:
        raise CourseError(f"{where} {error}.") from None


def answer_value(part: Part, raw: Any) -> Any:
    """A value as an answer of its part.

    Raises
    ------
    ValueError
        It is none; the message goes on after the name of a function.
    """
    if part.is_table:
        return _table_value(part, raw)
    if part.kind is AnswerKind.CHOICE:
        if not isinstance(raw, str) or not raw.strip():
            raise ValueError(f"must return the text of a choice, got {raw!r}")
        return " ".join(raw.split())
    if isinstance(raw, np.ndarray) and raw.ndim == 0:
        raw = raw.item()
    if not isinstance(raw, (int, float, np.number, np.bool_)):
        raise ValueError(f"must return one number, got {raw!r}")
    return _whole(part, float(raw)) if part.kind is AnswerKind.INTEGER else _finite(float(raw))


def _table_value(part: Part, raw: Any) -> Any:
    values = np.asarray(raw)
    wanted = len(part.rows), len(part.columns)
    if values.dtype.kind not in "biuf" or values.size != math.prod(wanted) or values.ndim > 2:
        raise ValueError(f"must return an array of numbers of shape {wanted}, got {raw!r}")
    if values.ndim == 2 and values.shape != wanted:
        raise ValueError(f"must return an array of shape {wanted}, got shape {values.shape}")
    if part.kind is AnswerKind.INTEGER:
        return np.array([_whole(part, float(v)) for v in values.flat]).reshape(values.shape)
    return np.array([_finite(float(v)) for v in values.flat]).reshape(values.shape)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"must return a finite number, got {value}")
    return value


def _whole(part: Part, value: float) -> int:
    if not math.isfinite(value) or not value.is_integer() or abs(value) > _LARGEST_WHOLE:
        raise ValueError(f"must return a whole number, because {part.name} has integer=True, got {value!r}")
    return int(value)


def frozen_solution(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a solution as JSON; mistakes that are not possible stay None."""
    return {
        name: None if value is None else frozen_values({name: value})[name] for name, value in values.items()
    }


def field_values(part: Part, value: Any) -> tuple[Any, ...]:
    """The values of the fields of a part, as `Part.fields` names them."""
    return tuple(value.ravel().tolist()) if part.is_table else (value,)


__all__ = ["Solution", "answer_value", "author_value", "field_values", "frozen_solution", "solve"]
