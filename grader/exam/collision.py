"""What makes a draw unfit: values that could not be told apart once they are typed with the digits asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from grader.errors import CourseError
from grader.exam.last_place import apart, printed, within
from grader.exam.question import AnswerKind, Part, Question
from grader.exam.solution import Solution, answer_value, author_value, field_values

FROM_KEY = 4.0
"""Units by which a mistake is away from the answer; what follows from a mistake is that far away, or right."""
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
    """Later parts that are neither right nor clearly other ones when an earlier part is typed, right or wrong."""
    for part in question.parts:
        for name, value in ((part.name, solution.key[part.name]), *_possible(part, solution)):
            own = carried(question, parameters, solution, part, typed_value(part, value))
            for later, got in own.items():
                if not _right_or_apart(question.part(later), got, solution.key[later]):
                    yield f"{later} computed from {name}"


def _possible(part: Part, solution: Solution) -> list[tuple[str, Any]]:
    return [
        (m.name, solution.mistakes[m.name]) for m in part.mistakes if solution.mistakes[m.name] is not None
    ]


def _right_or_apart(part: Part, own: Any, key: Any) -> bool:
    pairs = zip(field_values(part, own), field_values(part, key), strict=True)
    return all(within(part, *pair, 0.5) or apart(part, *pair, FROM_KEY) for pair in pairs)


def typed_value(part: Part, value: Any) -> Any:
    """The value that comes out if a value is typed with the digits asked for, and read again."""
    if part.kind is AnswerKind.CHOICE:
        return value
    if part.is_table:
        copy = value.copy()
        copy.flat = [float(printed(part, each)) for each in field_values(part, value)]
        return copy
    return answer_value(part, float(printed(part, value)))


def carried(
    question: Question, parameters: Mapping[str, Any], solution: Solution, part: Part, typed: Any
) -> dict[str, Any]:
    """The later parts as they come out of one earlier answer; parts that it does not lead to are left out.

    A part whose function fails for that answer is left out as well, and so is what is computed from it.
    """
    own: dict[str, Any] = {part.name: typed}
    found: dict[str, Any] = {}
    for later in question.parts:
        used = question.earlier_parts(later.function)
        if later.name in own or not later.follow or not any(name in own for name in used):
            continue
        values = {**parameters, **solution.key, **own}
        try:
            found[later.name] = own[later.name] = author_value(question, later, later.function, values)
        except CourseError:
            continue
    return found


__all__ = ["BETWEEN_MISTAKES", "FROM_KEY", "carried", "collisions", "told_apart", "typed_value"]
