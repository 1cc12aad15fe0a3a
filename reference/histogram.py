r"""How often each of 256 values occurs in a large array of bytes.

A histogram does one addition per byte and nothing else, and still a good one is a hundred times as fast as a simple
one. What counts is how often the array is read, what is made of each byte on the way, and what happens when the same
counter is wanted twice in a row: the second addition has to wait for the first.

======  ==========================================================
letter  meaning
======  ==========================================================
``N``   numbers in the array
======  ==========================================================

How do I …

* get the distribution function, as for the equalisation of an image: ``np.cumsum(histogram(x))``;
* get the counts: ``np.rint(histogram(x) * x.size)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def histogram(x: NDArray[Any]) -> Array:
    r"""The share of each value from 0 to 255.

    .. math::

        h_v = \frac{1}{N} \sum_{i=1}^{N} [x_i = v], \qquad v = 0, \dots, 255

    Parameters
    ----------
    x : ndarray of any shape, with N >= 1 entries
        Whole numbers from 0 to 255, as uint8 or in any other type for integers or floating-point numbers.

    Returns
    -------
    ndarray of shape (256,), float64
        Shares that sum to 1.

    Raises
    ------
    ValueError
        If x has no entry, or an entry below 0 or above 255.

    Notes
    -----
    Two neighbouring bytes are one number of 16 bits. To count these takes half as many additions, and the counter of a
    pair is one of 65,536, so that the same is seldom wanted twice in a row. Each pair is counted for its lower
    and for its upper byte at the end.

    References
    ----------
    R. C. Gonzalez, R. E. Woods: Digital Image Processing, section 3.3 (histograms of images). The lecture notes do not
    have it.

    Examples
    --------
    >>> h = histogram(np.array([[7, 9, 7], [7, 0, 255]], np.uint8))
    >>> h[[0, 7, 9, 255]]
    array([0.16666667, 0.5       , 0.16666667, 0.16666667])
    """
    if x.size == 0:
        raise ValueError("x must have at least one entry")
    if x.dtype != np.uint8 and (x.min() < 0 or x.max() > 255):
        raise ValueError(f"x must lie from 0 to 255, got some from {x.min()} to {x.max()}")
    flat = np.ascontiguousarray(x, dtype=np.uint8).reshape(-1)
    pairs = flat[: len(flat) // 2 * 2].view(np.uint16)
    table = np.zeros((256, 256), np.int64)  # the upper byte by the lower byte, or the other way round
    np.add.at(table.reshape(-1), pairs, 1)  # counts every repetition, and makes no array of indices
    counts = table.sum(axis=0) + table.sum(axis=1)
    counts += np.bincount(flat[2 * len(pairs) :], minlength=256)  # the last byte of an odd number
    shares: Array = counts / x.size
    return shares
