"""A sequential test: measure batch after batch until every tier is decided.

More batches are measured where a score lies close to a tier, or where the two estimators disagree. A batch is measured
by a function that returns pairs of times. This module knows nothing of workers.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from grader.course.performance import Tier
from grader.timing.estimate import Estimate, TimePair, estimate, geometric_mean, noise_of, select_clock
from grader.timing.tier import TierDecision, decide_tiers, resolve_undecided

BATCHES = 4
"""Batches of a full measurement. Each has fresh workers, because the memory layout of a process changes the speed of
identical code by some percent."""
ROUNDS_PER_BATCH = 8
"""Rounds of each size in a batch. A full measurement has 4 × 8 = 32 rounds, or 64 pairs, of each size."""
FIRST_BATCH_FACTOR = 5.0
"""After the first batch alone the margin is the noise times this. Most scores lie that far from every tier, so most
measurements end there, unless the estimators disagree."""
MAX_DOUBLINGS = 3
"""How often the number of batches is doubled while a tier is undecided."""
MAX_PROBES = 5
"""How often the noise is measured until it is low enough."""
MAX_NOISE = 0.05
"""With more noise than this nothing is judged."""
MIN_NOISE = 0.02
"""A lower measured noise is chance: even on a quiet machine, identical code was found to differ by up to 1 %."""
MAX_RATIO = 1.25
"""A larger ratio of one size counts as this one."""
_LIMIT_SHARE = 0.9
"""A time below this share of the machine's limit is faster than possible. The rest allows for errors of the limit."""
_MAX_MARGIN = 0.5

Samples = dict[str, list[TimePair]]
"""Pairs by the size of the inputs."""
MeasureBatch = Callable[[], Samples]
SequentialEnding = Literal["judged", "faster than possible", "disturbed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SequentialTest:
    """What is decided, and how a batch is measured."""

    tiers: Sequence[Tier]
    measure: MeasureBatch
    """Measures one batch of student against reference: some pairs of every size."""
    probe: MeasureBatch
    """Measures one batch of the reference against itself, for the noise."""
    batches: int = BATCHES
    """Batches of a full measurement, and of one probe."""
    least_s: Mapping[str, float] = field(default_factory=dict)
    """The shortest possible time on this machine in seconds, by size."""
    wait: Callable[[], None] = lambda: None
    """Called before the noise is measured again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SequentialResult:
    """The decision, and the pairs that it rests on."""

    ending: SequentialEnding
    score: float = math.nan
    """Share of the reference's speed; NaN where the test ended without one."""
    noise: float = math.nan
    """Margin of the score, as a share."""
    decisions: tuple[TierDecision, ...] = ()
    undecided: bool = False
    """Whether a tier was undecided after the last batch."""
    estimates: dict[str, Estimate] = field(default_factory=dict)
    samples: Samples = field(default_factory=dict)
    probe_samples: Samples = field(default_factory=dict)

    @property
    def points(self) -> float:
        """Points of the tiers reached."""
        return sum(d.tier.points for d in self.decisions if d.state == "reached")


def run_sequential_test(test: SequentialTest) -> SequentialResult:
    """Measure until every tier is decided, or until no more batches are allowed.

    Parameters
    ----------
    test : SequentialTest

    Returns
    -------
    SequentialResult
        - ``judged``: every tier is reached or missed. A tier that is still undecided after the last batch is decided in
          favour of the student, if noise can explain what is missing. If the estimators disagree on a quiet machine,
          the function itself has two speeds. Then the slower estimate counts, and no doubt is in its favour.
        - ``disturbed``: the machine is too noisy.
        - ``faster than possible``: a median time lies below the machine's limit.
    """
    noise, probe_samples = _measure_noise(test)
    if noise > MAX_NOISE:
        return SequentialResult(ending="disturbed", noise=noise, probe_samples=probe_samples)
    samples: Samples = {}
    measured = 0
    for target in (1, *(test.batches * 2**n for n in range(MAX_DOUBLINGS + 1))):
        while measured < target:
            _append(samples, test.measure())
            measured += 1
        estimates = {size: estimate(pairs) for size, pairs in samples.items()}
        if _too_fast(test, samples):
            return SequentialResult(
                ending="faster than possible", noise=noise, estimates=estimates, samples=samples,
                probe_samples=probe_samples,
            )  # fmt: skip
        score = geometric_mean([e.ratio for e in estimates.values()], maximum=MAX_RATIO)
        noise_margin = noise if measured >= test.batches else FIRST_BATCH_FACTOR * noise
        margin = max([noise_margin, *(e.disagreement for e in estimates.values() if not e.agrees)])
        decisions = decide_tiers(test.tiers, score, min(margin, _MAX_MARGIN))
        undecided = any(d.state == "undecided" for d in decisions)
        if not undecided and (measured >= test.batches or all(e.agrees for e in estimates.values())):
            break
    result = SequentialResult(
        ending="judged", score=score, noise=margin, decisions=tuple(resolve_undecided(decisions, score, margin)),
        undecided=undecided, estimates=estimates, samples=samples, probe_samples=probe_samples,
    )  # fmt: skip
    return _explain_disagreement(test, result) if undecided and margin > 2 * MAX_NOISE else result


def _explain_disagreement(test: SequentialTest, result: SequentialResult) -> SequentialResult:
    """Find out why the estimators disagree to the end: a noisy machine, or a function with two speeds.

    The noise is measured once more. On a quiet machine the function is at fault. It is judged by the slower estimate,
    because an author of such a function must not be able to choose a better one, or to stay ungraded.
    """
    noise, probe_samples = _measure_noise(test)
    if noise > MAX_NOISE:
        return replace(result, ending="disturbed", decisions=(), probe_samples=probe_samples)
    slower = [min(e.midmean_ratio, e.median_ratio) for e in result.estimates.values()]
    score = geometric_mean(slower, maximum=MAX_RATIO)
    decisions = tuple(decide_tiers(test.tiers, score, 0.0))
    return replace(
        result, score=score, noise=noise, decisions=decisions, undecided=False, probe_samples=probe_samples
    )


def _append(samples: Samples, more: Samples) -> None:
    for size, pairs in more.items():
        samples.setdefault(size, []).extend(pairs)


def _measure_noise(test: SequentialTest) -> tuple[float, Samples]:
    """The smallest noise of a few probes, and its pairs: a single disturbed probe says nothing about the machine."""
    smallest, kept = math.inf, {}
    for attempt in range(MAX_PROBES):
        if attempt:
            test.wait()
        samples: Samples = {}
        for _ in range(test.batches):
            _append(samples, test.probe())
        noise = max(noise_of(estimate(pairs)) for pairs in samples.values())
        if noise < smallest:
            smallest, kept = noise, samples
        if smallest <= MAX_NOISE:
            break
    return max(smallest, MIN_NOISE), kept


def _too_fast(test: SequentialTest, samples: Samples) -> bool:
    """Whether a median time lies below the machine's limit.

    The minimum is not used: of many times, one may have more overhead subtracted than it had.
    """
    return any(
        statistics.median(p.student_s for p in select_clock(pairs))
        < _LIMIT_SHARE * test.least_s.get(size, 0.0)
        for size, pairs in samples.items()
    )
