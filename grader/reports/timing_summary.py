"""How a class did on what is timed: points by student, tiers reached by many or few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.model import PerformanceResult, Report
from grader.reports.timing_section import counts, ending_of, name_of
from grader.reports.wording import DEVICES
from grader.text import figure, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
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
    steps: tuple[Step, ...]
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
    others = Counter(ending_of(result).short for result in results if result.ending != "judged")
    return TimedColumn(
        id=first.id,
        title=f"{name_of(first) or first.function}, {DEVICES[first.device]}",
        heading=DEVICES[first.device] if alone else first.id,
        judged=len(judged),
        steps=_steps(judged),
        rest=", ".join(f"{n} {short}" for short, n in others.most_common()),
    )


def _steps(judged: Sequence[PerformanceResult]) -> tuple[Step, ...]:
    """By place, since every student has the same tiers and evidence in the same order."""
    if not judged:
        return ()
    tiers = [
        Step(
            name=tier.name,
            asked=f"from {figure(tier.least)}×",
            students=sum(place < len(r.tiers) and r.tiers[place].state == "reached" for r in judged),
            total=len(judged),
        )
        for place, tier in enumerate(judged[0].tiers)
    ]
    return (*tiers, *_evidence_steps(judged))


def _evidence_steps(judged: Sequence[PerformanceResult]) -> Iterable[Step]:
    for place, evidence in enumerate(judged[0].evidence):
        found = [r.evidence[place].measured for r in judged if place < len(r.evidence)]
        yield Step(
            name=evidence.name,
            asked=f"at most {figure(evidence.most)} {evidence.unit}".rstrip(),
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
    if not counts(result):
        return ending_of(result).short
    return (
        "–" if report.score is None else f"{number(result.points)}\u00a0of\u00a0{number(result.max_points)}"
    )


def standing_out(report: Report) -> list[str]:
    """What is to be seen at once of a student's timings: a rule broken, the first tier missed."""
    return [words for result in report.performance if (words := _remark(result))]


def _remark(result: PerformanceResult) -> str:
    device = DEVICES[result.device]
    if result.ending in ("no device", "uncalibrated", "not run"):
        return ""
    if result.ending != "judged":
        return f"{device}: {ending_of(result).short}"
    missed = next((tier.name for tier in result.tiers if tier.state == "missed"), "")
    return f"{device}: missed “{missed}”" if missed else ""


__all__ = ["Step", "TimedColumn", "cells", "standing_out", "timed_columns"]
