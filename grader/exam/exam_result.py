"""The result of marking an exam: who was marked, who is missing, and what the staff has to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.exam.answer_sheet import RefusedSheet
from grader.exam.coding_task import CodingTask
from grader.exam.exam_file import Exam
from grader.exam.exam_summary import ExamSummary
from grader.exam.exam_window import Arrival
from grader.exam.kept_mark import KeptMark
from grader.exam.other_paper import OtherPaper
from grader.exam.part_mark import MarkRule, PartMark
from grader.exam.sheet_marking import KeyChange, SheetMark


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadAnswer:
    """An answer that could not be read. It earns nothing, and the staff looks at it."""

    student: str
    question: str
    field: str
    typed: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexplainedAnswer:
    """A wrong answer that no named mistake gives, and how often it was typed. It says nothing about who typed it."""

    question: str
    part: str
    typed: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """Everything that the pages and the sheet of an exam show.

    Attributes
    ----------
    marks : tuple of SheetMark
        In order of students.
    grades : dict
        What counts, by student; also of students whose earlier mark stays although their sheet is gone.
    unread, missing : tuple of str
        Students of whom nothing could be taken, or nothing came. With those marked they are the roster.
    refused : tuple of RefusedSheet
        Files, and why they are not marked.
    """

    exam: Exam
    marks: tuple[SheetMark, ...]
    grades: dict[str, KeptMark]
    unread: tuple[str, ...]
    missing: tuple[str, ...]
    refused: tuple[RefusedSheet, ...]
    key_changes: tuple[KeyChange, ...]
    summary: ExamSummary
    other_papers: tuple[OtherPaper, ...] = ()
    asked_otherwise: tuple[str, ...] = ()
    """What today's questions ask otherwise than the papers: a sentence for each."""
    published: bool = False
    coding: dict[str, CodingTask] = field(default_factory=dict)
    """The assignments that belong to the exam, by name."""

    @property
    def students(self) -> list[str]:
        """The whole roster, and nobody twice."""
        return sorted([*(each.student for each in self.marks), *self.unread, *self.missing])

    @property
    def late(self) -> list[SheetMark]:
        return [each for each in self.marks if each.arrival is Arrival.LATE]

    @property
    def staying(self) -> list[str]:
        """Students whose grade is higher than what marking gives now."""
        return [student for student, kept in sorted(self.grades.items()) if kept.stays]

    def unread_answers(self) -> Iterator[UnreadAnswer]:
        for mark in self.marks:
            yield from _unread_of(mark)

    def unexplained_answers(self, most: int) -> Iterator[UnexplainedAnswer]:
        """In the order of the exam file, of each part the most frequent ones first."""
        for name in self.exam.file.questions:
            typed: dict[str, Counter[str]] = {}
            for mark in self.marks:
                for part in mark.question(name).mark.parts:
                    typed.setdefault(part.part, Counter()).update(_unexplained(part))
            for part_name, counts in typed.items():
                for text, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]:
                    yield UnexplainedAnswer(question=name, part=part_name, typed=text, count=count)


def _unexplained(part: PartMark) -> Iterator[str]:
    for each in part.fields:
        if each.rule in (MarkRule.UNKNOWN, MarkRule.PATTERN):
            yield " ".join(each.typed.split())


def _unread_of(mark: SheetMark) -> Iterator[UnreadAnswer]:
    for question in mark.questions:
        for part in question.mark.parts:
            for each in part.fields:
                if each.rule is MarkRule.UNREAD:
                    yield UnreadAnswer(
                        student=mark.student, question=question.question, field=each.field,
                        typed=each.typed, reason=each.sentence,
                    )  # fmt: skip


def changed_parts(changes: Sequence[KeyChange]) -> dict[tuple[str, str], list[KeyChange]]:
    """Changed keys by question and part."""
    found: dict[tuple[str, str], list[KeyChange]] = {}
    for each in changes:
        found.setdefault((each.question, each.part), []).append(each)
    return found


__all__ = ["ExamResult", "UnexplainedAnswer", "UnreadAnswer", "changed_parts"]
