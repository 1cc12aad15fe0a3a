"""What an export tells of a function that was timed: the points it has, and why, in lines of plain text.

Where a test is withheld, so is every timing: a function is timed only when its hidden tests pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.exporters.visible_tests import Points, is_visible
from grader.model import Device, Ending, EvidenceResult, PerformanceResult, Report, TierResult, Visibility
from grader.text import count, figure


class Ended(NamedTuple):
    """How a timing ended: in a cell of a table, as the first words of a sentence, and what that means."""

    short: str
    words: str
    meaning: str


ENDED: Mapping[Ending, Ended] = {
    "judged": Ended("judged", "", ""),
    "not run": Ended("not timed", "Not timed.", "The answer is not right yet."),
    "forbidden": Ended("forbidden", "Not allowed here.", "Your code broke a rule of this task."),
    "failed": Ended(
        "failed", "No speed that counts.", "The answer was wrong, or did not come, when it was timed."
    ),
    "faster than possible": Ended(
        "to be looked at", "Faster than possible.", "Its points wait until your teachers have looked at it."
    ),
    "disturbed": Ended(
        "too noisy", "Not graded, which is not a zero.", "The machine was too noisy to time anything."
    ),
    "no device": Ended(
        "no device", "No {device} here.", "Not graded on {device}: nothing is lost, its points are left out."
    ),
    "uncalibrated": Ended(
        "no tiers yet", "Correctness and evidence only.", "Nobody has measured the tiers yet."
    ),
}

_DEVICES: Mapping[Device, str] = {"cpu": "CPU", "cuda": "GPU"}
_NEVER_COUNTED = frozenset[Ending]({"disturbed", "no device"})


def counts_towards_score(result: PerformanceResult) -> bool:
    """Whether it is part of score and maximum."""
    return result.max_points > 0 and result.ending not in _NEVER_COUNTED


def earned_all_points(result: PerformanceResult) -> bool:
    """Whether every point was earned."""
    return counts_towards_score(result) and result.points >= result.max_points


def timings_visibility(report: Report) -> Visibility:
    """When what was timed may be seen: with the tests."""
    return next((test.visibility for test in report.tests if not is_visible(test)), "visible")


def timing_title(result: PerformanceResult) -> str:
    """``Speed and memory (CPU)``"""
    title = result.title if result.title != result.function else ""
    return f"{title or 'Speed'} ({_DEVICES[result.device]})"


def timing_points(report: Report, result: PerformanceResult) -> str:
    """``7 / 9``; ``not graded``, never 0, for what is not part of the score."""
    if report.score is None or not counts_towards_score(result):
        return "not graded"
    return str(Points(result.points, result.max_points))


def ended(result: PerformanceResult) -> str:
    """How it ended in a word or two: ``2 of 3 tiers``, ``too noisy``."""
    if result.ending != "judged":
        return ENDED[result.ending].short
    return f"{sum(t.state == 'reached' for t in result.tiers)} of {count(len(result.tiers), 'tier')}"


def timed_says(result: PerformanceResult) -> str:
    """What happened, in a sentence or two: never empty, and its first words are ours."""
    if result.ending == "judged":
        return f"{ended(result)} reached. {result.message}".rstrip()
    found, device = ENDED[result.ending], _DEVICES[result.device]
    return f"{found.words.format(device=device)} {result.message or found.meaning.format(device=device)}"


def timing_details(result: PerformanceResult) -> Iterator[str]:
    """The account: speed, tiers, evidence, advice, each a line that starts with a word of ours: no markup does."""
    if result.score is not None:
        yield _speed(result)
    if result.undecided:
        yield f"Too close to call after {count(result.pairs, 'pair')} of calls; the doubt is yours."
    yield from (_tier(tier, result) for tier in result.tiers)
    yield from (_evidence(evidence, result) for evidence in result.evidence)
    yield from _right(result)
    yield from (f"Told, never paid for: {line}" for line in result.advice)


def _speed(result: PerformanceResult) -> str:
    noise = f", noise {100 * result.noise:.1f} %" if result.noise is not None else ""
    where = f" on {result.device_name}" if result.device_name else ""
    return f"Speed: {figure(result.score or 0.0)} times the reference's{where}{noise}."


def _right(result: PerformanceResult) -> Iterator[str]:
    """What a right result alone gives: the points that neither tiers nor evidence explain."""
    parts: list[TierResult | EvidenceResult] = [*result.tiers, *result.evidence]
    points = round(result.points - sum(part.points for part in parts), 6)
    most = round(result.max_points - sum(part.max_points for part in parts), 6)
    if result.ending in ("judged", "uncalibrated") and most > 0:
        yield f"A right result: {Points(points, most)} points."


def _tier(tier: TierResult, result: PerformanceResult) -> str:
    missed = "missed" if result.ending == "judged" else "open"
    state = "reached" if tier.state == "reached" else missed
    return f"Tier {state}: {tier.name}, from {figure(tier.least)}{_worth(tier, result)}."


def _evidence(evidence: EvidenceResult, result: PerformanceResult) -> str:
    unit = f" {evidence.unit}" if evidence.unit else ""
    found = "not measured" if evidence.measured is None else f"{figure(evidence.measured)}{unit}"
    most = f"at most {figure(evidence.most)}{unit}"
    return " ".join(
        part
        for part in (
            f"Evidence, {evidence.name}: {found}, {most}{_worth(evidence, result)}.",
            evidence.message,
        )
        if part
    )


def _worth(earning: TierResult | EvidenceResult, result: PerformanceResult) -> str:
    return f", {Points(earning.points, earning.max_points)} points" if counts_towards_score(result) else ""
