r"""Linear algebra: sums along axes, products from dot products, norms, kinds of matrices, eigenvectors.

Every layer of a network is a product of arrays, so what is easy to confuse here is confused everywhere else:
the product of entries with the product of matrices, the axis that is summed with the axis that stays, a vector
of shape (n,) with a column of shape (n, 1).

===========  ==========================================================
``A, B``     matrices, shape (m, n) where nothing else is said
``x, y``     vectors, shape (n,)
``λ, v``     an eigenvalue and its eigenvector: A v = λ v, v not 0
===========  ==========================================================

Floating inputs keep their dtype (float32 in, float32 out). Integers become float64 before any arithmetic, since
products of 8-bit numbers do not fit into 8 bits. No function modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]

_ORTHOGONAL = 1e-8  # entries of AᵀA may differ from those of I by this
_ZERO = 1e-12  # an eigenvalue below this share of the largest counts as 0


def hadamard(A: Array, B: Array) -> Array:
    r"""Multiply two matrices entry by entry.

    .. math:: (A \odot B)_{ij} = A_{ij} B_{ij}

    Parameters
    ----------
    A, B : ndarray of shape (m, n)
        Matrices of one shape. Nothing is broadcast.

    Returns
    -------
    ndarray of shape (m, n)
        The products.

    Raises
    ------
    ValueError
        If the shapes differ.

    References
    ----------
    Lecture notes 001, lines 120 to 139.

    Examples
    --------
    >>> hadamard(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]]))
    array([[ 5., 12.],
           [21., 32.]])
    """
    A = _real(A)
    B = _real(B)
    if A.shape != B.shape:
        raise ValueError(f"A and B must have one shape, got {A.shape} and {B.shape}")
    return A * B


def reduce_sum(A: Array, axis: int | None = None, keepdims: bool = False) -> Array:
    r"""Add up the entries along one axis, or all of them.

    .. math:: s_j = \sum_i A_{ij} \quad (\text{axis } 0), \qquad s_i = \sum_j A_{ij} \quad (\text{axis } 1)

    Parameters
    ----------
    A : ndarray of any shape with at least one axis
        Numbers.
    axis : int, optional
        The axis that is summed and disappears; a negative one counts from the last. None: all axes.
    keepdims : bool
        Whether a summed axis stays, with length 1, so that the result broadcasts against ``A``.

    Returns
    -------
    ndarray
        The sums: the shape of ``A`` without the summed axis, or with 1 in its place.

    Raises
    ------
    ValueError
        If ``A`` has no such axis.

    References
    ----------
    Lecture notes 001, lines 141 to 145.

    Examples
    --------
    >>> A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> reduce_sum(A, 0), reduce_sum(A, 1, keepdims=True)
    (array([5., 7., 9.]), array([[ 6.],
           [15.]]))
    """
    # NumPy refuses an axis that is not there with AxisError, which is a ValueError.
    sums: Array = np.sum(_real(A), axis=axis, keepdims=keepdims)
    return sums


def dot(x: Array, y: Array) -> float:
    r"""Dot product of two vectors.

    .. math:: x^\top y = \sum_i x_i y_i

    Parameters
    ----------
    x, y : ndarray of shape (n,), n >= 1
        Vectors of one length.

    Returns
    -------
    float
        The sum of the products.

    Raises
    ------
    ValueError
        If the arguments are not two vectors of one length.

    References
    ----------
    Lecture notes 001, lines 146 and 147.

    Examples
    --------
    >>> dot(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0]))
    32.0
    """
    x = _real(x)
    y = _real(y)
    if x.ndim != 1 or x.shape != y.shape or x.size == 0:
        raise ValueError(f"x and y must have one shape (n,) with n >= 1, got {x.shape} and {y.shape}")
    return float((x * y).sum())


def matvec_as_dots(A: Array, x: Array) -> Array:
    r"""Multiply a matrix by a vector: one dot product for each row.

    .. math:: (Ax)_i = a_i^\top x, \qquad a_i^\top \text{ row } i \text{ of } A

    Parameters
    ----------
    A : ndarray of shape (m, n), n >= 1
        Matrix.
    x : ndarray of shape (n,)
        Vector.

    Returns
    -------
    ndarray of shape (m,)
        The product.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Lecture notes 001, lines 149 to 176.

    Examples
    --------
    >>> matvec_as_dots(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([1.0, -1.0]))
    array([-1., -1., -1.])
    """
    A, x = _real(A), _real(x)
    if A.ndim != 2 or x.shape != A.shape[1:] or x.size == 0:
        raise ValueError(f"A must have shape (m, n) and x shape (n,), got {A.shape} and {x.shape}")
    product: Array = (A * x).sum(axis=1)  # (m, n) -> (m,)
    return product


def matmul_as_matvecs(A: Array, B: Array) -> Array:
    r"""Multiply two matrices: column j of the product is A times column j of B.

    .. math:: AB = \bigl(A b_1 \;\; A b_2 \;\; \dots \;\; A b_k\bigr)

    Parameters
    ----------
    A : ndarray of shape (m, n)
        Left matrix.
    B : ndarray of shape (n, k), k >= 1
        Right matrix.

    Returns
    -------
    ndarray of shape (m, k)
        The product.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Lecture notes 001, lines 178 to 260.

    Examples
    --------
    >>> matmul_as_matvecs(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 3.0], [0.0, 1.0, 4.0]]))
    array([[ 1.,  2., 11.]])
    """
    A, B = _real(A), _real(B)
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0] or B.size == 0:
        raise ValueError(f"A and B must have shapes (m, n) and (n, k), got {A.shape} and {B.shape}")
    return np.stack([(A * column).sum(axis=1) for column in B.T], axis=1)  # k vectors (m,) -> (m, k)


def lp_norm(x: Array, p: float) -> float:
    r"""The Lp norm of a vector.

    .. math:: \|x\|_p = \Bigl(\sum_i |x_i|^p\Bigr)^{1/p}, \qquad \|x\|_\infty = \max_i |x_i|

    Parameters
    ----------
    x : ndarray of shape (n,), n >= 1
        Vector.
    p : float >= 1, or inf
        Order of the norm.

    Returns
    -------
    float
        The norm.

    Raises
    ------
    ValueError
        If ``x`` is no vector, or ``p`` is below 1: then the triangle inequality fails.

    Notes
    -----
    The powers overflow long before the norm does: 1e200 squared is infinite. Divided by the largest entry, all
    numbers lie in [0, 1], and :math:`\|cx\| = |c| \, \|x\|` gives the factor back.

    References
    ----------
    Lecture notes 001, lines 262 to 284.

    Examples
    --------
    >>> x = np.array([3.0, -4.0])
    >>> lp_norm(x, 1), lp_norm(x, 2), lp_norm(x, np.inf)
    (7.0, 5.0, 4.0)
    """
    x, p = _real(x), float(p)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"x must have shape (n,) with n >= 1, got {x.shape}")
    if not p >= 1:
        raise ValueError(f"p must be at least 1, got {p}: below it the formula is no norm")
    return _norm(x, p)


def frobenius_norm(A: Array) -> float:
    r"""The Frobenius norm of a matrix: the L2 norm of all its entries.

    .. math:: \|A\|_F = \sqrt{\sum_{i,j} A_{ij}^2}

    Parameters
    ----------
    A : ndarray of shape (m, n), m, n >= 1
        Matrix.

    Returns
    -------
    float
        The norm.

    Raises
    ------
    ValueError
        If ``A`` is no matrix, or has no entries.

    References
    ----------
    G. H. Golub and C. F. Van Loan, *Matrix Computations*, section 2.3. The notes have norms of vectors only,
    001, lines 262 to 284.

    Examples
    --------
    >>> round(frobenius_norm(np.array([[1.0, 2.0], [3.0, 4.0]])), 6)
    5.477226
    """
    A = _matrix(A)
    return _norm(A.ravel(), 2.0)


def broadcast_shape(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...]:
    """The shape of the sum of two arrays of shapes ``a`` and ``b``.

    Shapes are written below each other, aligned at their last axis; what is missing on the left counts as 1.
    Two lengths are compatible if they are equal or one of them is 1, and then the other one is the result.

    Parameters
    ----------
    a, b : sequence of int >= 0
        Shapes, of any number of axes. () is the shape of a single number.

    Returns
    -------
    tuple of int
        The common shape.

    Raises
    ------
    ValueError
        If two lengths are not compatible.

    References
    ----------
    NumPy user guide, "Broadcasting". Lecture notes 001, lines 64 to 66.

    Examples
    --------
    >>> broadcast_shape((3, 1), (4,))
    (3, 4)
    """
    axes = max(len(a), len(b))
    aligned = [(1,) * (axes - len(shape)) + tuple(shape) for shape in (a, b)]
    common = []
    for lengths in zip(*aligned, strict=True):
        others = set(lengths) - {1}
        if len(others) > 1:
            raise ValueError(f"a and b must be compatible, got {tuple(a)} and {tuple(b)}")
        common.append(max(others, default=1))
    return tuple(common)


def dominant_eigenpair(A: Array, tol: float) -> tuple[float, Array]:
    r"""The eigenvalue of largest absolute value of a symmetric matrix, and its eigenvector.

    .. math:: A v = \lambda v, \qquad \|v\|_2 = 1

    Parameters
    ----------
    A : ndarray of shape (n, n), n >= 1
        Symmetric matrix. Unless it is 0, one eigenvalue is larger in absolute value than all others.
    tol : float > 0
        When to stop: as soon as :math:`\|Av - \lambda v\|_2 \le \mathrm{tol} \cdot \|A\|_F`.

    Returns
    -------
    value : float
        The eigenvalue, with its sign.
    vector : ndarray of shape (n,)
        An eigenvector of length 1. Its negative is as good; this one has a positive largest entry.

    Raises
    ------
    ValueError
        If ``A`` is no symmetric matrix, or ``tol`` is not positive.

    Notes
    -----
    Power iteration: each product with A makes the share of the wanted eigenvector larger, by the ratio of
    the two largest eigenvalues. The Rayleigh quotient vᵀAv gives the eigenvalue with its sign, which the length
    of Av does not. It converges twice as fast as the vector, so a rule that watches the value stops too early.
    The first vector is random: the vector of ones may be orthogonal to the eigenvector. Cost O(n²) for each
    step.

    References
    ----------
    Golub and Van Loan, section 8.2. Lecture notes 001, lines 290 to 292.

    Examples
    --------
    >>> value, vector = dominant_eigenpair(np.array([[2.0, 1.0], [1.0, 2.0]]), 1e-10)
    >>> round(value, 6), np.round(np.abs(vector), 6)
    (3.0, array([0.707107, 0.707107]))
    """
    A, tol = _symmetric(A), float(tol)
    if not tol > 0:
        raise ValueError(f"tol must be positive, got {tol}")
    v = np.random.default_rng(0).normal(size=len(A)).astype(A.dtype)
    v = v / _norm(v, 2.0)
    scale = float(np.abs(A).max())
    if scale == 0.0:
        return 0.0, v
    A = A / scale  # squares of very large and of very small entries stay in range
    bound = tol * _norm(A.ravel(), 2.0)
    while True:
        w = (A * v).sum(axis=1)  # A v
        value = float((v * w).sum())  # the Rayleigh quotient, as v has length 1
        if _norm(w - value * v, 2.0) <= bound:
            return value * scale, v * np.sign(v[np.abs(v).argmax()])
        v = w / _norm(w, 2.0)


def is_orthogonal(A: Array) -> bool:
    r"""Whether the columns of a square matrix have length 1 and are orthogonal to each other.

    .. math:: A^\top A = I

    Parameters
    ----------
    A : ndarray of shape (m, n), m, n >= 1
        Matrix. One that is not square is not orthogonal.

    Returns
    -------
    bool
        True if every entry of AᵀA differs from that of I by at most 1e-8.

    Raises
    ------
    ValueError
        If ``A`` is no matrix, or has no entries.

    References
    ----------
    Lecture notes 001, line 289.

    Examples
    --------
    >>> is_orthogonal(np.array([[0.6, -0.8], [0.8, 0.6]])), is_orthogonal(np.array([[1.0, 1.0], [-1.0, 1.0]]))
    (True, False)
    """
    A = _matrix(A)
    if A.shape[0] != A.shape[1]:
        return False
    return bool((np.abs(A.T @ A - np.eye(len(A))) <= _ORTHOGONAL).all())


def is_permutation(A: Array) -> bool:
    """Whether a matrix has exactly one 1 in each row and in each column, and 0 elsewhere.

    Parameters
    ----------
    A : ndarray of shape (m, n), m, n >= 1
        Matrix. One that is not square is no permutation.

    Returns
    -------
    bool
        True if ``A`` is the identity with its rows in some order. Nothing is rounded.

    Raises
    ------
    ValueError
        If ``A`` is no matrix, or has no entries.

    References
    ----------
    Lecture notes 001, line 289.

    Examples
    --------
    >>> is_permutation(np.array([[0, 1], [1, 0]])), is_permutation(np.array([[1, 0], [1, 0]]))
    (True, False)
    """
    A = _matrix(A)
    # Ones are counted along both axes, so a matrix that passes is square.
    return (
        bool(((A == 0) | (A == 1)).all())
        and bool((A.sum(axis=0) == 1).all())
        and bool((A.sum(axis=1) == 1).all())
    )


def is_positive_definite(A: Array) -> bool:
    r"""Whether :math:`x^\top A x > 0` for every x except 0.

    Parameters
    ----------
    A : ndarray of shape (n, n), n >= 1
        Symmetric matrix.

    Returns
    -------
    bool
        True if all eigenvalues are positive. One that is below 1e-12 of the largest absolute value counts as 0.

    Raises
    ------
    ValueError
        If ``A`` is no symmetric matrix.

    References
    ----------
    Golub and Van Loan, section 4.2. Lecture notes 001, line 289.

    Examples
    --------
    >>> is_positive_definite(np.array([[2.0, -1.0], [-1.0, 2.0]])), is_positive_definite(np.ones((2, 2)))
    (True, False)
    """
    values = np.linalg.eigvalsh(_symmetric(A))  # in ascending order
    return bool(values[0] > _ZERO * np.abs(values).max())


def quadratic_form(A: Array, x: Array) -> float:
    r"""The quadratic form of a matrix.

    .. math:: x^\top A x = \sum_{i,j} A_{ij} x_i x_j

    Parameters
    ----------
    A : ndarray of shape (n, n), n >= 1
        Square matrix. It need not be symmetric.
    x : ndarray of shape (n,)
        Vector.

    Returns
    -------
    float
        The number.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Lecture notes 001, line 289.

    Examples
    --------
    >>> quadratic_form(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([1.0, -1.0]))
    2.0
    """
    A, x = _square_with(A, x)
    return float((A * np.outer(x, x)).sum())


def quadratic_form_gradient(A: Array, x: Array) -> Array:
    r"""The gradient of :math:`x^\top A x` with respect to x.

    .. math:: \nabla_x\, x^\top A x = (A + A^\top)\, x

    Parameters
    ----------
    A : ndarray of shape (n, n), n >= 1
        Square matrix. It need not be symmetric.
    x : ndarray of shape (n,)
        Vector.

    Returns
    -------
    ndarray of shape (n,)
        The gradient, with the shape of ``x``.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    K. B. Petersen and M. S. Pedersen, *The Matrix Cookbook*, equation 81. Lecture notes 001, lines 303 to 312,
    have the linear form.

    Examples
    --------
    >>> quadratic_form_gradient(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([1.0, -1.0]))
    array([ 0., -4.])
    """
    A, x = _square_with(A, x)
    gradient: Array = ((A + A.T) * x).sum(axis=1)
    return gradient


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _norm(values: Array, p: float) -> float:
    """The Lp norm of checked numbers, without overflow."""
    sizes = np.abs(values)
    largest = sizes.max()
    if largest == 0:
        return 0.0
    # p = inf needs no case of its own: of the powers of numbers in [0, 1] those of 1 stay, and their root is 1.
    return float(largest * ((sizes / largest) ** p).sum() ** (1 / p))


def _matrix(A: ArrayLike) -> Array:
    A = _real(A)
    if A.ndim != 2 or A.size == 0:
        raise ValueError(f"A must have shape (m, n) with m, n >= 1, got {A.shape}")
    return A


def _symmetric(A: ArrayLike) -> Array:
    A = _matrix(A)
    if not np.array_equal(A, A.T):
        raise ValueError(f"A must be a symmetric matrix, got one of shape {A.shape} that is not")
    return A


def _square_with(A: ArrayLike, x: ArrayLike) -> tuple[Array, Array]:
    A, x = _matrix(A), _real(x)
    if x.ndim != 1 or A.shape != (x.size, x.size):
        raise ValueError(f"A must have shape (n, n) and x shape (n,), got {A.shape} and {x.shape}")
    return A, x
