"""Power of statistics of draws: whether they detect wrong distributions and accept right answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grader.verification.check_result import CheckResult
from grader.verification.observed_runs import ObservedRun, ObservedStatistic

MAX_MISS_PROBABILITY = 1e-6
"""Largest probability with which a test may accept draws from a wrong distribution that it names."""
MIN_PROBABILITY = 1e-7
"""Smallest probability of a right answer's draws. Below it, the test names the wrong distribution."""
_MOST_DRAWS = 1 << 30


def check_power(observed: ObservedRun) -> CheckResult:
    """Check that each statistic of a run detects the wrong distributions it names; sum up the false-alarm rates."""
    problems = [line for statistic in observed.statistics for line in _insensitive_problems(statistic)]
    figures: dict[str, float] = {"statistics": len(observed.statistics)}
    if observed.statistics:
        figures["false alarms"] = sum(statistic.alpha for statistic in observed.statistics)
    return CheckResult(check="draws", problems=tuple(dict.fromkeys(problems)), figures=figures)


def check_likelihood(name: str, runs: Sequence[ObservedRun]) -> CheckResult:
    """Check that draws of a right answer are not extreme. By chance they are in one of ten million runs."""
    problems = [
        f"{statistic.test}: draws of {name} are so far off that chance does it with probability "
        f"{statistic.p:.0e} at most. The test names a law that right answers do not follow; "
        "correct it, or look at draws that are independent."
        for observed in runs
        for statistic in observed.statistics
        if statistic.p < MIN_PROBABILITY
    ]
    return CheckResult(check="draws", problems=tuple(dict.fromkeys(problems)))


def _insensitive_problems(statistic: ObservedStatistic) -> Iterator[str]:
    if not statistic.miss_probabilities:
        yield (
            f"{statistic.test}: a statistic names no wrong law, so nothing is known of what it sees. "
            "Give it wrong={'what is wrong': ...}."
        )
    for name, miss_probability in statistic.miss_probabilities.items():
        p = miss_probability(statistic.size)
        if p > MAX_MISS_PROBABILITY:
            yield (
                f"{statistic.test}: {statistic.size:,} draws miss '{name}' with probability {p:.1e}; "
                f"at most {MAX_MISS_PROBABILITY:g} is right. {_sample_size_advice(miss_probability, statistic.size)}"
            )


def _sample_size_advice(miss_probability: Callable[[int], float], size: int) -> str:
    low, high = size, 2 * size
    while miss_probability(high) > MAX_MISS_PROBABILITY:
        low, high = high, 2 * high
        if high > _MOST_DRAWS:
            return "No number of draws tells the two laws apart: look at another property of them."
    while high - low > max(1, low // 100):
        middle = (low + high) // 2
        low, high = (middle, high) if miss_probability(middle) > MAX_MISS_PROBABILITY else (low, middle)
    return f"Use {high:,} draws."
