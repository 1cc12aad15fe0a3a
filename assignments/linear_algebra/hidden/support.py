"""What the hidden tests of this assignment share."""

from __future__ import annotations

import functools

import numpy as np

from grader.diagnosis import Call, Tolerance
from grader.testing.equality import Mismatch, deferred_difference, expect

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""
UNITS = (1e-25, 1e-3, 1e25)
"""Numbers as small and as large as the statement allows for products."""


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def orthogonal(rng, n):
    """A random orthogonal matrix."""
    return np.linalg.qr(rng.normal(size=(n, n)))[0]


def symmetric(rng, values):
    """A symmetric matrix with these eigenvalues, and its eigenvectors in columns."""
    Q = orthogonal(rng, len(values))
    A = (Q * values) @ Q.T
    return (A + A.T) / 2, Q


def not_matrices():
    """Arrays that are no matrix with entries."""
    return np.zeros((0, 3)), np.ones(4), np.ones((2, 2, 2))


def not_square():
    """Matrices whose two lengths differ."""
    return np.ones((2, 3)), np.ones((4, 1))


def compare_without_sign(student, reference, A, tol):
    """The pair of value and vector, compared with the reference's, whatever the sign of the student's vector is.

    The signs of both vectors are made equal before `compare` would see them, so that known mistakes can be named.
    """
    value, vector = student.dominant_eigenpair(A, tol)
    actual, expected = (value, _with_sign(vector)), reference.dominant_eigenpair(A, tol)
    tolerance = Tolerance(rtol=1e-8, atol=1e-8)
    look = functools.cache(deferred_difference(actual, expected, tolerance, function="dominant_eigenpair"))

    def call():
        return Call(
            function="dominant_eigenpair",
            args=(A.copy(), tol),
            actual=actual,
            expected=expected,
            names=("A", "tol"),
            right=look() is None,
            tolerance=tolerance,
        )

    expect(lambda: None if look() is None else Mismatch(look(), call()), call)
    return value, vector


def _with_sign(vector):
    """The vector or its negative: its largest entry is positive, as in the reference."""
    if not isinstance(vector, np.ndarray) or vector.ndim != 1 or not vector.size:
        return vector
    return -vector if vector[np.abs(vector).argmax()] < 0 else vector
