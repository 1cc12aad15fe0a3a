"""What makes a draw unfit: values that could not be told apart once they are typed with the digits asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from grader.errors import CourseError
from grader.exam.last_place import apart, printed, within
from grader.exam.question import AnswerKind, Part, Question
from grader.exam.solution import Solution, answer_value, author_value, field_values

FROM_KEY = 4.0
"""Units by which a mistake is away from the answer, and what follows from an own value, too."""
BETWEEN_MISTAKES = 2.0


def collisions(question: Question, parameters: Mapping[str, Any], solution: Solution) -> Iterator[str]:
    """Why a draw has to be drawn again, as names of what cannot be told apart."""
    for part in question.parts:
        key = field_values(part, solution.key[part.name])
        wrong = {
            each.name: field_values(part, solution.mistakes[each.name])
            for each in part.mistakes
            if solution.mistakes[each.name] is not None
        }
        yield from (
            f"{name} and {part.name}" for name in wrong if not told_apart(part, wrong[name], key, FROM_KEY)
        )
        yield from (
            f"{one} and {two}"
            for one, two in combinations(wrong, 2)
            if not told_apart(part, wrong[one], wrong[two], BETWEEN_MISTAKES)
        )
    yield from _carried_collisions(question, parameters, solution)


def told_apart(part: Part, one: tuple[Any, ...], other: tuple[Any, ...], units: float) -> bool:
    """Whether two answers differ. Cells of a table may be the same, but at least one is not, and none nearly is."""
    clear = [apart(part, *pair, units) for pair in zip(one, other, strict=True)]
    same = [within(part, *pair, 0.0) for pair in zip(one, other, strict=True)]
    return any(clear) and all(a or b for a, b in zip(clear, same, strict=True))


def _carried_collisions(
    question: Question, parameters: Mapping[str, Any], solution: Solution
) -> Iterator[str]:
    """Later answers that would earn nothing although they are right from an earlier one, as typed."""
    for part in (None, *question.parts):
        for name, value in _starts(part, solution):
            for chain in answer_chains(question, parameters, solution, part, value):
                for later, typed in chain.typed.items():
                    if not _right_or_follows(
                        question.part(later), typed, chain.own[later], solution.key[later]
                    ):
                        yield f"{later} and what follows from {name or 'rounded earlier answers'}"


def _starts(part: Part | None, solution: Solution) -> list[tuple[str, Any]]:
    if part is None:
        return [("", None)]
    return [
        (m.name, solution.mistakes[m.name]) for m in part.mistakes if solution.mistakes[m.name] is not None
    ]


def _right_or_follows(part: Part, typed: Any, own: Any, key: Any) -> bool:
    values = zip(field_values(part, typed), field_values(part, own), field_values(part, key), strict=True)
    return all(
        within(part, t, k) or (apart(part, o, k, FROM_KEY) and within(part, t, o)) for t, o, k in values
    )


class AnswerChain(NamedTuple):
    """Answers of a student who goes on from a mistake: what is typed, and what follows from what was typed before."""

    typed: dict[str, Any]
    own: dict[str, Any]


def answer_chains(
    question: Question, parameters: Mapping[str, Any], solution: Solution, start: Part | None, value: Any
) -> Iterator[AnswerChain]:
    """Later answers after a mistake, computed from full values, and computed from rounded ones.

    Parameters
    ----------
    start : Part, optional
        The part with the mistake, or None if there is none.
    value : Any
        Of the mistake.

    Yields
    ------
    AnswerChain
        By the name of each later part that changes. A part is left out if its function fails for such values, or if
        it has ``follow=False``.
    """
    for rounding in (False, True):
        if start is not None or rounding:
            yield _chain(question, parameters, solution, start, value, rounding=rounding)


def _chain(
    question: Question, parameters: Mapping[str, Any], solution: Solution, start: Part | None, value: Any, *,
    rounding: bool,
) -> AnswerChain:  # fmt: skip
    exact, chain = {**solution.key}, AnswerChain({}, {})
    typed: dict[str, Any] = {}
    for part in question.parts:
        used = part.function.earlier
        changed = used and (start is None or any(name == start.name or name in chain.typed for name in used))
        if part is start:
            exact[part.name] = value
        elif changed and part.follow:
            try:
                values = {**parameters, **(typed if rounding else exact)}
                exact[part.name] = author_value(question, part, part.function, values)
                chain.own[part.name] = author_value(question, part, part.function, {**parameters, **typed})
            except CourseError:  # with such values it may not be possible
                break
            chain.typed[part.name] = typed_value(part, exact[part.name])
        typed[part.name] = typed_value(part, exact[part.name])
    return chain


def typed_value(part: Part, value: Any) -> Any:
    """The value that comes out if a value is typed with the digits asked for, and read again."""
    if part.kind is AnswerKind.CHOICE:
        return value
    if part.is_table:
        copy = value.copy()
        copy.flat = [float(printed(part, each)) for each in field_values(part, value)]
        return copy
    return answer_value(part, float(printed(part, value)))


__all__ = [
    "BETWEEN_MISTAKES",
    "FROM_KEY",
    "AnswerChain",
    "answer_chains",
    "collisions",
    "told_apart",
    "typed_value",
]
