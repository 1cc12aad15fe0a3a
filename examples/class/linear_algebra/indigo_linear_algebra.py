"""Norms and eigenvectors will follow."""

import numpy as np


def as_float(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def require(ok, text):
    if not ok:
        raise ValueError(text)


def hadamard(A, B):
    A, B = as_float(A), as_float(B)
    require(A.shape == B.shape, "the shapes differ")
    return A * B


def reduce_sum(A, axis=None, keepdims=False):
    return np.add.reduce(as_float(A), axis=axis, keepdims=keepdims)


def dot(x, y):
    x, y = as_float(x), as_float(y)
    require(x.ndim == 1 and x.shape == y.shape and len(x) > 0, "two vectors of one length")
    return np.inner(x, y)


def matvec_as_dots(A, x):
    A, x = as_float(A), as_float(x)
    require(A.ndim == 2 and x.shape == (A.shape[1],) and len(x) > 0, "A is (m, n), x is (n,)")
    return A @ x


def matmul_as_matvecs(A, B):
    A, B = as_float(A), as_float(B)
    require(
        A.ndim == 2 and B.ndim == 2 and A.shape[1] == B.shape[0] and B.size > 0, "A is (m, n), B is (n, k)"
    )
    return np.array([A @ column for column in B.T])


def lp_norm(x, p):
    raise NotImplementedError


def frobenius_norm(A):
    raise NotImplementedError


def broadcast_shape(a, b):
    raise NotImplementedError


def dominant_eigenpair(A, tol):
    raise NotImplementedError


def is_orthogonal(A):
    raise NotImplementedError


def is_permutation(A):
    raise NotImplementedError


def is_positive_definite(A):
    raise NotImplementedError


def quadratic_form(A, x):
    A, x = as_float(A), as_float(x)
    require(x.ndim == 1 and len(x) > 0 and A.shape == (len(x), len(x)), "A is (n, n), x is (n,)")
    return x @ A @ x


def quadratic_form_gradient(A, x):
    quadratic_form(A, x)
    A, x = as_float(A), as_float(x)
    return (A + A.T) @ x
