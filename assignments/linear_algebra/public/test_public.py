"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


@task("hadamard")
def test_entries_at_the_same_place_are_multiplied(student):
    """1 * 5, 2 * 6, 3 * 7 and 4 * 8."""
    product = student.hadamard(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]]))
    assert_close(product, np.array([[5.0, 12.0], [21.0, 32.0]]))


@task("hadamard", weak=True)
def test_shapes_that_broadcast_are_refused_all_the_same(student):
    """Shapes (2, 3) and (2, 1) differ: ValueError."""
    assert_raises("ValueError", student.hadamard, A, np.ones((2, 1)))


@task("reduce_sum")
def test_the_named_axis_disappears(student):
    """Axis 0 has length 2: the sums are 1 + 4, 2 + 5, 3 + 6. Axis 1 has length 3: the sums are 6 and 15."""
    assert_close(student.reduce_sum(A, 0), np.array([5.0, 7.0, 9.0]))
    assert_close(student.reduce_sum(A, 1), np.array([6.0, 15.0]))
    assert_close(student.reduce_sum(A), 21.0)


@task("reduce_sum")
def test_keepdims_leaves_an_axis_of_length_1(student):
    """The shape is (2, 1), so that A divided by it has rows that sum to 1."""
    assert_close(student.reduce_sum(A, 1, keepdims=True), np.array([[6.0], [15.0]]))


@task("dot")
def test_dot_product(student):
    """1 * 4 + 2 * 5 + 3 * 6 = 32."""
    assert_close(student.dot(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0])), 32.0)


@task("matvec")
def test_one_dot_product_for_each_row(student):
    """1 - 3 and 4 - 6."""
    assert_close(student.matvec_as_dots(A, np.array([1.0, 0.0, -1.0])), np.array([-2.0, -2.0]))


@task("matmul")
def test_one_product_for_each_column(student):
    """The columns of B are (1, 0, 0) and (1, 1, 1)."""
    B = np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]])
    assert_close(student.matmul_as_matvecs(A, B), np.array([[1.0, 6.0], [4.0, 15.0]]))


@task("lp_norm")
def test_three_norms_of_one_vector(student):
    """3 + 4, the root of 9 + 16, and the larger of 3 and 4."""
    x = np.array([3.0, -4.0])
    assert_close([student.lp_norm(x, p) for p in (1, 2, np.inf)], [7.0, 5.0, 4.0])


@task("lp_norm")
def test_a_norm_whose_squares_overflow(student):
    """The norm is 5e200, and the square of 4e200 is infinite in float64."""
    assert_close(student.lp_norm(np.array([3e200, -4e200]), 2), 5e200)


@task("frobenius")
def test_all_entries_of_a_matrix(student):
    """The root of 1 + 4 + 4 + 16 = 25."""
    assert_close(student.frobenius_norm(np.array([[1.0, 2.0], [-2.0, 4.0]])), 5.0)


@task("broadcasting")
def test_shapes_are_aligned_at_the_last_axis(student):
    """(3, 1) and (4,) give (3, 4). (8, 1, 6, 1) and (7, 1, 5) give (8, 7, 6, 5)."""
    assert_close(student.broadcast_shape((3, 1), (4,)), (3, 4))
    assert_close(student.broadcast_shape((8, 1, 6, 1), (7, 1, 5)), (8, 7, 6, 5))


@task("broadcasting", weak=True)
def test_lengths_that_do_not_fit(student):
    """3 against 4: ValueError."""
    assert_raises("ValueError", student.broadcast_shape, (2, 3), (4,))


@task("eigenpair")
def test_eigenvalues_3_and_1(student):
    """A (1, 1) = (3, 3) and A (1, -1) = (1, -1). The sign of the vector is free."""
    value, vector = student.dominant_eigenpair(np.array([[2.0, 1.0], [1.0, 2.0]]), 1e-10)
    assert_close(value, 3.0)
    assert_close(np.abs(vector), np.array([1.0, 1.0]) / np.sqrt(2.0))


@task("eigenpair")
def test_eigenvalue_with_a_sign(student):
    """A (1, -1) = (-3, 3), and A (1, 1) = (1, 1)."""
    value, vector = student.dominant_eigenpair(np.array([[-1.0, 2.0], [2.0, -1.0]]), 1e-10)
    assert_close(value, -3.0)
    assert_close(vector[0], -vector[1])


@task("orthogonal")
def test_a_rotation_is_orthogonal_and_a_shear_is_not(student):
    """The columns (0.6, 0.8) and (-0.8, 0.6) have length 1 and the dot product 0."""
    assert_close(student.is_orthogonal(np.array([[0.6, -0.8], [0.8, 0.6]])), True)
    assert_close(student.is_orthogonal(np.array([[1.0, 1.0], [0.0, 1.0]])), False)


@task("permutation")
def test_one_1_in_each_row_and_each_column(student):
    """The second matrix has one 1 in each row, but two in its first column."""
    assert_close(student.is_permutation(np.array([[0, 1], [1, 0]])), True)
    assert_close(student.is_permutation(np.array([[1, 0], [1, 0]])), False)


@task("definite")
def test_eigenvalues_decide(student):
    """The eigenvalues are 1 and 3, then -1 and 3, then 0 and 2."""
    answers = [
        student.is_positive_definite(np.array(M))
        for M in ([[2.0, -1], [-1, 2]], [[1.0, 2], [2, 1]], [[1.0, 1], [1, 1]])
    ]
    assert_close(answers, [True, False, False])


@task("form")
def test_quadratic_form(student):
    """1 * 1 + 2 * (1 * -1) + 3 * 1 = 2."""
    assert_close(student.quadratic_form(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([1.0, -1.0])), 2.0)


@task("form_gradient")
def test_gradient_of_the_quadratic_form(student):
    """x1² + 2 x1 x2 + 3 x2² has the derivatives 2 x1 + 2 x2 and 2 x1 + 6 x2."""
    gradient = student.quadratic_form_gradient(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([1.0, -1.0]))
    assert_close(gradient, np.array([0.0, -4.0]))
