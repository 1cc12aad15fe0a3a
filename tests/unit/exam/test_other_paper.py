"""Answers of another paper: a copier is found, honest students are not, and the tail is that of chance."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from grader.exam.adjusted_mark import AdjustedMark
from grader.exam.answer_marking import mark_question, option_letter
from grader.exam.answer_sheet import ReadSheet
from grader.exam.drawing import Draw, draw_question, question_seed
from grader.exam.exam_form import ExamForm, frozen_question
from grader.exam.exam_window import Arrival
from grader.exam.other_paper import FormKeys, other_papers, poisson_binomial_tails
from grader.exam.question_bank import QuestionBank
from grader.exam.question_sample import typed_answers
from grader.exam.sheet_marking import SheetMark

NAMES = ("class_variance", "chain", "sums")
STUDENTS = 12


@pytest.mark.parametrize("chances", [[], [0.3], [0.01, 0.5, 0.2, 0.9], [0.1] * 7])
def test_the_tail_is_that_of_all_outcomes(chances):
    exact = np.zeros(len(chances) + 1)
    for outcome in itertools.product([0, 1], repeat=len(chances)):
        exact[: sum(outcome) + 1] += np.prod(
            [chance if hit else 1 - chance for hit, chance in zip(outcome, chances, strict=True)]
        )
    assert poisson_binomial_tails(chances) == pytest.approx(exact, abs=1e-12)


class Sitting:
    """Students with a form of their own each."""

    def __init__(self, bank: QuestionBank) -> None:
        self.draws: list[dict[str, Draw]] = [
            {
                name: draw_question(bank.question(name), question_seed(b"sitting", "e", str(at), name))
                for name in NAMES
            }
            for at in range(STUDENTS)
        ]
        self.answers = [{name: typed_answers(own[name]) for name in NAMES} for own in self.draws]
        self._bank = bank

    def listed(self) -> list[tuple[str, str, tuple[str, ...]]]:
        keys = {
            name: FormKeys(
                self._bank.question(name), [(own[name].solution, own[name].options) for own in self.draws]
            )
            for name in NAMES
        }
        marks = [self._mark(at) for at in range(STUDENTS)]
        found = other_papers(marks, keys, {str(at): at for at in range(STUDENTS)})
        return [(each.student, each.other, each.questions) for each in found]

    def _mark(self, at: int) -> SheetMark:
        own, answers = self.draws[at], self.answers[at]
        marks = tuple(
            AdjustedMark(
                mark=mark_question(draw.question, draw.parameters, draw.solution, draw.options, answers[name])
            )
            for name, draw in own.items()
        )
        form = ExamForm(exam="e", name=str(at), questions=tuple(frozen_question(own[name]) for name in NAMES))
        sheet = ReadSheet(student=str(at), paper="", answers=answers, received=None, file="")
        return SheetMark(sheet=sheet, form=form, questions=marks, arrival=Arrival.NOT_CHECKED)


@pytest.fixture
def sitting(bank: QuestionBank) -> Sitting:
    return Sitting(bank)


def test_who_types_the_answers_of_another_paper_is_listed_with_the_questions(sitting):
    sitting.answers[3] = sitting.answers[7]
    assert [(student, other, set(names)) for student, other, names in sitting.listed()] == [
        ("3", "7", set(NAMES))
    ]


def test_one_answer_of_another_paper_is_not_enough(sitting):
    sitting.answers[3] = sitting.answers[3] | {"chain": sitting.answers[7]["chain"]}
    assert sitting.listed() == []


def test_right_and_wrong_answers_of_their_own_list_nobody(sitting):
    rng = random.Random(4)
    for at, own in enumerate(sitting.draws):
        for name in NAMES:
            if rng.random() < 0.7:
                part = own[name].question.parts[0]
                wrong = own[name].solution.mistakes[part.mistakes[0].name]
                sitting.answers[at][name] = typed_answers(own[name], **{part.name: wrong})
    assert sitting.listed() == []


def test_a_letter_fits_the_forms_on_which_it_is_right(bank):
    question = bank.question("which_one")
    draws = [
        draw_question(question, question_seed(b"letters", "e", str(at), question.name)) for at in range(400)
    ]
    keys = FormKeys(question, [(draw.solution, draw.options) for draw in draws])
    options = draws[0].options["which"]
    wrong = next(at for at, text in enumerate(options) if text != draws[0].solution.key["which"])
    letter = option_letter(wrong)
    mark = mark_question(
        question, draws[0].parameters, draws[0].solution, draws[0].options, {"which": letter}
    )
    found = keys.fits(mark.parts[0].fields)
    assert found is not None
    right = [draw.options["which"].index(draw.solution.key["which"]) == wrong for draw in draws]
    assert found.tolist() == right
    assert 0 < sum(right) < 400
