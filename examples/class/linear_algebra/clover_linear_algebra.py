"""My linear algebra homework."""

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
    return np.sum(as_float(A), axis=axis, keepdims=keepdims)


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
    return A @ B


def lp_norm(x, p):
    x = as_float(x)
    require(x.ndim == 1 and len(x) > 0, "x is a vector")
    require(p >= 1, "p is at least 1")
    if p == np.inf:
        return np.max(np.abs(x))
    return np.sum(x**p) ** (1 / p)


def frobenius_norm(A):
    A = as_float(A)
    require(A.ndim == 2 and A.size > 0, "A is a matrix")
    return np.linalg.norm(A, 2)


def broadcast_shape(a, b):
    return np.broadcast_shapes(tuple(a), tuple(b))


def dominant_eigenpair(A, tol):
    A = as_float(A)
    require(A.ndim == 2 and A.size > 0 and np.array_equal(A, A.T), "A is symmetric")
    require(tol > 0, "tol is positive")
    values, vectors = np.linalg.eigh(A)
    k = np.argmax(np.abs(values))
    return values[k], vectors[:, k]


def is_orthogonal(A):
    A = as_float(A)
    require(A.ndim == 2 and A.size > 0, "A is a matrix")
    return A.shape[0] == A.shape[1] and bool(np.allclose(A @ A.T, np.eye(len(A)), rtol=0, atol=1e-8))


def is_permutation(A):
    A = as_float(A)
    require(A.ndim == 2 and A.size > 0, "A is a matrix")
    rows = sorted(map(tuple, A.tolist()))
    return rows == sorted(map(tuple, np.eye(A.shape[1]).tolist()))


def is_positive_definite(A):
    A = as_float(A)
    require(A.ndim == 2 and A.size > 0 and np.array_equal(A, A.T), "A is symmetric")
    values = np.linalg.eigvalsh(A)
    return bool(values[0] > 1e-10 * max(abs(values)))


def quadratic_form(A, x):
    A, x = as_float(A), as_float(x)
    require(x.ndim == 1 and len(x) > 0 and A.shape == (len(x), len(x)), "A is (n, n), x is (n,)")
    return x @ A @ x


def quadratic_form_gradient(A, x):
    quadratic_form(A, x)
    A, x = as_float(A), as_float(x)
    return 2 * A @ x
