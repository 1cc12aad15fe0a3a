"""Marks the sheets of an exam: frozen parameters, today's functions, the decisions of the staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from grader.errors import CourseError
from grader.exam.adjusted_mark import AdjustedMark, adjusted
from grader.exam.answer_marking import mark_question
from grader.exam.answer_sheet import ReadSheet
from grader.exam.exam_file import Exam
from grader.exam.exam_form import ExamForm, FrozenPart, FrozenQuestion, question_as_issued
from grader.exam.exam_window import Arrival, ExamWindow
from grader.exam.issued_exam import IssuedExam
from grader.exam.last_place import printed_value, within
from grader.exam.parameter_value import restored_value
from grader.exam.question import Part, Question
from grader.exam.question_bank import QuestionBank
from grader.exam.solution import Solution, field_values, solve
from grader.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """A part whose key is another one by today's functions than when the form was issued."""

    form: str
    question: str
    part: str
    frozen: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMark:
    """The marks of one sheet, in the order of its form."""

    sheet: ReadSheet
    form: ExamForm
    questions: tuple[AdjustedMark, ...]
    arrival: Arrival
    nothing: bool = False
    """The sheet is late, and the exam says that late sheets earn nothing."""

    @property
    def student(self) -> str:
        return self.sheet.student

    @property
    def received(self) -> datetime | None:
        return self.sheet.received

    @property
    def points(self) -> float:
        return 0.0 if self.nothing else sum(each.points for each in self.questions)

    @property
    def possible(self) -> float:
        return sum(each.possible for each in self.questions)

    def question(self, name: str) -> AdjustedMark:
        return next(each for each in self.questions if each.question == name)


class SheetMarker:
    """Marks sheets one by one. A form that several students have is solved once.

    Parameters
    ----------
    exam : Exam
    issued : IssuedExam
    bank : QuestionBank
    window : ExamWindow
    """

    def __init__(self, exam: Exam, issued: IssuedExam, bank: QuestionBank, window: ExamWindow) -> None:
        self._exam = exam
        self._bank = bank
        self._window = window
        self._forms = {each.name: each for each in issued.forms}
        self._papers = {each.student: each for each in issued.papers}
        self._solved: dict[tuple[str, str], Solution] = {}

    def mark(self, sheet: ReadSheet) -> SheetMark:
        """The marks of a sheet.

        Raises
        ------
        CourseError
            A question of the form is gone, or its functions do not work for the parameters that were issued.
        """
        form = self._forms[self._papers[sheet.student].form]
        arrival = self._window.arrival(sheet.student, sheet.received)
        return SheetMark(
            sheet=sheet,
            form=form,
            questions=tuple(self._question_mark(form, each, sheet) for each in form.questions),
            arrival=arrival,
            nothing=arrival is Arrival.LATE and self._exam.file.late == "zero",
        )

    def _question_mark(self, form: ExamForm, frozen: FrozenQuestion, sheet: ReadSheet) -> AdjustedMark:
        mark = mark_question(
            self._question(frozen), frozen.restored_parameters(), self.solution(form, frozen), frozen.options(),
            sheet.answers.get(frozen.name, {}), too_few_digits=self._exam.file.too_few_digits,
        )  # fmt: skip
        return adjusted(mark, self._exam.file.adjust)

    def solution(self, form: ExamForm, frozen: FrozenQuestion) -> Solution:
        """Today's values of a question on a form."""
        place = form.name, frozen.name
        if place not in self._solved:
            self._solved[place] = solve(self._question(frozen), frozen.restored_parameters())
        return self._solved[place]

    def _question(self, frozen: FrozenQuestion) -> Question:
        question = self._bank.question(frozen.name)
        _check_parts(question, frozen)
        return question_as_issued(question, frozen)

    def asked_otherwise(self) -> Iterator[str]:
        """What today's questions ask otherwise than the papers, of the forms that were marked."""
        found = {}
        for form, name in self._solved:
            frozen = self._forms[form].question(name)
            for part, was in zip(self._bank.question(name).parts, frozen.parts, strict=True):
                for what in ("places", "points", "unit"):
                    issued, today = _asked(was, what), _asked(part, what)
                    if issued != today:
                        found[name, part.name, what] = say(
                            f"exam.asked_otherwise.{what}",
                            question=name,
                            part=part.name,
                            issued=issued,
                            today=today,
                        )
        yield from found.values()

    def key_changes(self) -> Iterator[KeyChange]:
        """Every part whose key has changed since it was issued, of the forms that were marked."""
        for (form, name), solution in self._solved.items():
            frozen = self._forms[form].question(name)
            question = self._question(frozen)
            for part, was in zip(question.parts, frozen.parts, strict=True):
                before, now = restored_value(was.key), solution.key[part.name]
                if not _same(part, before, now):
                    yield KeyChange(
                        form=form, question=name, part=part.name,
                        frozen=printed_value(part, before), today=printed_value(part, now),
                    )  # fmt: skip


def _asked(part: Part | FrozenPart, what: str) -> str:
    if what == "places":
        return f"{part.places} {part.kind.value}"
    return f"{part.points:g}" if what == "points" else part.unit


def _same(part: Part, before: object, now: object) -> bool:
    """Whether a key is the one that was issued, up to the last bits of floating point."""
    pairs = zip(field_values(part, now), field_values(part, before), strict=True)
    return all(within(part, today, frozen, 0.0) for today, frozen in pairs)


def _check_parts(question: Question, frozen: FrozenQuestion) -> None:
    now = [(part.name, part.fields, part.kind) for part in question.parts]
    issued = [(part.name, part.fields, part.kind) for part in frozen.parts]
    if now != issued:
        raise CourseError(
            f"{question.place}: the parts are not those that were issued. Issued: "
            f"{', '.join(part.name for part in frozen.parts)}; now: {', '.join(part.name for part in question.parts)}. "
            "Give names, kinds and tables back as they were; values may change."
        )


__all__ = ["KeyChange", "SheetMark", "SheetMarker"]
