"""The log-likelihood of independent samples."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_deviations, narrow

from grader.testing import assert_close, task


@task("log_likelihood", points=3, hint="The logarithm of a product is a sum of logarithms.")
def test_a_few_samples(compare, rng):
    """The log-likelihood of a few samples is right."""
    compare.gaussian_log_likelihood(rng.normal(1.0, 2.0, size=4), 1.5, 1.7)


@task("log_likelihood", points=2, hint="ln sigma counts once for each sample.")
def test_a_small_deviation(compare, rng):
    """The log-likelihood is right for a small deviation."""
    compare.gaussian_log_likelihood(rng.normal(-3.0, 0.1, size=7), -3.1, 0.2)
    compare.gaussian_log_likelihood(rng.normal(-3.0, 0.1, size=3), -2.9, 0.05)


@task("log_likelihood", points=2, hint="ln sigma counts once for each sample.")
def test_a_large_deviation(compare, rng):
    """The log-likelihood is right for a large deviation."""
    compare.gaussian_log_likelihood(rng.normal(50.0, 30.0, size=9), 40.0, 25.0)
    compare.gaussian_log_likelihood(rng.normal(50.0, 30.0, size=2), 40.0, 25.0)


@task(
    "log_likelihood", points=3, hint="The product of hundreds of densities is 0 as a float. Add logarithms."
)
def test_hundreds_of_samples(compare, rng):
    """With hundreds of samples, the log-likelihood is finite."""
    compare.gaussian_log_likelihood(rng.normal(1.0, 2.0, size=900), 0.8, 2.2)


@task("log_likelihood", hint="The product of hundreds of densities is 0 as a float. Add logarithms.")
def test_thousands_of_samples(compare, rng):
    """With thousands of samples, the log-likelihood is finite."""
    compare.gaussian_log_likelihood(rng.normal(0.0, 5.0, size=4000), 0.1, 4.0)


@task("log_likelihood", hint="The product of hundreds of densities is too large as a float. Add logarithms.")
def test_large_densities(compare, rng):
    """With a tiny deviation the densities are large, and their product is too large for a float."""
    compare.gaussian_log_likelihood(rng.normal(0.0, 1e-3, size=500), 0.0, 1e-3)


@task(
    "log_likelihood",
    points=2,
    hint="Take the logarithm on paper. Do not compute a density and its logarithm.",
)
def test_a_sample_far_away(compare, rng):
    """One sample very far from the mean leaves the log-likelihood finite."""
    for distance in 40.0, 1000.0, 1e25:
        x = rng.normal(size=5)
        x[2] = distance
        compare.gaussian_log_likelihood(x, 0.5, 1.2)


@task("log_likelihood", hint="Take the logarithm on paper. Do not compute a density and its logarithm.")
def test_all_samples_far_away(compare, rng):
    """All samples lie more than 100 deviations away from the mean."""
    compare.gaussian_log_likelihood(rng.normal(-500.0, 30.0, size=6), 3.0, 2.0)


@task("log_likelihood", hint="Subtract the mean before you square.")
def test_a_large_mean(compare, rng):
    """The mean is large beside the deviation."""
    for mean, sigma in (1e8, 1.0), (-1e6, 0.01):
        compare.gaussian_log_likelihood(mean + sigma * rng.normal(size=6), mean, 1.5 * sigma)


@task("log_likelihood", hint="Take the logarithm on paper. Do not compute a density and its logarithm.")
def test_one_sample(compare, rng):
    """One sample is enough, near the mean and far from it."""
    compare.gaussian_log_likelihood(rng.normal(size=1), 0.2, 0.6)
    compare.gaussian_log_likelihood(np.array([-300.0]), 0.0, 2.0)


@task("log_likelihood", hint="Sum over the samples; do not take a mean.")
def test_samples_add_up(student, rng):
    """The log-likelihoods of two sets add up, and the order of the samples does not matter."""
    x = rng.normal(2.0, 3.0, size=9)
    whole = student.gaussian_log_likelihood(x, 1.0, 2.5)
    parts = student.gaussian_log_likelihood(x[:4], 1.0, 2.5) + student.gaussian_log_likelihood(
        x[4:], 1.0, 2.5
    )
    assert_close(parts, whole, what="The log-likelihoods of two sets must add up; yours do not.")
    assert_close(
        student.gaussian_log_likelihood(x[::-1], 1.0, 2.5),
        whole,
        what="The order of the samples must not matter; in your result it does.",
    )
    closed = -4.5 * (np.log(2 * np.pi * x.var()) + 1)
    assert_close(
        student.gaussian_log_likelihood(x, x.mean(), x.std()),
        closed,
        what="At the mean and deviation of the samples, the maximum has a known value; yours differs.",
    )


@task("log_likelihood", hint="Divide the deviation by sigma before you square it.")
def test_tiny_and_huge_units(compare, rng):
    """The unit of the samples may be tiny or huge."""
    for unit in 1e-25, 1e25, 1e-90, 1e90:
        x = unit * rng.normal(1.0, 2.0, size=6)
        compare.gaussian_log_likelihood(x, unit, 2.0 * unit)


@task(
    "log_likelihood", hint="Convert integers to float64 before you subtract or multiply, single numbers too."
)
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits are computed with as float64, also single numbers."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9), dtype(100), dtype(90)
        assert_close(student.gaussian_log_likelihood(*given), reference.gaussian_log_likelihood(*given))


@task("log_likelihood", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 and strided samples are accepted. The same call gives the same answer."""
    single = rng.normal(size=6).astype(np.float32), 0.5, 1.5
    compare.gaussian_log_likelihood(*single, rtol=1e-5, atol=1e-5)
    first, other = (rng.normal(size=6), 1.0, 2.0), (rng.normal(size=9)[::-2], 0, 3)
    for case in first, other, first:
        compare.gaussian_log_likelihood(*case)


@task("log_likelihood", weak=True, hint="Check sigma and the shape of x first.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised if sigma is no standard deviation, or x is not one row of samples."""
    for sigma in bad_deviations():
        compare.raises("ValueError", "gaussian_log_likelihood", np.array([0.5, 1.0]), 0.0, sigma)
    for x in (np.zeros(0), np.zeros((3, 1)), np.zeros((1, 3)), np.float64(1.0)):
        compare.raises("ValueError", "gaussian_log_likelihood", x, 0.0, 1.0)
