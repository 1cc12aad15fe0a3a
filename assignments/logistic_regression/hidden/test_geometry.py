"""The line between the labels, and features that make XOR linear."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import assert_close, task


@task("boundary", points=3, hint="The nearest point is a multiple of w. The direction is orthogonal to w.")
def test_lines_in_all_directions(compare, rng):
    """Lines have slopes and distances of all kinds, and any number of points is asked for."""
    for m in 3, 5, 1, 7:
        compare.decision_boundary_2d(rng.normal(size=2), float(rng.normal()), rng.normal(0.0, 3.0, size=m))


@task("boundary", points=2, hint="The nearest point is a multiple of w. The direction is orthogonal to w.")
def test_lines_with_all_signs(compare, rng):
    """Weights and bias have all combinations of signs."""
    for m, signs in enumerate(np.array([[1, 1, 1], [1, -1, 1], [-1, 1, -1], [-1, -1, -1], [1, 1, -1]]), 2):
        a, b, c = signs * rng.uniform(0.5, 3.0, size=3)
        compare.decision_boundary_2d(np.array([a, b]), float(c), rng.normal(size=m))


@task("boundary", points=2, hint="Do not divide by one of the weights.")
def test_vertical_and_horizontal_lines(compare, rng):
    """One of the two weights is 0, or the bias is."""
    for m, w in enumerate(np.array([[2.0, 0.0], [-3.0, 0.0], [0.0, 1.5], [0.0, -0.5]]), 1):
        compare.decision_boundary_2d(w, float(rng.uniform(1.0, 2.0)), rng.normal(size=m))
        compare.decision_boundary_2d(w, 0.0, rng.normal(size=m))
    compare.decision_boundary_2d(rng.normal(size=2), 0, np.array([0.0, 2.0, -1.0]))


@task("boundary", points=2, hint="The model says 1/2 at each point of the line.")
def test_all_points_of_the_line_have_logit_zero(student, rng):
    """The logit is 0 on the line, and neighbours of distance 1 are points of distance 1."""
    for m in 3, 4:
        w, b = rng.normal(size=2), float(rng.normal())
        points = student.decision_boundary_2d(w, b, np.arange(m) - 1.0)
        assert_close(np.sum(w * points, axis=1) + b, np.zeros(m), what="the logits on the line")
        steps = points[1:] - points[:-1]
        assert_close(
            np.sum(steps * steps, axis=1), np.ones(m - 1), what="the squared distances of neighbours"
        )
        assert np.all(steps[:, 0] * w[1] - steps[:, 1] * w[0] < 0), (
            "The direction must be w turned to the left; yours is turned to the right."
        )


@task("boundary", hint="Divide by the length of w, and nothing small becomes 0.")
def test_weights_of_other_sizes_and_types(compare, student, reference, rng):
    """Tiny and huge weights, integers and float32 are accepted."""
    t = np.array([0.0, 1.0, -3.0])
    for unit in 1e-100, 1e-9, 1e100:
        compare.decision_boundary_2d(unit * rng.normal(size=2), unit * float(rng.normal()), t, rtol=1e-9)
    for unit in 1e-25, 1e25:
        compare.decision_boundary_2d(rng.normal(size=2), unit, unit * t, rtol=1e-9, atol=1e-12 * unit)
    compare.decision_boundary_2d(rng.normal(size=2), 2.0, t[:2])
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        w, whole = np.array([ends.max, 100], dtype=dtype), np.array([ends.min, 3, ends.max], dtype=dtype)
        assert_close(student.decision_boundary_2d(w, 7, whole), reference.decision_boundary_2d(w, 7, whole))
    points = compare.decision_boundary_2d(np.float32([3, -4]), 10.0, np.float32([1, 2]), rtol=1e-5, atol=1e-5)
    assert points.dtype == np.float32, "float32 weights must give float32 points."


@task("boundary", weak=True, hint="Check w and t first.")
def test_weights_without_a_line_are_refused(compare):
    """ValueError is raised when w is 0 or does not have two entries, or t is no vector with entries."""
    for w in np.zeros(2), np.ones(3), np.ones(1), np.ones((2, 1)):
        compare.raises("ValueError", "decision_boundary_2d", w, 1.0, np.ones(2))
    for t in np.zeros(0), np.ones((2, 1)), np.ones((1, 2)):
        compare.raises("ValueError", "decision_boundary_2d", np.ones(2), 1.0, t)


@task("xor", points=3, hint="The first column is the distance to (0, 0), the second the distance to (1, 1).")
def test_distances_of_points(compare, rng):
    """Each sample has two distances."""
    for n in 4, 7, 1:
        compare.feature_transform_xor(rng.normal(0.5, 1.5, size=(n, 2)))


@task("xor", points=2, hint="A distance is the root of a sum of squares.")
def test_two_samples(compare, rng):
    """A square table has its samples in rows."""
    for _ in range(3):
        compare.feature_transform_xor(rng.normal(0.5, 1.5, size=(2, 2)))


@task("xor", points=2, hint="(0, 1) and (1, 0) must become the same point.")
def test_the_corners_become_separable(compare, rng):
    """The four corners, in any order and with a little noise, become separable by a line."""
    corners = rng.permutation(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))
    Z = compare.feature_transform_xor(corners)
    assert_close(
        (np.sum(Z, axis=1) > 1.7).astype(int),
        (corners[:, 0] != corners[:, 1]).astype(int),
        what="The sum of the distances must tell the labels of XOR apart; yours does not.",
    )
    compare.feature_transform_xor(corners + rng.normal(0.0, 0.1, size=(4, 2)))


@task("xor", hint="Convert integers to float64 before you subtract or square.")
def test_types_and_sizes_of_points(compare, student, reference, rng):
    """Integers of 8 and 16 bits, float32, tiny and huge points are accepted."""
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        X = np.array([[0, 0], [0, 1], [ends.max, ends.max], [ends.min, 50]], dtype=dtype)
        assert_close(student.feature_transform_xor(X), reference.feature_transform_xor(X))
    Z = compare.feature_transform_xor(rng.normal(size=(3, 2)).astype(np.float32), rtol=1e-5, atol=1e-6)
    assert Z.dtype == np.float32, "float32 points must give float32 distances."
    for unit in 1e-25, 1e25, 1e-9:
        compare.feature_transform_xor(unit * rng.normal(size=(3, 2)), rtol=1e-10, atol=1e-300)
    for unit in 1e-4, 1e-7:  # points near the two corners
        compare.feature_transform_xor(np.array([[0], [1], [1]]) + unit * rng.normal(size=(3, 2)))
    compare.feature_transform_xor(rng.normal(size=(2, 5)).T)


@task("xor", weak=True, hint="Check the shape first.")
def test_points_without_two_features_are_refused(compare):
    """ValueError is raised when X does not have two columns, or has no rows."""
    for X in np.ones((3, 3)), np.ones(2), np.ones((0, 2)), np.ones((2, 1)), np.ones((2, 2, 2)):
        compare.raises("ValueError", "feature_transform_xor", X)
