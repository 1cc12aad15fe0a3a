"""What a student is told of a timing, in sentences."""

from __future__ import annotations

from typing import Literal

from grader.course.performance import Performance, ResourceLimit
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.text import figure
from grader.timing.paired_benchmark import RuleViolation

UNCALIBRATED = (
    "The result and what it takes are graded; speed is not, because nobody has measured yet what is fast on such a "
    "device."
)
NOT_RIGHT = "Speed and memory count once every hidden test of the task passes."
NO_DEVICE = "Nothing is lost: its points are left out of the maximum."


OUT_OF_STEP = (
    "Your function was much slower when this was measured than when it was timed: it does not count."
)


def no_file(name: str) -> str:
    """The file of a device of its own was not handed in."""
    return f"There is no file {name} in your submission. Hand it in beside the others."


def rule_violation(found: RuleViolation) -> str:
    """Which rule was broken, and what the rule is for."""
    why = {
        "forbidden": "inputs may be looked at only when the function is called, and nothing may run before or after it",
        "failed": "every timed call gets fresh inputs, and its whole result is held against the reference's",
    }
    return f"{found.what}: {why[found.ending]}. It has no speed that counts."


def broken(error: StudentError | WorkerFailure) -> str:
    """A timed call that did not return."""
    if isinstance(error, StudentError):
        told = f"In a timed call your code raised {error.type_name}."
        return f"{told} The same function passed its tests on smaller inputs: try it on the sizes named here."
    return f"In a timed call: {error.brief[:1].lower()}{error.brief[1:]}"


def unjudged(ending: Literal["disturbed", "faster than possible"]) -> str:
    """Why nothing is known of its speed."""
    if ending == "disturbed":
        return (
            "The machine was too noisy to time anything on it, so this submission is not graded yet. "
            "Grade it again when less is running there."
        )
    return (
        "The points for right answers are yours. Your function seems faster than this machine can be, so your teachers "
        "look at it first; until then it has no points for speed and memory."
    )


def lesson(entry: Performance, reached: set[str]) -> str:
    """What to look at next: the first tier that was missed."""
    missed = next((tier for tier in entry.tiers if tier.name not in reached), None)
    if missed is None:
        return "As fast as it has to be."
    return missed.lesson or f"Not as fast as it can be: the next step is {missed.name}."


def evidence(asked: ResourceLimit, measured: float, *, paid: bool) -> str:
    """What a figure says about the function: the remark with the highest figure below it."""
    if measured <= asked.most:
        return "" if paid else f"It counts together with speed: once '{asked.tier}' is reached."
    fitting = [remark for remark in asked.remarks if measured >= remark.least]
    if asked.kind == "growth":
        what = f"CPU time grows with the power {measured:.1f} of the batch, where {asked.most:g} is enough"
    else:
        what = f"{figure(measured)} MB where {figure(asked.most)} MB suffice"
    told = max(fitting, key=lambda r: r.least).text if fitting else "It takes more than it needs"
    return f"{told}: {what}."


def advice(reference: int, student: int) -> tuple[str, ...]:
    """A comparison of the lines of Python executed, where it tells something."""
    if student <= 3 * reference:
        return ()
    return (
        f"One call executes {student:,} lines of Python, the reference's {reference:,}: "
        "each has a price of its own, whatever it calculates.",
    )
