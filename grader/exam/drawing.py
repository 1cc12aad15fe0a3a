"""Draws the parameters of a question, from a seed that depends on the course's secret, the exam and the form."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.exam.collision import collisions
from grader.exam.parameter_value import frozen_values, restored_values
from grader.exam.question import AnswerKind, Part, Question
from grader.exam.solution import Solution, solve

_MOST_DRAWS = 200
"""Draws without one that suits, after which a question is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One instance of a question: its parameters, and the values that follow.

    Attributes
    ----------
    options : dict
        The texts of each choice, in the order in which they are offered.
    unfit : tuple of str
        Why earlier draws from the same seed were drawn again, one text for each.
    """

    question: Question
    parameters: dict[str, Any]
    solution: Solution
    options: dict[str, tuple[str, ...]]
    unfit: tuple[str, ...] = ()


def question_seed(secret: bytes, exam: str, form: str, question: str) -> bytes:
    """The seed of a question on a form. No other question, form or exam changes it."""
    return keyed_digest(secret, "question", exam, form, question)


def keyed_digest(secret: bytes, *words: str) -> bytes:
    """HMAC-SHA256 of words under the course's secret."""
    return hmac.new(secret, "\0".join(words).encode(errors="surrogatepass"), hashlib.sha256).digest()


def draw_question(question: Question, seed: bytes, *, distinct: bool = True) -> Draw:
    """Draw until the values can be told apart.

    Parameters
    ----------
    question : Question
    seed : bytes
    distinct : bool
        False: the first draw is taken. After a repair a key may equal what was a mistake before.

    Raises
    ------
    CourseError
        A function of the question fails, or no draw suits.
    """
    rng = np.random.default_rng(int.from_bytes(seed, "big"))
    unfit: list[str] = []
    for _ in range(_MOST_DRAWS):
        parameters = drawn_parameters(question, rng)
        solution = solve(question, parameters)
        reason = next(collisions(question, parameters, solution), None) if distinct else None
        if reason is None:
            options = {
                each.name: _options(each, solution, seed) for each in question.parts if _is_choice(each)
            }
            return Draw(
                question=question,
                parameters=parameters,
                solution=solution,
                options=options,
                unfit=tuple(unfit),
            )
        unfit.append(reason)
    reason, times = Counter(unfit).most_common(1)[0]
    raise CourseError(
        f"{question.place}:{question.draw_line}: of {_MOST_DRAWS} draws none suits, {times} because these cannot be "
        f"told apart: {reason}. Widen the draw, or ask for more digits."
    )


def drawn_parameters(question: Question, rng: np.random.Generator) -> dict[str, Any]:
    """What ``draw`` returns, as it comes back from JSON.

    Raises
    ------
    CourseError
        It fails, or returns something that cannot be kept.
    """
    where = f"{question.place}:{question.draw_line}: draw"
    try:
        drawn = question.draw(rng)
    except Exception as error:  # whatever an author's function raises is the question's fault
        raise CourseError(f"{where} failed: {type(error).__name__}: {error}.") from error
    if not isinstance(drawn, dict) or not all(isinstance(name, str) for name in drawn):
        raise CourseError(f"{where} must return a dictionary of parameters by name, got {drawn!r}.")
    taken = [part.name for part in question.parts if part.name in drawn]
    if taken:
        raise CourseError(
            f"{where} returns a parameter with the name of the part {taken[0]}. Rename one of them."
        )
    try:
        return restored_values(frozen_values(drawn))
    except ValueError as error:
        raise CourseError(
            f"{where}: {error}. A parameter is a finite number, a text, true or false, a list or an array of those."
        ) from None


def _is_choice(part: Part) -> bool:
    return part.kind is AnswerKind.CHOICE


def _options(part: Part, solution: Solution, seed: bytes) -> tuple[str, ...]:
    """The answer and its mistakes, in an order that the seed decides."""
    wrong = (solution.mistakes[each.name] for each in part.mistakes)
    texts = [solution.key[part.name], *(text for text in wrong if text is not None)]
    order = np.random.default_rng(int.from_bytes(keyed_digest(seed, "options", part.name), "big"))
    return tuple(texts[at] for at in order.permutation(len(texts)))


def parameter_entries(parameters: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each number or text among the parameters with its place: ``x[0]``."""
    for name, value in parameters.items():
        yield from _entries(name, value.tolist() if isinstance(value, np.ndarray) else value)


def _entries(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        for at, each in enumerate(value):
            yield from _entries(f"{name}[{at}]", each)
    else:
        yield name, value


__all__ = ["Draw", "draw_question", "drawn_parameters", "keyed_digest", "parameter_entries", "question_seed"]
