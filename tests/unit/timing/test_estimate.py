"""The estimators on synthetic clocks: noise injected, sides swapped, machines that drift."""

from __future__ import annotations

import math
import random

import pytest

from grader.timing.estimate import Pair, clocked, estimate, geometric_mean, noise_of

TRUE = 0.6
"""The student takes 1 / 0.6 of the reference's time."""


def pairs(seed, *, spikes=0.0, drift=0.0, jitter=0.01, ratio=TRUE, count=31):
    """Pairs as a machine would give them: noise only ever adds time."""
    rng = random.Random(seed)

    def time_of(seconds, moment):
        noise = 1 + rng.expovariate(1 / jitter) + drift * moment
        return seconds * noise * (rng.uniform(1.5, 4) if rng.random() < spikes else 1)

    found = []
    for number in range(count):
        times = {"reference": 1e-3, "student": 1e-3 / ratio}
        order = ("reference", "student") if number % 2 else ("student", "reference")
        taken = {side: time_of(times[side], number / count) for side in order}
        found.append(Pair(taken["reference"], taken["student"]))
    return found


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("machine", [{}, {"spikes": 0.2}, {"drift": 0.3}, {"jitter": 0.03}], ids=str)
def test_the_ratio_is_found_through_noise(machine, seed):
    found = estimate(pairs(seed, **machine))
    assert found.ratio == pytest.approx(TRUE, rel=0.04)


@pytest.mark.parametrize("seed", range(10))
def test_swapped_sides_give_the_inverse(seed):
    times = pairs(seed, spikes=0.1)
    there, back = estimate(times), estimate([Pair(p.student_s, p.reference_s) for p in times])
    assert there.fast * back.fast == pytest.approx(1)
    assert there.paired * back.paired == pytest.approx(1)


def test_estimators_that_disagree_are_seen():
    """A neighbour that slows every call of the student's but the faster ones moves the pairs more than the halves."""
    slowed = [Pair(1.0, 1.0)] * 10 + [Pair(1.0, 1.5)] * 21
    found = estimate(slowed)
    assert found.paired == pytest.approx(1 / 1.5)
    assert found.fast == pytest.approx(16 / (10 + 6 * 1.5))
    assert not found.agrees
    assert found.disagreement == pytest.approx(math.log(found.fast / found.paired))
    assert estimate([Pair(1.0, 1.02)] * 5 + [Pair(1.0, 1.0)]).agrees


def test_noise_is_the_larger_error_of_code_against_itself():
    assert noise_of(estimate([Pair(1.0, 1.0)] * 3)) == 0
    found = estimate([Pair(1.0, 1.0), Pair(1.04, 1.0), Pair(1.04, 1.0)])
    assert found.fast == pytest.approx(1.02)
    assert noise_of(found) == pytest.approx(math.log(1.04))


def test_the_mean_over_shapes_is_geometric_and_cut():
    assert geometric_mean([0.5, 2.0]) == pytest.approx(1)
    assert geometric_mean([0.5, 8.0], most=1.25) == pytest.approx(math.sqrt(0.5 * 1.25))


@pytest.mark.parametrize("bad", [[], [Pair(0.0, 1.0)], [Pair(1.0, -1.0)]])
def test_a_clock_that_stood_still_measured_nothing(bad):
    with pytest.raises(ValueError, match="must be above 0"):
        estimate(bad)


def test_long_calls_are_compared_by_cpu_time_and_short_ones_by_the_clock_on_the_wall():
    short, long = [Pair(1e-3, 2e-3, 1e-3, 1e-3)] * 3, [Pair(5e-3, 40e-3, 4e-3, 16e-3)] * 3
    assert estimate(short).ratio == pytest.approx(0.5)
    assert estimate(long).ratio == pytest.approx(0.25)
    assert clocked(long) == [Pair(4e-3, 16e-3)] * 3


def test_where_cpu_time_says_nothing_the_wall_is_believed():
    """Several threads, or a GPU: the pairs have no CPU time."""
    assert estimate([Pair(5e-3, 40e-3)] * 3).ratio == pytest.approx(0.125)
