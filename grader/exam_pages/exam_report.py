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
from grader.exam.exam_form import FrozenPart, FrozenQuestion
from grader.exam.exam_window import Arrival
from grader.exam.kept_mark import KeptMark
from grader.exam.part_mark import FieldMark, MarkRule
from grader.exam.question_bank import QuestionBank
from grader.exam.sheet_marking import SheetMark
from grader.exam.solution import Solution
from grader.exam.worked_solution import solution_steps
from grader.messages import say
from grader.reports.markdown_html import inline_html, markdown_html
from grader.reports.page import render
from grader.reports.symbol import Symbol

_PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SYMBOLS: Final[dict[MarkRule, Symbol]] = {
    MarkRule.RIGHT: Symbol("✓", "good"),
    MarkRule.FOLLOW_ON: Symbol("✓", "good"),
    MarkRule.TOO_FEW_DIGITS: Symbol("≈", "bad"),
    MarkRule.MISTAKE: Symbol("✗", "bad"),
    MarkRule.PATTERN: Symbol("✗", "bad"),
    MarkRule.UNKNOWN: Symbol("✗", "bad"),
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
        if self.points >= self.possible - 1e-9:
            return Symbol("✓", "good")
        return Symbol("✗", "bad") if self.points < 1e-9 else Symbol("≈", "bad")


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
        parts=tuple(_answered_part(part, each.fields, each.points, each.possible) for part, each in parts),
        points=own.points,
        possible=own.mark.possible,
        counts=own.counts,
        decisions=tuple(
            say(f"exam.report.{decision.action}", reason=decision.reason) for decision in own.decisions
        ),
        steps=() if solutions is None else _steps(frozen, bank, solutions[frozen.name]),
    )


def _steps(frozen: FrozenQuestion, bank: QuestionBank, solution: Solution) -> tuple[WorkedStep, ...]:
    steps = solution_steps(bank.question(frozen.name), frozen.restored_parameters(), solution.key)
    return tuple(
        WorkedStep(
            label=inline_html(step.label), answer=inline_html(step.answer), text=markdown_html(step.text)
        )
        for step in steps
    )


def _answered_part(
    part: FrozenPart, fields: tuple[FieldMark, ...], points: float, possible: float
) -> AnsweredPart:
    return AnsweredPart(
        label=inline_html(part.label) if part.label else Markup(""),
        options=tuple((option_letter(at), inline_html(text)) for at, text in enumerate(part.options)),
        unit=part.unit,
        asked=_asked(part),
        answers=tuple(
            AnswerRow(
                place=place,
                typed=field.typed.strip(),
                read=_read(field),
                symbol=_symbol(field),
                sentence=inline_html(field.sentence) if field.mistake else field.sentence,
            )
            for place, field in zip(_places(part), fields, strict=True)
        ),
        points=points,
        possible=possible,
    )  # fmt: skip


def _symbol(field: FieldMark) -> Symbol:
    return _SYMBOLS[MarkRule.RIGHT] if field.share >= 1 else _SYMBOLS[field.rule]


def _asked(part: FrozenPart) -> str:
    return say(f"exam.asked.{part.kind.value}", places=part.places) if part.places else ""


def _places(part: FrozenPart) -> list[str]:
    """The labels of the cells of a table; one empty label for a single field."""
    if not part.rows:
        return [""]
    return [", ".join(filter(None, (row, column))) for row in part.rows for column in part.columns]


def _read(field: FieldMark) -> str:
    """How an answer was read. Nothing, where the text says it already."""
    typed = field.typed.strip()
    if field.read is None or field.read == typed:
        return ""
    if isinstance(field.read, str):
        return field.read
    return "" if _PLAIN.fullmatch(typed) and float(typed) == field.read else f"{field.read:.12g}"


__all__ = ["exam_report_html"]
