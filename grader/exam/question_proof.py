"""The seven proofs of a question, on 400 draws from three secrets."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.course import Course, load_course
from grader.errors import CourseError
from grader.exam.draw_proof import prove_answers, prove_draws, prove_mistakes
from grader.exam.marking_proof import prove_follow_on, prove_marking
from grader.exam.question import AnswerKind, Question
from grader.exam.question_bank import QuestionBank
from grader.exam.question_sample import DRAWS, ProofStep, QuestionSample, question_sample, sample_seeds
from grader.exam.spread_proof import prove_spread
from grader.exam.worked_solution import solution_steps

PROOFS: Final = {
    "draw": "no draw fails, each is fast, and equal seeds give equal bytes",
    "answer": "the answer is proved by another way, by a reference, or names its source",
    "mistakes": "every mistake can be told from the answer and from the others",
    "spread": "students rarely share an answer, and no null answer is right",
    "marking": "key and mistakes, typed with the digits asked, mark as themselves",
    "follow_on": "an early mistake costs its own part only",
    "text": "every parameter is shown, formulas render, exports mark as we do",
}

TextCheck = Callable[[str], Sequence[str]]
"""Takes Markdown and returns what cannot be shown of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFinding:
    """What an export does with a question: ``problems`` if it marks otherwise, ``lost`` for what it cannot carry."""

    problems: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


ExportCheck = Callable[[QuestionSample], ExportFinding]
"""Exports a question and compares marks; one for each format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChecks:
    """Checks of the last proof that lie in higher layers: pages and exports. Functions of modules, so that they can
    be sent to another process."""

    texts: tuple[TextCheck, ...] = ()
    exports: tuple[ExportCheck, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionProof:
    """The proofs of one question. Field names are keys of ``verify --questions --json``."""

    question: str
    topic: str
    steps: tuple[ProofStep, ...]
    wall_s: float

    @property
    def holds(self) -> bool:
        return not any(step.problems for step in self.steps)


def verify_questions(
    course: Course, names: Sequence[str], jobs: int, checks: TextChecks, draws: int = DRAWS
) -> Iterator[QuestionProof]:
    """Prove questions, in their order, in so many processes.

    Raises
    ------
    CourseError
        A file is no question.
    """
    bank = QuestionBank(course)
    questions = [bank.question(name) for name in names]
    if jobs == 1 or len(names) == 1:
        yield from (prove_question(course, question, checks, draws) for question in questions)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(names)), mp_context=context) as pool:
        todo = [pool.submit(_prove_named, course.folder, name, checks, draws) for name in names]
        try:
            yield from (each.result() for each in todo)
        finally:
            pool.shutdown(cancel_futures=True)


def _prove_named(folder: Path, name: str, checks: TextChecks, draws: int) -> QuestionProof:
    course = load_course(folder)
    return prove_question(course, QuestionBank(course).question(name), checks, draws)


def prove_question(
    course: Course, question: Question, checks: TextChecks, draws: int = DRAWS
) -> QuestionProof:
    """Prove one question. If it cannot be drawn, that is the only step."""
    began = time.perf_counter()
    try:
        steps = tuple(_steps(course, question, checks, draws))
    except CourseError as error:
        steps = (ProofStep(check="draw", problems=(str(error),)),)
    return QuestionProof(
        question=question.name,
        topic=question.topic,
        steps=steps,
        wall_s=round(time.perf_counter() - began, 2),
    )


def _steps(course: Course, question: Question, checks: TextChecks, draws: int) -> Iterator[ProofStep]:
    sample = question_sample(question, sample_seeds(question, draws))
    yield prove_draws(sample)
    yield prove_answers(sample, course)
    yield prove_mistakes(sample)
    yield prove_spread(sample)
    yield prove_marking(sample)
    yield prove_follow_on(sample)
    yield _prove_texts(sample, checks)


def _prove_texts(sample: QuestionSample, checks: TextChecks) -> ProofStep:
    question, draw = sample.question, sample.draws[0]
    shown = question.statement.names.union(*(part.label.names for part in question.parts))
    problems = [
        f"{question.place}:1: the parameter {name} is not in the statement. Write {{{{ {name} }}}} there."
        for name in draw.parameters
        if name not in shown
    ]
    for place, text in _texts(sample):
        problems += [f"{place}: {problem}" for check in checks.texts for problem in check(text)]
    findings = [check(sample) for check in checks.exports]
    problems += [problem for finding in findings for problem in finding.problems]
    return ProofStep(
        check="text", problems=tuple(dict.fromkeys(problems)), figures={"exports": len(findings)},
        remarks=(*_unexplained(question), *(lost for finding in findings for lost in finding.lost)),
    )  # fmt: skip


def _unexplained(question: Question) -> Iterator[str]:
    names = [
        each.name
        for each in question.parts
        if each.kind is not AnswerKind.CHOICE and not each.solution.source
    ]
    if names:
        yield f"{', '.join(names)}: no solution= says how the answer comes about. The report shows the value alone."


def _texts(sample: QuestionSample) -> Iterator[tuple[str, str]]:
    """Every text of the question that is shown as Markdown, from several draws."""
    question = sample.question
    for draw in sample.draws[:: max(1, len(sample.draws) // 20)]:
        yield question.statement.where, question.statement.render(draw.parameters)
        steps = {each.part: each for each in solution_steps(question, draw.parameters, draw.solution.key)}
        for part in question.parts:
            yield part.label.where, part.label.render(draw.parameters)
            yield part.solution.where, steps[part.name].text
            for text in (*part.rows, *part.columns, *draw.options.get(part.name, ())):
                yield part.label.where, text
            for each in part.mistakes:
                yield each.sentence.where, each.sentence.render(draw.parameters)


__all__ = [
    "PROOFS", "ExportCheck", "ExportFinding", "QuestionProof", "TextCheck", "TextChecks", "prove_question",
    "verify_questions",
]  # fmt: skip
