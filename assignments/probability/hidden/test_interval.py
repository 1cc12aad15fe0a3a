"""The probability of an interval of a Gaussian variable."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_deviations

from grader.testing import assert_close, task


@task(
    "interval",
    points=3,
    hint="Difference of two values of the distribution function Φ, at (b - mu) / sigma and (a - mu) / sigma.",
)
def test_an_interval_around_the_mean(compare, rng):
    """The probability of an interval around the mean is right."""
    mu, sigma = rng.uniform(1.0, 2.0), rng.uniform(2.0, 3.0)
    compare.gaussian_interval(mu - 1.2, mu + 3.1, mu, sigma)


@task(
    "interval",
    points=2,
    hint="Difference of two values of the distribution function Φ, at (b - mu) / sigma and (a - mu) / sigma.",
)
def test_an_interval_below_the_mean(compare, rng):
    """The probability of an interval below the mean is right."""
    mu, sigma = rng.uniform(-3.0, -2.0), rng.uniform(0.3, 0.6)
    compare.gaussian_interval(mu - 0.9, mu - 0.2, mu, sigma)
    compare.gaussian_interval(mu - 2 * sigma, mu - sigma, mu, sigma)


@task(
    "interval",
    points=2,
    hint="Difference of two values of the distribution function Φ, at (b - mu) / sigma and (a - mu) / sigma.",
)
def test_an_interval_above_the_mean(compare, rng):
    """The probability of an interval above the mean is right."""
    mu, sigma = rng.uniform(10.0, 20.0), rng.uniform(4.0, 6.0)
    compare.gaussian_interval(mu + 1.0, mu + 8.0, mu, sigma)
    compare.gaussian_interval(mu + 0.5 * sigma, mu + sigma, mu, sigma)


@task(
    "interval", points=2, hint="A density is no probability. The probability of a narrow interval is small."
)
def test_narrow_intervals(compare, rng):
    """The probability of a narrow interval is nearly its width times the density."""
    for z in -1.3, 0.2, 0.8:
        compare.gaussian_interval(1.75 + 0.07 * z, 1.75 + 0.07 * (z + 0.02), 1.75, 0.07)


@task("interval", hint="Ends at the mean are ordinary ends.")
def test_an_end_at_the_mean(compare, rng):
    """An interval may begin or end at the mean."""
    for sigma in 1.5, 0.2:
        compare.gaussian_interval(2.0, 2.0 + rng.uniform(0.5, 2.0) * sigma, 2.0, sigma)
        compare.gaussian_interval(2.0 - rng.uniform(0.5, 2.0) * sigma, 2.0, 2.0, sigma)


@task(
    "interval",
    points=3,
    hint="Values of Φ near 1 have lost the digits you need. Use the symmetry of the density.",
)
def test_the_upper_tail(compare, rng):
    """Nine and more deviations above the mean, the probability is tiny and not 0."""
    compare.gaussian_interval(9.0 + rng.uniform(0.0, 0.5), 10.0, 0.0, 1.0, rtol=1e-6, atol=0.0)
    compare.gaussian_interval(30.0, 31.0, 0.0, 1.0, rtol=1e-6, atol=0.0)


@task(
    "interval",
    points=2,
    hint="Values of Φ near 1 have lost the digits you need. Use the symmetry of the density.",
)
def test_the_upper_tail_of_another_gaussian(compare, rng):
    """The upper tail is right for every mean and deviation."""
    mu, sigma = rng.uniform(-5.0, 5.0), rng.uniform(0.5, 3.0)
    compare.gaussian_interval(mu + 12.0 * sigma, mu + 14.5 * sigma, mu, sigma, rtol=1e-6, atol=0.0)
    compare.gaussian_interval(mu + 8.5 * sigma, np.inf, mu, sigma, rtol=1e-6, atol=0.0)


@task(
    "interval",
    points=2,
    hint="Values of Φ near 1 have lost the digits you need. Use the symmetry of the density.",
)
def test_between_six_and_nine_deviations(compare, rng):
    """Between six and nine deviations, digits are lost before the result becomes 0."""
    for low in 6.0, 7.0, 8.0:
        compare.gaussian_interval(low + rng.uniform(0.0, 0.5), low + 0.8, 0.0, 1.0, rtol=1e-6, atol=0.0)
        compare.gaussian_interval(low - 0.08, low - 0.05, 0.0, 1.0, rtol=1e-6, atol=0.0)


@task("interval", points=2, hint="Use erfc with a positive argument for small values: 1 + erf loses digits.")
def test_the_lower_tail(compare, rng):
    """Far below the mean, the probability is tiny and not 0."""
    compare.gaussian_interval(-11.0, -9.0 - rng.uniform(0.0, 0.5), 0.0, 1.0, rtol=1e-6, atol=0.0)
    compare.gaussian_interval(-35.0, -34.0, 0.0, 1.0, rtol=1e-6, atol=0.0)
    compare.gaussian_interval(-np.inf, 1.0 - 20.0 * 3.0, 1.0, 3.0, rtol=1e-6, atol=0.0)


@task("interval", points=2, hint="Φ(-∞) is 0 and Φ(∞) is 1.")
def test_infinite_ends(compare, rng):
    """Ends may be infinite. The whole line has probability 1."""
    mu, sigma = rng.normal(), rng.uniform(0.5, 2.0)
    for b in -1.5, 0.5, 2.0:
        compare.gaussian_interval(-np.inf, mu + b * sigma, mu, sigma)
        compare.gaussian_interval(mu + b * sigma, np.inf, mu, sigma)
    compare.gaussian_interval(-np.inf, np.inf, mu, sigma)


@task("interval", hint="A single point has probability 0, though its density is not 0.")
def test_a_single_point(compare, rng):
    """A single point has probability 0, at the mean and elsewhere."""
    for a in 1.0, -2.5, 1.3, 80.0:
        compare.gaussian_interval(a, a, 1.0, 0.5, atol=0.0)
    compare.gaussian_interval(np.inf, np.inf, 1.0, 0.5, atol=0.0)
    compare.gaussian_interval(-np.inf, -np.inf, 1.0, 0.5, atol=0.0)
    compare.gaussian_interval(1.0, 1.5, 1.0, 0.5)


@task("interval", hint="Probabilities of neighbouring intervals add up, and the density is symmetric.")
def test_neighbours_and_mirror_images(compare, student, rng):
    """Neighbouring intervals add up, and mirror images have equal probabilities."""
    mu, sigma = rng.normal(), rng.uniform(0.5, 2.0)
    a, b, c = mu + sigma * np.array([-1.5, 0.3, 1.1])
    compare.gaussian_interval(a, c, mu, sigma)
    assert_close(
        student.gaussian_interval(a, b, mu, sigma) + student.gaussian_interval(b, c, mu, sigma),
        student.gaussian_interval(a, c, mu, sigma),
        what="The probabilities of neighbouring intervals must add up; yours do not.",
    )
    assert_close(
        student.gaussian_interval(mu + 9 * sigma, mu + 10 * sigma, mu, sigma),
        student.gaussian_interval(mu - 10 * sigma, mu - 9 * sigma, mu, sigma),
        rtol=1e-6,
        atol=0.0,
        what="Mirror images must have equal probabilities; yours do not.",
    )


@task("interval", hint="Divide by sigma itself, not by its square.")
def test_tiny_and_huge_units(compare, rng):
    """The unit may be tiny or huge."""
    for unit in 1e-25, 1e25, 1e-90, 1e90:
        low = rng.uniform(-1.0, 0.5)
        compare.gaussian_interval(low * unit, (low + 1.5) * unit, 0.3 * unit, 0.8 * unit)


@task("interval", hint="Convert single numbers to Python floats first.")
def test_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits are computed with as floats."""
    for dtype in NARROW:
        for a, b, mu, sigma in (3, 120, 100, 90), (100, 120, 60, 100), (0, 1, 127, 99):
            given = dtype(a), dtype(b), dtype(mu), dtype(sigma)
            assert_close(student.gaussian_interval(*given), reference.gaussian_interval(*given))
    given = np.int8(-120), np.int8(100), np.int8(90), np.int8(60)
    assert_close(student.gaussian_interval(*given), reference.gaussian_interval(*given))


@task("interval", hint="Keep nothing between calls.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, for integers too."""
    first, other = (rng.uniform(0.0, 1.0), 2, 1, 2), (-1, 3, 0, 1)
    for case in first, other, first:
        compare.gaussian_interval(*case)


@task("interval", weak=True, hint="Check sigma and the order of the ends first.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised if a is above b, an end is NaN, or sigma is no standard deviation."""
    for sigma in bad_deviations():
        compare.raises("ValueError", "gaussian_interval", 0.0, 1.0, 0.0, sigma)
    for a, b in (1.0, 0.5), (np.inf, 0.0), (0.0, -np.inf), (np.nan, 1.0), (0.0, np.nan), (-1.0, -2.0):
        compare.raises("ValueError", "gaussian_interval", a, b, 0.0, 1.0)
