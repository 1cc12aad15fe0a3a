"""The density of a Gaussian."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_deviations, narrow

from grader.testing import assert_close, task


@task("pdf", points=3, hint="sigma is the standard deviation. Its square stands under the exponent.")
def test_densities_near_the_mean(compare, rng):
    """The density is right near the mean."""
    for n, mu, sigma in (5, 1.5, 2.0), (8, -3.0, 0.4), (3, 0.0, 1.0):
        compare.gaussian_pdf(rng.normal(mu, sigma, size=n), mu, sigma)


@task("pdf", points=3, hint="The factor in front is 1 / (sigma √(2π)).")
def test_other_deviations(compare, rng):
    """The density is right for small and for large deviations; it may be above 1."""
    for n, mu, sigma in (4, 10.0, 0.01), (7, -200.0, 30.0):
        compare.gaussian_pdf(rng.normal(mu, sigma, size=n), mu, sigma)


@task("pdf", points=2, hint="Work on all elements at once. The shape stays.")
def test_tables_and_numbers(compare, rng):
    """x may have any shape, also that of a single number or of an empty array."""
    compare.gaussian_pdf(rng.normal(size=(2, 3)), 0.3, 1.2)
    compare.gaussian_pdf(rng.normal(size=(2, 1, 4)), 0.3, 1.2)
    compare.gaussian_pdf(0.75, 0.3, 1.2)
    compare.gaussian_pdf(np.zeros(0), 0.3, 1.2)


@task("pdf", points=2, hint="Small densities keep their digits. Do not round, and add nothing.")
def test_far_from_the_mean(compare, rng):
    """Far from the mean, the density is tiny and then 0."""
    for sigma in 1.0, 2.5:
        z = np.array([-36.0, -20.0, 10.0, 30.0, 1000.0, -1000.0, 1e25])
        compare.gaussian_pdf(4.0 + sigma * z, 4.0, sigma, rtol=1e-6, atol=0.0)


@task("pdf", hint="Divide the deviation by sigma before you square it.")
def test_tiny_and_huge_units(compare, rng):
    """The unit of x may be tiny or huge."""
    for unit in 1e-25, 1e25, 1e-90, 1e90:
        x = unit * rng.normal(1.0, 2.0, size=6)
        compare.gaussian_pdf(x, unit, 2.0 * unit, atol=0.0)


@task("pdf", hint="The density is symmetric, and its integral is 1.")
def test_symmetry_and_integral(student, rng):
    """The density is symmetric around the mean, and its integral is 1."""
    mu, sigma = rng.normal(), rng.uniform(0.5, 2.0)
    steps = np.linspace(-10.0, 10.0, 4001)
    density = student.gaussian_pdf(mu + sigma * steps, mu, sigma)
    assert_close(density, density[::-1], rtol=1e-9, what="The density must be symmetric; yours is not.")
    assert_close(
        density.sum() * sigma * 0.005, 1.0, rtol=1e-9, what="The integral must be 1; that of yours is not."
    )


@task("pdf", hint="Convert integers to float64 before you subtract or multiply, single numbers too.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits become float64, also single numbers."""
    for dtype in NARROW:
        given = narrow(rng, dtype, 9), dtype(100), dtype(90)
        result = student.gaussian_pdf(*given)
        assert_close(result, reference.gaussian_pdf(*given), atol=0.0)
        assert result.dtype == np.float64, "Integers must give float64."


@task("pdf", hint="Integers become float64, float32 stays float32.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, and strided arrays are accepted. The same call gives the same answer."""
    single = compare.gaussian_pdf(rng.normal(size=5).astype(np.float32), 0.5, 1.5, rtol=1e-5, atol=1e-6)
    assert single.dtype == np.float32, "float32 must give float32."
    first, other = (rng.normal(size=6), 1.0, 2.0), (rng.normal(size=(4, 3)).T, 0.0, 0.5)
    for case in first, other, first:
        compare.gaussian_pdf(*case)
    compare.gaussian_pdf(rng.normal(size=9)[::-2], 1, 2)


@task("pdf", weak=True, hint="Check sigma first.")
def test_bad_deviations_are_refused(compare, rng):
    """ValueError is raised if sigma is not a finite number above 0."""
    for sigma in bad_deviations():
        compare.raises("ValueError", "gaussian_pdf", np.array([0.5, 1.0]), 0.0, sigma)
