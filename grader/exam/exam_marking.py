"""Marks an exam, or marks it again: from sheets to grades, statistics and a journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from grader.errors import CourseError
from grader.exam.adjusted_mark import check_decisions
from grader.exam.answer_sheet import ReadSheet, RefusedSheet, SheetCollection
from grader.exam.exam_file import Exam
from grader.exam.exam_result import ExamResult
from grader.exam.exam_summary import exam_summary
from grader.exam.exam_window import ExamWindow
from grader.exam.issued_exam import IssuedExam
from grader.exam.kept_mark import KeptMark, KeptMarks, MarkChange, kept_mark, mark_change
from grader.exam.other_paper import FormKeys, OtherPaper, other_papers
from grader.exam.question_bank import QuestionBank
from grader.exam.sheet_marking import KeyChange, SheetMark, SheetMarker
from grader.exam.solution import Solution
from grader.messages import say
from grader.text import number


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedExam:
    """What a marking gives: the result, what is kept for the next one, and the new lines of the journal."""

    result: ExamResult
    kept: KeptMarks
    journal: tuple[MarkChange, ...]
    solutions: dict[str, dict[str, Solution]]
    """Today's values by form and question."""


def on_roster(collection: SheetCollection, roster: Collection[str]) -> SheetCollection:
    """The same sheets, counted over a roster: who has no paper is missing, whoever is not on it is not marked."""
    strangers = [sheet for sheet in collection.read if sheet.student not in roster]
    refused = (
        RefusedSheet(file=each.file, student=each.student, reason=say("exam.not_on_roster"))
        for each in strangers
    )
    read = tuple(sheet for sheet in collection.read if sheet.student in roster)
    unread = tuple(student for student in collection.unread if student in roster)
    there = {sheet.student for sheet in read} | set(unread)
    return SheetCollection(
        read=read,
        refused=(*collection.refused, *refused),
        unread=unread,
        missing=tuple(sorted(set(roster) - there)),
    )


def mark_exam(
    exam: Exam,
    issued: IssuedExam,
    bank: QuestionBank,
    collection: SheetCollection,
    earlier: KeptMarks,
    *,
    extra_minutes: Mapping[str, float] | None = None,
    allow_lower: bool = False,
    publish: bool = False,
    sheets: Iterable[ReadSheet] | None = None,
) -> MarkedExam:
    """Mark every sheet, and compare with the marking before.

    Parameters
    ----------
    exam, issued, bank
        What was asked, what was issued, and today's functions.
    collection : SheetCollection
        The sheets, and who has none.
    earlier : KeptMarks
        The marking before; an empty one at the first time.
    extra_minutes : mapping, optional
        By student. [default: those of the record]
    allow_lower : bool
        Whether a grade may fall.
    publish : bool
        From now on the reports show the solutions. It cannot be taken back.
    sheets : iterable of ReadSheet, optional
        ``collection.read``, where somebody watches how far it is.

    Raises
    ------
    CourseError
        A question is gone or does not work any more, or a decision names a mistake that does not exist.
    """
    check_decisions(exam, bank)
    _check_questions(exam, issued)
    recorded = {each.student: each.extra_minutes for each in issued.papers}
    window = ExamWindow.of(exam.file, recorded if extra_minutes is None else recorded | dict(extra_minutes))
    marker = SheetMarker(exam, issued, bank, window)
    marks = tuple(marker.mark(sheet) for sheet in (collection.read if sheets is None else sheets))
    changes = tuple(marker.key_changes())
    grades = _grades(marks, earlier, changes, allow_lower=allow_lower)
    journal = tuple(_journal(marks, earlier, grades, changes))
    return MarkedExam(
        result=ExamResult(
            exam=exam, marks=marks, grades=grades, unread=collection.unread, missing=collection.missing,
            refused=collection.refused, key_changes=changes, summary=exam_summary(exam, marks, bank),
            other_papers=tuple(_other_papers(exam, bank, marks, marker)),
            asked_otherwise=tuple(marker.asked_otherwise()),
            published=publish or earlier.published,
        ),
        kept=KeptMarks(exam=exam.name, published=publish or earlier.published, students=grades),
        journal=journal,
        solutions=_solutions(marks, marker),
    )  # fmt: skip


def _check_questions(exam: Exam, issued: IssuedExam) -> None:
    """The exam file names the questions that the papers hold."""
    wanted = set(exam.file.questions)
    for form in issued.forms:
        there = {each.name for each in form.questions}
        if there != wanted:
            more = ", ".join(sorted(there - wanted)) or "none"
            less = ", ".join(sorted(wanted - there)) or "none"
            raise CourseError(
                f"{exam.path}: questions are not those of the papers. Only on the papers of form {form.name}: {more}; "
                f"only in the file: {less}. Give 'questions' back as it was. To take a question out of the exam, add "
                '[[adjust]] with action = "drop".'
            )


def _grades(
    marks: Iterable[SheetMark], earlier: KeptMarks, changes: Collection[KeyChange], *, allow_lower: bool
) -> dict[str, KeptMark]:
    grades = {
        mark.student: kept_mark(mark, earlier.students.get(mark.student), changes, allow_lower=allow_lower)
        for mark in marks
    }
    if not allow_lower:  # a grade does not vanish either because a sheet was not found again
        gone = earlier.students.keys() - grades.keys()
        grades |= {student: _without_sheet(earlier.students[student]) for student in gone}
    return dict(sorted(grades.items()))


def _without_sheet(kept: KeptMark) -> KeptMark:
    return KeptMark(points=kept.points, possible=kept.possible, marked=0.0, questions={}, sheet_is_gone=True)


def _journal(
    marks: Iterable[SheetMark],
    earlier: KeptMarks,
    grades: Mapping[str, KeptMark],
    changes: Iterable[KeyChange],
) -> Iterable[MarkChange]:
    by_form: dict[str, dict[tuple[str, str], KeyChange]] = {}
    for change in changes:
        by_form.setdefault(change.form, {})[change.question, change.part] = change
    for mark in marks:
        before = earlier.students.get(mark.student)
        found = mark_change(mark.student, before, grades[mark.student], by_form.get(mark.form.name, {}))
        if found is not None:
            yield found
    here = {mark.student for mark in marks}
    for student, before in sorted(earlier.students.items()):
        if student not in here and not before.sheet_is_gone:
            yield _gone(student, before, grades.get(student))


def _gone(student: str, before: KeptMark, now: KeptMark | None) -> MarkChange:
    why = say("exam.sheet_lost") if now is None else say("exam.sheet_gone", points=number(now.points))
    return MarkChange(
        student=student, old=before.points, old_possible=before.possible,
        new=None if now is None else now.points, marked=None, possible=before.possible, why=why,
    )  # fmt: skip


def _other_papers(
    exam: Exam, bank: QuestionBank, marks: tuple[SheetMark, ...], marker: SheetMarker
) -> list[OtherPaper]:
    used = {mark.form.name: mark.form for mark in marks}
    if len(used) < 2:
        return []
    position = {name: at for at, name in enumerate(used)}
    keys = {
        name: FormKeys(
            bank.question(name),
            [
                (marker.solution(form, form.question(name)), form.question(name).options())
                for form in used.values()
            ],
        )
        for name in exam.file.questions
    }
    return other_papers(marks, keys, position)


def _solutions(marks: Iterable[SheetMark], marker: SheetMarker) -> dict[str, dict[str, Solution]]:
    forms = {mark.form.name: mark.form for mark in marks}
    return {
        name: {each.name: marker.solution(form, each) for each in form.questions}
        for name, form in forms.items()
    }


__all__ = ["MarkedExam", "mark_exam", "on_roster"]
