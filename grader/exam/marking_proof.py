"""Proofs by marking: answers mark as what they are, and an early mistake costs its own part only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grader.exam.answer_marking import mark_question, part_marks
from grader.exam.collision import answer_chains
from grader.exam.drawing import Draw
from grader.exam.last_place import printed_value, unit_of, within
from grader.exam.part_mark import MarkRule, PartMark
from grader.exam.question import AnswerKind, NamedMistake, Part
from grader.exam.question_sample import ProofStep, QuestionSample, chain_answers, is_number, typed_answers
from grader.exam.solution import field_values

_INSIDE, _OUTSIDE = 0.9, 1.5
"""Units from the key at which an answer is still right, and not any more."""


def prove_marking(sample: QuestionSample) -> ProofStep:
    """Key and mistakes, typed with the digits asked, are marked as themselves; the window has the right size."""
    return _step(sample, "marking", _own_marks, "answers typed")


def _step(
    sample: QuestionSample, check: str, marks: Callable[[Draw], Iterable[tuple[str, str]]], figure: str
) -> ProofStep:
    """What marks of all draws show: the first problem of each kind, and how many marks there were."""
    problems: dict[str, str] = {}
    tried = 0
    for draw in sample.draws:
        for about, problem in marks(draw):
            tried += 1
            if problem:
                problems.setdefault(about, problem)
    return ProofStep(check=check, problems=tuple(problems.values()), figures={figure: tried})


def _own_marks(draw: Draw) -> Iterator[tuple[str, str]]:
    """What was typed, and the problem with its mark or nothing."""
    place = draw.question.place
    for mark in _marks(draw, typed_answers(draw)):
        wrong = [each for each in mark.fields if each.rule is not MarkRule.RIGHT]
        yield mark.part, _problem(draw, place, mark.part, wrong[0].typed, wrong[0].rule) if wrong else ""
    for part in draw.question.parts:
        for mistake in part.mistakes:
            if draw.solution.mistakes[mistake.name] is not None:
                yield mistake.name, _mistake_problem(draw, part, mistake)
        if is_number(part):
            yield from _window_problems(draw, part)


def _marks(draw: Draw, answers: dict[str, str]) -> tuple[PartMark, ...]:
    return mark_question(draw.question, draw.parameters, draw.solution, draw.options, answers).parts


def _part_mark(draw: Draw, part: Part, answers: dict[str, str]) -> PartMark:
    marks = part_marks(draw.question, draw.parameters, draw.solution, draw.options, answers)
    return next(each for each in marks if each.part == part.name)


def _problem(draw: Draw, place: str, name: str, typed: str, rule: MarkRule, mistake: str = "") -> str:
    marked = f"{rule.value} {mistake}".strip()
    return f"{place}: {name}, typed as {typed}, is marked as {marked}, for {draw.parameters}. Ask for other digits."


def _mistake_problem(draw: Draw, part: Part, mistake: NamedMistake) -> str:
    values = draw.solution.mistakes
    mark = _part_mark(draw, part, typed_answers(draw, **{part.name: values[mistake.name]}))
    for at, each in enumerate(mark.fields):
        value = field_values(part, values[mistake.name])[at]
        if within(part, value, field_values(part, draw.solution.key[part.name])[at], 0.0):
            continue
        same = each.mistake and within(part, field_values(part, values[each.mistake])[at], value, 0.0)
        if each.rule is not MarkRule.MISTAKE or not same:
            return _problem(draw, draw.question.place, mistake.name, each.typed, each.rule, each.mistake)
    return ""


def _window_problems(draw: Draw, part: Part) -> Iterator[tuple[str, str]]:
    """Answers near the key: inside the window they are right, outside they are not."""
    key = field_values(part, draw.solution.key[part.name])
    for units in (-_OUTSIDE, -_INSIDE, _INSIDE, _OUTSIDE):
        values = [_moved(part, each, units) for each in key]
        answers = typed_answers(draw) | dict(zip(part.fields, map(repr, values), strict=True))
        wanted = abs(units) < 1 and part.kind is not AnswerKind.INTEGER
        for each in _part_mark(draw, part, answers).fields:
            good = (each.rule is MarkRule.RIGHT) is wanted and (wanted or each.share < 1)
            about = f"{part.name} {units:+g}u"
            yield about, "" if good else _problem(draw, draw.question.place, about, each.typed, each.rule)


def _moved(part: Part, value: Any, units: float) -> float:
    if part.kind is AnswerKind.INTEGER:
        return float(value + round(units))
    return float(value + units * unit_of(part, value))


def prove_follow_on(sample: QuestionSample) -> ProofStep:
    """Whoever goes on rightly from a mistake, or from rounded answers, earns all later parts in full."""
    return _step(sample, "follow_on", _follow_on_marks, "later answers")


def _follow_on_marks(draw: Draw) -> Iterator[tuple[str, str]]:
    question, solution = draw.question, draw.solution
    starts: list[tuple[Part | None, str, Any]] = [(None, "rounded answers", None)]
    starts += [(p, m.name, solution.mistakes[m.name]) for p in question.parts for m in p.mistakes]
    for start, name, value in starts:
        if start is not None and value is None:
            continue
        for chain in answer_chains(question, draw.parameters, solution, start, value):
            if not chain.typed:
                continue
            marks = _marks(draw, chain_answers(draw, start, value, chain))
            for mark in (each for each in marks if each.part in chain.typed):
                yield f"{name} {mark.part}", _lost_points(draw, name, mark, chain.typed[mark.part])


def _lost_points(draw: Draw, name: str, mark: PartMark, typed: Any) -> str:
    """The problem with a later answer that is right from an earlier one and does not earn all points."""
    lost = [each for each in mark.fields if each.share < 1]
    if not lost:
        return ""
    shown = printed_value(draw.question.part(mark.part), typed)
    return (
        f"{draw.question.place}: {mark.part} = {shown} is right from {name} and is marked as {lost[0].rule.value}, for "
        f"{draw.parameters}. Ask for more digits of what it is computed from."
    )


__all__ = ["prove_follow_on", "prove_marking"]
