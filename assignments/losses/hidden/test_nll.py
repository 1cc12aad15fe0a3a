"""The logarithmic loss of each prediction."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_probabilities

from grader.testing import assert_close, task


@task("nll", points=3, hint="Minus the natural logarithm of each probability.")
def test_a_few_probabilities(compare, rng):
    """The loss of each prediction is minus the natural logarithm."""
    for n in 5, 8:
        compare.negative_log_likelihood(rng.uniform(0.05, 0.95, size=n))


@task("nll", points=2, hint="Return one loss for each sample, not their mean.")
def test_likely_and_unlikely_truths(compare, rng):
    """There is one loss for each sample, for likely truths and for unlikely ones."""
    for n in 4, 7:
        compare.negative_log_likelihood(rng.uniform(0.1, 1.0, size=n) * 10.0 ** -np.arange(n))


@task("nll", points=2, hint="Clip nothing, and add no small constant.")
def test_tiny_probabilities(compare, rng):
    """A probability of 1e-300 costs 690.8: nothing is clipped."""
    for n in 5, 9:
        compare.negative_log_likelihood(rng.uniform(0.1, 1.0, size=n) * 10.0 ** -np.linspace(8.0, 299.0, n))


@task("nll", hint="Clip nothing, and add no small constant.")
def test_very_small_probabilities_among_others(compare, rng):
    """Tiny and ordinary probabilities may stand together."""
    for n in 3, 6:
        p = rng.uniform(0.2, 0.9, size=n)
        p[n // 2] = 10.0 ** rng.uniform(-250.0, -20.0)
        p[0] = 10.0 ** rng.uniform(-30.0, -18.0)
        compare.negative_log_likelihood(p)


@task("nll", hint="Probabilities close to 1 have small losses. Add no constant.")
def test_probabilities_close_to_1(compare, rng):
    """Probabilities close to 1 have small losses, which keep their digits."""
    for n in 4, 6:
        compare.negative_log_likelihood(
            1.0 - rng.integers(1, 9, size=n) / 2.0 ** rng.integers(20, 50, size=n)
        )


@task("nll", points=2, hint="Minus the logarithm of 0 is infinity.")
def test_probabilities_0_and_1(compare, rng):
    """A truth with probability 0 costs infinity, one with probability 1 costs 0."""
    for n in 4, 7:
        p = rng.uniform(0.2, 0.9, size=n)
        p[1], p[-1] = 0.0, 1.0
        compare.negative_log_likelihood(p)
    compare.negative_log_likelihood(np.array([0.0]))
    compare.negative_log_likelihood(np.array([1.0]))


@task("nll", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64. The same call gives the same answer."""
    single = compare.negative_log_likelihood(rng.uniform(0.1, 0.9, size=5).astype(np.float32), rtol=1e-5)
    assert single.dtype == np.float32, "float32 must give float32."
    for dtype in NARROW:
        compare.negative_log_likelihood(np.array([0, 1, 1, 0, 1], dtype=dtype))
    first, other = rng.uniform(0.1, 0.9, size=6), rng.uniform(0.1, 0.9, size=9)[::-2]
    for case in first, other, first:
        compare.negative_log_likelihood(case)


@task("nll", hint="The loss of two independent truths is the sum of their losses.")
def test_losses_add_up(compare, student, rng):
    """The losses of two probabilities add up to the loss of their product."""
    p, q = rng.uniform(0.1, 0.9, size=(2, 6))
    total = compare.negative_log_likelihood(p * q)
    parts = student.negative_log_likelihood(p) + student.negative_log_likelihood(q)
    assert_close(
        parts, total, rtol=1e-9, what="The losses must add up to the loss of the product; yours do not."
    )


@task("nll", weak=True, hint="Check the shape and the numbers first.")
def test_what_is_no_row_of_probabilities_is_refused(compare):
    """ValueError is raised for numbers outside [0, 1], for tables, and for an empty array."""
    for p in bad_probabilities(5):
        compare.raises("ValueError", "negative_log_likelihood", p)
    for p in (np.zeros(0), np.full((2, 3), 0.5), np.full((3, 1), 0.5), np.float64(0.5)):
        compare.raises("ValueError", "negative_log_likelihood", p)
