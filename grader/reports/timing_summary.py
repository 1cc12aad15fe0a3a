"""How a class did on what is timed: points by student, tiers reached by many or few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.messages import say
from grader.model import PerformanceResult, Report
from grader.phrases import device_name, ending_short, ending_tally, speed_phrase
from grader.text import figure, number


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRate:
    """A tier, or a piece of evidence, and how many got it of those that were judged."""

    name: str
    asked: str
    students: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedColumn:
    """One timing over a class."""

    id: str
    title: str
    """``Speed and memory, CPU``"""
    heading: str
    """``CPU``, or the id where several run on one device."""
    judged: int
    steps: tuple[GoalRate, ...]
    rest: str
    """What became of all others: ``2 not timed, 1 too noisy``."""


def timed_columns(graded: Iterable[Report]) -> tuple[TimedColumn, ...]:
    """One for each id, in order of first appearance."""
    results: dict[str, list[PerformanceResult]] = {}
    for report in graded:
        for result in report.performance:
            results.setdefault(result.id, []).append(result)
    devices = Counter(own[0].device for own in results.values())
    return tuple(_column(own, alone=devices[own[0].device] == 1) for own in results.values())


def _column(results: Sequence[PerformanceResult], *, alone: bool) -> TimedColumn:
    first = results[0]
    judged = [result for result in results if result.ending == "judged"]
    others = [result for result in results if result.ending != "judged"]
    return TimedColumn(
        id=first.id,
        title=say("timing.title", title=first.title or first.function, device=device_name(first)),
        heading=device_name(first) if alone else first.id,
        judged=len(judged),
        steps=_steps(judged),
        rest=", ".join(_tallies(others)),
    )


def _tallies(others: Sequence[PerformanceResult]) -> Iterator[str]:
    """How many ended in each other way, the most frequent first."""
    examples = {result.ending: result for result in others}
    for ending, n in Counter(result.ending for result in others).most_common():
        yield ending_tally(examples[ending], n)


def _steps(judged: Sequence[PerformanceResult]) -> tuple[GoalRate, ...]:
    """By place, since every student has the same tiers and evidence in the same order."""
    if not judged:
        return ()
    tiers = [
        GoalRate(
            name=tier.name,
            asked=speed_phrase(tier.least, "speed_asked"),
            students=sum(place < len(r.tiers) and r.tiers[place].state == "reached" for r in judged),
            total=len(judged),
        )
        for place, tier in enumerate(judged[0].tiers)
    ]
    return (*tiers, *_evidence_steps(judged))


def _evidence_steps(judged: Sequence[PerformanceResult]) -> Iterable[GoalRate]:
    for place, evidence in enumerate(judged[0].evidence):
        found = [r.evidence[place].measured for r in judged if place < len(r.evidence)]
        yield GoalRate(
            name=evidence.name,
            asked=say("evidence.asked", most=f"{figure(evidence.most)} {evidence.unit}".rstrip()),
            students=sum(measured is not None and measured <= evidence.most for measured in found),
            total=len(judged),
        )


def cells(report: Report, columns: Sequence[TimedColumn]) -> tuple[str, ...]:
    """The points of each column, or why there are none."""
    by_id = {result.id: result for result in report.performance}
    return tuple(_cell(report, by_id.get(column.id)) for column in columns)


def _cell(report: Report, result: PerformanceResult | None) -> str:
    if result is None:
        return "–"
    if not result.counts:
        return ending_short(result)
    return (
        "–" if report.score is None else f"{number(result.points)}\u00a0of\u00a0{number(result.max_points)}"
    )


def standing_out(report: Report) -> list[str]:
    """What is to be seen at once of a student's timings: a rule broken, the first tier missed."""
    return [words for result in report.performance if (words := _remark(result))]


def _remark(result: PerformanceResult) -> str:
    if result.ending in ("no device", "uncalibrated", "not run"):
        return ""
    if result.ending != "judged":
        return say("timing.stands_out", device=device_name(result), short=ending_short(result))
    missed = next((tier.name for tier in result.tiers if tier.state == "missed"), "")
    return say("timing.missed", device=device_name(result), tier=missed) if missed else ""


__all__ = ["GoalRate", "TimedColumn", "cells", "standing_out", "timed_columns"]
