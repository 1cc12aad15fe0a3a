"""A network with one hidden layer through given points."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends

from grader.testing import assert_close, task


def places(rng, n, scale=1.0):
    """Different places in order, between 0.2 and 1.5 of a scale from each other."""
    return rng.normal() + scale * np.cumsum(rng.uniform(0.2, 1.5, size=n))


@task("interpolant", points=3, hint="Each hidden unit changes the slope by the difference of two slopes.")
def test_points_in_order(compare, rng):
    """Weights and biases are right for points from left to right."""
    for n in 5, 3, 8, 40:
        compare.relu_interpolant(places(rng, n), rng.normal(size=n))


@task("interpolant", points=2, hint="Sort the points by x, and reorder y with them.")
def test_points_in_any_order(compare, rng):
    """The order of the points does not matter."""
    for n in 6, 4, 9, 30:
        order = np.roll(rng.permutation(n), 1)
        xs, ys = places(rng, n), rng.normal(size=n)
        compare.relu_interpolant(xs[order], ys[order])
        compare.relu_interpolant(xs[::-1], ys[::-1])


@task("interpolant", points=2, hint="A slope is the quotient of two differences. Add no small constant.")
def test_near_and_distant_points(compare, rng):
    """The points lie between 1e-6 and 1000 apart."""
    for n, scale in (7, 1e-6), (12, 1e-3), (9, 1e3):
        order = rng.permutation(n)
        compare.relu_interpolant(places(rng, n, scale)[order], rng.normal(size=n)[order])


@task("interpolant", points=2, hint="Compute each slope from its own two points.")
def test_gaps_of_different_size(student, reference, rng):
    """Distances from 1e-3 to 1000 occur in one network."""
    gaps = rng.permutation(10.0 ** np.linspace(-3.0, 3.0, 9)) * rng.uniform(1.0, 1.5, size=9)
    xs, ys = rng.normal() + np.append(0.0, np.cumsum(gaps)), rng.normal(size=10)
    order = rng.permutation(10)
    params = student.relu_interpolant(xs[order], ys[order])
    assert_close(
        reference.mlp_forward(params, xs[:, None])[:, 0],
        ys,
        rtol=0,
        atol=1e-4,
        what="The network must pass through the points; yours does not.",
    )


@task("interpolant", points=2, hint="Put the x of each point into your network.")
def test_network_passes_through_the_points(student, reference, rng):
    """The network passes through the points, is straight between them, and is constant before the first."""
    xs, ys = places(rng, 7), rng.normal(size=7)
    params = student.relu_interpolant(xs, ys)
    assert_close(
        reference.mlp_forward(params, xs[:, None])[:, 0],
        ys,
        rtol=1e-7,
        atol=1e-7,
        what="The network must pass through the points; yours does not.",
    )
    between = rng.uniform(xs[0], xs[-1], size=30)
    straight = np.interp(between, xs, ys)
    assert_close(
        reference.mlp_forward(params, between[:, None])[:, 0],
        straight,
        atol=1e-7,
        what="The network must be straight between the points; yours is not.",
    )
    before = reference.mlp_forward(params, np.array([[xs[0] - 2.0]]))
    assert_close(
        before,
        ys[:1, None],
        atol=1e-7,
        what="Before the first point, the network must be constant; yours is not.",
    )


@task("interpolant", hint="n points make n - 1 hidden units.")
def test_two_points_and_points_on_a_line(compare, rng):
    """Two points need one unit. Points on a line need no later change of slope."""
    compare.relu_interpolant(places(rng, 2), rng.normal(size=2))
    xs = places(rng, 5)
    compare.relu_interpolant(xs, 2.0 * xs - 1.0)
    compare.relu_interpolant(np.array([-1e3, 0.5, 2e3]), np.array([1e-3, 1e3, -5.0]))


@task("interpolant", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and the points do not change."""
    xs, ys = places(rng, 6), rng.normal(size=6)
    single = compare.relu_interpolant(xs.astype(np.float32), ys.astype(np.float32), rtol=1e-3, atol=1e-3)
    assert all(a.dtype == np.float32 for layer in single for a in layer), "float32 must stay float32."
    for dtype in NARROW:
        whole = np.unique(near_the_ends(rng, dtype, 8))
        found = compare.relu_interpolant(rng.permutation(whole), near_the_ends(rng, dtype, len(whole)))
        assert all(a.dtype == np.float64 for layer in found for a in layer), "Integers must become float64."
    for case in (xs, ys), (xs[::2], ys[::2]), (xs, ys):
        compare.relu_interpolant(*case)


@task("interpolant", weak=True, hint="Check the points first, and raise ValueError.")
def test_points_that_determine_nothing_are_refused(compare):
    """ValueError is raised for fewer than two points, for two points with one x, and for different lengths."""
    xs = np.array([1.0, 3.0, 2.0])
    for bad in ((xs[:1], xs[:1]), (xs, xs[:2]), (xs, xs[:1]), (xs[:0], xs[:0]), (xs[:, None], xs[:, None])):
        compare.raises("ValueError", "relu_interpolant", *bad)
    for twice in ([1.0, 2.0, 1.0], [3.0, 1.0, 2.0, 5.0, 2.0], [0.0, 4.0, 4.0]):
        compare.raises("ValueError", "relu_interpolant", np.array(twice), np.arange(len(twice)) * 0.5)
    compare.raises("ValueError", "relu_interpolant", np.array([0.0, 4.0, 4.0]), np.array([1.0, 2.0, 2.0]))
