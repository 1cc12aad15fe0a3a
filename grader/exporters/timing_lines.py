"""What an export shows of a function that was timed: its points and the reasons, in lines of plain text.

Where a test is withheld, so is every timing: a function is timed only when its hidden tests pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.exporters.visible_tests import Points, is_visible
from grader.messages import join_sentences, say
from grader.model import EvidenceResult, PerformanceResult, Report, TierResult, Visibility
from grader.phrases import (
    ending_phrase,
    speed_phrase,
    tier_state,
    timing_conditions,
    timing_doubt,
    timing_message,
    timing_speed,
)
from grader.text import figure


def earned_all_points(result: PerformanceResult) -> bool:
    """Whether every point was earned."""
    return result.counts and result.points >= result.max_points


def timings_visibility(report: Report) -> Visibility:
    """When what was timed may be seen: with the tests."""
    return next((test.visibility for test in report.tests if not is_visible(test)), "visible")


def timing_points(report: Report, result: PerformanceResult) -> str:
    """``7 / 9``; ``not graded``, never 0, for what is not part of the score."""
    if report.score is None or not result.counts:
        return say("not_graded.short")
    return str(Points(result.points, result.max_points))


def timing_summary(result: PerformanceResult) -> str:
    """What happened, in a sentence or two: never empty, and its first words are ours."""
    return say("export.heading", phrase=ending_phrase(result), text=timing_message(result)).rstrip()


def timing_details(result: PerformanceResult) -> Iterator[str]:
    """The account: speed, tiers, evidence, advice, each a line that starts with a word of ours: no markup does."""
    if result.score is not None:
        yield timing_speed(result)
        if conditions := timing_conditions(result):
            yield say("export.conditions", conditions=conditions)
    if result.undecided:
        yield timing_doubt(result)
    yield from (_tier(tier, result) for tier in result.tiers)
    yield from (_evidence(evidence, result) for evidence in result.evidence)
    points, most = result.right_result_points
    if most > 0:
        yield say("export.right_result", points=Points(points, most))
    yield from (say("export.advice", line=line) for line in result.advice)


def _tier(tier: TierResult, result: PerformanceResult) -> str:
    state, speed = tier_state(tier, result), speed_phrase(tier.least, "speed_asked")
    if not result.counts:
        return say(f"export.tier.{state}", tier=tier.name, speed=speed)
    points = Points(tier.points, tier.max_points)
    return say(f"export.tier.{state}.points", tier=tier.name, speed=speed, points=points)


def _evidence(evidence: EvidenceResult, result: PerformanceResult) -> str:
    unit = f" {evidence.unit}" if evidence.unit else ""
    measured = evidence.measured
    values = {
        "evidence": evidence.name,
        "measured": say("evidence.not_measured") if measured is None else f"{figure(measured)}{unit}",
        "most": f"{figure(evidence.most)}{unit}",
    }
    if result.counts:
        line = say("export.evidence.points", points=Points(evidence.points, evidence.max_points), **values)
    else:
        line = say("export.evidence", **values)
    return join_sentences(line, evidence.message)
