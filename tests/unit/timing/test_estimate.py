"""The estimators on synthetic times with known noise: jitter, interruptions, drift, swapped sides."""

from __future__ import annotations

import math
import random

import pytest

from grader.timing.estimate import TimePair, estimate, geometric_mean, noise_of, select_clock

TRUE_RATIO = 0.6
"""The student's function takes 1 / 0.6 of the reference's time."""


def noisy_pairs(seed, *, interrupted=0.0, drift=0.0, jitter=0.01, count=64):
    """Pairs as a machine measures them: noise only adds time."""
    rng = random.Random(seed)

    def measured(seconds, moment):
        noise = 1 + rng.expovariate(1 / jitter) + drift * moment
        return seconds * noise * (rng.uniform(1.5, 4) if rng.random() < interrupted else 1)

    pairs = []
    for number in range(count):
        true_s = {"reference": 1e-3, "student": 1e-3 / TRUE_RATIO}
        order = ("reference", "student") if number % 2 else ("student", "reference")
        times = {side: measured(true_s[side], number / count) for side in order}
        pairs.append(TimePair(times["reference"], times["student"]))
    return pairs


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("noise", [{}, {"interrupted": 0.1}, {"drift": 0.3}, {"jitter": 0.03}], ids=str)
def test_the_ratio_is_estimated_in_spite_of_noise(noise, seed):
    assert estimate(noisy_pairs(seed, **noise)).ratio == pytest.approx(TRUE_RATIO, rel=0.04)


@pytest.mark.parametrize("seed", range(10))
def test_swapped_sides_give_the_inverse(seed):
    pairs = noisy_pairs(seed, interrupted=0.1)
    swapped = [TimePair(p.student_s, p.reference_s) for p in pairs]
    forward, backward = estimate(pairs), estimate(swapped)
    assert forward.midmean_ratio * backward.midmean_ratio == pytest.approx(1)
    assert forward.median_ratio * backward.median_ratio == pytest.approx(1)


def test_a_slowdown_of_most_student_calls_makes_the_estimators_disagree():
    """If two thirds of the student's calls are slowed, the median is theirs and the midmean is not."""
    found = estimate([TimePair(1.0, 1.0)] * 10 + [TimePair(1.0, 1.5)] * 21)
    assert found.median_ratio == pytest.approx(1 / 1.5)
    assert found.midmean_ratio == pytest.approx(1.5 ** (-14 / 17))
    assert found.ratio == found.midmean_ratio
    assert not found.agrees
    assert found.disagreement == pytest.approx(math.log(found.midmean_ratio / found.median_ratio))
    assert estimate([TimePair(1.0, 1.02)] * 5 + [TimePair(1.0, 1.0)]).agrees


def test_a_quarter_of_the_pairs_may_be_disturbed_on_each_side():
    """What interrupts the call of one side, by any time, changes nothing."""
    disturbed = [TimePair(9.0, 1.0)] * 4 + [TimePair(1.0, 70.0)] * 4
    assert estimate([TimePair(1.0, 2.0)] * 8 + disturbed).ratio == pytest.approx(0.5)


def test_noise_is_the_larger_error_of_both_estimators_for_identical_code():
    assert noise_of(estimate([TimePair(1.0, 1.0)] * 3)) == 0
    identical = estimate([TimePair(1.0, 1.0), TimePair(1.04, 1.0), TimePair(1.04, 1.0)])
    assert identical.midmean_ratio == pytest.approx(1.04 ** (2 / 3))
    assert noise_of(identical) == pytest.approx(math.log(1.04))


def test_the_mean_over_sizes_is_geometric_and_limits_each_ratio():
    assert geometric_mean([0.5, 2.0]) == pytest.approx(1)
    assert geometric_mean([0.5, 8.0], maximum=1.25) == pytest.approx(math.sqrt(0.5 * 1.25))


@pytest.mark.parametrize("bad", [[], [TimePair(0.0, 1.0)], [TimePair(1.0, -1.0)]])
def test_no_pairs_and_times_that_are_not_positive_are_refused(bad):
    with pytest.raises(ValueError, match="must be above 0"):
        estimate(bad)


def test_cpu_time_is_compared_where_it_is_known():
    pairs = [TimePair(5e-3, 40e-3, 4e-3, 16e-3)] * 3
    assert estimate(pairs).ratio == pytest.approx(0.25)
    assert select_clock(pairs) == [TimePair(4e-3, 16e-3)] * 3


def test_without_cpu_time_wall_time_is_compared():
    """With several threads, or on a GPU, the pairs have no CPU time."""
    pairs = [TimePair(5e-3, 40e-3)] * 3
    assert estimate(pairs).ratio == pytest.approx(0.125)
    assert select_clock(pairs) == pairs
