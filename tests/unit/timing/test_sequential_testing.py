"""Whole sequential tests on synthetic batches: stopped early, continued, ended without a score."""

from __future__ import annotations

import math
import random

import pytest

from grader.course.performance import Tier
from grader.timing.estimate import TimePair
from grader.timing.sequential_testing import (
    BATCHES,
    FIRST_BATCH_FACTOR,
    MAX_DOUBLINGS,
    MAX_PROBES,
    MIN_NOISE,
    SequentialTest,
    run_sequential_test,
)

TIERS = (Tier(name="middle", least=0.3, points=2), Tier(name="good", least=0.7, points=3))
PAIRS = 16
"""Of each size in a batch."""


class SyntheticBatches:
    """Measures batches with a known ratio and known noise, and counts them.

    Parameters
    ----------
    ratio : float or dict of float
        Share of the reference's speed, for all sizes or by size.
    jitter : float
        Mean relative noise of one time.
    layout : float
        Standard deviation of the ratio between batches, as the memory layout of a process causes it.
    """

    def __init__(self, ratio, jitter=0.005, seed=0, sizes=("a", "b"), layout=0.0):
        self.ratio, self.jitter, self.layout, self.rng = ratio, jitter, layout, random.Random(seed)
        self.sizes, self.count = sizes, 0

    def __call__(self):
        self.count += 1
        return {size: self._pairs(size) for size in self.sizes}

    def _pairs(self, size):
        ratio = self.ratio[size] if isinstance(self.ratio, dict) else self.ratio
        ratio *= math.exp(self.rng.gauss(0, self.layout))
        return [TimePair(1e-3 * self._noise(), 1e-3 / ratio * self._noise()) for _ in range(PAIRS)]

    def _noise(self):
        return 1 + self.rng.expovariate(1 / self.jitter) if self.jitter else 1.0


SLOWED = 1.6
"""How many times longer a disturbed call takes."""


class DisturbedBatches(SyntheticBatches):
    """In the first batches, something slows two thirds of the student's calls."""

    def __init__(self, *args, disturbed=math.inf, **more):
        super().__init__(*args, **more)
        self.disturbed = disturbed

    def _pairs(self, size):
        pairs = super()._pairs(size)
        if self.count > self.disturbed:
            return pairs
        return [TimePair(p.reference_s, p.student_s * (SLOWED if n % 3 else 1)) for n, p in enumerate(pairs)]


def run(measure, probe=None, **fields):
    probe = probe or SyntheticBatches(1.0, sizes=("a",))
    return run_sequential_test(SequentialTest(tiers=TIERS, measure=measure, probe=probe, **fields))


@pytest.mark.parametrize(("ratio", "points"), [(0.1, 0), (0.5, 2), (1.0, 5), (3.0, 5)])
@pytest.mark.parametrize("seed", range(5))
def test_every_speed_gets_the_points_of_its_tier(ratio, points, seed):
    measure = SyntheticBatches(ratio, seed=seed, jitter=0.1, layout=0.02)
    result = run(measure, SyntheticBatches(1.0, seed=seed + 100, sizes=("a",)))
    assert (result.ending, result.points) == ("judged", points)
    assert result.score == pytest.approx(min(ratio, 1.25), rel=0.06)
    assert all(len(pairs) == measure.count * PAIRS for pairs in result.samples.values())


def test_swapped_sides_give_the_inverse_score():
    class Swapped(SyntheticBatches):
        def _pairs(self, size):
            return [TimePair(p.student_s, p.reference_s) for p in super()._pairs(size)]

    forward, backward = run(SyntheticBatches(0.9, seed=3)), run(Swapped(0.9, seed=3))
    assert forward.score * backward.score == pytest.approx(1)


def test_one_very_fast_size_does_not_make_up_for_a_slow_one():
    result = run(SyntheticBatches({"a": 100.0, "b": 0.2}))
    assert result.score == pytest.approx(math.sqrt(1.25 * 0.2), rel=0.02)


def test_at_a_threshold_all_batches_are_measured_and_the_student_gets_the_doubt():
    measure = SyntheticBatches(0.7, jitter=0.0)
    result = run(measure)
    assert measure.count == BATCHES * 2**MAX_DOUBLINGS
    assert result.undecided
    assert result.points == 5


@pytest.mark.parametrize(
    ("ratio", "batches"), [(0.5, 1), (0.35, 1), (0.32, BATCHES), (0.65, BATCHES), (0.9, 1)]
)
def test_far_from_every_threshold_one_batch_with_a_wider_margin_is_enough(ratio, batches):
    measure = SyntheticBatches(ratio, jitter=0.0)
    result = run(measure)
    assert (measure.count, result.undecided) == (batches, False)
    assert result.noise == pytest.approx(MIN_NOISE * (FIRST_BATCH_FACTOR if batches == 1 else 1))
    assert result.points == (5 if ratio > 0.7 else 2)


def test_the_margin_is_never_less_than_the_noise_of_a_quiet_machine():
    assert run(SyntheticBatches(0.71, jitter=0.0), SyntheticBatches(1.0, jitter=0.0)).noise == MIN_NOISE


def test_a_disturbed_measurement_at_a_threshold_goes_on_until_the_estimators_agree():
    measure = DisturbedBatches(0.8, jitter=0.0, disturbed=1)
    result = run(measure)
    assert BATCHES <= measure.count < BATCHES * 2**MAX_DOUBLINGS
    assert (result.ending, result.points) == ("judged", 5)


class QuietFirstProbe(SyntheticBatches):
    """The machine is quiet in the first probe, and too noisy from then on."""

    def _pairs(self, size):
        pairs = super()._pairs(size)
        return pairs if self.count <= BATCHES else [TimePair(p.reference_s, 1.2 * p.student_s) for p in pairs]


def test_estimators_that_disagree_on_a_noisy_machine_give_no_score():
    result = run(DisturbedBatches(1.0, jitter=0.0), QuietFirstProbe(1.0, jitter=0.0, sizes=("a",)))
    assert (result.ending, result.points, result.decisions) == ("disturbed", 0, ())
    assert result.noise > 0.1


def test_a_function_of_two_speeds_on_a_quiet_machine_is_judged_by_the_slower_one():
    """Otherwise its author could choose to be ungraded, or to get the doubt that is meant for noise."""
    result = run(DisturbedBatches(1.0, jitter=0.0))
    assert (result.ending, result.points, result.undecided) == ("judged", 2, False)
    assert result.score == pytest.approx(1 / SLOWED)
    assert result.noise == MIN_NOISE


def test_on_a_machine_that_is_too_noisy_nothing_is_measured_after_some_probes_with_waits():
    waits, measure = [], SyntheticBatches(1.0)
    result = run(measure, SyntheticBatches(1 / 1.2, jitter=0.0), wait=lambda: waits.append(1))
    assert (result.ending, measure.count) == ("disturbed", 0)
    assert result.noise == pytest.approx(math.log(1.2))
    assert len(waits) == MAX_PROBES - 1


def test_a_time_below_the_limit_of_the_machine_gives_no_score():
    result = run(SyntheticBatches(4.0, jitter=0.0), least_s={"a": 1e-3})
    assert (result.ending, result.points) == ("faster than possible", 0)
    assert run(SyntheticBatches(4.0, jitter=0.0), least_s={"a": 0.27e-3}).ending == "judged"
