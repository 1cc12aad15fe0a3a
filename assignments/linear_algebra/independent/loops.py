"""The assignment ``linear_algebra`` with Python's own loops and sums, and the second power of A for the eigenvector."""

from __future__ import annotations

import math
from itertools import zip_longest

import numpy as np


def hadamard(A, B):
    A, B = _real(A), _real(B)
    if A.shape != B.shape:
        raise ValueError("A and B differ in shape")
    product = np.empty_like(A)
    for place in np.ndindex(A.shape):
        product[place] = A[place] * B[place]
    return product


def reduce_sum(A, axis=None, keepdims=False):
    A = _real(A)
    if axis is None:
        total = np.array(math.fsum(A.ravel().tolist()), dtype=A.dtype)
        return total.reshape((1,) * A.ndim) if keepdims else total
    if axis not in range(-A.ndim, A.ndim):
        raise ValueError("A has no such axis")
    layers = np.moveaxis(A, axis, 0)
    total = np.zeros(layers.shape[1:], dtype=A.dtype)
    for layer in layers:
        total = total + layer
    return np.expand_dims(total, axis) if keepdims else total


def dot(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or y.ndim != 1 or x.size != y.size or not x.size:
        raise ValueError("x and y must be vectors of one length")
    return math.fsum(p * q for p, q in zip(x.tolist(), y.tolist(), strict=True))


def matvec_as_dots(A, x):
    A, x = _real(A), _real(x)
    if A.ndim != 2:
        raise ValueError("A must be a matrix")
    if not len(A):
        dot(x, np.ones(A.shape[1]))
    return np.array([dot(row, x) for row in A], dtype=A.dtype)


def matmul_as_matvecs(A, B):
    A, B = _real(A), _real(B)
    if A.ndim != 2 or B.ndim != 2 or not B.size:
        raise ValueError("A and B must be matrices")
    product = np.empty((A.shape[0], B.shape[1]), dtype=A.dtype)
    for j in range(B.shape[1]):
        product[:, j] = matvec_as_dots(A, B[:, j])
    return product


def lp_norm(x, p):
    x = _real(x)
    if x.ndim != 1 or not x.size or p < 1:
        raise ValueError("x must be a vector and p at least 1")
    sizes = sorted(map(abs, x.tolist()))
    top = sizes[-1]
    if top == 0 or math.isinf(p):
        return top
    return top * math.fsum((size / top) ** p for size in sizes) ** (1 / p)


def frobenius_norm(A):
    A = _real(A)
    if A.ndim != 2 or not A.size:
        raise ValueError("A must be a matrix")
    return math.hypot(*A.ravel().tolist())


def broadcast_shape(a, b):
    shape = []
    for m, n in zip_longest(reversed(a), reversed(b), fillvalue=1):
        if m == 1 or m == n:
            shape.append(n)
        elif n == 1:
            shape.append(m)
        else:
            raise ValueError("the shapes do not fit")
    return tuple(reversed(shape))


def dominant_eigenpair(A, tol):
    """Squaring the matrix doubles the number of steps each time; then ordinary steps make the last digits."""
    A = _symmetric(A)
    if tol <= 0:
        raise ValueError("tol must be positive")
    largest = float(np.max(np.abs(A)))
    if largest == 0:
        return 0.0, np.ones(len(A), dtype=A.dtype) / math.sqrt(len(A))
    A = A / largest
    power = A
    for _ in range(6):
        power = power @ power
        power = power / np.max(np.abs(power))
    column = int(
        np.argmax(np.diag(power))
    )  # the largest diagonal entry belongs to a large entry of the vector
    v = power[:, column] / np.linalg.norm(power[:, column])
    while True:
        image = A @ v
        value = float(np.sum(v * image))
        if np.linalg.norm(image - value * v) <= tol * np.linalg.norm(A):
            return value * largest, v
        v = image / np.linalg.norm(image)


def is_orthogonal(A):
    A = _real(A)
    if A.ndim != 2 or not A.size:
        raise ValueError("A must be a matrix")
    if A.shape[0] != A.shape[1]:
        return False
    columns = list(A.T.astype(float))
    return all(
        abs(dot(p, q) - (i == j)) <= 1e-8 for i, p in enumerate(columns) for j, q in enumerate(columns)
    )


def is_permutation(A):
    A = _real(A)
    if A.ndim != 2 or not A.size:
        raise ValueError("A must be a matrix")
    if A.shape[0] != A.shape[1]:
        return False
    n = len(A)
    places = [row.index(1.0) for row in A.tolist() if sorted(row) == [0.0] * (n - 1) + [1.0]]
    return sorted(places) == list(range(n))


def is_positive_definite(A):
    """Gaussian elimination: all pivots are positive."""
    A = _symmetric(A).astype(float)
    largest = float(np.max(np.abs(A)))
    if largest == 0:
        return False
    A = A / largest
    for k in range(len(A)):
        if A[k, k] <= 1e-10:
            return False
        A[k + 1 :] -= np.outer(A[k + 1 :, k] / A[k, k], A[k])
    return True


def quadratic_form(A, x):
    return dot(x, _image(A, x))


def quadratic_form_gradient(A, x):
    return _image(A, x) + _image(np.transpose(A), x)


def _image(A, x):
    A, x = _real(A), _real(x)
    if A.ndim != 2 or not A.size or A.shape[0] != A.shape[1]:
        raise ValueError("A must be square")
    return matvec_as_dots(A, x)


def _symmetric(A):
    A = _real(A)
    if A.ndim != 2 or not A.size or A.shape[0] != A.shape[1] or np.any(A != A.T):
        raise ValueError("A must be symmetric")
    return A


def _real(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
