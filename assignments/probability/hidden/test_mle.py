"""Mean and standard deviation by maximum likelihood."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


@task("mle", points=3, hint="The second result is the standard deviation, with the divisor n.")
def test_a_few_samples(compare, rng):
    """Mean and standard deviation of a few samples are right."""
    for n in 4, 7:
        compare.gaussian_mle(rng.normal(3.0, 5.0, size=n))


@task("mle", points=2, hint="Maximum likelihood divides by n, the number of samples.")
def test_two_and_three_samples_show_the_divisor(compare, rng):
    """The divisor is right for two or three samples."""
    for n in 2, 3:
        compare.gaussian_mle(rng.normal(-2.0, 4.0, size=n))


@task("mle", points=2, hint="The second result is the standard deviation, with the divisor n.")
def test_samples_that_spread_little(compare, rng):
    """Mean and standard deviation are right for samples that spread little."""
    for n in 5, 9:
        compare.gaussian_mle(rng.normal(-1.0, 0.1, size=n))


@task("mle", points=2, hint="The mean is not the median: every sample counts with its value.")
def test_skewed_samples(compare, rng):
    """Samples with a long tail have a mean far from their median."""
    for n in 6, 11:
        compare.gaussian_mle(rng.exponential(2.0, size=n) ** 2)


@task("mle", hint="One sample has no spread.")
def test_one_sample(compare, rng):
    """One sample gives itself and 0. Equal samples give 0 as well."""
    compare.gaussian_mle(rng.normal(size=1))
    compare.gaussian_mle(np.full(4, 2.5))


@task("mle", points=2, hint="Subtract the mean before you square.")
def test_large_means_cost_no_digits(compare, rng):
    """Samples with a mean of 1e8 and a deviation of 1 give an exact deviation."""
    for n in 8, 12:
        compare.gaussian_mle(1e8 + rng.integers(-3, 4, size=n) / 2)


@task("mle", points=2, hint="Subtract the mean before you square.")
def test_large_negative_means(compare, rng):
    """Samples with a mean of -1e8 and a deviation of 1 give an exact deviation."""
    for n in 5, 10:
        compare.gaussian_mle(-1e8 + rng.integers(-3, 4, size=n) / 2)


@task("mle", hint="Subtract the mean before you square.")
def test_a_small_spread_around_a_large_mean(compare, rng):
    """Samples with a mean of 1e6 and a deviation of 0.01 give an exact deviation."""
    for n in 9, 14:
        compare.gaussian_mle(1e6 + rng.integers(-3, 4, size=n) / 128)


@task("mle", hint="Maximum likelihood divides by n.")
def test_no_other_gaussian_is_more_likely(student, reference, rng):
    """No other mean or deviation gives the samples a larger likelihood."""
    x = rng.normal(2.0, 3.0, size=12)
    mu, sigma = student.gaussian_mle(x)
    best = reference.gaussian_log_likelihood(x, mu, sigma)
    for scale in 0.98, 1.02:
        assert reference.gaussian_log_likelihood(x, mu, scale * sigma) < best, (
            "Your deviation must give the largest likelihood; a scaled one gives a larger one."
        )
    for step in -0.05, 0.05:
        assert reference.gaussian_log_likelihood(x, mu + step, sigma) < best, (
            "Your mean must give the largest likelihood; a shifted one gives a larger one."
        )


@task("mle", hint="Add no small constant.")
def test_tiny_and_huge_units(compare, rng):
    """The unit of the samples may be tiny or huge."""
    for unit in 1e-25, 1e25, 1e-90, 1e90:
        compare.gaussian_mle(unit * rng.normal(1.0, 2.0, size=7), atol=0.0)


@task("mle", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits are computed with as float64."""
    for dtype in NARROW:
        for n in 9, 400:
            x = narrow(rng, dtype, n)
            assert_close(student.gaussian_mle(x), reference.gaussian_mle(x))


@task("mle", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 and strided samples are accepted. The same call gives the same answer."""
    compare.gaussian_mle(rng.normal(3.0, 1.0, size=6).astype(np.float32), rtol=1e-5, atol=1e-5)
    first, other = rng.normal(size=6), rng.normal(size=9)[::-2]
    for case in first, other, first:
        compare.gaussian_mle(case)


@task("mle", weak=True, hint="Check the shape of x first.")
def test_no_samples_and_tables_are_refused(compare):
    """ValueError is raised if x is empty or does not have one axis."""
    for x in (np.zeros(0), np.zeros((3, 1)), np.zeros((1, 3)), np.float64(1.0)):
        compare.raises("ValueError", "gaussian_mle", x)
