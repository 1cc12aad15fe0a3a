"""What pages, exports and the terminal say alike of a record's parts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from grader.messages import MESSAGES, say, say_count
from grader.model import PerformanceResult, TestResult, TierResult, Verdict
from grader.text import figure, number


def verdict_phrase(verdict: Verdict) -> str:
    """For a heading."""
    return say(f"verdict.{verdict}.phrase")


def verdict_short(verdict: Verdict) -> str:
    """For a cell of a table."""
    return say(f"verdict.{verdict}.short")


def verdict_tally(verdict: Verdict, n: int) -> str:
    """``4 wrong``: how many tests of a class came to it."""
    return say(f"verdict.{verdict}.tally", n=n)


def verdict_message(test: TestResult) -> str:
    """What happened, never empty."""
    return test.message or say(f"verdict.{test.verdict}.meaning")


def notebook_notice(notices: Iterable[str]) -> str:
    """The notice that a notebook counts in the place of the untouched starter; empty if there is none."""
    return _notice(notices, "intake.notebook_counts")


def other_work_notice(notices: Iterable[str]) -> str:
    """The notice that the file looks like another assignment's; empty if there is none."""
    return _notice(notices, "intake.other_work")


def points_of(earned: float, possible: float) -> str:
    """``7.5 of 10 points``"""
    if possible == 1:
        return say("points.one", earned=number(earned))
    return say("points.many", earned=number(earned), possible=number(possible))


def point_count(points: float) -> str:
    """``1 point``, ``2.5 points``"""
    return say("paper.point") if points == 1 else say("paper.points", points=number(points))


def device_name(result: PerformanceResult) -> str:
    return say(f"device.{result.device}")


def timing_title(result: PerformanceResult) -> str:
    """``Speed and memory (CPU)``"""
    if result.own_title:
        return say("timing.title", title=result.own_title, device=device_name(result))
    return say("timing.title.untitled", device=device_name(result))


def ending_phrase(result: PerformanceResult) -> str:
    """How a timing ended, for a heading; of what was judged, how many tiers were reached."""
    return _of_ending(result, "phrase")


def ending_short(result: PerformanceResult) -> str:
    """The same for a cell of a table: ``too noisy``, ``2 of 3 tiers``."""
    return _of_ending(result, "short")


def ending_tally(result: PerformanceResult, n: int) -> str:
    """``1 too noisy``: how many timings of a class ended as this one, which was not judged."""
    if result.ending == "no device":
        return say("timing.no device.tally", n=n, device=device_name(result))
    return say(f"timing.{result.ending}.tally", n=n)


def timing_message(result: PerformanceResult) -> str:
    """What happened to a timing; empty only where it was judged and the record says no more."""
    if result.message or result.ending == "judged":
        return result.message
    return say(f"timing.{result.ending}.meaning")


def _notice(notices: Iterable[str], message_id: str) -> str:
    words = re.split(r"\{\w+\}", MESSAGES[message_id])
    pattern = ".+".join(map(re.escape, words))
    return next((notice for notice in notices if re.fullmatch(pattern, notice)), "")


def _of_ending(result: PerformanceResult, part: str) -> str:
    if result.ending == "judged":
        reached = sum(tier.state == "reached" for tier in result.tiers)
        return say_count(f"timing.judged.{part}", len(result.tiers), reached=reached)
    if result.ending == "no device":
        return say(f"timing.no device.{part}", device=device_name(result))
    return say(f"timing.{result.ending}.{part}")


def timing_speed(result: PerformanceResult) -> str:
    """The share of the reference's speed, as a sentence; empty where there is none."""
    if result.score is None:
        return ""
    if not result.noise:
        return say("timing.speed", speed=speed_phrase(result.score))
    low, high = result.score_range
    own = speed_phrase(result.score)
    if low > 0 and _times(high) != "1" and high < 1:
        return say("timing.speed.with_noise.slower", speed=own, low=_times(high), high=_times(low))
    ends = [speed_phrase(share, "speed_tick") for share in (low, high)]
    return say("timing.speed.with_noise", speed=own, low=ends[0], high=ends[1])


def speed_phrase(share: float, kind: str = "speed") -> str:
    """A share of the reference's speed in words: ``33 × slower than the reference`` for 0.03.

    Parameters
    ----------
    share : float
        The reference's time by the function's.
    kind : str
        ``speed`` for a sentence, ``speed_asked`` for what a tier asks, ``speed_tick`` for a cell of a table,
        ``speed_axis`` for a mark on an axis.
    """
    shown = _times(share)
    if shown == "1":
        return say(f"{kind}.same")
    return say(f"{kind}.slower" if share < 1 else f"{kind}.faster", times=shown)


def _times(share: float) -> str:
    """By how much one is faster than the other: two digits from ten on, three below."""
    times = max(share, 1 / share) if share > 0 else math.inf
    return f"{float(f'{times:.2g}'):,.0f}" if 9.95 <= times < math.inf else f"{times:.3g}"


def timing_doubt(result: PerformanceResult) -> str:
    """That noise left a tier open, as a sentence; empty where it did not."""
    if not result.undecided:
        return ""
    return say_count("timing.doubt.after", result.pairs) if result.pairs else say("timing.doubt")


def timing_conditions(result: PerformanceResult) -> str:
    """Where and how often it was timed: device, pairs of calls, noise."""
    parts = [result.device_name]
    if result.pairs:
        parts.append(say_count("timing.pairs", result.pairs))
    if result.noise is not None:
        parts.append(say("timing.noise", share=f"{figure(round(100 * result.noise, 1))}\u00a0%"))
    return ", ".join(part for part in parts if part)


def tier_state(tier: TierResult, result: PerformanceResult) -> str:
    """``reached``, ``missed`` or ``open``: a tier can only be missed by what was judged."""
    if tier.state == "reached":
        return "reached"
    return "missed" if result.ending == "judged" else "open"


__all__ = [
    "device_name",
    "ending_phrase",
    "ending_short",
    "ending_tally",
    "notebook_notice",
    "other_work_notice",
    "point_count",
    "points_of",
    "speed_phrase",
    "tier_state",
    "timing_conditions",
    "timing_doubt",
    "timing_message",
    "timing_speed",
    "timing_title",
    "verdict_message",
    "verdict_phrase",
    "verdict_short",
    "verdict_tally",
]
