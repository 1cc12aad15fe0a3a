"""One form of an exam, frozen: parameters, statements, options and key of each question, in the order of the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from grader.exam.drawing import Draw, draw_question, keyed_digest, question_seed
from grader.exam.exam_file import STUDENT, Exam
from grader.exam.parameter_value import frozen_values, restored_value, restored_values
from grader.exam.question import AnswerKind, Part, Question, field_names
from grader.exam.question_bank import QuestionBank
from grader.exam.solution import Solution, frozen_solution, solve


class FrozenMistake(msgspec.Struct, frozen=True, kw_only=True):
    """A foreseen wrong value. ``value`` is None where the mistake is not possible."""

    name: str
    value: Any
    worth: float
    sentence: str


class FrozenPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a question on a form.

    ``label`` is Markdown. ``options`` are the texts of a choice in the order of the form. ``key`` and the values of
    ``mistakes`` are for the staff: no page for students may hold anything that depends on them.
    """

    name: str
    label: str
    kind: AnswerKind
    places: int
    points: float
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    options: tuple[str, ...]
    key: Any
    mistakes: tuple[FrozenMistake, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what is typed, as on a sheet."""
        return field_names(self.name, len(self.rows), len(self.columns))


class FrozenQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question on a form. ``statement`` is Markdown with ``$…$``; ``parameters`` are as JSON has them."""

    name: str
    topic: str
    statement: str
    parameters: dict[str, Any]
    parts: tuple[FrozenPart, ...]

    def restored_parameters(self) -> dict[str, Any]:
        """The parameters as the question's functions take them."""
        return restored_values(self.parameters)

    def options(self) -> dict[str, tuple[str, ...]]:
        """The options of each choice, by part."""
        return {part.name: part.options for part in self.parts if part.options}

    def solution(self) -> Solution:
        """The key and the mistakes as they were when the form was made."""
        wrong = (each for part in self.parts for each in part.mistakes)
        return Solution(
            key={part.name: restored_value(part.key) for part in self.parts},
            mistakes={each.name: restored_value(each.value) for each in wrong},
        )


class ExamForm(msgspec.Struct, frozen=True, kw_only=True):
    """A form of an exam: ``name`` is a number from 1 on, or the student whose form it is."""

    exam: str
    name: str
    questions: tuple[FrozenQuestion, ...]

    def question(self, name: str) -> FrozenQuestion:
        return next(each for each in self.questions if each.name == name)


def exam_form(exam: Exam, form: str, bank: QuestionBank, secret: bytes) -> ExamForm:
    """Draw a form of an exam. The same secret, exam and form give the same bytes.

    Raises
    ------
    CourseError
        A question of the exam cannot be drawn.
    """
    names = sorted(exam.file.questions, key=lambda name: keyed_digest(secret, "order", exam.name, form, name))
    draws = (
        draw_question(bank.question(name), question_seed(secret, exam.name, form, name)) for name in names
    )
    return ExamForm(exam=exam.name, name=form, questions=tuple(map(frozen_question, draws)))


def form_name(exam: Exam, student: str, secret: bytes) -> str:
    """The form that a student gets. It depends on no other student."""
    if exam.file.forms == STUDENT:
        return student
    return str(
        1 + int.from_bytes(keyed_digest(secret, "form", exam.name, student), "big") % int(exam.file.forms)
    )


def frozen_question(draw: Draw) -> FrozenQuestion:
    """Everything about a draw that a paper, an export and the key need."""
    question = draw.question
    return FrozenQuestion(
        name=question.name, topic=question.topic, statement=question.statement.render(draw.parameters),
        parameters=frozen_values(draw.parameters), parts=tuple(_frozen_part(draw, part) for part in question.parts),
    )  # fmt: skip


def _frozen_part(draw: Draw, part: Part) -> FrozenPart:
    values = frozen_solution(draw.solution.key | draw.solution.mistakes)
    return FrozenPart(
        name=part.name, label=part.label.render(draw.parameters), kind=part.kind, places=part.places,
        points=part.points, unit=part.unit, rows=part.rows, columns=part.columns,
        options=draw.options.get(part.name, ()), key=values[part.name],
        mistakes=tuple(
            FrozenMistake(
                name=each.name, value=values[each.name], worth=each.worth,
                sentence=each.sentence.render(draw.parameters),
            )
            for each in part.mistakes
        ),
    )  # fmt: skip


def question_as_issued(question: Question, frozen: FrozenQuestion) -> Question:
    """Today's question with the digits, points and units that the papers ask for."""
    parts = zip(question.parts, frozen.parts, strict=True)
    return replace(
        question,
        parts=tuple(replace(p, places=was.places, points=was.points, unit=was.unit) for p, was in parts),
    )


def changed_keys(frozen: FrozenQuestion, bank: QuestionBank) -> tuple[str, ...]:
    """The parts whose key is another one by today's functions than when the form was made."""
    today = frozen_solution(solve(bank.question(frozen.name), frozen.restored_parameters()).key)
    return tuple(part.name for part in frozen.parts if today.get(part.name) != part.key)


__all__ = [
    "ExamForm", "FrozenMistake", "FrozenPart", "FrozenQuestion", "changed_keys", "exam_form", "form_name",
    "frozen_question", "question_as_issued",
]  # fmt: skip
