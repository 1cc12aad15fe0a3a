"""Linear separability, exactly. Each test has answers of both kinds, and all have to be right."""

from __future__ import annotations

import numpy as np
from support import NARROW, at_the_border, every_input, on_a_face, separable

from grader.testing import task


def zero_one(X, y):
    """Samples with labels 0 and 1 instead of -1 and 1."""
    return X, (y + 1) // 2


@task("separable", points=3, hint="Do not start with large numbers: test the four corners of a square.")
def test_gates_and_exclusive_or(compare):
    """All labels of the corners of a square are right, and some of a cube."""
    corners = every_input(2)
    for y in every_input(4):
        compare.is_linearly_separable(corners, y)
    cube = every_input(3)
    for truth in cube.all(axis=1), cube.any(axis=1), cube.sum(axis=1) % 2, cube.sum(axis=1) > 1, cube[:, 1]:
        compare.is_linearly_separable(cube, truth.astype(np.int64))


@task("separable", points=3, hint="Any two sides count, not only those along one feature.")
def test_random_points(compare, rng):
    """Random points with random labels, and points of two sides, are told apart."""
    for n, d in (8, 2), (12, 2), (7, 3), (10, 3), (9, 1):
        compare.is_linearly_separable(*zero_one(*separable(rng, n, d)))
        for _ in range(3):
            X = rng.integers(-4, 5, size=(n, d))
            compare.is_linearly_separable(X, rng.integers(0, 2, size=n))
            compare.is_linearly_separable(X[:5], rng.integers(0, 2, size=5))


@task("separable", points=3, hint="Both signs are strict. Two classes that touch are not separable.")
def test_points_on_the_border(compare, rng):
    """A point on an edge of the other class touches it. One unit beside it, the classes are separable."""
    for size in 2, 6, 40:
        for height in 0, 1, -1, 0, 1:
            compare.is_linearly_separable(*at_the_border(rng, size, height))


@task("separable", points=4, hint="Compute with Python's integers or with Fraction, without any tolerance.")
def test_large_numbers_at_the_border(compare, rng):
    """The border is exact for coordinates of a million and more."""
    for size in 10**6, 10**8, 10**12, 10**14:
        for height in 0, 1, -1:
            compare.is_linearly_separable(*at_the_border(rng, size, height))


@task("separable", points=3, hint="Compute with Python's integers or with Fraction, without any tolerance.")
def test_large_numbers_in_space(compare, rng):
    """In three dimensions, the border is exact too."""
    for size in 3, 50, 2000, 10**4:
        for height in 0, 1, -1:
            compare.is_linearly_separable(*on_a_face(rng, size, height))


@task("separable", points=2, hint="A point beyond the end of an edge does not touch the edge.")
def test_points_on_the_line_of_an_edge(compare, rng):
    """A point on the line of an edge, but beyond its end, does not touch the other class."""
    for size in 2, 30, 10**6, 10**10:
        for along in 4, 5, -1, 0, 7, 2:
            compare.is_linearly_separable(*at_the_border(rng, size, 0, along))


@task("separable", points=2, hint="Fraction(x) is exactly the number that is stored.")
def test_floats_that_are_neighbours(compare, rng):
    """Floats are taken as they are stored: 0.1 + 0.2 is not 0.3."""
    y = np.array([0, 0, 1, 1])
    compare.is_linearly_separable(np.array([[0.1], [0.3], [0.1 + 0.2], [0.9]]), y)
    compare.is_linearly_separable(np.array([[0.1], [0.3], [0.3], [0.9]]), y)
    for value in rng.uniform(0.1, 9.0, size=16):
        for other in np.nextafter(value, 0), value, np.nextafter(value, 10):
            compare.is_linearly_separable(np.array([[-1.0], [value], [other], [10.0]]), y)
            line = np.array([[0.0, 0.0], [1.0, value], [0.5, other / 2], [0.0, 9.0]])
            compare.is_linearly_separable(line, y)
    for unit in 1e-25, 1e25, 1e-9:
        X = unit * rng.normal(size=(7, 2))
        compare.is_linearly_separable(X, (X[:, 0] > 0).astype(np.int64))
        compare.is_linearly_separable(X, np.arange(7) % 2)


@task("separable", points=2, hint="Do not convert large integers to float: neighbours become equal.")
def test_integers_that_are_neighbours(compare, rng):
    """Integers near 1e16 that differ by one unit are different points."""
    for _ in range(3):
        x = 4 * int(rng.integers(2_300 * 10**12, 2_400 * 10**12))
        for values in [x, x + 1], [x, x], [x + 1, x + 2, x], [x, x + 1, x + 2]:
            compare.is_linearly_separable(np.array(values)[:, None], (np.array(values) > x).astype(np.int64))
        compare.is_linearly_separable(np.array([[x], [x + 1], [x + 2]]), np.array([0, 1, 0]))
        compare.is_linearly_separable(np.array([[x, 5], [x, 5], [x + 1, 5]]), np.array([0, 1, 0]))


@task("separable", points=2, hint="One label alone is separable. Equal points with different labels are not.")
def test_one_label_and_equal_points(compare, rng):
    """One label alone is separable. Equal points may have one label, not two."""
    for n, d in (4, 2), (5, 3), (1, 2), (1, 1):
        X = rng.integers(-9, 10, size=(n, d))
        for label in 0, 1:
            compare.is_linearly_separable(X, np.full(n, label))
    for d in 1, 2, 3:
        X = rng.integers(-9, 10, size=(2, d)) + np.array([[0], [30]])
        for rows, y in ([0, 0, 1], [0, 0, 1]), ([0, 0, 1], [0, 1, 1]), ([0, 1, 1, 0], [1, 0, 0, 1]):
            compare.is_linearly_separable(X[rows], np.array(y))
        compare.is_linearly_separable(X[[0, 1, 0]], np.array([0, 1, 1]))


@task("separable", points=2, hint="The border needs a bias: it need not go through the origin.")
def test_one_feature(compare, rng):
    """With one feature, all samples of one label must lie below all of the other."""
    for n in 5, 8, 20:
        values = np.sort(rng.choice(np.arange(100, 400), size=n, replace=False))[:, None]
        for cut in 1, n // 2, n - 1:
            y = (np.arange(n) >= cut).astype(np.int64)
            compare.is_linearly_separable(values, y)
            compare.is_linearly_separable(-values, y)
        compare.is_linearly_separable(values, np.arange(n) % 2)
        compare.is_linearly_separable(values, (np.arange(n) % (n - 1) == 0).astype(np.int64))


@task("separable", points=2, hint="Points may all lie on one line or in one plane.")
def test_points_on_a_line_or_a_plane(compare, rng):
    """Points on one line, or in one plane of space, are told apart."""
    for size in 2, 1000, 10**7:
        for height in 0, 1, -1:
            X, y = at_the_border(rng, size, height)
            flat = X @ np.array([[1, 0, 2], [0, 1, -3]]) + rng.integers(-5, 6, size=3)
            compare.is_linearly_separable(flat, y)
    along = rng.permutation(7)[:, None]
    for y in (along[:, 0] > 3), (along[:, 0] % 3 > 0), (along[:, 0] == 2):
        compare.is_linearly_separable(along * np.array([3, -2]) + 5, y.astype(np.int64))


@task("separable", hint="There may be 18 samples in the plane.")
def test_many_points(compare, rng):
    """Eighteen samples in the plane are told apart, and as many samples as features."""
    for reach in 9, 30:
        X, y = separable(rng, 18, 2, reach)
        compare.is_linearly_separable(*zero_one(X, y))
        y[3] = -y[3]
        compare.is_linearly_separable(*zero_one(X, y))
    for d in 2, 3:
        compare.is_linearly_separable(rng.integers(-9, 10, size=(d, d)), np.arange(d) % 2)
    compare.is_linearly_separable(np.array([[1, 1], [1, 1]]), np.array([0, 1]))


@task("separable", hint="Convert numbers with tolist() before you compute with them.")
def test_dtypes(compare, rng):
    """Integers of any width, floats, and labels of any type are taken as they are."""
    y = np.array([0, 1, 1, 0, 1])
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        low, high = int(ends.min), int(ends.max)
        for third in high, high - 1:
            X = np.array(
                [[low, low], [high, low], [high, third], [low + 1, high], [high - 1, 0 if low else 9]]
            )
            compare.is_linearly_separable(X.astype(dtype), y.astype(dtype))
            compare.is_linearly_separable(X.astype(dtype), rng.permutation(y).astype(dtype))
    for dtype in np.float32, np.int64, np.float64:
        for height in 0, 1:
            X, labels = at_the_border(rng, 9, height)
            compare.is_linearly_separable(X.astype(dtype), labels.astype(bool))
            compare.is_linearly_separable(np.asfortranarray(X.astype(dtype)), labels.astype(float))


@task("separable", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = at_the_border(rng, 5, 0), at_the_border(rng, 5, 1)
    for case in first, other, first, other:
        compare.is_linearly_separable(*case)


@task("separable", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for labels other than 0 and 1, and for shapes that do not fit."""
    X, y = rng.integers(-9, 10, size=(4, 2)), np.array([0, 1, 1, 0])
    for bad in [-1, 1, 1, 1], [0, 1, 1, 2], [0, 0.5, 1, 1], [1, -1, 0, 0]:
        compare.raises("ValueError", "is_linearly_separable", X, np.array(bad))
    for bad in (X[0], y), (X[:0], y[:0]), (X, y[:3]), (X, y[:, None]), (X[:3], y), (X[None], y):
        compare.raises("ValueError", "is_linearly_separable", *bad)
