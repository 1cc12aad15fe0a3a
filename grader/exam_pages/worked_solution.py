"""The solution of a question worked through with a student's own numbers, from the author's functions."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from grader.exam.last_place import printed_value
from grader.exam.question import AnswerKind, AuthorFunction, Question
from grader.exam.solution import Solution


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionStep:
    """How one part is answered.

    Attributes
    ----------
    label : str
        Markdown.
    given : tuple of (name, value)
        What the value is computed from: parameters, and earlier parts.
    code : str
        The computation, as the question's author wrote it; empty for a choice.
    answer : str
        With the digits asked for.
    """

    part: str
    label: str
    given: tuple[tuple[str, str], ...]
    code: str
    answer: str


def solution_steps(
    question: Question, parameters: Mapping[str, Any], solution: Solution
) -> Iterator[SolutionStep]:
    """The way to each answer, in order."""
    values: dict[str, str] = {name: _shown(value) for name, value in parameters.items()}
    for part in question.parts:
        answer = " ".join(filter(None, (printed_value(part, solution.key[part.name]), part.unit)))
        choice = part.kind is AnswerKind.CHOICE
        yield SolutionStep(
            part=part.name,
            label=part.label.render(parameters),
            given=() if choice else tuple((name, values[name]) for name in part.function.arguments),
            code="" if choice else author_code(part.function),
            answer=answer,
        )
        values[part.name] = printed_value(part, solution.key[part.name])


def _shown(value: Any) -> str:
    """A parameter as people read it."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        return f"({', '.join(map(_shown, value))})"
    return np.format_float_positional(value, trim="-") if isinstance(value, float) else str(value)


def author_code(function: AuthorFunction) -> str:
    """What a function computes: its body without docstring, and without ``return`` if that is all there is."""
    return _code(function.run)


@cache
def _code(run: Any) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(run))).body[0]
    assert isinstance(tree, ast.FunctionDef), "an author's function is a def"
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    if len(body) == 1 and isinstance(body[0], ast.Return) and body[0].value is not None:
        return ast.unparse(body[0].value)
    return "\n".join(map(ast.unparse, body))


__all__ = ["SolutionStep", "author_code", "solution_steps"]
