"""Norms of vectors and of matrices."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, not_matrices

from grader.testing import assert_close, task


@task("lp_norm", points=2, hint="The sum of the powers is followed by a root.")
def test_the_norms_of_the_lecture(compare, rng):
    """The orders 1, 2 and 3 are right."""
    for n, p in (4, 2), (5, 1), (3, 3):
        compare.lp_norm(rng.normal(size=n), p)


@task("lp_norm", points=2, hint="Take absolute values before you take powers.")
def test_odd_orders_of_negative_entries(compare, rng):
    """All entries are negative, or some of them."""
    for n, p in (6, 1), (4, 3), (5, 5):
        compare.lp_norm(-rng.uniform(0.5, 2.0, size=n), p)
        compare.lp_norm(rng.normal(-1.0, 2.0, size=n), p)


@task("lp_norm", points=2, hint="The order may be any number from 1 to infinity.")
def test_other_orders(compare, rng):
    """The order is a fraction, large, or infinite."""
    for n, p in (5, 1.5), (4, 2.25), (6, np.inf), (3, np.inf), (7, 12), (4, 400.0):
        compare.lp_norm(rng.normal(1.0, 3.0, size=n), p)


@task("lp_norm", points=2, hint="Do not divide by the number of entries.")
def test_short_and_long_vectors(compare, rng):
    """A vector has one entry, or many."""
    for n in 1, 30, 2:
        for p in 1, 2, 4, np.inf:
            compare.lp_norm(rng.normal(size=n), p)


@task("lp_norm", points=2, hint="Divide by the largest entry before you take powers.")
def test_huge_entries(compare, rng):
    """The norm is finite where a power of an entry is infinite."""
    for unit in 1e200, 1e100:
        for p in 4, 2, 3.5, 8, 1, np.inf:
            compare.lp_norm(unit * rng.normal(size=5), p)


@task("lp_norm", points=2, hint="Divide by the largest entry before you take powers.")
def test_tiny_entries(compare, rng):
    """The norm is positive where a power of an entry is 0."""
    for unit in 1e-200, 1e-100, 1e-25:
        for p in 4, 2, 3.5, 8, 1, np.inf:
            compare.lp_norm(unit * rng.normal(size=4), p)


@task("lp_norm", hint="Divide by the largest entry before you take powers.")
def test_entries_that_lose_their_digits(compare, rng):
    """The powers of the entries are so small that they lose digits."""
    for n, unit, p in (3, 1e-160, 2), (6, 3e-161, 2), (4, 1e-80, 4):
        compare.lp_norm(unit * rng.uniform(1.0, 2.0, size=n), p)


@task("lp_norm", hint="Divide by the largest absolute value. It may stand anywhere.")
def test_entries_of_very_different_size(compare, rng):
    """Tiny and huge entries of both signs stand in one vector. The largest one may stand anywhere."""
    for unit in 1e200, -1e200:
        for p in 2, 3.5, 1, np.inf:
            x = np.concatenate([[1e-200, -1.0], unit * rng.uniform(0.5, 1.0, size=3)])
            compare.lp_norm(x, p)
            compare.lp_norm(x[::-1], p)


@task("lp_norm", hint="A large order is not infinite: every entry counts.")
def test_large_orders_of_equal_entries(compare, rng):
    """With a large order, entries of equal size count all."""
    for n, p in (5, 150.0), (3, 400.0), (30, 1000.0):
        compare.lp_norm(rng.uniform(0.5, 2.0) * rng.choice([-1.0, 1.0], size=n), p)


@task("lp_norm", hint="The norm of zeros is 0.")
def test_zeros(compare):
    """The norm of a vector of zeros is 0, and single zeros change nothing."""
    for p in 1, 2, 3, np.inf:
        compare.lp_norm(np.zeros(3), p)
        compare.lp_norm(np.array([0.0, -2.0, 0.0, 1.0]), p)


@task("lp_norm", hint="Convert integers to float64 before you take powers.")
def test_every_narrow_type_of_a_vector(student, reference, rng):
    """Integers of 8 and 16 bits give the exact norm. The absolute value of -128 is 128."""
    for dtype in NARROW:
        x = narrow(rng, dtype, 12)
        for p in 1, 2, 3, np.inf:
            assert_close(student.lp_norm(x, p), reference.lp_norm(x, p))
    assert_close(student.lp_norm(np.float32([3, -4]), 2), 5.0, rtol=1e-6)


@task("lp_norm", weak=True, hint="Below 1 the formula is no norm.")
def test_orders_below_one_and_arrays_that_are_no_vectors_are_refused(compare):
    """ValueError is raised when p is below 1, or x is no vector with entries."""
    for p in 0.5, 0, -1, 0.999, -np.inf:
        compare.raises("ValueError", "lp_norm", np.ones(3), p)
    for x in np.ones((2, 2)), np.zeros(0), np.ones((3, 1)):
        compare.raises("ValueError", "lp_norm", x, 2)


@task("frobenius", points=2, hint="It is the L2 norm of all entries together.")
def test_matrices(compare, rng):
    """All entries count, in matrices of all shapes."""
    for shape in (3, 4), (5, 2), (4, 4):
        compare.frobenius_norm(rng.normal(size=shape))


@task("frobenius", points=2, hint="Square, add everything, and take one root.")
def test_small_matrices(compare, rng):
    """Matrices have a single row, a single column, or both."""
    for shape in (2, 2), (1, 5), (4, 1), (1, 1):
        compare.frobenius_norm(rng.normal(1.0, 2.0, size=shape))


@task("frobenius", points=2, hint="It is not the largest singular value.")
def test_matrices_of_low_rank(compare, rng):
    """The entries of one matrix are nearly those of a product of two vectors."""
    for m, n in (3, 3), (4, 2), (2, 6):
        compare.frobenius_norm(
            np.outer(rng.normal(size=m), rng.normal(size=n)) + 0.05 * rng.normal(size=(m, n))
        )


@task("frobenius", hint="Divide by the largest entry before you square.")
def test_huge_entries_of_a_matrix(compare, rng):
    """The norm is finite where the square of an entry is infinite."""
    for unit in 1e200, 1e170, 1e100:
        compare.frobenius_norm(unit * rng.normal(size=(3, 2)))


@task("frobenius", hint="Divide by the largest entry before you square.")
def test_tiny_and_zero_entries_of_a_matrix(compare, rng):
    """The norm is positive where the square of an entry is 0. The norm of zeros is 0."""
    for unit in 1e-200, 1e-170, 1e-25, 0.0:
        compare.frobenius_norm(unit * rng.normal(size=(2, 4)))


@task("frobenius", hint="Divide by the largest entry before you square.")
def test_entries_of_a_matrix_that_lose_their_digits(compare, rng):
    """The squares of the entries are so small that they lose digits."""
    for shape, unit in ((2, 2), 1e-160), ((3, 1), 3e-161):
        compare.frobenius_norm(unit * rng.uniform(1.0, 2.0, size=shape))


@task("frobenius", hint="Divide by the largest absolute value. It may stand anywhere.")
def test_entries_of_a_matrix_of_very_different_size(compare, rng):
    """Tiny and huge entries of both signs stand in one matrix. The largest one may stand anywhere."""
    for unit in 1e200, -1e200:
        A = unit * rng.uniform(0.5, 1.0, size=(3, 2))
        A[0] = 1e-200, 1.0
        compare.frobenius_norm(A)
        compare.frobenius_norm(A[::-1, ::-1])


@task("frobenius", hint="Convert integers to float64 before you square.")
def test_every_narrow_type_of_a_matrix(student, reference, rng):
    """Integers of 8 and 16 bits give the exact norm."""
    for dtype in NARROW:
        A = narrow(rng, dtype, 5, 3)
        assert_close(student.frobenius_norm(A), reference.frobenius_norm(A))
    assert_close(student.frobenius_norm(np.float32([[3, 0], [0, -4]])), 5.0, rtol=1e-6)


@task("frobenius", weak=True, hint="Check the number of axes first.")
def test_arrays_that_are_no_matrices_are_refused(compare):
    """ValueError is raised when A does not have two axes, or has no entries."""
    for A in not_matrices():
        compare.raises("ValueError", "frobenius_norm", A)
