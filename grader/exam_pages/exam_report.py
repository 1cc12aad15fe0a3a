"""``report.html`` of an exam: one student's sheet, answer by answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from grader.exam.adjusted_mark import AdjustedMark
from grader.exam.answer_marking import option_letter
from grader.exam.exam_file import Exam
from grader.exam.exam_form import FrozenPart, FrozenQuestion, question_as_issued
from grader.exam.exam_window import Arrival
from grader.exam.kept_mark import KeptMark
from grader.exam.number_reading import NumberRefusal, read_number
from grader.exam.number_syntax import is_ambiguous
from grader.exam.part_mark import FieldMark, MarkRule, PartMark
from grader.exam.question import AnswerKind
from grader.exam.question_bank import QuestionBank
from grader.exam.sheet_marking import SheetMark
from grader.exam.solution import Solution
from grader.exam.worked_solution import solution_steps
from grader.messages import say
from grader.reports.markdown_html import inline_html, markdown_html
from grader.reports.page import render
from grader.reports.symbol import Symbol, Tone

_PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RIGHT: Final = Symbol("✓", "good")
_PARTLY: Final = Symbol("≈", "calm")
_WRONG: Final = Symbol("✗", "bad")
_NOT_MARKED: Final[dict[MarkRule, Symbol]] = {
    MarkRule.UNREAD: Symbol("?", "bad"),
    MarkRule.BLANK: Symbol("○", "calm"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What became of one field."""

    place: str
    """The cell of a table, empty if the part is one field."""
    typed: str
    read: str
    """How it was read, where that is not what was typed."""
    symbol: Symbol
    sentence: Markup | str
    """Markdown where an author wrote it; what quotes a student is plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPart:
    label: Markup
    options: tuple[tuple[str, Markup], ...]
    unit: str
    asked: str
    answers: tuple[AnswerRow, ...]
    points: float
    possible: float

    @property
    def tone(self) -> Tone:
        return _earned_symbol(self.points, self.possible).tone


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedStep:
    """How one part is answered."""

    label: Markup
    answer: Markup
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question on the report. ``steps`` is empty until the exam is published."""

    name: str
    topic: str
    statement: Markup
    parts: tuple[AnsweredPart, ...]
    points: float
    possible: float
    counts: bool
    decisions: tuple[str, ...]
    steps: tuple[WorkedStep, ...]

    @property
    def symbol(self) -> Symbol:
        if not self.counts:
            return Symbol("–", "calm")
        return _earned_symbol(self.points, self.possible)


def exam_report_html(
    exam: Exam,
    mark: SheetMark,
    kept: KeptMark,
    bank: QuestionBank,
    solutions: Mapping[str, Solution] | None,
) -> str:
    """One student's report.

    Parameters
    ----------
    exam : Exam
    mark : SheetMark
    kept : KeptMark
        The grade that counts.
    bank : QuestionBank
    solutions : mapping of str to Solution, optional
        Today's values by question, once the exam is published. None: nothing of the key is on the page.
    """
    return render(
        "exam_report.html.j2",
        heading=f"{exam.file.title} · {mark.student}",
        title=exam.file.title,
        student=mark.student,
        paper=mark.sheet.paper,
        points=kept.points,
        possible=kept.possible,
        notices=tuple(_notices(mark, kept)),
        questions=tuple(_answered_question(mark, each, bank, solutions) for each in mark.questions),
        published=solutions is not None,
    )


def _notices(mark: SheetMark, kept: KeptMark) -> list[str]:
    found = []
    if mark.arrival is Arrival.LATE:
        found.append(say("exam.report.late_zero" if mark.nothing else "exam.report.late"))
    if kept.stays:
        found.append(say("exam.report.stays"))
    return found


def _answered_question(
    mark: SheetMark, own: AdjustedMark, bank: QuestionBank, solutions: Mapping[str, Solution] | None
) -> AnsweredQuestion:
    frozen = mark.form.question(own.question)
    parts = zip(frozen.parts, own.mark.parts, strict=True)
    return AnsweredQuestion(
        name=frozen.name,
        topic=frozen.topic.replace("_", " "),
        statement=markdown_html(frozen.statement),
        parts=tuple(_answered_part(part, each, published=solutions is not None) for part, each in parts),
        points=own.points,
        possible=own.mark.possible,
        counts=own.counts,
        decisions=tuple(
            say(f"exam.report.{decision.action}", reason=decision.reason) for decision in own.decisions
        ),
        steps=() if solutions is None else _steps(frozen, bank, solutions[frozen.name]),
    )


def _steps(frozen: FrozenQuestion, bank: QuestionBank, solution: Solution) -> tuple[WorkedStep, ...]:
    question = question_as_issued(bank.question(frozen.name), frozen)
    steps = solution_steps(question, frozen.restored_parameters(), solution.key)
    return tuple(
        WorkedStep(
            label=inline_html(step.label), answer=inline_html(step.answer), text=markdown_html(step.text)
        )
        for step in steps
    )


def _answered_part(part: FrozenPart, mark: PartMark, *, published: bool) -> AnsweredPart:
    return AnsweredPart(
        label=inline_html(part.label) if part.label else Markup(""),
        options=tuple((option_letter(at), inline_html(text)) for at, text in enumerate(part.options)),
        unit=part.unit,
        asked=_asked(part),
        answers=tuple(
            AnswerRow(
                place=place,
                typed=field.typed.strip(),
                read=_read(part, field, published=published),
                symbol=_symbol(field),
                sentence=_sentence(field, published=published),
            )
            for place, field in zip(_places(part), mark.fields, strict=True)
        ),
        points=mark.points,
        possible=mark.possible,
    )  # fmt: skip


def _symbol(field: FieldMark) -> Symbol:
    return _NOT_MARKED.get(field.rule) or _earned_symbol(field.share, 1)


def _earned_symbol(points: float, possible: float) -> Symbol:
    if points >= possible - 1e-9:
        return _RIGHT
    return _WRONG if points < 1e-9 else _PARTLY


def _sentence(field: FieldMark, *, published: bool) -> Markup | str:
    """Why an answer was marked so. Before the exam is published no more than the symbol says."""
    if field.rule in _NOT_MARKED:
        return field.sentence
    if published:
        return inline_html(field.sentence)
    if field.share >= 1:
        return say("answer.right")
    return say("exam.report.partly" if field.share > 0 else "exam.report.wrong")


def _asked(part: FrozenPart) -> str:
    if not part.places:
        return ""
    return say(f"paper.{part.kind.value}.{'one' if part.places == 1 else 'many'}", n=part.places)


def _places(part: FrozenPart) -> list[str]:
    """The labels of the cells of a table; one empty label for a single field."""
    if not part.rows:
        return [""]
    return [", ".join(filter(None, (row, column))) for row in part.rows for column in part.columns]


def _read(part: FrozenPart, field: FieldMark, *, published: bool) -> str:
    """How an answer was read. Nothing, where the text says it already.

    Where a text has two readings and neither earned points, a decimal number is read as one. Of other texts no
    reading is shown before the exam is published: which of them fits a mistake would be a hint.
    """
    typed, value = field.typed.strip(), field.read
    if value is None or value == typed:
        return ""
    if isinstance(value, str):
        return value
    readings = read_number(typed, part.unit)
    if not field.share and not isinstance(readings, NumberRefusal) and len(readings) > 1:
        if part.kind is not AnswerKind.INTEGER and is_ambiguous(typed.lstrip("+-−")):
            value = readings[0].value
        elif not published:
            return ""
    return "" if _PLAIN.fullmatch(typed) and float(typed) == value else f"{value:.12g}"


__all__ = ["exam_report_html"]
