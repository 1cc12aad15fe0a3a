"""The solution of a question worked through with a student's own numbers, in the words of its author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.exam.last_place import printed, printed_value
from grader.exam.question import Part, Question
from grader.exam.solution import field_values


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionStep:
    """How one part is answered.

    Attributes
    ----------
    label, text : str
        Markdown; ``text`` is empty where the author wrote none.
    answer : str
        With the digits asked for, and the unit.
    """

    part: str
    label: str
    text: str
    answer: str


def solution_steps(
    question: Question, parameters: Mapping[str, Any], key: Mapping[str, Any]
) -> Iterator[SolutionStep]:
    """The way to each answer, in order.

    Parameters
    ----------
    question : Question
    parameters : mapping of str to object
        Of the draw.
    key : mapping of str to object
        The right value by part.

    Raises
    ------
    CourseError
        A text names what is neither a parameter, nor an earlier part, nor its own.
    """
    values = dict(parameters)
    for part in question.parts:
        values[part.name] = _in_text(part, key[part.name])
        yield SolutionStep(
            part=part.name,
            label=part.label.render(parameters),
            text=part.solution.render(values),
            answer=" ".join(filter(None, (printed_value(part, key[part.name]), part.unit))),
        )


def _in_text(part: Part, value: Any) -> str:
    """A value as a text shows it: the cells of a table with commas, row by row."""
    return ", ".join(printed(part, each) for each in field_values(part, value))


__all__ = ["SolutionStep", "solution_steps"]
