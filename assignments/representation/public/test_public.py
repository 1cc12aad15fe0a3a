"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("pca")
def test_samples_on_a_line(student):
    """All samples lie on a horizontal line; the squares 4, 0 and 4 have the mean 8/3."""
    mean, components, variances = student.pca_fit(np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 1.0]]), 1)
    assert_close(mean, np.array([2.0, 1.0]))
    assert_close(components, np.array([[1.0, 0.0]]))
    assert_close(variances, np.array([8 / 3]))


@task("transform")
def test_three_to_the_right(student):
    """The sample lies 3 to the right of the mean."""
    found = student.pca_transform(np.array([[5.0, 9.0]]), np.array([2.0, 1.0]), np.array([[1.0, 0.0]]))
    assert_close(found, np.array([[3.0]]))


@task("kmeans")
def test_three_samples_and_three_centres(student):
    """Two samples go to the first centre, one to the second; the third centre stays."""
    labels, centers = student.kmeans_step(np.array([[0.0], [1.0], [5.0]]), np.array([[0.0], [4.0], [9.0]]))
    assert_close(labels, np.array([0, 0, 1]))
    assert_close(centers, np.array([[0.5], [5.0], [9.0]]))


@task("cka")
def test_one_axis_of_two(student):
    """The tables are diag(2, 2) and 2; the product is (2, 0): 4 / (2 sqrt(2) * 2)."""
    X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    assert_close(student.linear_cka(X, X[:, :1]), np.sqrt(0.5))
    assert_close(student.linear_cka(X, 3 * X[:, ::-1] + 5), 1.0)


@task("knn")
def test_three_samples_on_a_line(student):
    """In the first case no sample has the same nearest neighbour, in the second all have."""
    X = np.array([[0.0], [1.0], [5.0]])
    assert_close(student.mutual_knn_alignment(X, np.array([[0.0], [9.0], [1.0]]), 1), 0.0)
    assert_close(student.mutual_knn_alignment(X, np.array([[0.0], [1.0], [2.0]]), 1), 1.0)
