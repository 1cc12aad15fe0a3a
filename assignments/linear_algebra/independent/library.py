"""The assignment ``linear_algebra`` with what NumPy already has: einsum, norms, broadcasting and eigenvectors."""

from __future__ import annotations

import numpy as np


def hadamard(A, B):
    A, B = _floats(A, B)
    _need(A.shape == B.shape)
    return np.multiply(A, B)


def reduce_sum(A, axis=None, keepdims=False):
    (A,) = _floats(A)
    return A.sum(axis, keepdims=keepdims)


def dot(x, y):
    x, y = _floats(x, y)
    _need(x.ndim == y.ndim == 1 and len(x) == len(y) > 0)
    return np.einsum("i,i->", x, y)


def matvec_as_dots(A, x):
    A, x = _floats(A, x)
    _need(A.ndim == 2 and x.ndim == 1 and A.shape[1] == len(x) > 0)
    return np.einsum("ij,j->i", A, x)


def matmul_as_matvecs(A, B):
    A, B = _floats(A, B)
    _need(A.ndim == B.ndim == 2 and A.shape[1] == B.shape[0] and B.size > 0)
    return np.einsum("ij,jk->ik", A, B)


def lp_norm(x, p):
    (x,) = _floats(x)
    _need(x.ndim == 1 and x.size > 0 and p >= 1)
    exponent = np.frexp(np.max(np.abs(x)))[1]  # a power of two is exact
    return np.ldexp(np.linalg.norm(np.ldexp(x, -exponent), float(p)), exponent)


def frobenius_norm(A):
    (A,) = _floats(A)
    _need(A.ndim == 2 and A.size > 0)
    return lp_norm(A.ravel(), 2)


def broadcast_shape(a, b):
    return np.broadcast_shapes(tuple(a), tuple(b))


def dominant_eigenpair(A, tol):
    A = _symmetric(A)
    _need(tol > 0)
    exponent = np.frexp(np.max(np.abs(A)))[1]
    values, vectors = np.linalg.eigh(np.ldexp(A, -exponent))
    k = np.argmax(np.abs(values))
    return np.ldexp(values[k], exponent), vectors[:, k]


def is_orthogonal(A):
    (A,) = _floats(A)
    _need(A.ndim == 2 and A.size > 0)
    return A.shape[0] == A.shape[1] and np.allclose(A.T @ A, np.eye(len(A)), rtol=0, atol=1e-8)


def is_permutation(A):
    (A,) = _floats(A)
    _need(A.ndim == 2 and A.size > 0)
    if A.shape[0] != A.shape[1] or set(np.unique(A)) - {0.0, 1.0}:
        return False
    return bool(np.array_equal(A @ A.T, np.eye(len(A))))


def is_positive_definite(A):
    A = _symmetric(A)
    largest = np.max(np.abs(A))
    if largest == 0:
        return False
    try:  # a shift far below the smallest eigenvalue that counts decides the singular case
        np.linalg.cholesky(A / largest - 1e-10 * np.eye(len(A)))
    except np.linalg.LinAlgError:
        return False
    return True


def quadratic_form(A, x):
    A, x = _floats(A, x)
    _need(A.ndim == 2 and x.ndim == 1 and A.shape == (len(x), len(x)) and len(x) > 0)
    return np.einsum("i,ij,j->", x, A, x)


def quadratic_form_gradient(A, x):
    A, x = _floats(A, x)
    quadratic_form(A, x)
    return (A + A.T) @ x


def _floats(*arrays):
    arrays = [np.asarray(array) for array in arrays]
    return [array if array.dtype.kind == "f" else array.astype(float) for array in arrays]


def _symmetric(A):
    (A,) = _floats(A)
    _need(A.ndim == 2 and A.size > 0 and np.array_equal(A, A.T))
    return A


def _need(fits):
    if not fits:
        raise ValueError("the arguments do not fit")
