"""The marks of a question after the decisions of the staff: ``[[adjust]]`` of the exam file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from grader.errors import CourseError
from grader.exam.exam_file import Exam, ExamAdjustment
from grader.exam.part_mark import FieldMark, PartMark, QuestionMark
from grader.exam.question_bank import QuestionBank
from grader.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedMark:
    """The marks of a question, and what the staff decided about it.

    Attributes
    ----------
    mark : QuestionMark
        With accepted mistakes at full share.
    counts : bool
        False for a question that was dropped: it leaves points and maximum.
    full : bool
        Everybody has all points.
    decisions : tuple of ExamAdjustment
        In the order of the exam file.
    """

    mark: QuestionMark
    counts: bool = True
    full: bool = False
    decisions: tuple[ExamAdjustment, ...] = ()

    @property
    def question(self) -> str:
        return self.mark.question

    @property
    def points(self) -> float:
        if not self.counts:
            return 0.0
        return self.mark.possible if self.full else self.mark.points

    @property
    def possible(self) -> float:
        return self.mark.possible if self.counts else 0.0


def adjusted(mark: QuestionMark, decisions: Iterable[ExamAdjustment]) -> AdjustedMark:
    """Apply the decisions about a question, in their order.

    Parameters
    ----------
    mark : QuestionMark
    decisions : iterable of ExamAdjustment
        Of the whole exam.
    """
    own = tuple(each for each in decisions if each.question == mark.question)
    for each in own:
        if each.action == "accept":
            mark = _accepted(mark, each)
    actions = {each.action for each in own}
    return AdjustedMark(mark=mark, counts="drop" not in actions, full="full" in actions, decisions=own)


def _accepted(mark: QuestionMark, decision: ExamAdjustment) -> QuestionMark:
    def field(each: FieldMark) -> FieldMark:
        if each.mistake != decision.mistake:
            return each
        return replace(
            each, share=1.0, sentence=say("exam.accepted", sentence=each.sentence, reason=decision.reason)
        )

    def part(each: PartMark) -> PartMark:
        return replace(each, fields=tuple(map(field, each.fields)))

    return replace(mark, parts=tuple(map(part, mark.parts)))


def check_decisions(exam: Exam, bank: QuestionBank) -> None:
    """Make sure that every mistake that is accepted exists.

    Raises
    ------
    CourseError
        A question has no such mistake.
    """
    for number, each in enumerate(exam.file.adjust, 1):
        if each.action != "accept":
            continue
        known = [wrong.name for part in bank.question(each.question).parts for wrong in part.mistakes]
        if each.mistake not in known:
            raise CourseError(
                f"exams/{exam.path.name}: adjust[{number}]: {each.question} has no mistake '{each.mistake}'. It has "
                f"{', '.join(known) or 'none'}. Name one of them."
            )


__all__ = ["AdjustedMark", "adjusted", "check_decisions"]
