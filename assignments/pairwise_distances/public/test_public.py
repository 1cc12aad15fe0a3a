"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def points():
    """Two points and three; (4, 6) and (1, 2) are the corners of a triangle with sides 3, 4 and 5."""
    return np.array([[1.0, 2.0], [4.0, 6.0]]), np.array([[1.0, 2.0], [1.0, 6.0], [7.0, 10.0]])


@task("distances")
def test_distances_of_the_worked_example(student):
    """For (4, 6) and (1, 2): 3 · 3 + 4 · 4 = 25. For (1, 2) and (7, 10): 6 · 6 + 8 · 8 = 100."""
    D = student.pairwise_distances(*points())
    assert_close(D, np.array([[0.0, 16.0, 100.0], [25.0, 9.0, 25.0]]))


@task("distances")
def test_an_offset_of_all_points_changes_nothing(student):
    """The same points, moved by 1e6, have the same distances."""
    X, Y = points()
    D = student.pairwise_distances(X + 1e6, Y + 1e6)
    assert_close(D, np.array([[0.0, 16.0, 100.0], [25.0, 9.0, 25.0]]))


@task("distances", weak=True)
def test_points_of_different_spaces_are_refused(student):
    """A point with two features and one with three have no distance: ValueError."""
    assert_raises("ValueError", student.pairwise_distances, np.ones((4, 2)), np.ones((5, 3)))
