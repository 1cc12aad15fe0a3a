"""Whole contests against synthetic clocks: looked at again, doubled, refused."""

from __future__ import annotations

import math
import random

import pytest

from grader.course.performance import Tier
from grader.timing.estimate import Pair
from grader.timing.sequential_test import DOUBLINGS, FAR, LEAST_NOISE, PROBES, SITTINGS, Contest, contest

TIERS = (Tier(name="middle", least=0.3, points=2), Tier(name="good", least=0.7, points=3))
PAIRS = 16
"""Of each size in a sitting."""


class Machine:
    """Gives sittings with a true ratio and noise; counts how often it was asked."""

    def __init__(self, ratio, jitter=0.005, seed=0, sizes=("a", "b"), layout=0.0):
        self.ratio, self.jitter, self.layout, self.rng = ratio, jitter, layout, random.Random(seed)
        self.sizes, self.sat = sizes, 0

    def __call__(self):
        self.sat += 1
        return {size: self._pairs(size) for size in self.sizes}

    def _pairs(self, size):
        ratio = self.ratio[size] if isinstance(self.ratio, dict) else self.ratio
        ratio *= math.exp(self.rng.gauss(0, self.layout))
        return [Pair(1e-3 * self._noise(), 1e-3 / ratio * self._noise()) for _ in range(PAIRS)]

    def _noise(self):
        return 1 + self.rng.expovariate(1 / self.jitter) if self.jitter else 1.0


class Disturbed(Machine):
    """For its first sittings something slows two thirds of the student's calls."""

    def __init__(self, *args, sittings=math.inf, **more):
        super().__init__(*args, **more)
        self.sittings = sittings

    def _pairs(self, size):
        pairs = super()._pairs(size)
        if self.sat > self.sittings:
            return pairs
        return [Pair(p.reference_s, p.student_s * (1.5 if n % 3 else 1)) for n, p in enumerate(pairs)]


def rules(sit, probe=None, **fields):
    return Contest(tiers=TIERS, sit=sit, probe=probe or Machine(1.0, sizes=("a",)), **fields)


@pytest.mark.parametrize(("ratio", "points"), [(0.1, 0), (0.5, 2), (1.0, 5), (3.0, 5)])
@pytest.mark.parametrize("seed", range(5))
def test_every_speed_lands_in_its_tier(ratio, points, seed):
    sit = Machine(ratio, seed=seed, jitter=0.1, layout=0.02)
    outcome = contest(rules(sit, Machine(1.0, seed=seed + 100, sizes=("a",))))
    assert (outcome.ending, outcome.points) == ("judged", points)
    assert outcome.score == pytest.approx(min(ratio, 1.25), rel=0.06)
    assert all(len(pairs) == sit.sat * PAIRS for pairs in outcome.samples.values())


def test_swapped_sides_give_the_inverse_score():
    class Swapped(Machine):
        def _pairs(self, size):
            return [Pair(p.student_s, p.reference_s) for p in super()._pairs(size)]

    there, back = contest(rules(Machine(0.9, seed=3))), contest(rules(Swapped(0.9, seed=3)))
    assert there.score * back.score == pytest.approx(1)


def test_one_fast_size_pays_for_no_other():
    outcome = contest(rules(Machine({"a": 100.0, "b": 0.2})))
    assert outcome.score == pytest.approx(math.sqrt(1.25 * 0.2), rel=0.02)


def test_at_the_border_it_looks_longer_and_then_counts_for_the_student():
    sit = Machine(0.7, jitter=0.0)
    outcome = contest(rules(sit))
    assert sit.sat == SITTINGS * 2**DOUBLINGS
    assert outcome.undecided
    assert outcome.points == 5


@pytest.mark.parametrize(
    ("ratio", "sat"), [(0.5, 1), (0.35, 1), (0.32, SITTINGS), (0.65, SITTINGS), (0.9, 1)]
)
def test_far_from_every_border_one_sitting_is_enough_and_the_band_is_as_wide(ratio, sat):
    sit = Machine(ratio, jitter=0.0)
    outcome = contest(rules(sit))
    assert (sit.sat, outcome.undecided) == (sat, False)
    assert outcome.noise == pytest.approx(LEAST_NOISE * (FAR if sat == 1 else 1))
    assert outcome.points == (5 if ratio > 0.7 else 2)


def test_the_noise_is_never_taken_for_less_than_a_quiet_machine_has():
    assert contest(rules(Machine(0.71, jitter=0.0), Machine(1.0, jitter=0.0))).noise == LEAST_NOISE


def test_a_disturbed_measurement_at_the_border_goes_on_until_the_estimators_agree():
    sit = Disturbed(0.8, jitter=0.0, sittings=1)
    outcome = contest(rules(sit))
    assert SITTINGS <= sit.sat < SITTINGS * 2**DOUBLINGS
    assert (outcome.ending, outcome.points) == ("judged", 5)


class Worsening(Machine):
    """Quiet when it is probed first, too noisy from then on."""

    def _pairs(self, size):
        pairs = super()._pairs(size)
        return pairs if self.sat <= SITTINGS else [Pair(p.reference_s, 1.2 * p.student_s) for p in pairs]


def test_a_measurement_that_stays_disturbed_at_the_border_gives_no_score_where_the_machine_is_noisy():
    outcome = contest(rules(Disturbed(0.8, jitter=0.0), Worsening(1.0, jitter=0.0, sizes=("a",))))
    assert (outcome.ending, outcome.points, outcome.standings) == ("disturbed", 0, ())
    assert outcome.noise > 0.1


def test_a_function_of_two_speeds_on_a_quiet_machine_is_judged_by_the_slower_one():
    """Else whoever writes one chooses to be ungraded, or the doubt that is meant for noise."""
    outcome = contest(rules(Disturbed(0.8, jitter=0.0)))
    assert (outcome.ending, outcome.points, outcome.undecided) == ("judged", 2, False)
    assert outcome.score == pytest.approx(0.8 / 1.5)
    assert outcome.noise == LEAST_NOISE


def test_a_machine_that_is_too_noisy_measures_nothing_and_waits_between_probes():
    waited, sit = [], Machine(1.0)
    outcome = contest(rules(sit, Machine(1 / 1.2, jitter=0.0), wait=lambda: waited.append(1)))
    assert (outcome.ending, sit.sat) == ("disturbed", 0)
    assert outcome.noise == pytest.approx(math.log(1.2))
    assert len(waited) == PROBES - 1


def test_faster_than_the_machine_can_move_the_bytes_is_no_score():
    outcome = contest(rules(Machine(4.0, jitter=0.0), least_s={"a": 1e-3}))
    assert (outcome.ending, outcome.points) == ("faster than possible", 0)
    assert contest(rules(Machine(4.0, jitter=0.0), least_s={"a": 0.27e-3})).ending == "judged"
