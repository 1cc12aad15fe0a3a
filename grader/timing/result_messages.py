"""Which sentence a student reads about a timing."""

from __future__ import annotations

from grader.course.performance import Performance, ResourceLimit
from grader.messages import say
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.text import figure


def failed_call(error: StudentError | WorkerFailure) -> str:
    """A timed call did not return."""
    if isinstance(error, StudentError):
        return say("timing.raised", error=error.type_name)
    return say("timing.call_failed", what=error.brief)


def next_tier(entry: Performance, reached: set[str]) -> str:
    """What to look at next: the first tier that was missed."""
    missed = next((tier for tier in entry.tiers if tier.name not in reached), None)
    if missed is None:
        return say("timing.judged.fast")
    return missed.lesson or say("timing.judged.next_tier", tier=missed.name)


def resource_message(limit: ResourceLimit, measured: float, *, tier_reached: bool) -> str:
    """What a figure says about the function: the author's remark with the highest figure below it."""
    if measured <= limit.most:
        return "" if tier_reached else say("evidence.waits", tier=limit.tier)
    if limit.kind == "growth":
        plain, remarked = "evidence.growth.plain", "evidence.growth"
        values = {"power": f"{measured:.1f}", "most": f"{limit.most:g}"}
    else:
        plain, remarked = "evidence.memory.plain", "evidence.memory"
        values = {"measured": figure(measured), "most": figure(limit.most)}
    fitting = [remark for remark in limit.remarks if measured >= remark.least]
    if not fitting:
        return say(plain, **values)
    return say(remarked, remark=max(fitting, key=lambda remark: remark.least).text, **values)


def executed_lines(reference: int, student: int) -> tuple[str, ...]:
    """A comparison of the lines of Python executed, where it says something."""
    if student <= 3 * reference:
        return ()
    return (say("timing.advice.lines", student=f"{student:,}", reference=f"{reference:,}"),)
