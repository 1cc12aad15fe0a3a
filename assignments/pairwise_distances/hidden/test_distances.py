"""Squared distances: unequal sizes, offsets, coinciding points, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def far_away(rng, n, m, d):
    """Two sets of points around one place, a million from the origin in every direction."""
    offset = 1e6 * rng.choice([-1.0, 1.0], size=d)
    return offset + rng.normal(size=(n, d)), offset + rng.normal(size=(m, d))


@task("distances", points=2, hint="Compute one entry by hand, and compare.")
def test_points_of_two_sets(compare, rng):
    """Entry (i, j) is the squared distance between row i of X and row j of Y."""
    for n, m, d in (7, 5, 3), (4, 9, 2), (33, 18, 6), (5, 5, 5), (8, 8, 3):
        compare.pairwise_distances(rng.normal(0.3, 2.0, size=(n, d)), rng.normal(-0.5, 1.0, size=(m, d)))


@task("distances", hint="If you use blocks, the last one may be shorter.")
def test_large_odd_sizes(compare, rng):
    """Many rows and columns are all computed."""
    for n, m, d in (131, 257, 17), (67, 301, 5):
        compare.pairwise_distances(rng.normal(size=(n, d)), rng.normal(1.0, 1.5, size=(m, d)))


@task("distances", hint="Sum over the axis of the features only.")
def test_single_points_and_single_features(compare, rng):
    """There may be one point or one feature."""
    for n, m, d in (1, 6, 4), (5, 1, 3), (8, 6, 1), (1, 1, 7):
        compare.pairwise_distances(rng.normal(size=(n, d)), rng.normal(size=(m, d)))


@task("distances", points=2, hint="Distances do not change if all points are moved by the same vector.")
def test_points_far_from_the_origin(compare, rng):
    """Points with coordinates near 1e6 have exact distances."""
    for n, m, d in (9, 7, 4), (12, 5, 6), (23, 31, 3):
        X, Y = far_away(rng, n, m, d)
        compare.pairwise_distances(X, Y, rtol=1e-7, atol=1e-7)


@task(
    "distances",
    points=2,
    hint="The difference of two large numbers loses its digits. Move the points near the origin first.",
)
def test_coinciding_points_far_from_the_origin(compare, rng):
    """Equal points with coordinates near 1e6 have the distance 0."""
    for n, m, d in (64, 51, 5), (47, 58, 7):
        X, Y = far_away(rng, n, m, d)
        Y[:45] = X[:45]
        compare.pairwise_distances(X, Y, rtol=1e-7, atol=1e-7)


@task("distances", points=2, hint="Rounding may give a small negative number.")
def test_distances_of_points_to_themselves(student, compare, rng):
    """The distance of a point to itself is 0, and no distance is negative."""
    for n, d, dtype in (300, 16, np.float32), (260, 33, np.float64):
        x = rng.normal(3.0, 2.0, size=(n, d)).astype(dtype)
        compare.pairwise_distances(x, x[:7])
        D = student.pairwise_distances(x, x)
        assert_close(np.diag(D), np.zeros(n, dtype), rtol=0.0, atol=1e-3 if dtype is np.float32 else 1e-10)
        assert not (D < 0).any(), "No squared distance may be negative; one of yours is."
        assert_close(
            D,
            D.T,
            rtol=1e-5,
            atol=1e-3,
            what="The distances of points to themselves must be symmetric; yours are not.",
        )


@task("distances", points=2, hint="float32 has seven digits. How many are left after your largest number?")
def test_single_precision_keeps_its_digits(compare, rng):
    """float32 stays float32, and equal points near 1000 have the distance 0."""
    X = rng.normal(size=(29, 8)).astype(np.float32)
    assert compare.pairwise_distances(X, X[3:16]).dtype == np.float32, "float32 must stay float32."
    for n, m, d in (54, 49, 16), (51, 56, 10):
        X = rng.normal(1000.0, 1.0, size=(n, d)).astype(np.float32)
        Y = rng.normal(1000.0, 1.0, size=(m, d)).astype(np.float32)
        Y[:45] = X[:45]
        compare.pairwise_distances(X, Y)


@task("distances", hint="Convert integers to float64 before you subtract.")
def test_integers(compare, rng):
    """Integers of any width give float64. They do not overflow."""
    for n, m, d in (6, 4, 5), (8, 11, 3):
        narrow = rng.integers(-100, 100, size=(n + m, d)).astype(np.int8)
        compare.pairwise_distances(narrow[:n], narrow[n:])
    compare.pairwise_distances(rng.integers(-9, 9, size=(5, 4)), rng.normal(size=(7, 4)))


@task("distances", hint="Convert to float64 before you subtract: 3 - 5 overflows in uint8.")
def test_unsigned_integers(compare, rng):
    """Unsigned integers give float64."""
    for n, m, d in (7, 12, 4), (5, 9, 6):
        pixels = rng.integers(0, 256, size=(n + m, d)).astype(np.uint8)
        compare.pairwise_distances(pixels[:n], pixels[n:])


@task("distances", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    first = rng.normal(size=(6, 13)).T, rng.normal(size=(20, 12))[::2, ::2]
    other = rng.normal(size=(13, 6)), rng.normal(size=(10, 6))[::-1]
    for X, Y in first, other, first:
        compare.pairwise_distances(X, Y)


@task("distances", hint="The result is the sum of squares, without a root.")
def test_symmetry_and_scale(student, rng):
    """Exchanged arguments give the transpose. Three times the coordinates give nine times the result."""
    X, Y = rng.normal(size=(8, 5)), rng.normal(2.0, 1.0, size=(11, 5))
    D = student.pairwise_distances(X, Y)
    assert_close(
        student.pairwise_distances(Y, X),
        D.T,
        what="Exchanged arguments must give the transpose; yours do not.",
    )
    assert_close(
        student.pairwise_distances(3 * X, 3 * Y),
        9 * D,
        what="Three times the coordinates must give nine times the result; yours do not.",
    )
    assert_close(D[2, 7], float(np.sum((X[2] - Y[7]) ** 2)), what="one entry")


@task(
    "distances",
    weak=True,
    hint="numpy broadcasts an axis of length 1 without an error. Compare the shapes first.",
)
def test_features_that_do_not_match(compare, rng):
    """ValueError is raised for points with different numbers of features, and for a single vector."""
    X, Y = rng.normal(size=(5, 1)), rng.normal(size=(4, 3))
    compare.raises("ValueError", "pairwise_distances", X, Y)
    compare.raises("ValueError", "pairwise_distances", Y, X)
    compare.raises("ValueError", "pairwise_distances", Y, Y[0])
    compare.raises("ValueError", "pairwise_distances", Y[0], Y)
    compare.raises("ValueError", "pairwise_distances", Y[np.newaxis], Y)
    compare.raises("ValueError", "pairwise_distances", Y, Y[np.newaxis])
