"""p, r, alpha and SEM agree with an independent computation, and nothing is computed of too few."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.exam.item_statistic import cronbach_alpha, exam_statistic, pearson


def independent(scores: list[list[float]]) -> tuple[list[float | None], float]:
    """r without the item and alpha, from the standard library's `statistics` and covariances instead of variances."""
    totals = [sum(row) for row in scores]
    columns = list(zip(*scores, strict=True))
    r = [
        statistics.correlation(list(column), [total - own for total, own in zip(totals, column, strict=True)])
        for column in columns
    ]
    k = len(columns)
    between = sum(
        statistics.covariance(one, other)
        for i, one in enumerate(columns)
        for j, other in enumerate(columns)
        if i != j
    )
    return r, k / (k - 1) * between / statistics.variance(totals)


@pytest.mark.parametrize("seed", range(20))
def test_the_figures_equal_an_independent_computation_to_1e12(seed):
    rng = np.random.default_rng(seed)
    students, items = int(rng.integers(10, 200)), int(rng.integers(3, 25))
    ability = rng.normal(size=(students, 1))
    shares = np.clip(0.5 + 0.3 * ability + 0.3 * rng.normal(size=(students, items)), 0, 1).round(2)
    points = rng.integers(1, 5, size=items).astype(float)
    found = exam_statistic(shares, points)
    assert found is not None
    r, alpha = independent((shares * points).tolist())
    assert found.alpha == pytest.approx(alpha, abs=1e-12)
    assert [each.r for each in found.items] == pytest.approx(r, abs=1e-12)
    means = [statistics.fmean(column) for column in zip(*shares.tolist(), strict=True)]
    assert [each.p for each in found.items] == pytest.approx(means, abs=1e-12)
    totals = [math.fsum(row) for row in (shares * points).tolist()]
    assert found.sem == pytest.approx(statistics.stdev(totals) * math.sqrt(1 - alpha), abs=1e-12)


@given(st.lists(st.lists(st.sampled_from([0.0, 1.0]), min_size=4, max_size=4), min_size=10, max_size=30))
def test_of_items_that_are_right_or_wrong_alpha_is_kr20(rows):
    scores = np.array(rows)
    totals = scores.sum(axis=1)
    assume(totals.std() > 0)
    n = len(scores)
    p = scores.mean(axis=0)
    pq = (p * (1 - p)).sum() * n / (n - 1)  # as a sample variance
    assert cronbach_alpha(scores) == pytest.approx(4 / 3 * (1 - pq / totals.var(ddof=1)), abs=1e-12)


@pytest.mark.parametrize(("students", "items"), [(9, 5), (10, 2), (0, 3)])
def test_there_are_no_figures_below_10_students_or_3_items(students, items):
    assert exam_statistic(np.zeros((students, items)), np.ones(items)) is None


def test_what_does_not_vary_has_no_correlation_and_no_reliability():
    found = exam_statistic(np.ones((12, 3)) * 0.1, np.ones(3))
    assert found is not None
    assert (found.alpha, found.sem) == (None, None)
    assert [each.r for each in found.items] == [None, None, None]
    assert pearson(np.array([0.1, 0.2]), np.array([0.3, 0.3])) is None


def test_an_item_is_not_compared_with_itself():
    """With the item in the total a random item would correlate with it; without, two opposite items do negatively."""
    half = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]] * 5)
    found = exam_statistic(half, np.ones(3))
    assert found is not None
    assert found.items[0].r == pytest.approx(-1)
