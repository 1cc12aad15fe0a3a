"""What the marks of a class say about the questions of an exam."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.exam.adjusted_mark import AdjustedMark
from grader.exam.exam_file import Exam
from grader.exam.form_comparison import FormComparison, form_comparison
from grader.exam.item_statistic import (
    EASY,
    FEWEST_STUDENTS,
    HARD,
    LEAST_DISCRIMINATION,
    ExamStatistic,
    ItemStatistic,
    exam_statistic,
)
from grader.exam.part_mark import FieldMark, MarkRule, PartMark
from grader.exam.question_bank import QuestionBank
from grader.exam.sheet_marking import SheetMark
from grader.messages import say

COMMON: Final = 0.25
"""A mistake that more students make is taught again."""
MUCH_UNREAD: Final = 0.02
"""Share of answers that could not be read, above which the question is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeUse:
    """Who made a named mistake.

    Attributes
    ----------
    answered : int
        Students who typed something in this part.
    share : float
        Of all whose sheet was marked.
    mean_total : float, optional
        The points of those who made it, in the whole exam.
    """

    part: str
    mistake: str
    sentence: str
    answered: int
    students: int
    share: float
    mean_total: float | None

    @property
    def common(self) -> bool:
        return self.answered >= FEWEST_STUDENTS and self.share > COMMON


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """One question over the class.

    Attributes
    ----------
    share : float
        Mean share of the points, also where there are too few students for more.
    statistic : ItemStatistic, optional
        None for too few students or questions, and for a question that was dropped.
    parts : tuple of (name, mean share)
    unread : float
        Share of the typed answers that could not be read.
    comparison : FormComparison, optional
        Of 2 to 10 forms.
    flags : tuple of str
        Sentences: what to look at.
    """

    name: str
    topic: str
    points: float
    counts: bool
    share: float
    statistic: ItemStatistic | None
    parts: tuple[tuple[str, float], ...]
    mistakes: tuple[MistakeUse, ...]
    unread: float
    comparison: FormComparison | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSummary:
    """All questions, in the order of the exam file, and the total."""

    questions: tuple[QuestionSummary, ...]
    statistic: ExamStatistic | None
    comparison: FormComparison | None
    students: int


def exam_summary(exam: Exam, marks: Sequence[SheetMark], bank: QuestionBank) -> ExamSummary:
    """The statistics of an exam.

    Parameters
    ----------
    exam : Exam
    marks : sequence of SheetMark
        Of everybody whose sheet was marked. Decisions to give full points do not count here: they say nothing about
        the answers.
    bank : QuestionBank
    """
    if not marks:
        return ExamSummary(questions=(), statistic=None, comparison=None, students=0)
    rows = {name: [mark.question(name) for mark in marks] for name in exam.file.questions}
    counting = [name for name, own in rows.items() if own[0].counts]
    shares = {
        name: np.array([each.mark.points / each.mark.possible for each in own]) for name, own in rows.items()
    }
    points = np.array([rows[name][0].mark.possible for name in counting])
    table = np.array([shares[name] for name in counting]).T.reshape(len(marks), len(counting))
    statistic = exam_statistic(table, points)
    items = dict(zip(counting, statistic.items, strict=True)) if statistic else {}
    forms = [mark.form.name for mark in marks]
    total = table @ points / points.sum() if counting else None
    return ExamSummary(
        questions=tuple(
            _question_summary(bank, marks, rows[name], shares[name], items.get(name), forms) for name in rows
        ),
        statistic=statistic,
        comparison=_comparison(total, forms) if total is not None else None,
        students=len(marks),
    )


def _comparison(shares: NDArray[np.float64], forms: Sequence[str]) -> FormComparison | None:
    return form_comparison(shares, forms) if len(forms) >= FEWEST_STUDENTS else None


def _question_summary(
    bank: QuestionBank,
    marks: Sequence[SheetMark],
    own: Sequence[AdjustedMark],
    shares: NDArray[np.float64],
    item: ItemStatistic | None,
    forms: Sequence[str],
) -> QuestionSummary:
    question = bank.question(own[0].question)
    typed = [field for each in own for field in _fields(each) if field.rule is not MarkRule.BLANK]
    unread = sum(field.rule is MarkRule.UNREAD for field in typed) / len(typed) if typed else 0.0
    answered = sum(any(map(_answered, each.mark.parts)) for each in own)
    mistakes = tuple(_mistake_uses(marks, own))
    comparison = _comparison(shares, forms)
    return QuestionSummary(
        name=question.name,
        topic=question.topic,
        points=own[0].mark.possible,
        counts=own[0].counts,
        share=float(shares.mean()),
        statistic=item,
        parts=tuple(
            (part.part, fmean(each.mark.parts[at].points / part.possible for each in own))
            for at, part in enumerate(own[0].mark.parts)
        ),
        mistakes=mistakes,
        unread=unread,
        comparison=comparison,
        flags=tuple(_flags(item, mistakes, unread if answered >= FEWEST_STUDENTS else 0.0, comparison)),
    )


def _fields(mark: AdjustedMark) -> Iterator[FieldMark]:
    for part in mark.mark.parts:
        yield from part.fields


def _answered(part: PartMark) -> bool:
    return any(field.rule is not MarkRule.BLANK for field in part.fields)


def _mistake_uses(marks: Sequence[SheetMark], own: Sequence[AdjustedMark]) -> Iterator[MistakeUse]:
    """Every foreseen mistake of a question, the most common first."""
    made: dict[str, list[float]] = {}
    for mark, each in zip(marks, own, strict=True):
        for name in {field.mistake for field in _fields(each) if field.mistake}:
            made.setdefault(name, []).append(mark.points)
    frozen = marks[0].form.question(own[0].question)
    foreseen = [(part.name, mistake) for part in frozen.parts for mistake in part.mistakes]
    answered = {
        part.name: sum(_answered(each.mark.parts[at]) for each in own) for at, part in enumerate(frozen.parts)
    }
    for part, mistake in sorted(foreseen, key=lambda pair: -len(made.get(pair[1].name, ()))):
        totals = made.get(mistake.name, [])
        yield MistakeUse(
            part=part, mistake=mistake.name, sentence=mistake.sentence,
            answered=answered[part], students=len(totals),
            share=len(totals) / len(marks), mean_total=fmean(totals) if totals else None,
        )  # fmt: skip


def _flags(
    item: ItemStatistic | None,
    mistakes: Sequence[MistakeUse],
    unread: float,
    comparison: FormComparison | None,
) -> Iterator[str]:
    if item is not None:
        if item.p < HARD:
            yield say("exam.flag.hard")
        if item.p > EASY:
            yield say("exam.flag.easy")
        if item.r is not None and item.r < LEAST_DISCRIMINATION:
            yield say("exam.flag.unlike")
        nobody = [each.mistake for each in mistakes if not each.students]
        if nobody:
            yield say("exam.flag.nobody", mistakes=_listed(nobody))
    common = [each.mistake for each in mistakes if each.common]
    if common:
        yield say("exam.flag.common", mistakes=_listed(common))
    if unread > MUCH_UNREAD:
        yield say("exam.flag.unread", share=f"{100 * unread:.0f}")
    if comparison is not None and comparison.differ:
        yield say("exam.flag.forms")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def summary_record(exam: Exam, summary: ExamSummary) -> Mapping[str, object]:
    """The statistics as a record. What is not known is not in it."""
    record: dict[str, object] = {
        "schema": "grader/exam-statistics/1", "exam": exam.name, "marked": summary.students,
    }  # fmt: skip
    if summary.statistic:
        found = summary.statistic
        record |= {"mean": found.mean, "deviation": found.deviation, "alpha": found.alpha, "sem": found.sem}
    if summary.comparison:
        record["forms"] = _comparison_record(summary.comparison)
    record["questions"] = [_question_record(each) for each in summary.questions]
    return record


def _question_record(each: QuestionSummary) -> dict[str, object]:
    record: dict[str, object] = {
        "question": each.name, "topic": each.topic, "points": each.points, "counts": each.counts,
        "mean_share": each.share, "unread": each.unread, "parts": dict(each.parts),
        "mistakes": [
            {"mistake": use.mistake, "part": use.part, "students": use.students, "mean_total": use.mean_total}
            for use in each.mistakes
        ],
        "flags": list(each.flags),
    }  # fmt: skip
    if each.statistic:
        record |= {"p": each.statistic.p, "r": each.statistic.r}
    if each.comparison:
        record["forms"] = _comparison_record(each.comparison)
    return record


def _comparison_record(found: FormComparison) -> dict[str, object]:
    return {"means": found.means, "probability": found.probability}


__all__ = ["COMMON", "ExamSummary", "MistakeUse", "QuestionSummary", "exam_summary", "summary_record"]
