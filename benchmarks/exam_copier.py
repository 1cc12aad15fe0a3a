"""How surely answers of another paper are found, and how rarely an honest class is listed.

``python -m benchmarks.exam_copier [CLASSES]`` draws classes of 30 students that sit 20 questions of the course, each
on a form of their own. An honest student answers a question rightly with a probability of their own, between 0.3 and
0.95; else with one of the named mistakes, or with a wrong number near the key. In as many classes again one student
types the answers of another one, of all questions or of half of them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

from benchmarks.exam_marking import random_wrong
from grader.course import find_course
from grader.exam.adjusted_mark import AdjustedMark
from grader.exam.answer_marking import mark_question
from grader.exam.answer_sheet import ReadSheet
from grader.exam.drawing import Draw, draw_question, question_seed
from grader.exam.exam_form import ExamForm, frozen_question
from grader.exam.exam_window import Arrival
from grader.exam.other_paper import FORMS_COUNTED, FormKeys, other_papers
from grader.exam.question import AnswerKind
from grader.exam.question_bank import QuestionBank
from grader.exam.question_sample import typed_answers
from grader.exam.sheet_marking import SheetMark

STUDENTS = 30
QUESTIONS = 20
SECRET = b"the secret of a measurement"
Typed = dict[str, str]


class Hall:
    """Forms, and what students answer on them."""

    def __init__(self, rng: random.Random) -> None:
        bank = QuestionBank(find_course())
        self.names = sorted(rng.sample(bank.names(), QUESTIONS))
        self.draws: dict[str, list[Draw]] = {
            name: [
                draw_question(bank.question(name), question_seed(SECRET, "copier", str(form), name))
                for form in range(FORMS_COUNTED)
            ]
            for name in self.names
        }
        self.forms = [
            ExamForm(
                exam="simulated",
                name=str(form),
                questions=tuple(frozen_question(self.draws[name][form]) for name in self.names),
            )
            for form in range(FORMS_COUNTED)
        ]
        self.keys = {
            name: FormKeys(bank.question(name), [(draw.solution, draw.options) for draw in self.draws[name]])
            for name in self.names
        }
        self._rng = rng

    def honest(self, form: int) -> dict[str, Typed]:
        ability = self._rng.uniform(0.3, 0.95)
        return {name: self._answer(self.draws[name][form], ability) for name in self.names}

    def _answer(self, draw: Draw, ability: float) -> Typed:
        wrong: dict[str, object] = {}
        typed: Typed = {}
        for part in draw.question.parts:
            if self._rng.random() < ability:
                continue
            values = [draw.solution.mistakes[each.name] for each in part.mistakes]
            possible = [value for value in values if value is not None]
            plain = part.kind is not AnswerKind.CHOICE and not part.is_table
            if plain and (not possible or self._rng.random() < 0.4):
                typed[part.name] = random_wrong(self._rng, draw, part)
            elif possible:
                wrong[part.name] = self._rng.choice(possible)
        return typed_answers(draw, **wrong) | typed

    def mark(self, student: str, form: int, answers: dict[str, Typed]) -> SheetMark:
        marks = []
        for name in self.names:
            draw = self.draws[name][form]
            found = mark_question(draw.question, draw.parameters, draw.solution, draw.options, answers[name])
            marks.append(AdjustedMark(mark=found))
        sheet = ReadSheet(student=student, paper="", answers=answers, received=None, file="")
        return SheetMark(
            sheet=sheet, form=self.forms[form], questions=tuple(marks), arrival=Arrival.NOT_CHECKED
        )

    def listed(self, copied: Sequence[str] = ()) -> tuple[bool, bool]:
        """Whether the copier is listed, and whether an honest pair is. Student 0 copies from student 1."""
        forms = self._rng.sample(range(FORMS_COUNTED), STUDENTS)
        answers = [self.honest(form) for form in forms]
        for name in copied:
            answers[0][name] = answers[1][name]
        marks = [self.mark(str(at), form, answers[at]) for at, form in enumerate(forms)]
        position = {each.name: at for at, each in enumerate(self.forms)}
        pairs = {(each.student, each.other) for each in other_papers(marks, self.keys, position)}
        return ("0", "1") in pairs, bool(pairs - {("0", "1")})


def main(classes: int) -> None:
    rng = random.Random(9)
    hall = Hall(rng)
    honest = sum(hall.listed()[1] for _ in range(classes))
    print(f"honest classes with a listed pair: {honest} of {classes}")
    for share in (1.0, 0.5):
        found = [hall.listed(rng.sample(hall.names, round(share * QUESTIONS))) for _ in range(classes // 10)]
        listed, others = sum(copier for copier, _ in found), sum(other for _, other in found)
        print(
            f"copiers of {share:.0%} of the answers listed: {listed} of {len(found)} "
            f"({listed / len(found):.1%}), other pairs in {others} of these classes"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
