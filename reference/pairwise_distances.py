r"""Squared Euclidean distances between all rows of two matrices, as one matrix product.

The distance of two points needs their difference, and the differences of *all* pairs are a block of
``n * m * d`` numbers: far more than what goes in (``(n + m) * d``) and what comes out (``n * m``). Moving that
block through memory is what takes the time, not the arithmetic. The square multiplied out needs no
differences, and turns the work into a matrix product, which is the operation a processor is best at.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows of X, points of the first set
``m``   rows of Y, points of the second set
``d``   features of a point
======  ==========================================================

How do I …

* find the nearest point of Y for each of X: ``pairwise_distances(X, Y).argmin(axis=1)``;
* get distances that are not squared: ``np.sqrt(pairwise_distances(X, Y))``, which is why none may be negative;
* compare more points than fit: hand in X a few hundred rows at a time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def pairwise_distances(X: Array, Y: Array) -> Array:
    r"""Squared Euclidean distance of every row of X from every row of Y.

    .. math::

        D_{ij} = \sum_{k=1}^{d} (x_{ik} - y_{jk})^2

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1, d >= 1
        Points, one per row; all entries finite.
    Y : ndarray of shape (m, d), m >= 1
        Other points, or the same.

    Returns
    -------
    ndarray of shape (n, m)
        No entry is negative. A point has distance 0 from itself, up to rounding of the order of the dtype's
        precision times the squared spread of the points. Floating inputs keep their dtype, integers become
        float64.

    Raises
    ------
    ValueError
        If X and Y are not two matrices with equally many columns.

    Notes
    -----
    Points may lie far from the origin and close together: an offset shared by all of them costs no digits.

    References
    ----------
    G. H. Golub, C. F. Van Loan: Matrix Computations, 4th ed., section 1.5 (bytes moved against operations done).
    N. J. Higham: Accuracy and Stability of Numerical Algorithms, 2nd ed., section 1.7 (cancellation).

    Examples
    --------
    >>> X = np.array([[1.0, 2.0], [4.0, 6.0]])
    >>> Y = np.array([[1.0, 2.0], [1.0, 6.0], [7.0, 10.0]])
    >>> pairwise_distances(X, Y)
    array([[  0.,  16., 100.],
           [ 25.,   9.,  25.]])
    """
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError(f"X and Y must be matrices with equally many columns, got {X.shape} and {Y.shape}")
    # The square multiplied out, x·x - 2 x·y + y·y, takes the difference of numbers as large as the squared
    # distance from the origin. So the origin is moved among the points first: distances do not notice.
    centre = Y.mean(axis=0)  # (d,)
    A, B = X - centre, Y - centre  # (n, d), (m, d): copies, but small ones
    D: Array = A @ (-2 * B).T  # (n, m), the only large array; the factor goes where it is cheap
    D += np.einsum("ik,ik->i", A, A)[:, np.newaxis]
    D += np.einsum("jk,jk->j", B, B)
    np.maximum(D, 0, out=D)  # rounding may leave a distance of 0 a little below it
    return D
