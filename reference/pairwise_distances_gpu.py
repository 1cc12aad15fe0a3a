r"""Squared Euclidean distances between all rows of two matrices on a GPU: one product, one pass.

With some hundred features, a GPU has the product done in about three times the time that its memory needs to take
the result of ``n * m`` numbers. What is left to lose are *passes*: each operation on the whole result that follows
reads it and writes it once more, and four of them together take longer than the product.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows of X, points of the first set
``m``   rows of Y, points of the second set
``d``   features of a point
======  ==========================================================

How do I …

* find the nearest point of Y for each of X: ``pairwise_distances(X, Y).argmin(dim=1)``;
* run it without a GPU: hand in tensors that lie on the CPU.
"""

from __future__ import annotations

import torch

CACHED = 1 << 22
"""Entries of the result that are finished together: 16 MB in float32 stay in the cache of a large GPU."""


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
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError(
            f"X and Y must be matrices with equally many columns, got {tuple(X.shape)} and {tuple(Y.shape)}"
        )
    centre = Y.mean(dim=0)  # (d,): distances do not notice where the origin is, the digits of squares do
    A, B = X - centre, Y - centre  # (n, d), (m, d)
    # a·a - 2 a·b + b·b is itself a product of two vectors: (-2a, a·a, 1) · (b, 1, b·b). So the sums of squares
    # need no pass over the result: they are two more columns of small matrices.
    left = torch.cat([-2 * A, _squares(A), A.new_ones(len(A), 1)], dim=1)  # (n, d + 2)
    right = torch.cat([B, B.new_ones(len(B), 1), _squares(B)], dim=1)  # (m, d + 2)
    D = X.new_empty(len(X), len(Y))
    step = max(1, CACHED // len(Y))
    for start in range(0, len(X), step):
        rows = D[start : start + step]
        torch.matmul(left[start : start + step], right.T, out=rows)
        rows.clamp_(min=0)  # rounding may leave a 0 a little below it; these rows are still in the cache
    return D


def _squares(points: torch.Tensor) -> torch.Tensor:
    """The squared length of each row, as a column."""
    return points.square().sum(dim=1, keepdim=True)
