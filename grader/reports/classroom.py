"""What a class's reports on one assignment say together: scores, pass rates, the mistakes many make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean, median
from typing import Final

from grader.model import Mistake, Report, TestResult, Verdict
from grader.phrases import verdict_tally
from grader.reports.class_statistics import Discrimination, Quartiles, discriminations, quartiles
from grader.reports.timing_summary import TimedColumn, cells, standing_out, timed_columns
from grader.text import count, number, one_line

COLUMNS: Final = 10

HARDEST: Final = 15
"""Tests that are listed at once; the rest is folded."""

NAMED_CHARACTERS: Final = 150_000
"""Characters of all names beside the mistakes of an assignment, so that its page stays under 1 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the histogram: how many scores lie in [low, high), the last one including ``high``."""

    low: float
    high: float
    students: int
    share: float
    """Height, from 0 to 1: the highest column is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRate:
    """How a class did on one test. ``test`` is one student's result, for title, task and origin."""

    __test__ = False

    test: TestResult
    passed: int
    total: int
    rest: str
    """``4 wrong, 1 time limit``"""
    discrimination: Discrimination | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeCount:
    mistake: Mistake
    reports: tuple[Report, ...]
    """One per student, however many tests showed it."""
    named: int = 0
    """How many of the students are named: a page has room for so many names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRow:
    report: Report
    passed: int
    remark: str
    timed: tuple[str, ...] = ()
    """Points of each timing of the assignment, or why there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classroom:
    """One assignment over a class."""

    id: str
    title: str
    max_score: float
    graded: tuple[Report, ...]
    mean: float | None
    median: float | None
    quartiles: Quartiles | None
    columns: tuple[Column, ...]
    rates: tuple[TestRate, ...]
    """The hardest test first."""
    mistakes: tuple[MistakeCount, ...]
    """The most common first."""
    students: tuple[StudentRow, ...]
    """Everybody who handed something in."""
    absent: tuple[str, ...]
    """Students of whom nothing came."""
    timed: tuple[TimedColumn, ...] = ()
    equal: tuple[tuple[str, ...], ...] = ()
    """Students who handed in the same code, those of each piece of code together."""

    @property
    def hard(self) -> tuple[TestRate, ...]:
        """The tests to look at: the hardest of those that somebody did not pass."""
        return tuple(rate for rate in self.rates if rate.passed < rate.total)[:HARDEST]

    @property
    def easy(self) -> tuple[TestRate, ...]:
        """All other tests."""
        return self.rates[len(self.hard) :]

    @property
    def told_apart(self) -> bool:
        """Whether there are enough students to say which tests tell strong work from weak."""
        return any(rate.discrimination for rate in self.rates)

    @property
    def description(self) -> str:
        """The histogram in words."""
        parts = [
            f"{number(c.low)} to {number(c.high)} points: {count(c.students, 'student')}"
            for c in self.columns
            if c.students
        ]
        return "; ".join(parts)


def latest(reports: Iterable[Report]) -> list[Report]:
    """The last attempt of each student in each assignment, in order of first appearance."""
    kept: dict[tuple[str, str], Report] = {}
    for report in reports:
        key = (report.assignment, report.student)
        if key not in kept or kept[key].attempt <= report.attempt:
            kept[key] = report
    return list(kept.values())


def classroom(reports: Sequence[Report], equal: Sequence[tuple[str, ...]] = ()) -> Classroom:
    """The statistics of one assignment. Submissions without a score are listed and counted nowhere else."""
    reports = sorted(reports, key=lambda r: r.student)
    graded = [r for r in reports if r.score is not None]
    scores = [r.score for r in graded if r.score is not None]
    top = max(r.max_score for r in reports)
    timed = timed_columns(graded)
    return Classroom(
        id=reports[0].assignment,
        title=reports[0].title,
        max_score=top,
        graded=tuple(graded),
        mean=fmean(scores) if scores else None,
        median=median(scores) if scores else None,
        quartiles=quartiles(scores),
        columns=_columns(scores, top),
        rates=_rates(graded),
        mistakes=_mistakes(graded),
        students=tuple(_row(r, timed) for r in reports if not r.absent),
        absent=tuple(r.student for r in reports if r.absent),
        timed=timed,
        equal=tuple(equal),
    )


def room_without_reports(assignment: str) -> Classroom:
    """An assignment of which no submission could be read."""
    return Classroom(
        id=assignment, title=assignment, max_score=0.0, graded=(), mean=None, median=None, quartiles=None,
        columns=(), rates=(), mistakes=(), students=(), absent=(),
    )  # fmt: skip


def _columns(scores: Sequence[float], top: float) -> tuple[Column, ...]:
    if not scores or top <= 0:
        return ()
    heights = Counter(min(max(int(score / top * COLUMNS), 0), COLUMNS - 1) for score in scores)
    highest = max(heights.values())
    return tuple(
        Column(
            low=top * i / COLUMNS,
            high=top * (i + 1) / COLUMNS,
            students=heights[i],
            share=heights[i] / highest,
        )
        for i in range(COLUMNS)
    )


def _rates(graded: Sequence[Report]) -> tuple[TestRate, ...]:
    results: dict[str, list[TestResult]] = {}
    for report in graded:
        for test in report.tests:
            results.setdefault(test.id, []).append(test)
    telling = discriminations(graded)
    rates = [_rate(tests, telling.get(id_)) for id_, tests in results.items()]
    return tuple(sorted(rates, key=lambda r: r.passed / r.total))


def _rate(tests: Sequence[TestResult], discrimination: Discrimination | None) -> TestRate:
    verdicts = Counter(test.verdict for test in tests)
    passed = verdicts.pop(Verdict.PASSED, 0)
    rest = ", ".join(verdict_tally(verdict, n) for verdict, n in verdicts.most_common())
    return TestRate(test=tests[0], passed=passed, total=len(tests), rest=rest, discrimination=discrimination)


def _mistakes(graded: Iterable[Report]) -> tuple[MistakeCount, ...]:
    makers: dict[str, dict[str, Report]] = {}
    sentences: dict[str, Mistake] = {}
    for report in graded:
        for test in report.tests:
            if test.mistake:
                sentences.setdefault(test.mistake.id, test.mistake)
                makers.setdefault(test.mistake.id, {})[report.student] = report
    commonest = sorted(makers.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    room, counts = NAMED_CHARACTERS, []
    for id_, by in commonest:
        ends = accumulate(len(student) + 2 for student in by)
        named = sum(end <= room for end in ends)
        room -= sum(len(student) + 2 for student in list(by)[:named])
        counts.append(MistakeCount(mistake=sentences[id_], reports=tuple(by.values()), named=named))
    return tuple(counts)


def _row(report: Report, timed: Sequence[TimedColumn]) -> StudentRow:
    passed = sum(test.verdict is Verdict.PASSED for test in report.tests)
    return StudentRow(report=report, passed=passed, remark=_remark(report), timed=cells(report, timed))


def _remark(report: Report) -> str:
    """What stands out in a student's tests and timings, in one line."""
    if report.score is None:
        return one_line(report.not_graded, 100)
    mistake = next((test.mistake for test in report.tests if test.mistake), None)
    if mistake:
        return one_line(mistake.sentence, 100)
    verdicts = Counter(test.verdict for test in report.tests if test.verdict is not Verdict.PASSED)
    tallies = [verdict_tally(verdict, n) for verdict, n in verdicts.most_common()]
    return one_line(", ".join([*tallies, *standing_out(report)]), 100)
