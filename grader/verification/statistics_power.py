"""What statistics of draws let through, and whether what they hold for right is what right answers draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grader.verification.check_result import Step
from grader.verification.observed_runs import Asked, Watched

MISSED = 1e-6
"""The probability, at most, with which a test may accept draws from a wrong law that it names."""
UNLIKELY = 1e-7
"""Less probable than this, by a statistic's own bound, right answers may not be: the law it names is not theirs."""
_MOST_DRAWS = 1 << 30


def power(watched: Watched) -> Step:
    """Whether each statistic of a run sees the wrong laws that it names; what the tests together may fail by chance."""
    problems = [line for asked in watched.statistics for line in _blind(asked)]
    figures: dict[str, float] = {"statistics": len(watched.statistics)}
    if watched.statistics:
        figures["false alarms"] = sum(asked.alpha for asked in watched.statistics)
    return Step(check="draws", problems=tuple(dict.fromkeys(problems)), figures=figures)


def unlikely(name: str, runs: Sequence[Watched]) -> Step:
    """Whether draws of a right answer lie near a limit, which chance brings about in one run of ten million."""
    problems = [
        f"{asked.test}: draws of {name} are so far off that chance does it with probability {asked.p:.0e} at most. The "
        "test names a law that right answers do not follow; correct it, or look at draws that are independent."
        for watched in runs
        for asked in watched.statistics
        if asked.p < UNLIKELY
    ]
    return Step(check="draws", problems=tuple(dict.fromkeys(problems)))


def _blind(asked: Asked) -> Iterator[str]:
    if not asked.missed:
        yield (
            f"{asked.test}: a statistic names no wrong law, so nothing is known of what it sees. "
            "Give it wrong={'what is wrong': ...}."
        )
    for name, missed in asked.missed.items():
        p = missed(asked.size)
        if p > MISSED:
            yield (
                f"{asked.test}: {asked.size:,} draws miss '{name}' with probability {p:.1e}; at most {MISSED:g} is "
                f"right. {_remedy(missed, asked.size)}"
            )


def _remedy(missed: Callable[[int], float], size: int) -> str:
    low, high = size, 2 * size
    while missed(high) > MISSED:
        low, high = high, 2 * high
        if high > _MOST_DRAWS:
            return "No number of draws tells the two laws apart: look at another property of them."
    while high - low > max(1, low // 100):
        middle = (low + high) // 2
        low, high = (middle, high) if missed(middle) > MISSED else (low, middle)
    return f"Use {high:,} draws."
