"""What a question file declares: parts to answer, named mistakes, a statement, a draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grader.exam.template_text import TemplateText

MOODLE_SHARES = (0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)
"""What a mistake may be worth: Moodle can carry these shares and few others."""


class AnswerKind(StrEnum):
    """What is typed into the field of a part."""

    DECIMALS = "decimals"
    DIGITS = "digits"
    INTEGER = "integer"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorFunction:
    """A function of a question file. Its arguments are names of parameters or of earlier parts.

    Attributes
    ----------
    earlier : tuple of str
        The arguments that are parts.
    """

    name: str
    run: Callable[..., Any]
    arguments: tuple[str, ...]
    line: int
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMistake:
    """A wrong value that is foreseen. ``name`` is its id, ``sentence`` what the student is told."""

    name: str
    worth: float
    sentence: TemplateText
    function: AuthorFunction


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A value to answer: one number, one choice, or a table of numbers.

    Attributes
    ----------
    places : int
        Decimals or significant digits asked for, by ``kind``; 0 for integers and choices.
    follow : bool
        Whether an answer that is right for the student's own earlier answers earns all points.
    fixed : str
        Why students may share the answer; empty if they must not.
    source : str
        Where the right choice is written down.
    solution : TemplateText
        How the answer comes about, Markdown; may show parameters, earlier parts and this one. Empty if there is none.
    rows, columns : tuple of str
        Labels of a table, both empty if the part is none.
    reference_call : str
        ``assignment.function`` if the answer is one call of a reference function, else empty.
    """

    name: str
    label: TemplateText
    solution: TemplateText
    kind: AnswerKind
    places: int
    points: float
    unit: str
    follow: bool
    fixed: str
    source: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    reference_call: str
    function: AuthorFunction
    mistakes: tuple[NamedMistake, ...]

    @property
    def is_table(self) -> bool:
        return bool(self.rows)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what is typed: the part's name, or ``part.row.column`` (from 1) for each cell, row by row."""
        return field_names(self.name, len(self.rows), len(self.columns))


def field_names(part: str, rows: int, columns: int) -> tuple[str, ...]:
    """The fields of a part; without rows it has one, of the part's name."""
    if not rows:
        return (part,)
    return tuple(f"{part}.{r}.{c}" for r in range(1, rows + 1) for c in range(1, columns + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question file, loaded.

    Attributes
    ----------
    name, topic : str
        The file's and the folder's name.
    place : str
        The file as messages name it: ``questions/topic/name.py``.
    proof : AuthorFunction, optional
        The answers once more, by another way, as a dictionary by part.
    """

    name: str
    topic: str
    place: str
    statement: TemplateText
    draw: Callable[[Any], Any]
    draw_line: int
    parts: tuple[Part, ...]
    proof: AuthorFunction | None

    def part(self, name: str) -> Part:
        return next(each for each in self.parts if each.name == name)

    @property
    def points(self) -> float:
        return sum(each.points for each in self.parts)


__all__ = ["MOODLE_SHARES", "AnswerKind", "AuthorFunction", "NamedMistake", "Part", "Question", "field_names"]
