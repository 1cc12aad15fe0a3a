"""A drawn question as learning platforms take it: fields to type, each with windows around its key and mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from grader.exam.exam_file import STUDENT, Exam
from grader.exam.exam_form import FrozenPart, FrozenQuestion, exam_form
from grader.exam.last_place import printed, unit_of, within
from grader.exam.parameter_value import restored_value
from grader.exam.question import AnswerKind, Question
from grader.exam.question_bank import QuestionBank
from grader.messages import say

POOL_SIZE: Final = 20
"""Variants of each question where every student has a form: a platform cannot hand out forms, it draws from a pool."""
_RELATIVE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAnswer:
    """An answer that is foreseen.

    Attributes
    ----------
    value : float, int or str
    tolerance : float
        How far a number may be away, with both ends; 0 for integers and choices.
    share : float
        Of the points of the field.
    shown : str
        The value with the digits that are asked for.
    mistake : str
        Its name; empty for the key.
    """

    value: Any
    tolerance: float
    share: float
    shown: str
    mistake: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedField:
    """What is typed once: a part, or a cell of its table. ``answers`` begins with the key, and the first fit counts."""

    name: str
    part: str
    label: str
    kind: AnswerKind
    asked: str
    points: float
    answers: tuple[ExportedAnswer, ...]
    options: tuple[str, ...]

    @property
    def is_choice(self) -> bool:
        return self.kind is AnswerKind.CHOICE

    @property
    def key(self) -> ExportedAnswer:
        return self.answers[0]

    def answer(self, value: Any) -> ExportedAnswer | None:
        """The first answer whose window holds a value."""
        return next((each for each in self.answers if _holds(each, value)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedQuestion:
    """One variant of a question. ``tables`` has the labels of rows and columns by part."""

    name: str
    topic: str
    variant: int
    statement: str
    fields: tuple[ExportedField, ...]
    labels: dict[str, str]
    tables: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]

    @property
    def title(self) -> str:
        return f"{self.name} {self.variant:02d}"

    @property
    def points(self) -> float:
        return sum(each.points for each in self.fields)

    def part_fields(self, part: str) -> list[ExportedField]:
        return [each for each in self.fields if each.part == part]


def pool_size(exam: Exam) -> int:
    """How many variants of each question are exported."""
    return POOL_SIZE if exam.file.forms == STUDENT else int(exam.file.forms)


def question_pool(exam: Exam, bank: QuestionBank, secret: bytes) -> Iterator[tuple[ExportedQuestion, ...]]:
    """For each variant all questions of the exam, in the order of the exam file."""
    for variant in range(1, pool_size(exam) + 1):
        form = exam_form(exam, str(variant), bank, secret)
        yield tuple(exported_question(form.question(name), variant) for name in exam.file.questions)


def exported_question(frozen: FrozenQuestion, variant: int = 1) -> ExportedQuestion:
    """A frozen question as a platform takes it."""
    return ExportedQuestion(
        name=frozen.name, topic=frozen.topic, variant=variant, statement=frozen.statement,
        fields=tuple(field for part in frozen.parts for field in _fields(part)),
        labels={part.name: part.label for part in frozen.parts},
        tables={part.name: (part.rows, part.columns) for part in frozen.parts if part.rows},
    )  # fmt: skip


def _fields(part: FrozenPart) -> Iterator[ExportedField]:
    keys = _values(part.key)
    wrong = [(each, _values(each.value)) for each in part.mistakes if each.value is not None]
    cells = [f"{row}, {column}" for row in part.rows for column in part.columns or ("",)] or [""]
    for at, name in enumerate(part.fields):
        answers = [_answer(part, keys[at], 1.0, "", say("answer.right"))]
        for each, values in wrong:
            if not within(part, values[at], keys[at], 0.0):
                answers.append(_answer(part, values[at], each.worth, each.name, each.sentence))
        yield ExportedField(
            name=name, part=part.name, label=_joined_label(part.label, cells[at]), kind=part.kind,
            asked=_asked(part), points=part.points / len(part.fields), answers=tuple(answers), options=part.options,
        )  # fmt: skip


def _values(frozen: Any) -> list[Any]:
    value = restored_value(frozen)
    return value.ravel().tolist() if isinstance(value, np.ndarray) else [value]


def _answer(part: FrozenPart, value: Any, share: float, mistake: str, sentence: str) -> ExportedAnswer:
    tolerance = 0.0
    if part.kind in (AnswerKind.DECIMALS, AnswerKind.DIGITS):
        tolerance = unit_of(part, value) * (1 + _RELATIVE) + _RELATIVE * abs(value)
    return ExportedAnswer(
        value=value, tolerance=tolerance, share=share, shown=printed(part, value), mistake=mistake, sentence=sentence
    )  # fmt: skip


def _joined_label(label: str, cell: str) -> str:
    return f"{label} ({cell})" if label and cell else label or cell


def _asked(part: FrozenPart) -> str:
    """What a student has to type, as a sentence: platforms read numbers, and no expressions or units."""
    if part.kind is AnswerKind.CHOICE:
        return ""
    places = {} if part.kind is AnswerKind.INTEGER else {"places": part.places}
    number = say(f"export.ask_{part.kind.value}", **places)
    return f"{number} {say('export.ask_unit', unit=part.unit)}" if part.unit else number


def _holds(answer: ExportedAnswer, value: Any) -> bool:
    if isinstance(answer.value, str):
        return bool(value == answer.value)
    return bool(abs(value - answer.value) <= answer.tolerance * (1 + _RELATIVE))


def decimal_text(value: float) -> str:
    """A number without an exponent: Canvas and Moodle's cloze read it as any other."""
    return str(value) if isinstance(value, int) else str(np.format_float_positional(value, trim="-"))


def lost_by_every_format(question: Question) -> tuple[str, ...]:
    """What no platform can do with a question, as sentences."""
    found = []
    if any(part.follow and part.function.earlier for part in question.parts):
        found.append(say("export.lost_follow_on"))
    if any(part.kind is not AnswerKind.CHOICE for part in question.parts):
        found.append(say("export.lost_spellings"))
    if any(part.kind in (AnswerKind.DECIMALS, AnswerKind.DIGITS) for part in question.parts):
        found.append(say("export.lost_early_rounding"))
    return tuple(found)


__all__ = [
    "POOL_SIZE", "ExportedAnswer", "ExportedField", "ExportedQuestion", "decimal_text", "exported_question",
    "lost_by_every_format", "pool_size", "question_pool",
]  # fmt: skip
