"""Measure until there is a verdict: look longer where it is close or where the estimators disagree.

What is measured is a function that gives pairs of times; here nothing is known of workers.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from grader.course.performance import Tier
from grader.timing.estimate import Estimate, Pair, clocked, estimate, geometric_mean, noise_of
from grader.timing.tier import Standing, granted, standing

SITTINGS = 4
"""Fresh workers this often: where their memory happens to lie makes identical code differ by some percent."""
ROUNDS = 8
"""Rounds of each size in a sitting; 4 times 8 are 32 rounds ABBA, 64 pairs."""
FAR = 5.0
"""After the first sitting only what is decided beyond so many times the noise is decided: most contests end there."""
DOUBLINGS = 3
"""How often the number of sittings doubles where a tier is undecided, or the estimators disagree."""
PROBES = 5
MOST_NOISE = 0.05
"""Beyond this nothing is judged: wait, and probe again."""
LEAST_NOISE = 0.02
"""A probe that shows less had luck: identical code differs by 2 % in most contests of a quiet machine."""
CLAMP = 1.25
"""A size in which the student is faster than this counts as this."""
_LIGHT = 0.9
_MOST_MARGIN = 0.5

Samples = dict[str, list[Pair]]
"""Pairs by the size of the inputs."""
Sit = Callable[[], Samples]
Ending = Literal["judged", "faster than possible", "disturbed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What is contested, and how it is measured."""

    tiers: Sequence[Tier]
    sit: Sit
    """One sitting, student against reference: some pairs of every size."""
    probe: Sit
    """One sitting of the reference against itself."""
    sittings: int = SITTINGS
    least_s: Mapping[str, float] = field(default_factory=dict)
    """The time that the machine's own speed allows, by size: nothing honest is faster."""
    wait: Callable[[], None] = lambda: None
    """Called before the noise is probed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it; ``score`` is meaningless unless it was judged."""

    ending: Ending
    score: float = math.nan
    noise: float = math.nan
    standings: tuple[Standing, ...] = ()
    undecided: bool = False
    """Some tier was open to the end."""
    estimates: dict[str, Estimate] = field(default_factory=dict)
    samples: Samples = field(default_factory=dict)
    probed: Samples = field(default_factory=dict)

    @property
    def points(self) -> float:
        """Of the tiers reached."""
        return sum(s.tier.points for s in self.standings if s.state == "reached")


def contest(rules: Contest) -> Outcome:
    """Measure, judge, and look again where noise leaves it open.

    Returns
    -------
    Outcome
        ``judged`` with every tier reached or missed; else why there is no score: the machine is too noisy, or a
        time lies below what the machine can do. Times that contradict each other on a machine that is quiet are the
        function's own: it is judged by the slower of both estimates, and the doubt is not in its favour.
    """
    noise, probed = _noise(rules)
    if noise > MOST_NOISE:
        return Outcome(ending="disturbed", noise=noise, probed=probed)
    samples: Samples = {}
    held = 0
    for wanted in (1, *(rules.sittings * 2**n for n in range(DOUBLINGS + 1))):
        while held < wanted:
            _gather(samples, rules.sit())
            held += 1
        estimates = {size: estimate(pairs) for size, pairs in samples.items()}
        if _too_fast(rules, samples):
            return Outcome(
                ending="faster than possible",
                noise=noise,
                estimates=estimates,
                samples=samples,
                probed=probed,
            )
        score = geometric_mean([e.ratio for e in estimates.values()], most=CLAMP)
        own = noise if held >= rules.sittings else FAR * noise
        margin = max([own, *(e.disagreement for e in estimates.values() if not e.agrees)])
        standings = standing(rules.tiers, score, min(margin, _MOST_MARGIN))
        undecided = any(s.state == "undecided" for s in standings)
        if not undecided:
            break
    found = Outcome(
        ending="judged", score=score, noise=margin, standings=tuple(granted(standings, score, margin)),
        undecided=undecided, estimates=estimates, samples=samples, probed=probed,
    )  # fmt: skip
    return _contradictory(rules, found) if undecided and margin > 2 * MOST_NOISE else found


def _contradictory(rules: Contest, found: Outcome) -> Outcome:
    """Estimators that disagree to the end: the machine's fault, or a function that is fast in some of its calls."""
    noise, probed = _noise(rules)
    if noise > MOST_NOISE:
        return replace(found, ending="disturbed", standings=(), probed=probed)
    score = geometric_mean([min(e.fast, e.paired) for e in found.estimates.values()], most=CLAMP)
    standings = tuple(standing(rules.tiers, score, 0.0))
    return replace(found, score=score, noise=noise, standings=standings, undecided=False, probed=probed)


def _gather(samples: Samples, more: Samples) -> None:
    for size, pairs in more.items():
        samples.setdefault(size, []).extend(pairs)


def _noise(rules: Contest) -> tuple[float, Samples]:
    """The smallest of a few probes, for one that was disturbed says nothing of the machine; and its pairs."""
    smallest, kept = math.inf, {}
    for attempt in range(PROBES):
        if attempt:
            rules.wait()
        probed: Samples = {}
        for _ in range(rules.sittings):
            _gather(probed, rules.probe())
        noise = max(noise_of(estimate(pairs)) for pairs in probed.values())
        if noise < smallest:
            smallest, kept = noise, probed
        if smallest <= MOST_NOISE:
            break
    return max(smallest, LEAST_NOISE), kept


def _too_fast(rules: Contest, samples: Samples) -> bool:
    """Judged by the median: the least of many times may have an overhead taken from it that it did not have."""
    return any(
        statistics.median(p.student_s for p in clocked(pairs)) < _LIGHT * rules.least_s.get(size, 0.0)
        for size, pairs in samples.items()
    )
