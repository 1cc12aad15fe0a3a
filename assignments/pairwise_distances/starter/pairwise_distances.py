"""Squared Euclidean distances between all rows of two matrices: write the function below, and make it fast.

``n`` and ``m`` points, ``d`` features. README.md has the formula, an example to redo by hand, and what the
clock will see. Return a new array; do not change the ones you are given.
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
    raise NotImplementedError
