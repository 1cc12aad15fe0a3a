"""Proofs about draws: they never fail and are fast, the answer is proved, values can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from grader.course import Course
from grader.errors import CourseError
from grader.exam.drawing import Draw, draw_question
from grader.exam.exam_form import frozen_question
from grader.exam.question import AnswerKind, AuthorFunction, Part, Question
from grader.exam.question_sample import SLOWEST_DRAW_S, ProofStep, QuestionSample, draw_time_s
from grader.exam.solution import answer_value, field_values

MOST_DRAWN_AGAIN = 0.2
_CLOSE = 1e-9


def prove_draws(sample: QuestionSample) -> ProofStep:
    """Every draw is fast and depends on its seed alone. That none fails is known: the sample exists."""
    question, slowest = sample.question, 0.0
    problems = []
    for seed, draw in zip(sample.seeds, sample.draws, strict=True):
        slowest = max(slowest, draw_time_s(question, seed))
        if msgspec.json.encode(frozen_question(draw)) != msgspec.json.encode(
            frozen_question(draw_question(question, seed))
        ):
            problems.append(
                f"{question.place}:{question.draw_line}: two draws from one seed differ. Take every random number "
                "from rng, and none from elsewhere."
            )
            break
    if slowest >= SLOWEST_DRAW_S:
        problems.append(
            f"{question.place}:{question.draw_line}: draw took {slowest * 1000:.1f} ms, and it may take "
            f"{SLOWEST_DRAW_S * 1000:g} ms. Draw what is needed directly instead of trying many values."
        )
    return ProofStep(
        check="draw", problems=tuple(problems),
        figures={"draws": len(sample.draws), "ms at most": round(slowest * 1000, 2)},
    )  # fmt: skip


def prove_answers(sample: QuestionSample, course: Course) -> ProofStep:
    """Each part equals ``proof``, or is one call of a reference function that an assignment proves."""
    question = sample.question
    try:
        others = [_other_way(question, draw) for draw in sample.draws]
    except CourseError as error:
        return ProofStep(check="answer", problems=(str(error),))
    counts = Counter[str]()
    problems: list[str] = []
    for part in question.parts:
        if others and part.name in others[0]:
            counts["by proof"] += 1
            problems += _difference(sample, part, others)
        elif part.reference_call:
            counts["by reference"] += 1
            problems += _unproved_reference(question, part, course)
        elif part.kind is AnswerKind.CHOICE and part.source:
            counts["by source"] += 1
        else:
            problems.append(_missing_proof(question, part))
    return ProofStep(check="answer", problems=tuple(problems), figures=dict(counts))


def _missing_proof(question: Question, part: Part) -> str:
    where = f"{question.place}:{part.function.line}: {part.name}"
    if part.kind is AnswerKind.CHOICE:
        return f'{where} names no source. Write where the right choice stands: source="lecture notes 004, line 65".'
    return (
        f"{where} is proved by nothing. Return it from proof(), computed in another way, or make it one call of a "
        "reference function with nothing computed beside it."
    )


def _other_way(question: Question, draw: Draw) -> dict[str, Any]:
    """What ``proof`` returns, by part."""
    proof = question.proof
    if proof is None:
        return {}
    where = f"{question.place}:{proof.line}: proof"
    found = _called(where, proof, draw.parameters)
    names = {part.name for part in question.parts}
    if not isinstance(found, dict) or not found.keys() <= names:
        raise CourseError(
            f"{where} must return a dictionary with names of parts, {', '.join(names)}, got {found!r}."
        )
    try:
        return {name: answer_value(question.part(name), value) for name, value in found.items()}
    except ValueError as error:
        raise CourseError(f"{where} {error}.") from None


def _called(where: str, proof: AuthorFunction, parameters: dict[str, Any]) -> Any:
    unknown = [name for name in proof.arguments if name not in parameters]
    if unknown:
        raise CourseError(f"{where} has an argument '{unknown[0]}' that draw() does not return.")
    try:
        with np.errstate(all="ignore"):
            return proof.run(*(parameters[name] for name in proof.arguments))
    except Exception as error:  # whatever an author's function raises is the question's fault
        raise CourseError(f"{where} failed for {parameters}: {type(error).__name__}: {error}.") from error


def _difference(sample: QuestionSample, part: Part, others: list[dict[str, Any]]) -> Iterator[str]:
    for draw, other in zip(sample.draws, others, strict=True):
        if part.name not in other:
            yield f"{sample.question.place}: proof() leaves out {part.name} for some draws. Return it always."
            return
        pairs = zip(
            field_values(part, draw.solution.key[part.name]),
            field_values(part, other[part.name]),
            strict=True,
        )
        for one, two in pairs:
            if one != two and (isinstance(one, str) or abs(one - two) > _CLOSE * max(1.0, abs(one))):
                yield (
                    f"{sample.question.place}:{part.function.line}: {part.name} is {one!r} and proof() says {two!r}, "
                    f"for {draw.parameters}. One of them is wrong."
                )
                return


def _unproved_reference(question: Question, part: Part, course: Course) -> Iterator[str]:
    """Problems of an answer that is one call of a reference function: an assignment has to prove that function."""
    name, _, function = part.reference_call.partition(".")
    proved = name in course.assignment_ids() and function in {
        task.function for task in course.assignment(name).settings.tasks
    }
    if not proved:
        yield (
            f"{question.place}:{part.function.line}: {part.name} is a call of {part.reference_call}, which no task of "
            "an assignment proves. Return the answer from proof() as well, computed in another way."
        )


def prove_mistakes(sample: QuestionSample) -> ProofStep:
    """Few draws have to be drawn again because values cannot be told apart, and every mistake is possible."""
    question = sample.question
    reasons = Counter(reason for draw in sample.draws for reason in draw.unfit)
    again, kept = reasons.total(), len(sample.draws)
    share = again / (again + kept)
    problems = []
    if share > MOST_DRAWN_AGAIN:
        named = "; ".join(f"{reason} ({times} times)" for reason, times in reasons.most_common(3))
        problems.append(
            f"{question.place}:{question.draw_line}: {share:.0%} of the draws have to be drawn again, and at most "
            f"{MOST_DRAWN_AGAIN:.0%} may. What cannot be told apart: {named}. Draw from other values, or ask for more "
            "digits, of earlier answers above all."
        )
    mistakes = [each for part in question.parts for each in part.mistakes]
    for each in mistakes:
        if all(draw.solution.mistakes[each.name] is None for draw in sample.draws):
            problems.append(
                f"{question.place}:{each.function.line}: the mistake {each.name} is possible in no draw. Take it out."
            )
    return ProofStep(
        check="mistakes", problems=tuple(problems),
        figures={"mistakes": len(mistakes), "% drawn again": round(100 * share, 1)},
    )  # fmt: skip


__all__ = ["MOST_DRAWN_AGAIN", "prove_answers", "prove_draws", "prove_mistakes"]
