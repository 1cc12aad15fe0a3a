"""The line between the labels, and features that make XOR linear."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import assert_close, task


@task("boundary", points=3, hint="The point is a multiple of w. The direction is orthogonal to w.")
def test_lines_in_all_directions(compare, rng):
    """Lines have slopes and distances of all kinds."""
    for _ in range(5):
        compare.decision_boundary_2d(rng.normal(size=2), float(rng.normal()))


@task("boundary", points=2, hint="The point is a multiple of w. The direction is orthogonal to w.")
def test_lines_from_a_list_of_signs(compare, rng):
    """Weights and bias have all combinations of signs."""
    for signs in np.array([[1, 1, 1], [1, -1, 1], [-1, 1, -1], [-1, -1, -1], [1, 1, -1]]):
        a, b, c = signs * rng.uniform(0.5, 3.0, size=3)
        compare.decision_boundary_2d(np.array([a, b]), float(c))


@task("boundary", points=2, hint="Do not divide by one of the weights.")
def test_vertical_and_horizontal_lines(compare, rng):
    """One of the two weights is 0, or the bias is."""
    for w in np.array([[2.0, 0.0], [-3.0, 0.0], [0.0, 1.5], [0.0, -0.5]]):
        compare.decision_boundary_2d(w, float(rng.uniform(1.0, 2.0)))
        compare.decision_boundary_2d(w, 0.0)
    compare.decision_boundary_2d(rng.normal(size=2), 0)


@task("boundary", points=2, hint="The model says 1/2 at each point of the line.")
def test_all_points_of_the_line_have_logit_zero(student, rng):
    """The logit is 0 on the line, the direction has length 1, and label 1 lies to the right of it."""
    for _ in range(3):
        w, b = rng.normal(size=2), float(rng.normal())
        point, direction = student.decision_boundary_2d(w, b)
        for t in -2.0, 0.0, 5.0:
            assert_close(
                np.sum(w * (point + t * direction)) + b, 0.0, atol=1e-9, what="the logit on the line"
            )
        assert_close(np.sum(direction * direction), 1.0, what="the squared length of the direction")
        assert direction[0] * w[1] - direction[1] * w[0] < 0, (
            "The direction must be w turned to the left; yours is turned to the right."
        )


@task("boundary", hint="Divide by the length of w, and nothing small becomes 0.")
def test_weights_of_other_sizes_and_types(compare, student, reference, rng):
    """Tiny and huge weights, integers and float32 are accepted."""
    for unit in 1e-100, 1e-9, 1e100:
        compare.decision_boundary_2d(unit * rng.normal(size=2), unit * float(rng.normal()), rtol=1e-9)
        compare.decision_boundary_2d(rng.normal(size=2), unit, rtol=1e-9, atol=1e-12 * min(unit, 1.0))
    for dtype in NARROW:
        w = np.array([np.iinfo(dtype).max, 100], dtype=dtype)
        assert_close(student.decision_boundary_2d(w, 7), reference.decision_boundary_2d(w, 7))
    point, direction = compare.decision_boundary_2d(np.float32([3, -4]), 10.0, rtol=1e-5)
    assert point.dtype == direction.dtype == np.float32, "float32 weights must give float32 results."


@task("boundary", weak=True, hint="Check w first.")
def test_weights_without_a_line_are_refused(compare):
    """ValueError is raised when w is 0, or does not have two entries."""
    for w in np.zeros(2), np.ones(3), np.ones(1), np.ones((2, 1)):
        compare.raises("ValueError", "decision_boundary_2d", w, 1.0)


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
    compare.feature_transform_xor(rng.normal(size=(2, 5)).T)


@task("xor", weak=True, hint="Check the shape first.")
def test_points_without_two_features_are_refused(compare):
    """ValueError is raised when X does not have two columns, or has no rows."""
    for X in np.ones((3, 3)), np.ones(2), np.ones((0, 2)), np.ones((2, 1)), np.ones((2, 2, 2)):
        compare.raises("ValueError", "feature_transform_xor", X)
