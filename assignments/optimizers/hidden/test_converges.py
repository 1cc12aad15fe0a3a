"""Which rates converge on a parabola. Each test has answers of both kinds, and all have to be right."""

from __future__ import annotations

import numpy as np

from grader.testing import task


@task(
    "converges", points=3, hint="A step multiplies x by 1 - lr c. Ask when this factor is between -1 and 1."
)
def test_rates_on_both_sides_of_the_border(compare, rng):
    """Rates on both sides of the largest one are told apart, for any curvature."""
    for curvature in rng.uniform(0.1, 9.0, size=6):
        for share in rng.uniform(0.05, 0.95), rng.uniform(1.05, 3.0), rng.uniform(0.51, 0.99), 1.001, 0.999:
            compare.converges(float(2 * share / curvature), float(curvature))


@task("converges", points=3, hint="The factor 1 - lr c may be negative.")
def test_rates_that_jump_across_the_minimum(compare, rng):
    """Between 1/c and 2/c, each step jumps across the minimum and still comes closer."""
    for curvature in rng.uniform(0.2, 5.0, size=5):
        for share in 0.3, 0.75, 0.9, 1.2, 2.5:
            compare.converges(float(2 * share / curvature), float(curvature))


@task("converges", points=3, hint="At the border, x jumps between two places for ever.")
def test_rates_at_the_border(compare, rng):
    """The border itself does not converge. The number next below it does."""
    for power in rng.integers(-20, 20, size=6):
        border, curvature = 2.0 ** (1 - int(power)), 2.0 ** int(power)
        for lr in border, float(np.nextafter(border, 0)), float(np.nextafter(border, 10 * border)):
            compare.converges(lr, curvature)


@task("converges", points=2, hint="A rate of 0 does not move x, and a negative rate moves it away.")
def test_rates_that_are_zero_or_negative(compare, rng):
    """A rate of 0 and negative rates do not converge, and they are no error."""
    for curvature in rng.uniform(0.1, 9.0, size=4):
        for lr in 0.0, -0.1 / curvature, 0.1 / curvature, -1.9 / curvature, -3.0 / curvature:
            compare.converges(float(lr), float(curvature))
    for lr in 0, -1, 1, 2, 3:
        compare.converges(lr, 1)


@task("converges", points=2, hint="Compare lr with 0 and with 2 / c. In floating point, 1 - 1e-20 is 1.")
def test_tiny_and_huge_numbers(compare, rng):
    """A tiny rate converges, however slowly. Curvatures from 1e-25 to 1e25 are told apart."""
    for lr, curvature in (1e-20, 1.0), (1e-25, 3.0), (1e-25, 1e25), (1e-25, 1e-25), (1e25, 1e-25):
        compare.converges(lr, curvature)
    for lr, curvature in (1e-24, 1e25), (3e25, 1e-25), (1e25, 1e25), (1e-12, 1e-9), (-1e-20, 1.0), (5.0, 1.0):
        compare.converges(lr, curvature)


@task("converges", weak=True, hint="Raise ValueError if the curvature is not positive.")
def test_curvatures_that_are_not_positive_are_refused(compare):
    """ValueError is raised for a curvature that is 0 or negative."""
    for lr, curvature in (0.1, 0.0), (0.1, -1.0), (-0.1, -4), (0.0, 0):
        compare.raises("ValueError", "converges", lr, curvature)
