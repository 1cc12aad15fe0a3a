"""Whether the keys of an exam's questions are right by another way: before it is given out, and after a repair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.course import Course
from grader.exam.draw_proof import prove_answers
from grader.exam.drawing import Draw
from grader.exam.exam_form import ExamForm, question_as_issued
from grader.exam.question_bank import QuestionBank
from grader.exam.question_sample import QuestionSample, question_sample, sample_seeds
from grader.exam.sheet_marking import KeyChange
from grader.exam.solution import Solution

_DRAWS = 30


def unproved_keys(course: Course, bank: QuestionBank, questions: Iterable[str]) -> tuple[str, ...]:
    """Why keys of these questions are not proved, on some draws of each. 'grader verify --questions' proves the rest.

    Raises
    ------
    CourseError
        A question cannot be drawn.
    """
    found: list[str] = []
    for name in questions:
        question = bank.question(name)
        found += prove_answers(question_sample(question, sample_seeds(question, _DRAWS)), course).problems
    return tuple(found)


def contradicted_keys(
    course: Course, bank: QuestionBank, forms: Iterable[ExamForm], changes: Iterable[KeyChange],
    solutions: Mapping[str, Mapping[str, Solution]],
) -> tuple[str, ...]:  # fmt: skip
    """Which of the keys that have changed their own proof contradicts, with the numbers of one form.

    Parameters
    ----------
    course, bank
    forms : iterable of ExamForm
        As issued.
    changes : iterable of KeyChange
    solutions : mapping
        Today's values by form and question.
    """
    by_name = {each.name: each for each in forms}
    first: dict[str, str] = {}
    for change in changes:
        first.setdefault(change.question, change.form)
    found: list[str] = []
    for name, form in first.items():
        frozen = by_name[form].question(name)
        question = question_as_issued(bank.question(name), frozen)
        draw = Draw(
            question=question, parameters=frozen.restored_parameters(), solution=solutions[form][name],
            options=frozen.options(),
        )  # fmt: skip
        found += prove_answers(QuestionSample(question=question, seeds=(), draws=(draw,)), course).problems
    return tuple(found)


__all__ = ["contradicted_keys", "unproved_keys"]
