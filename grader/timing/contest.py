"""Measure until there is a verdict: repeat what was disturbed, look longer where it is close.

What is measured is a function from a shape and a number of pairs to the pairs; here nothing is known of workers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from grader.timing.estimate import Estimate, Pair, estimate, geometric_mean, noise_of
from grader.timing.tier import Standing, Tier, granted, standing

PAIRS = 31
REPEATS = 3
"""How often a measurement whose estimators disagree is made again."""
DOUBLINGS = 3
"""How often the number of pairs doubles where a tier is undecided."""
MOST_NOISE = 0.05
"""Beyond this nothing is measured: wait, and probe again."""
CLAMP = 1.25
"""A shape on which the student is faster than this counts as this."""
_LIGHT = 0.9

Shape = str
Measure = Callable[[Shape, int], list[Pair]]
Ending = Literal["judged", "too noisy", "faster than possible", "disturbed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What is contested, and how it is measured."""

    shapes: tuple[Shape, ...]
    tiers: tuple[Tier, ...]
    measure: Measure
    """Student against reference."""
    probe: Measure
    """The reference against itself."""
    least_s: dict[Shape, float] = field(default_factory=dict)
    """The time that the machine's own speed allows, by shape: nothing honest is faster."""
    wait: Callable[[], None] = lambda: None
    """Called before the noise is probed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it; ``score`` is meaningless unless it was judged."""

    ending: Ending
    score: float = math.nan
    noise: float = math.nan
    standings: tuple[Standing, ...] = ()
    estimates: dict[Shape, Estimate] = field(default_factory=dict)
    samples: dict[Shape, list[Pair]] = field(default_factory=dict)
    rounds: int = 0
    """How often the number of pairs was doubled."""

    @property
    def points(self) -> float:
        """Of the tiers reached."""
        return sum(s.tier.points for s in self.standings if s.state == "reached")


def contest(rules: Contest) -> Outcome:
    """Measure, judge, and look again where noise leaves it open.

    Returns
    -------
    Outcome
        ``judged`` with every tier reached or missed; else why there is no score: the machine is too noisy, the
        estimators kept disagreeing, or a time lies below what the machine can do.
    """
    noise = _noise(rules)
    if noise > MOST_NOISE:
        return Outcome(ending="too noisy", noise=noise)
    pairs = PAIRS
    for doubling in range(DOUBLINGS + 1):
        estimates, samples = _measured(rules, pairs)
        if any(_too_fast(rules, shape, found) for shape, found in samples.items()):
            return Outcome(ending="faster than possible", noise=noise, estimates=estimates, samples=samples)
        if not all(found.agrees for found in estimates.values()):
            return Outcome(ending="disturbed", noise=noise, estimates=estimates, samples=samples)
        score = geometric_mean([e.ratio for e in estimates.values()], most=CLAMP)
        standings = standing(rules.tiers, score, noise)
        if all(s.state != "undecided" for s in standings) or doubling == DOUBLINGS:
            break
        pairs *= 2
    return Outcome(
        ending="judged", score=score, noise=noise, standings=tuple(granted(standings, score, noise)),
        estimates=estimates, samples=samples, rounds=doubling,
    )  # fmt: skip


def _noise(rules: Contest) -> float:
    """The smallest of a few probes: one that was disturbed says nothing of the machine."""
    shape = rules.shapes[0]
    smallest = math.inf
    for attempt in range(REPEATS):
        if attempt:
            rules.wait()
        smallest = min(smallest, noise_of(estimate(rules.probe(shape, PAIRS))))
        if smallest <= MOST_NOISE:
            break
    return smallest


def _measured(rules: Contest, pairs: int) -> tuple[dict[Shape, Estimate], dict[Shape, list[Pair]]]:
    estimates, samples = {}, {}
    for shape in rules.shapes:
        for _ in range(REPEATS):
            samples[shape] = rules.measure(shape, pairs)
            estimates[shape] = estimate(samples[shape])
            if estimates[shape].agrees:
                break
    return estimates, samples


def _too_fast(rules: Contest, shape: Shape, pairs: Sequence[Pair]) -> bool:
    return min(p.student_s for p in pairs) < _LIGHT * rules.least_s.get(shape, 0.0)
