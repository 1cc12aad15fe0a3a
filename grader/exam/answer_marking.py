"""Marks what a student typed, by the first of six rules that fits.

1. The right value within one unit of the last place asked.
2. Right from the student's own earlier answers.
3. A named mistake, from the right earlier values, then from the student's own.
4. The right value, rounded to fewer digits than asked.
5. The opposite sign, a power of ten, 2 or ½ times the right value: a sentence, and no points.
6. No known mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.exam.collision import FROM_KEY
from grader.exam.exam_file import TOO_FEW_DIGITS
from grader.exam.exam_form import FrozenQuestion
from grader.exam.last_place import apart, unit_of, within
from grader.exam.number_reading import NumberReading, NumberRefusal, read_number
from grader.exam.part_mark import FieldMark, MarkRule, PartMark, QuestionMark
from grader.exam.question import AnswerKind, AuthorFunction, Part, Question
from grader.exam.question_bank import QuestionBank
from grader.exam.solution import Solution, answer_value, author_value, field_values, solve
from grader.messages import say

_LARGEST_RATIO = 1e6
_LARGEST_RATIO_OF_INTEGERS = 1e3
"""An own value further from the key is not computed with: it may be the length of a loop."""
_POWERS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
_ORDER = list(MarkRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Targets:
    """What the answers of one part are compared with, field by field.

    Attributes
    ----------
    own : tuple, optional
        The values that follow from the student's earlier answers.
    wrong : tuple
        The name of a mistake, its sentence, its values, and the parts whose own answers they follow from.
    labels : mapping of str to str
        Of the earlier parts that were answered, as the student sees them, Markdown.
    """

    key: tuple[Any, ...]
    own: tuple[Any, ...] | None
    used: tuple[str, ...]
    labels: Mapping[str, str]
    wrong: tuple[tuple[str, str, tuple[Any, ...], tuple[str, ...]], ...]


def mark_question(
    question: Question,
    parameters: Mapping[str, Any],
    solution: Solution,
    options: Mapping[str, Sequence[str]],
    answers: Mapping[str, str],
    *,
    too_few_digits: float = TOO_FEW_DIGITS,
) -> QuestionMark:
    """Mark the answers to one question.

    Parameters
    ----------
    question : Question
    parameters : mapping
        Of the paper: those that were frozen when it was issued.
    solution : Solution
        From these parameters, by today's functions.
    options : mapping
        The choices of each part in the order of the paper; an answer may be the letter of one.
    answers : mapping
        Texts by field (`Part.fields`), as typed. A field that is missing is blank.
    too_few_digits : float
        The share for a right value that was rounded too early.
    """
    marks = part_marks(question, parameters, solution, options, answers, too_few_digits)
    return QuestionMark(question=question.name, parts=tuple(marks))


def part_marks(
    question: Question,
    parameters: Mapping[str, Any],
    solution: Solution,
    options: Mapping[str, Sequence[str]],
    answers: Mapping[str, str],
    too_few_digits: float = TOO_FEW_DIGITS,
) -> Iterator[PartMark]:
    """Mark part after part, as `mark_question` does."""
    own: dict[str, Any] = {}
    for part in question.parts:
        targets = _targets(question, part, parameters, solution, own)
        typed = [answers.get(name, "") for name in part.fields]
        fields = [
            _field_mark(part, at, name, text, targets, options.get(part.name, ()), too_few_digits)
            for at, (name, text) in enumerate(zip(part.fields, typed, strict=True))
        ]
        yield PartMark(part=part.name, possible=part.points, fields=tuple(fields))
        value = _own_value(part, fields, solution.key[part.name])
        if value is not None:
            own[part.name] = value


def mark_frozen(
    frozen: FrozenQuestion,
    bank: QuestionBank,
    answers: Mapping[str, str],
    *,
    too_few_digits: float = TOO_FEW_DIGITS,
) -> QuestionMark:
    """Mark the answers to a question of an issued form: frozen parameters, today's functions.

    Raises
    ------
    CourseError
        Today's functions do not work for these parameters.
    """
    question, parameters = bank.question(frozen.name), frozen.restored_parameters()
    solution = solve(question, parameters)
    return mark_question(
        question, parameters, solution, frozen.options(), answers, too_few_digits=too_few_digits
    )


def _targets(
    question: Question, part: Part, parameters: Mapping[str, Any], solution: Solution, own: Mapping[str, Any]
) -> _Targets:
    values = {**parameters, **own}

    def from_own(function: AuthorFunction) -> tuple[Any, ...] | None:
        """The values of a function from the student's earlier answers; None if it uses none, or one is missing."""
        if not function.earlier or not all(name in own for name in function.earlier):
            return None
        try:
            value = author_value(question, part, function, values)
        except CourseError:  # the student's own values may be any
            return None
        return None if value is None else field_values(part, value)

    wrong: list[tuple[str, str, tuple[Any, ...], tuple[str, ...]]] = []
    for each in part.mistakes:
        if solution.mistakes[each.name] is not None:
            values_of_key = field_values(part, solution.mistakes[each.name])
            wrong.append((each.name, each.sentence.render(parameters), values_of_key, ()))
    for each in part.mistakes:
        got = from_own(each.function)
        if got is not None:
            wrong.append((each.name, each.sentence.render(parameters), got, each.function.earlier))
    return _Targets(
        key=field_values(part, solution.key[part.name]), own=from_own(part.function) if part.follow else None,
        used=part.function.earlier, wrong=tuple(wrong),
        labels={
            each.name: part_name(each.label.render(parameters), number)
            for number, each in enumerate(question.parts, 1)
            if each.name in own
        },
    )  # fmt: skip


def part_name(label: str, number: int) -> str:
    """A part within a sentence: its label without the sign of equality at the end, or its number. Markdown.

    Examples
    --------
    >>> part_name("new $w =$", 1), part_name("", 2)
    ('new $w$', 'answer to part 2')
    """
    name = re.sub(r"\s*(?:\$\s*=\s*\$|=\s*(\$?)|:)$", r"\1", label.strip())
    return name or say("answer.part", number=number)


def _field_mark(
    part: Part,
    at: int,
    name: str,
    typed: str,
    targets: _Targets,
    options: Sequence[str],
    too_few_digits: float,
) -> FieldMark:
    if not typed.strip():
        return FieldMark(
            field=name, typed=typed, rule=MarkRule.BLANK, share=0.0, sentence=say("answer.blank")
        )
    readings = _readings(part, typed, options)
    if isinstance(readings, str):
        return FieldMark(field=name, typed=typed, rule=MarkRule.UNREAD, share=0.0, sentence=readings)
    marks = (_first_rule(part, at, name, typed, each, targets, too_few_digits) for each in readings)
    return min(marks, key=lambda mark: (-mark.share, _ORDER.index(mark.rule)))


def _readings(part: Part, typed: str, options: Sequence[str]) -> Sequence[Any] | str:
    """What an answer says, or why it cannot be read."""
    if part.kind is not AnswerKind.CHOICE:
        found = read_number(typed, part.unit)
        return say("answer.unread", reason=found.reason) if isinstance(found, NumberRefusal) else found
    text = " ".join(typed.split())
    by_letter = {option_letter(position): option for position, option in enumerate(options)}
    by_text = {option.casefold(): option for option in options}
    chosen = by_text.get(text.casefold()) or by_letter.get(text.strip("().").upper())
    return [chosen] if chosen else say("answer.no_option", text=text)


def option_letter(position: int) -> str:
    """The letter of a choice: A for the first one."""
    return chr(ord("A") + position)


def _first_rule(
    part: Part, at: int, name: str, typed: str, reading: Any, targets: _Targets, too_few_digits: float
) -> FieldMark:
    """The mark of one reading."""
    value = reading.value if isinstance(reading, NumberReading) else reading

    def mark(
        rule: MarkRule, share: float, sentence: str, mistake: str = "", used: tuple[str, ...] = ()
    ) -> FieldMark:
        return FieldMark(
            field=name,
            typed=typed,
            rule=rule,
            share=share,
            sentence=sentence,
            read=value,
            mistake=mistake,
            used=used,
        )

    key = targets.key[at]
    if within(part, value, key):
        return mark(MarkRule.RIGHT, 1.0, say("answer.right"))
    if targets.own is not None:
        own = targets.own[at]
        if apart(part, own, key, FROM_KEY) and within(part, value, own):
            sentence = say("answer.follow_on", parts=_named(targets, targets.used))
            return mark(MarkRule.FOLLOW_ON, 1.0, sentence, used=targets.used)
    for mistake, sentence, values, used in targets.wrong:
        if within(part, value, values[at]) and not within(part, values[at], key, 0.0):
            told = (
                say("answer.mistake_of_own", sentence=sentence, parts=_named(targets, used))
                if used
                else sentence
            )
            return mark(MarkRule.MISTAKE, _worth(part, mistake), told, mistake, used)
    if (
        isinstance(reading, NumberReading)
        and part.kind is not AnswerKind.INTEGER
        and _rounded_early(reading, key)
    ):
        return mark(MarkRule.TOO_FEW_DIGITS, too_few_digits, say("answer.too_few_digits"))
    patterns = list(_patterns(part, value, key)) if isinstance(reading, NumberReading) else []
    if len(patterns) == 1:
        return mark(MarkRule.PATTERN, 0.0, patterns[0])
    return mark(MarkRule.UNKNOWN, 0.0, say("answer.unknown"))


def _named(targets: _Targets, parts: Sequence[str]) -> str:
    return ", ".join(targets.labels[name] for name in parts)


def _worth(part: Part, mistake: str) -> float:
    return next(each.worth for each in part.mistakes if each.name == mistake)


def _rounded_early(reading: NumberReading, key: float) -> bool:
    """Whether the digits given are those of the key, rounded there. At least one of them is not 0."""
    if reading.place is None or reading.value == 0:
        return False
    half = 0.5 * 10.0**reading.place
    return abs(reading.value - key) <= half * (1 + 1e-9)


def _patterns(part: Part, value: float, key: float) -> Iterator[str]:
    """Sentences for values that a simple slip makes of the key."""
    if abs(key) <= FROM_KEY * unit_of(part, key):
        return
    if within(part, -value, key):
        yield say("answer.opposite_sign")
    if within(part, value / 2, key):
        yield say("answer.twice")
    if within(part, value * 2, key):
        yield say("answer.half")
    for power in _POWERS:
        if within(part, value / 10.0**power, key):
            yield say("answer.times_ten", power=power)


def _own_value(part: Part, fields: Sequence[FieldMark], key: Any) -> Any:
    """The student's answer as a value to go on with; None if a field was not read, or is out of all proportion."""
    if any(each.read is None for each in fields):
        return None
    if part.kind is AnswerKind.CHOICE:
        return fields[0].read
    largest = _LARGEST_RATIO_OF_INTEGERS if part.kind is AnswerKind.INTEGER else _LARGEST_RATIO
    values = [float(each.read) for each in fields if each.read is not None]
    if max(map(abs, values)) > largest * max(1.0, *map(abs, field_values(part, key))):
        return None
    try:
        return answer_value(part, np.array(values).reshape(key.shape) if part.is_table else values[0])
    except ValueError:  # not a whole number
        return None


__all__ = ["TOO_FEW_DIGITS", "mark_frozen", "mark_question", "option_letter", "part_marks", "part_name"]
