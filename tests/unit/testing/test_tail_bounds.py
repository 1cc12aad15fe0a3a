"""Tails of distributions: exact ones agree with scipy, bounds are never too small."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from grader.testing import tail_bounds

PROBABILITIES = (1e-9, 1e-3, 0.1, 0.5, 0.7, 0.999)


@pytest.mark.parametrize("trials", [1, 2, 50, 1000, 10**5, 10**7, 10**8])
@pytest.mark.parametrize("p", PROBABILITIES)
def test_binomial_tails_are_exact_also_far_out_and_for_many_trials(trials, p):
    spread = max(1, int(math.sqrt(trials * p * (1 - p))))
    counts = {int(trials * p + z * spread) for z in (-9, -6, -1, 0, 1, 6, 9)}
    for count in sorted(k for k in counts if -1 <= k <= trials + 1):
        exact = stats.binom.cdf(count, trials, p), stats.binom.sf(count - 1, trials, p)
        assert tail_bounds.binomial(count, trials, p) == pytest.approx(exact, rel=1e-5, abs=1e-250)


@pytest.mark.parametrize(("p", "right"), [(0.0, 0), (1.0, 40)])
def test_what_is_certain_allows_no_exception(p, right):
    assert tail_bounds.binomial(right, 40, p) == (1.0, 1.0)
    assert min(tail_bounds.binomial(abs(right - 1), 40, p)) == 0.0
    assert tail_bounds.binomial_limits(40, p, 1e-9) == (right, right)


@pytest.mark.parametrize("trials", [1, 30, 2000, 10**6])
@pytest.mark.parametrize("p", PROBABILITIES)
def test_limits_are_the_last_counts_that_are_accepted(trials, p):
    low, high = tail_bounds.binomial_limits(trials, p, 1e-9)
    assert 0 <= low <= high <= trials
    assert tail_bounds.binomial(low, trials, p).below > 5e-10
    assert tail_bounds.binomial(high, trials, p).above > 5e-10
    assert low == 0 or tail_bounds.binomial(low - 1, trials, p).below <= 5e-10
    assert high == trials or tail_bounds.binomial(high + 1, trials, p).above <= 5e-10


def test_the_normal_tail_is_exact():
    for z in -8.0, -1.0, 0.0, 2.5, 7.0:
        assert tail_bounds.normal(z) == pytest.approx((stats.norm.cdf(z), stats.norm.sf(z)), rel=1e-12)


@pytest.mark.parametrize("count", [1, 10, 1000])
def test_chernoffs_bound_of_a_mean_square_is_above_the_exact_tail_and_not_far(count):
    for ratio in 0.2, 0.5, 0.9, 1.1, 2.0, 5.0:
        bound = tail_bounds.mean_square(ratio, count)
        exact = stats.chi2.cdf(ratio * count, count), stats.chi2.sf(ratio * count, count)
        side = ratio > 1.0
        assert exact[side] <= bound[side] <= max(1.1e-300, 40 * math.sqrt(count) * exact[side])
        assert bound[not side] == 1.0


SAMPLERS = {
    "mean of bounded numbers": (
        lambda rng, n: rng.uniform(size=(20_000, n)) ** 2, lambda x, n: tail_bounds.mean_of_bounded(x, 1 / 3, n),
    ),
    "mean of even numbers": (
        lambda rng, n: rng.uniform(-1.0, 1.0, size=(20_000, n)), tail_bounds.mean_of_uniform,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_bound_is_never_below_the_observed_share(name):
    draw, tails = SAMPLERS[name]
    rng = np.random.default_rng(3)
    for n in 1, 4, 30:
        means = np.sort(draw(rng, n).mean(axis=1))
        for quantile in 0.001, 0.01, 0.1, 0.9, 0.99, 0.999:
            value = float(np.quantile(means, quantile))
            bound = tails(value, n)
            noise = 4 * math.sqrt(min(quantile, 1 - quantile) / len(means))
            assert np.mean(means <= value) <= bound.below + noise
            assert np.mean(means >= value) <= bound.above + noise


def test_massarts_bound_is_never_below_the_observed_share():
    rng = np.random.default_rng(4)
    for n in 5, 50:
        ordered = np.sort(rng.uniform(size=(20_000, n)), axis=1)
        steps = np.arange(n + 1) / n
        gaps = np.maximum(steps[1:] - ordered, ordered - steps[:-1]).max(axis=1)
        for gap in np.quantile(gaps, (0.5, 0.9, 0.99, 0.999)):
            assert np.mean(gaps >= gap) <= tail_bounds.largest_gap(float(gap), n) + 0.005
    assert tail_bounds.largest_gap(tail_bounds.gap_limit(700, 1e-9), 700) == pytest.approx(1e-9)


def test_a_limit_is_where_a_tail_comes_down_to_alpha():
    found = tail_bounds.limit(lambda z: tail_bounds.normal(z).above, 0.0, 50.0, 1e-9)
    assert found == pytest.approx(stats.norm.isf(1e-9), rel=1e-9)
    assert tail_bounds.normal(found).above <= 1e-9
