"""The dominant eigenvector. Its sign is free."""

from __future__ import annotations

import numpy as np
from support import NARROW, compare_without_sign, not_matrices, not_square, symmetric

from grader.testing import assert_close, task


def length(v):
    return np.sqrt(np.sum(v * v))


def clear_sign(rng, values):
    """A matrix with these eigenvalues; the first eigenvector has one entry that is clearly the largest."""
    while True:
        A, Q = symmetric(rng, np.array(values))
        *_, second, first = np.sort(np.abs(Q[:, 0]))
        if first > 1.01 * second:
            return A


@task("eigenpair", points=3, hint="Multiply a vector by A again and again, and give it length 1 each time.")
def test_positive_eigenvalues(student, reference, rng):
    """The largest eigenvalue and its vector are found. The sign of the vector is free."""
    for values in (5.0, 2.0, 1.0), (3.0, 1.0, 0.5, 0.1, 0.0), (2.0, 1.5):
        compare_without_sign(student, reference, clear_sign(rng, values), 1e-11)


@task("eigenpair", points=3, hint="The eigenvalue has a sign; a length has none. Use the Rayleigh quotient.")
def test_the_dominant_eigenvalue_is_negative(student, reference, rng):
    """The eigenvalue of largest absolute value may be negative."""
    for values in (-5.0, 3.0, 1.0), (-2.0, 1.5, 1.0, -0.5), (-4.0, -1.0):
        compare_without_sign(student, reference, clear_sign(rng, values), 1e-11)


@task("eigenpair", points=2, hint="The eigenvalue has a sign; a length has none. Use the Rayleigh quotient.")
def test_all_eigenvalues_are_negative(student, reference, rng):
    """No eigenvalue is positive, or the largest positive one is not the dominant one."""
    for values in (-3.0, -2.0, -1.0, -0.5, -0.2), (-2.5, 2.0, 1.9):
        compare_without_sign(student, reference, clear_sign(rng, values), 1e-11)


@task("eigenpair", points=3, hint="Stop by the rule of the statement, not after a fixed number of steps.")
def test_slow_convergence(student, reference, rng):
    """Two eigenvalues are close, so that hundreds of steps are necessary."""
    for values in (1.0, 0.97, 0.2), (-1.0, 0.98, -0.9, 0.3):
        compare_without_sign(student, reference, clear_sign(rng, values), 1e-11)


@task("eigenpair", points=2, hint="Stop by the rule of the statement, not after a fixed number of steps.")
def test_slow_convergence_of_larger_matrices(student, reference, rng):
    """A larger matrix has two close eigenvalues."""
    for n in 6, 9:
        values = np.r_[2.0, 1.95, rng.uniform(-1.0, 1.0, size=n - 2)]
        compare_without_sign(student, reference, clear_sign(rng, values), 1e-12)


@task(
    "eigenpair", points=2, hint="The rule watches the distance of A v from λ v, not the change of the value."
)
def test_the_rule_for_stopping(student, rng):
    """For each tolerance, the distance of A v from λ v is small enough."""
    for tol in 1e-2, 1e-4, 1e-6, 1e-8:
        for values in (1.0, 0.95, 0.1), (1.0, -0.93, 0.5, 0.2), (-3.0, 2.9, 1.0, 0.2, 0.1):
            A = symmetric(rng, np.array(values))[0]
            value, v = student.dominant_eigenpair(A, tol)
            assert length(A @ v - value * v) <= tol * length(A) * (1 + 1e-9), (
                "The distance of A v from λ v must be at most tol times the norm of A; yours is larger."
            )
            assert_close(length(v), 1.0, what="The eigenvector must have length 1; yours has not.")


@task("eigenpair", points=2, hint="The rule is relative: tol is multiplied by the norm of A.")
def test_large_and_small_entries(student, reference, rng):
    """Entries are tiny or huge. Their squares may overflow."""
    for unit in 1e-9, 1e6, 1e-160, 1e160:
        A = unit * clear_sign(rng, (-3.0, 1.0, 0.5))
        value, _ = compare_without_sign(student, reference, A, 1e-11)
        assert_close(value, -3.0 * unit, rtol=1e-8, atol=0, what="the eigenvalue")


@task("eigenpair", hint="The rule is relative: tol is multiplied by the norm of A.")
def test_small_entries_of_larger_matrices(student, reference, rng):
    """Entries are small, so that an absolute tolerance stops at once."""
    for n, unit in (4, 1e-5), (5, 1e-7):
        A = unit * clear_sign(rng, (1.0, -0.9, *rng.uniform(-0.5, 0.5, size=n - 2)))
        compare_without_sign(student, reference, A, 1e-11)


@task("eigenpair", points=2, hint="No fixed first vector is good for all matrices. A random one is.")
def test_first_vectors_that_would_fail(student, reference, rng):
    """A unit vector is an eigenvector of a smaller eigenvalue."""
    for n in 3, 4, 5:
        values = rng.uniform(0.1, 0.5, size=n)
        for where in range(n):
            compare_without_sign(
                student, reference, np.diag(np.where(np.arange(n) == where, 2.0, values)), 1e-11
            )


@task("eigenpair", points=2, hint="No fixed first vector is good for all matrices. A random one is.")
def test_the_vector_of_ones_is_another_eigenvector(student, reference, rng):
    """Each row has the same sum, so the vector of ones is an eigenvector of a smaller eigenvalue."""
    for k in (1, 2), (1, 2, 4), (1, 3, 5, 8):
        v = rng.permutation(np.array([*k, -float(sum(k))]))
        n, squared = len(v), v @ v
        A = 2.0 * np.outer(v, v) / squared + np.full((n, n), 0.5 / n)
        compare_without_sign(student, reference, A, 1e-11)


@task("eigenpair", hint="No fixed first vector is good for all matrices. A random one is.")
def test_the_longest_column_belongs_to_another_eigenvector(student, reference, rng):
    """The column with the largest entries has no part of the eigenvector."""
    for n in 3, 5:
        A = np.zeros((n + 1, n + 1))
        A[:n, :n] = 1 / n  # the eigenvalue 1
        A[n, n] = rng.uniform(0.85, 0.95)
        for order in np.arange(n + 1), rng.permutation(n + 1):
            compare_without_sign(student, reference, A[order][:, order], 1e-11)


@task("eigenpair", hint="Look at a matrix of zeros and at one with a single entry before you divide.")
def test_one_entry_equal_entries_and_zeros(student, reference):
    """A matrix has one entry, equal entries, or zeros. Each vector of length 1 is right for zeros."""
    for entry in 3.0, -2.5, 1e-30:
        compare_without_sign(student, reference, np.array([[entry]]), 1e-10)
    for n in 2, 30:
        value, v = student.dominant_eigenpair(np.ones((n, n)), 1e-11)
        assert_close(value, float(n), rtol=1e-8, what="the eigenvalue of equal entries")
        assert_close(np.abs(v), np.full(n, n**-0.5), atol=1e-8, what="the eigenvector without its sign")
    for n in 1, 3:
        value, v = student.dominant_eigenpair(np.zeros((n, n)), 1e-10)
        assert_close((value, length(v)), (0.0, 1.0), rtol=1e-9, what="value and length for a matrix of zeros")


@task("eigenpair", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type_and_float32(student, reference):
    """Integers of 8 and 16 bits are accepted, and float32 stays float32."""
    for dtype in NARROW:
        top = np.iinfo(dtype).max
        A = np.array([[top, 3, 1], [3, 9, 2], [1, 2, 5]], dtype=dtype)
        compare_without_sign(student, reference, A, 1e-10)
    value, v = student.dominant_eigenpair(np.float32([[2, 1], [1, 2]]), 1e-4)
    assert_close(value, 3.0, rtol=1e-4, what="the eigenvalue")
    assert v.dtype == np.float32, "A float32 matrix must give a float32 vector."


@task("eigenpair", weak=True, hint="Compare A with its transpose first.")
def test_other_arguments_are_refused(compare):
    """ValueError is raised when A is not symmetric, or tol is not positive."""
    for A in (*not_matrices(), *not_square(), np.array([[1.0, 2.0], [0.0, 1.0]])):
        compare.raises("ValueError", "dominant_eigenpair", A, 1e-6)
    compare.raises("ValueError", "dominant_eigenpair", 1e-20 * np.array([[1.0, 2.0], [0.0, 1.0]]), 1e-6)
    for tol in 0.0, -1e-6:
        compare.raises("ValueError", "dominant_eigenpair", np.eye(2) + 1.0, tol)
