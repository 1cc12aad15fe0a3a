"""Kinds of matrices. Each test holds matrices for which the answer is yes and some for which it is no."""

from __future__ import annotations

import numpy as np
from support import NARROW, not_matrices, not_square, orthogonal, symmetric

from grader.testing import task


def permutation(rng, n):
    """The identity with its rows in another order."""
    order = rng.permutation(n)
    while (order == np.arange(n)).all():
        order = rng.permutation(n)
    return np.eye(n)[order]


@task("orthogonal", points=2, hint="Compare the product of the transpose and A with the identity.")
def test_orthogonal_or_not(compare, rng):
    """Columns have length 1 and are orthogonal, or one of the two fails."""
    for n in 3, 2, 5:
        Q = orthogonal(rng, n)
        compare.is_orthogonal(Q)
        compare.is_orthogonal(Q * np.r_[np.ones(n - 1), 2.0])  # one column is too long
        compare.is_orthogonal(np.eye(n) + np.eye(n, k=1))  # the determinant is 1
        compare.is_orthogonal(-Q)


@task(
    "orthogonal", points=2, hint="Each column has length 1, and each pair of columns has the dot product 0."
)
def test_one_condition_fails(compare, rng):
    """Columns are orthogonal but too short, or have length 1 and are not orthogonal."""
    for n in 3, 4, 2:
        Q = orthogonal(rng, n)
        A = rng.normal(size=(n, n))
        compare.is_orthogonal(A / np.sqrt((A * A).sum(axis=0)))
        compare.is_orthogonal(Q)
        compare.is_orthogonal(permutation(rng, n))
        compare.is_orthogonal(0.5 * Q)


@task("orthogonal", points=2, hint="A difference of 1e-8 in an entry of the product is still accepted.")
def test_nearly_orthogonal(compare, rng):
    """A small error is accepted, and a larger one is not."""
    for n in 2, 4:
        Q = orthogonal(rng, n)
        for error in 1e-10, 1e-6, 1e-12, 1e-3:
            compare.is_orthogonal(Q * (1 + error))
        compare.is_orthogonal(Q + 1e-5 * rng.uniform(1.0, 2.0, size=(n, n)))
        compare.is_orthogonal(np.eye(n) * np.r_[np.ones(n - 1), 1 - 1e-6])
    compare.is_orthogonal(orthogonal(rng, 24) @ (np.eye(24) + 4e-10))  # 576 entries are off by 8e-10


@task("orthogonal", points=2, hint="A matrix that is not square is not orthogonal.")
def test_other_shapes(compare, rng):
    """A matrix has one entry, or is not square."""
    Q = orthogonal(rng, 4)
    for A in np.array([[-1.0]]), Q[:, :3], np.array([[1.0]]), Q[:2], np.array([[0.5]]), np.eye(3)[:, :1]:
        compare.is_orthogonal(A)


@task("orthogonal", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type_of_an_orthogonal_matrix(compare):
    """Integers of 8 and 16 bits are accepted. In 8 bits the square of 255 is 1."""
    for dtype in NARROW:
        top = np.iinfo(dtype).max
        compare.is_orthogonal(np.array([[0, 1], [1, 0]], dtype=dtype))
        compare.is_orthogonal(np.array([[top, 0], [0, top]], dtype=dtype))
    compare.is_orthogonal(np.eye(3, dtype=np.float32))


@task("orthogonal", weak=True, hint="Check the number of axes first.")
def test_arrays_that_are_not_matrices_are_refused(compare):
    """ValueError is raised when A does not have two axes, or has no entries."""
    for A in not_matrices():
        compare.raises("ValueError", "is_orthogonal", A)


@task("permutation", points=2, hint="Look at rows and at columns.")
def test_permutation_or_not(compare, rng):
    """Each row and each column has one 1, or one of them has not."""
    for n in 3, 2, 5:
        P = permutation(rng, n)
        compare.is_permutation(P)
        compare.is_permutation(P[[0, *range(n - 1)]])  # a row twice
        compare.is_permutation(P[:, [0, *range(n - 1)]])  # a column twice
        compare.is_permutation(np.eye(n))


@task("permutation", points=2, hint="The entries are 0 and 1, nothing else.")
def test_other_entries(compare, rng):
    """Rows and columns sum to 1, but the entries are fractions or have signs."""
    for n in 3, 4, 2:
        compare.is_permutation(np.full((n, n), 1 / n))
        compare.is_permutation(permutation(rng, n))
        compare.is_permutation(-permutation(rng, n))
        compare.is_permutation(permutation(rng, n) * (1 + 1e-9))
    compare.is_permutation(np.array([[2.0, -1.0], [-1.0, 2.0]]))
    compare.is_permutation(np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]))
    compare.is_permutation(np.array([[1.0, 1.0, -1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]))


@task("permutation", points=2, hint="The entries are 0 and 1, nothing else.")
def test_zeros_ones_and_orthogonal_matrices(compare, rng):
    """All entries are 0, all are 1, or the matrix is orthogonal."""
    for n in 2, 3:
        compare.is_permutation(np.zeros((n, n)))
        compare.is_permutation(permutation(rng, n))
        compare.is_permutation(np.ones((n, n)))
        compare.is_permutation(orthogonal(rng, n))
    compare.is_permutation(np.diag([1.0, -1.0]))


@task("permutation", hint="A matrix that is not square is no permutation.")
def test_other_shapes_of_permutations(compare):
    """A matrix has one entry, or is not square."""
    for A in np.array([[1.0]]), np.eye(3)[:2], np.array([[0.0]]), np.eye(4)[:, :3], np.array([[1.0, 0.0]]):
        compare.is_permutation(A)


@task("permutation", hint="Integers and floats are both accepted.")
def test_every_narrow_type_of_a_permutation(compare):
    """Integers of 8 and 16 bits are accepted. In 8 bits the sum of 255, 1 and 1 is 1."""
    for dtype in NARROW:
        top = np.iinfo(dtype).max
        compare.is_permutation(np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]], dtype=dtype))
        compare.is_permutation(np.array([[top, 1, 1], [1, top, 1], [1, 1, top]], dtype=dtype))
    compare.is_permutation(np.float32([[0, 1], [1, 0]]))
    compare.is_permutation(np.float32([[0.5, 0.5], [0.5, 0.5]]))


@task("permutation", weak=True, hint="Check the number of axes first.")
def test_arrays_that_are_no_matrix_are_refused(compare):
    """ValueError is raised when A does not have two axes, or has no entries."""
    for A in not_matrices():
        compare.raises("ValueError", "is_permutation", A)


@task("definite", points=2, hint="All eigenvalues must be positive.")
def test_positive_definite_or_not(compare, rng):
    """All eigenvalues are positive, or one is negative."""
    for values in (
        (3.0, 2.0, 1.0),
        (3.0, -1.0, -0.5),
        (3.0, 2.0, -0.1),
        (0.5, 0.1),
        (5.0, -4.0, 3.0, 2.0),
        (1.0, 0.2, 0.1, 0.01),
    ):
        compare.is_positive_definite(symmetric(rng, np.array(values))[0])


@task("definite", points=2, hint="Positive entries, or a positive determinant, are not enough.")
def test_signs_of_entries_and_determinants(compare, rng):
    """Negative entries are allowed, and a positive determinant is not enough."""
    for A in (
        [[2.0, -1.0], [-1.0, 2.0]],
        [[1.0, 2.0], [2.0, 1.0]],  # positive entries
        [[-2.0, 0.5], [0.5, -1.0]],  # positive determinant
        [[3.0, -1.0, -1.0], [-1.0, 3.0, -1.0], [-1.0, -1.0, 3.0]],
        [[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]],  # positive diagonal
    ):
        compare.is_positive_definite(np.array(A))
    compare.is_positive_definite(symmetric(rng, np.array([-1.0, -2.0, 3.0]))[0])
    for n in 3, 5:
        compare.is_positive_definite(2 * np.ones((n, n)) - np.eye(n))  # positive diagonal and determinant
        compare.is_positive_definite(np.ones((n, n)) + np.eye(n))


@task("definite", points=2, hint="An eigenvalue of 0 is not positive, and rounding must not decide.")
def test_an_eigenvalue_of_zero(compare, rng):
    """A singular matrix is not positive definite. One with a small eigenvalue is."""
    for n, k in (3, 1), (4, 3), (2, 1), (5, 2):
        B = rng.integers(-4, 5, size=(n, k)).astype(float)
        B[0] += 9.0
        compare.is_positive_definite(B @ B.T)
        compare.is_positive_definite(B @ B.T + 1e-6 * np.abs(B).max() ** 2 * n * np.eye(n))
    compare.is_positive_definite(np.ones((3, 3)) / 3)
    compare.is_positive_definite(np.zeros((2, 2)))


@task("definite", points=2, hint="The rule is relative to the largest eigenvalue.")
def test_units_of_the_entries(compare, rng):
    """Tiny and huge entries change nothing."""
    for unit in 1e-25, 1e-9, 1e25:
        for values in (3.0, 2.0, 1.0), (3.0, -2.0, -1.0, 0.5), (3.0, 2.0, -1.0), (1.0, 1e-6):
            compare.is_positive_definite(unit * symmetric(rng, np.array(values))[0])


@task("definite", hint="A matrix with one entry is definite if its entry is positive.")
def test_one_entry_and_narrow_types(compare):
    """A matrix has one entry, or integers of 8 and 16 bits."""
    for entry in 2.0, 0.0, -1.0, 1e-30:
        compare.is_positive_definite(np.array([[entry]]))
    for dtype in NARROW:
        top = np.iinfo(dtype).max
        compare.is_positive_definite(np.array([[top, 3], [3, top]], dtype=dtype))
        compare.is_positive_definite(np.array([[1, top], [top, 1]], dtype=dtype))
    compare.is_positive_definite(np.float32([[2, 1], [1, 2]]))


@task("definite", weak=True, hint="Compare A with its transpose first.")
def test_matrices_that_are_not_symmetric_are_refused(compare):
    """ValueError is raised when A is no symmetric matrix."""
    for A in (*not_matrices(), *not_square(), np.array([[2.0, 1.0], [0.0, 2.0]])):
        compare.raises("ValueError", "is_positive_definite", A)
    compare.raises("ValueError", "is_positive_definite", 1e-20 * np.array([[2.0, 1.0], [0.0, 2.0]]))
