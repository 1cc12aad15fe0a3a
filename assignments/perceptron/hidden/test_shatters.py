"""Which points lines shatter. Each test has answers of both kinds, and all have to be right."""

from __future__ import annotations

import numpy as np
from support import NARROW, lattice, on_lattice

from grader.testing import task


def three(rng, size, height):
    """Three points; the middle one is ``height`` units beside the line through the others."""
    direction, left = lattice(rng, size)
    base = [int(a) for a in rng.integers(-size, size + 1, size=2)]
    points = on_lattice(direction, left, [(0, 0), (int(rng.integers(1, 4)), height), (4, 0)], base)
    return rng.permutation(np.array(points))


@task("shatters", points=3, hint="Three points on one line are not shattered.")
def test_three_points(compare, rng):
    """Triangles are shattered, and three points on a line are not."""
    for size in 2, 5, 9, 30:
        for height in 0, 2, -1, 0, 1:
            compare.shatters_2d(three(rng, size, height))


@task("shatters", points=3, hint="Every labeling of the points must be separable, not only one.")
def test_numbers_of_points(compare, rng):
    """One to eight random points."""
    for n in (1, 2, 3, 4, 5, 6, 8):
        for _ in range(2):
            order = rng.permutation(25)[:n]
            compare.shatters_2d(np.stack([order // 5, order % 5], axis=1))


@task("shatters", points=2, hint="No four points are shattered, and no larger set of points.")
def test_polygons(compare, rng):
    """The corners of a polygon: six, five, then a triangle and a single edge."""
    for n in (6, 5, 3, 2):
        angles = np.sort(rng.choice(40, size=n, replace=False)) * 2 * np.pi / 40
        compare.shatters_2d(np.stack([np.cos(angles), np.sin(angles)], axis=1))
        compare.shatters_2d(
            np.round(1e6 * np.stack([np.cos(angles), np.sin(angles)], axis=1)).astype(np.int64)
        )


@task("shatters", points=2, hint="Do not convert large integers to float: neighbours become equal.")
def test_two_points_that_are_neighbours(compare, rng):
    """Two different points are shattered, also if their coordinates differ by one unit near 1e16."""
    for _ in range(3):
        x, y = (4 * int(a) for a in rng.integers(2_300 * 10**12, 2_400 * 10**12, size=2))
        for step in (1, 0), (0, 0), (0, 1), (-1, 1):
            compare.shatters_2d(np.array([[x, y], [x + step[0], y + step[1]]]))
        compare.shatters_2d(np.array([[x, y], [x + 1, y], [x, y + 1]]))


@task("shatters", points=3, hint="No four points are shattered. Look at the two diagonals of a square.")
def test_four_points(compare, rng):
    """Four points in a square, and four with one inside the triangle of the others."""
    square = np.array([[0, 0], [0, 3], [3, 0], [3, 3]]) + rng.integers(-9, 10, size=2)
    inside = np.array([[0, 0], [0, 9], [9, 0], [2, 3]]) + rng.integers(-9, 10, size=2)
    line = np.array([[0, 0], [1, 2], [2, 4], [5, 5]]) + rng.integers(-9, 10, size=2)
    for points in square, inside, line:
        compare.shatters_2d(rng.permutation(points))
        for left_out in range(4):
            compare.shatters_2d(np.delete(points, left_out, axis=0))


@task("shatters", points=3, hint="Compute with Python's integers or with Fraction, without any tolerance.")
def test_large_numbers(compare, rng):
    """Three points are one unit off a line, with coordinates of a million and more."""
    for size in 10**6, 10**8, 10**12:
        for height in 1, 0, -1:
            compare.shatters_2d(three(rng, size, height))


@task("shatters", points=2, hint="Compute with Python's integers or with Fraction, without any tolerance.")
def test_huge_numbers(compare, rng):
    """Three points are one unit off a line, with coordinates up to 1e15."""
    for size in 10**9, 10**13, 10**14:
        for height in 1, -1, 0:
            compare.shatters_2d(three(rng, size, height))
    for a, b in (32, 32), (33, 31), (40, 40):  # twice the area is a multiple of 2**64
        corners = np.array([[0, 0], [2**a, 0], [0, 2**b]])
        compare.shatters_2d(rng.permutation(corners + rng.integers(-9, 10, size=2)))


@task("shatters", points=2, hint="Fraction(x) is exactly the number that is stored.")
def test_floats(compare, rng):
    """Floats are taken as they are stored, also if they are tiny or huge."""
    compare.shatters_2d(np.array([[0.1, 0.1], [0.2, 0.2], [0.3, 0.3]]))
    compare.shatters_2d(np.array([[0.1, 0.2], [0.2, 0.3], [0.3, 0.4]]))
    for value in rng.uniform(0.1, 9.0, size=4):
        for other in np.nextafter(value, 0), value, np.nextafter(value, 10):
            compare.shatters_2d(np.array([[0.0, 0.0], [1.0, value], [0.5, other / 2]]))
    for unit in 1e-25, 1e25:
        compare.shatters_2d(unit * rng.normal(size=(3, 2)))
        compare.shatters_2d(unit * rng.normal(size=(4, 2)))


@task("shatters", points=2, hint="Equal points cannot have different labels.")
def test_equal_points(compare, rng):
    """Equal points are never shattered."""
    for _ in range(3):
        a, b, c = rng.integers(-9, 10, size=(3, 2)) + np.array([[0, 0], [40, 0], [0, 40]])
        for points in [a, a], [a, b, a], [a, b], [a, b, c], [b, b, c], [a, b, c, c], [a]:
            compare.shatters_2d(np.array(points))


@task("shatters", hint="Convert numbers with tolist() before you compute with them.")
def test_dtypes_and_repeated_calls(compare, rng):
    """Integers of any width and floats are taken as they are, and nothing is kept between calls."""
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        low, high = int(ends.min), int(ends.max)
        middle = (low + high - 1) // 2
        for points in (
            [[low, low], [high, high], [middle, middle]],
            [[low, low], [high, high], [high, low]],
            [[low, high - 1], [high - 1, low], [middle, middle]],
        ):
            compare.shatters_2d(np.array(points).astype(dtype))
    for height in 0, 1, 0:
        points = three(rng, 20, height)
        compare.shatters_2d(points.astype(np.float32))
        compare.shatters_2d(np.asfortranarray(points.astype(float))[::-1])


@task("shatters", weak=True, hint="Check the input first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for no points, and for other shapes than (n, 2)."""
    points = rng.integers(-9, 10, size=(3, 2))
    for bad in points[0], points[:0], points[:, :1], rng.integers(-9, 10, size=(3, 3)), points[None]:
        compare.raises("ValueError", "shatters_2d", bad)
