"""Squared Euclidean distances between all rows of two matrices on a GPU: write the function below, and make it fast.

``n`` and ``m`` points, ``d`` features. README.md has the formula, an example to redo by hand, and what the clock
will see. Return a new tensor; do not change the ones you are given.
PyTorch and Triton are allowed, a library call that has the whole exercise ready is not.
"""

from __future__ import annotations

import torch


def pairwise_distances(X: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    r"""Squared Euclidean distance of every row of X from every row of Y.

    .. math::

        D_{ij} = \sum_{k=1}^{d} (x_{ik} - y_{jk})^2

    Parameters
    ----------
    X : tensor of shape (n, d), n >= 1, d >= 1, float32 or float64
        Points, one per row; all entries finite.
    Y : tensor of shape (m, d), m >= 1
        Other points, or the same, of the same dtype and on the same device.

    Returns
    -------
    tensor of shape (n, m)
        On the device of X and Y and of their dtype. No entry is negative. A point has distance 0 from itself, up
        to rounding of the order of the dtype's precision times the squared spread of the points.

    Raises
    ------
    ValueError
        If X and Y are not two matrices with equally many columns.

    Notes
    -----
    Points may lie far from the origin and close together: an offset shared by all of them costs no digits.
    float32 means all of its 24 bits, also within a matrix product: TF32, which keeps 11 of them, is not precise
    enough. PyTorch does not use it unless told to.

    References
    ----------
    S. Williams, A. Waterman, D. Patterson: Roofline, CACM 52, 2009 (bytes moved against operations done).
    N. J. Higham: Accuracy and Stability of Numerical Algorithms, 2nd ed., section 1.7 (cancellation).

    Examples
    --------
    >>> X = torch.tensor([[1.0, 2.0], [4.0, 6.0]])
    >>> Y = torch.tensor([[1.0, 2.0], [1.0, 6.0], [7.0, 10.0]])
    >>> pairwise_distances(X, Y)
    tensor([[  0.,  16., 100.],
            [ 25.,   9.,  25.]])
    """
    raise NotImplementedError
