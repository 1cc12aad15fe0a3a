"""Whole contests against synthetic clocks: repeated, doubled, refused."""

from __future__ import annotations

import math
import random

import pytest

from grader.timing import Contest, Pair, Tier, contest
from grader.timing.contest import DOUBLINGS, PAIRS, REPEATS

TIERS = (Tier(name="middle", least=0.3, points=2), Tier(name="good", least=0.7, points=3))


class Machine:
    """Gives pairs with a true ratio and noise; counts what it was asked."""

    def __init__(self, ratio, jitter=0.005, seed=0):
        self.ratio, self.jitter, self.rng = ratio, jitter, random.Random(seed)
        self.asked = []

    def __call__(self, shape, count):
        self.asked.append((shape, count))
        ratio = self.ratio[shape] if isinstance(self.ratio, dict) else self.ratio
        return [Pair(1e-3 * self._noise(), 1e-3 / ratio * self._noise()) for _ in range(count)]

    def _noise(self):
        return 1 + self.rng.expovariate(1 / self.jitter) if self.jitter else 1.0


def rules(measure, probe=None, shapes=("a", "b"), **fields):
    return Contest(shapes=shapes, tiers=TIERS, measure=measure, probe=probe or Machine(1.0), **fields)


@pytest.mark.parametrize(("ratio", "points"), [(0.1, 0), (0.5, 2), (1.0, 5), (3.0, 5)])
@pytest.mark.parametrize("seed", range(5))
def test_every_speed_lands_in_its_tier(ratio, points, seed):
    outcome = contest(rules(Machine(ratio, seed=seed), Machine(1.0, seed=seed + 100)))
    assert (outcome.ending, outcome.points) == ("judged", points)
    assert outcome.score == pytest.approx(min(ratio, 1.25), rel=0.02)


def test_one_fast_shape_pays_for_no_other():
    outcome = contest(rules(Machine({"a": 100.0, "b": 0.2})))
    assert outcome.score == pytest.approx(math.sqrt(1.25 * 0.2), rel=0.02)


def test_at_the_border_it_looks_longer_and_then_counts_for_the_student():
    measure = Machine(0.7, jitter=0.0)
    outcome = contest(rules(measure, Machine(1.0, jitter=0.02)))
    assert [count for shape, count in measure.asked if shape == "a"] == [
        PAIRS * 2**n for n in range(DOUBLINGS + 1)
    ]
    assert outcome.rounds == DOUBLINGS
    assert outcome.points == 5


def test_a_disturbed_measurement_is_made_again_and_then_given_up():
    def disturbed(shape, count):
        asked.append(shape)
        return [Pair(1.0, 1.0)] + [Pair(1.0, 1.5)] * (count - 1)

    asked = []
    outcome = contest(rules(disturbed, shapes=("a",)))
    assert (outcome.ending, len(asked)) == ("disturbed", REPEATS)
    assert outcome.points == 0


def test_a_measurement_disturbed_once_is_replaced():
    calm, calls = Machine(1.0), []

    def sometimes(shape, count):
        calls.append(shape)
        return [Pair(1.0, 1.0)] + [Pair(1.0, 1.5)] * (count - 1) if len(calls) == 1 else calm(shape, count)

    assert contest(rules(sometimes, shapes=("a",))).points == 5


def test_a_machine_that_is_too_noisy_measures_nothing_and_waits_between_probes():
    waited, measure = [], Machine(1.0)

    def noisy(shape, count):
        return [Pair(1.0, 1.2)] * count

    outcome = contest(rules(measure, noisy, wait=lambda: waited.append(1)))
    assert (outcome.ending, measure.asked) == ("too noisy", [])
    assert outcome.noise == pytest.approx(math.log(1.2))
    assert len(waited) == REPEATS - 1


def test_faster_than_the_machine_can_move_the_bytes_is_no_score():
    outcome = contest(rules(Machine(4.0, jitter=0.0), least_s={"a": 1e-3}))
    assert (outcome.ending, outcome.points) == ("faster than possible", 0)
    assert contest(rules(Machine(4.0, jitter=0.0), least_s={"a": 0.27e-3})).ending == "judged"
