r"""The k largest entries of each row, without sorting the row.

A beam search looks for some dozens of the best words among tens of thousands, a router for the best experts, a
recommender for the best films. To sort all of them is wasted. Whoever knows a number that k entries reach can drop all
entries below it at the speed of a comparison, and only a handful is left to be put in order.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, queries, places
``V``   columns: classes, words, scores
``k``   how many entries of each row are wanted
======  ==========================================================

How do I …

* get the k smallest entries of floating-point rows: ``-top_k(-x, k)``;
* keep only the k best logits: compare them with the last column, ``x >= top_k(x, k)[:, -1:]``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

GROUPS = 8
"""Groups of a row for each entry that is wanted. With more of them the bound is closer, but takes longer to find."""


def top_k(x: Array, k: int) -> Array:
    r"""The k largest entries of each row, the largest first.

    Parameters
    ----------
    x : ndarray of shape (n, V), n >= 1, V >= 1
        Floating-point numbers or integers. An entry may be ``-inf``. No entry is NaN.
    k : int
        From 1 to V.

    Returns
    -------
    ndarray of shape (n, k)
        A new array of the dtype of x. A number that stands in a row several times counts as often.

    Raises
    ------
    ValueError
        If x is no matrix, or if k is below 1 or above V.

    Notes
    -----
    A row is cut into groups. The largest entries of k groups are k entries of the row, so the k-th
    largest of the row is no smaller than the least of them. Entries below this bound cannot be wanted.

    References
    ----------
    C. A. R. Hoare: Algorithm 65, Find, 1961 (partition). T. H. Cormen et al.: Introduction to Algorithms, chapter 9
    (selection in linear time). The lecture notes do not have it.

    Examples
    --------
    >>> top_k(np.array([[3, 9, 4, 9, 1], [-5, -2, -8, -6, -7]]), 3)
    array([[ 9,  9,  4],
           [-2, -5, -6]])
    """
    k = int(k)
    if x.ndim != 2 or not 1 <= k <= x.shape[1]:
        raise ValueError(f"x must be (n, V) and k from 1 to V, got the shape {x.shape} and k = {k}")
    found = np.empty((len(x), k), x.dtype)
    for row, place in zip(x, found, strict=True):
        place[:] = _largest(row, k)
    found.sort(axis=1)
    largest_first: Array = found[:, ::-1].copy()
    return largest_first


def _largest(row: Array, k: int) -> Array:
    """The k largest entries of a row, in any order."""
    groups = GROUPS * k
    if len(row) > 2 * groups:
        whole = (
            len(row) // groups * groups
        )  # entries beyond fill no group, but are compared with the bound below
        highest = row[:whole].reshape(-1, groups).max(axis=0)
        row = row[row >= np.partition(highest, -k)[-k]]
    return np.partition(row, -k)[-k:]
