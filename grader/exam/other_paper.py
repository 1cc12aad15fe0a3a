"""Answers that are wrong on a student's own paper and right on another's: evidence, never a verdict.

An answer is fixed, and the other student's form is drawn by chance. So the chance that a wrong answer is right there is
the share of forms on which it is right, and that is counted on the issued forms and on simulated ones. Whether a
question fits is independent of the next one, but its chance is another: the number of questions that fit follows a
Poisson-binomial distribution. A pair is listed if its tail is below 0.001 divided by the number of pairs, so that an
honest class is listed with a probability below 0.1 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.exam.answer_marking import option_letter
from grader.exam.drawing import draw_question, keyed_digest
from grader.exam.last_place import unit_of
from grader.exam.part_mark import FieldMark, MarkRule
from grader.exam.question import AnswerKind, Part, Question
from grader.exam.sheet_marking import SheetMark
from grader.exam.solution import Solution, field_values

LISTED_BELOW: Final = 0.001
"""Divided by the number of pairs, the tail below which a pair is listed."""
FORMS_COUNTED: Final = 400
"""Forms on which a chance is counted, at least."""
_RELATIVE: Final = 1e-9
_JUDGED: Final = (MarkRule.MISTAKE, MarkRule.PATTERN, MarkRule.UNKNOWN)
"""Answers that are wrong here. Right ones, and those that were rounded too early, tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPaper:
    """A student whose wrong answers are right on another student's paper.

    Attributes
    ----------
    questions : tuple of str
        Where an answer is.
    wrong : int
        Questions with a wrong answer.
    expected : float
        How many of them fit another paper by chance.
    tail : float
        The probability that at least so many do.
    """

    student: str
    other: str
    questions: tuple[str, ...]
    wrong: int
    expected: float
    tail: float


class FormKeys:
    """The keys of one question on many forms: the issued ones first, then simulated ones.

    Parameters
    ----------
    question : Question
    issued : sequence of (Solution, options)
        Today's values and the order of the choices on each issued form.
    """

    def __init__(
        self, question: Question, issued: Sequence[tuple[Solution, Mapping[str, Sequence[str]]]]
    ) -> None:
        draws = list(issued)
        for number in range(len(draws), FORMS_COUNTED):
            seed = keyed_digest(b"other papers", question.name, str(number))
            draw = draw_question(question, seed, distinct=False)
            draws.append((draw.solution, draw.options))
        self.size = len(draws)
        self._fields: dict[str, _FieldKeys | _OptionKeys] = {}
        for part in question.parts:
            keys = [field_values(part, solution.key[part.name]) for solution, _ in draws]
            options = [offered.get(part.name, ()) for _, offered in draws]
            for at, name in enumerate(part.fields):
                own = [key[at] for key in keys]
                self._fields[name] = (
                    _OptionKeys(own, options)
                    if part.kind is AnswerKind.CHOICE
                    else _FieldKeys(part, np.array(own, dtype=float))
                )

    def fits(self, fields: Sequence[FieldMark]) -> NDArray[np.bool_] | None:
        """On which forms one of the wrong answers is right; None if no answer is wrong."""
        wrong = [each for each in fields if each.rule in _JUDGED]
        if not wrong:
            return None
        found: NDArray[np.bool_] = np.any([self._fields[each.field].fits(each) for each in wrong], axis=0)
        return found


class _FieldKeys:
    """The windows of a number on many forms."""

    def __init__(self, part: Part, keys: NDArray[np.float64]) -> None:
        units = np.array([unit_of(part, float(key)) for key in keys])
        self._keys = keys
        self._half = units * (1 + _RELATIVE) + _RELATIVE * np.abs(keys)

    def fits(self, mark: FieldMark) -> NDArray[np.bool_]:
        assert isinstance(mark.read, (int, float)), "a wrong number was read"
        found: NDArray[np.bool_] = np.abs(self._keys - mark.read) <= self._half
        return found


class _OptionKeys:
    """The right choice on many forms, as a text and as a letter."""

    def __init__(self, keys: Sequence[str], options: Sequence[Sequence[str]]) -> None:
        self._texts = np.array([key.casefold() for key in keys])
        self._letters = np.array(
            [
                option_letter(list(own).index(key)) if key in own else ""
                for key, own in zip(keys, options, strict=True)
            ]
        )

    def fits(self, mark: FieldMark) -> NDArray[np.bool_]:
        typed = " ".join(mark.typed.split())
        by_letter: NDArray[np.bool_] = self._letters == typed.strip("().").upper()
        by_text: NDArray[np.bool_] = self._texts == typed.casefold()
        return by_letter | by_text


def other_papers(
    marks: Sequence[SheetMark], keys: Mapping[str, FormKeys], position: Mapping[str, int]
) -> list[OtherPaper]:
    """Pairs in which answers fit the other's paper, the least probable first.

    Parameters
    ----------
    marks : sequence of SheetMark
    keys : mapping of str to FormKeys
        By question.
    position : mapping of str to int
        The place of each form among the issued ones.
    """
    forms = np.array([position[each.form.name] for each in marks])
    pairs = int((forms[:, None] != forms[None, :]).sum())
    found = [pair for each in marks for pair in _pairs_of(each, marks, forms, keys, pairs)]
    return sorted(found, key=lambda pair: (pair.tail, pair.student, pair.other))


def _pairs_of(
    mark: SheetMark,
    marks: Sequence[SheetMark],
    forms: NDArray[np.int64],
    keys: Mapping[str, FormKeys],
    pairs: int,
) -> Iterator[OtherPaper]:
    names, rows, chances = [], [], []
    for question in mark.questions:
        found = keys[question.question].fits([f for part in question.mark.parts for f in part.fields])
        if found is not None:
            names.append(question.question)
            rows.append(found[forms])
            chances.append((1 + int(found.sum())) / (1 + keys[question.question].size))
    if len(names) < 2:  # one answer alone is never below the limit
        return
    table, tails = np.array(rows), poisson_binomial_tails(chances)
    counts = table.sum(axis=0)
    for other in map(int, np.flatnonzero(counts >= 2)):
        tail = tails[counts[other]]
        if marks[other].form.name != mark.form.name and tail < LISTED_BELOW / pairs:
            yield OtherPaper(
                student=mark.student,
                other=marks[other].student,
                questions=tuple(name for name, fit in zip(names, table[:, other], strict=True) if fit),
                wrong=len(names),
                expected=sum(chances),
                tail=float(tail),
            )


def poisson_binomial_tails(chances: Sequence[float]) -> NDArray[np.float64]:
    """The probability of at least k successes, for k from 0 to n, in independent trials with these chances.

    Examples
    --------
    >>> [round(float(tail), 3) for tail in poisson_binomial_tails([0.5, 0.1])]
    [1.0, 0.55, 0.05]
    """
    exactly = np.ones(1)
    for chance in chances:
        exactly = np.convolve(exactly, (1 - chance, chance))
    return np.cumsum(exactly[::-1])[::-1]


__all__ = [
    "FORMS_COUNTED", "LISTED_BELOW", "FormKeys", "OtherPaper", "other_papers", "poisson_binomial_tails",
]  # fmt: skip
