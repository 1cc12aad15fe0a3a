r"""A matrix product in tiles, and how much of the memory it reads.

A product of two matrices needs every row of the one with every column of the other, so a number is needed hundreds of
times. Whether it is *read* hundreds of times depends on the order. A tile of the result needs a few rows and a few
columns, and what has been read for it serves all its numbers.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows of A and of the product
``k``   columns of A and rows of B: the length of the sums
``m``   columns of B and of the product
======  ==========================================================

How do I …

* choose a tile: the largest of which three fit the fast memory;
* count bytes: the numbers that are read, times the bytes of one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def tiled_matmul(A: Array, B: Array, tile: int) -> Array:
    r"""The product of two matrices, tile by tile.

    .. math:: C_{ij} = \sum_{p=1}^{k} A_{ip} B_{pj}

    Parameters
    ----------
    A : ndarray of shape (n, k), n >= 1, k >= 1
    B : ndarray of shape (k, m), m >= 1
        Of the dtype of A.
    tile : int >= 1
        Rows and columns of a tile of A, of B and of the product. It need not divide n, k or m, and may be larger.

    Returns
    -------
    ndarray of shape (n, m)
        float16 is multiplied and summed in float32, and the result is float32. float32 and float64 are kept.
        Integers become float64 before any arithmetic.

    Raises
    ------
    ValueError
        If A and B are not matrices that fit each other, or ``tile`` is less than 1.

    Notes
    -----
    A sum of thousands of products needs more digits than each product, so units for 16 bits add in 32. Summed in
    float16 a sum of ones ends at 2048, where the next number is 2050.

    References
    ----------
    M. Lam, E. Rothberg, M. Wolf: The cache performance and optimizations of blocked algorithms, 1991. Lecture notes
    001:120-292 have the product itself.

    Examples
    --------
    >>> A, B = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [10.0, 100.0]])
    >>> tiled_matmul(A, B, tile=2)
    array([[ 31., 302.],
           [ 64., 605.]])
    """
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError(f"A and B must be (n, k) and (k, m), got {A.shape} and {B.shape}")
    if tile < 1:
        raise ValueError(f"tile must be at least 1, got {tile}")
    (n, k), m = A.shape, B.shape[1]
    kind = np.float32 if A.dtype == np.float16 else np.result_type(A.dtype, 1.0)
    C: Array = np.zeros((n, m), kind)
    for i in range(0, n, tile):
        for j in range(0, m, tile):
            for p in range(0, k, tile):
                left, right = A[i : i + tile, p : p + tile], B[p : p + tile, j : j + tile]
                C[i : i + tile, j : j + tile] += left.astype(kind) @ right.astype(kind)
    return C


def tile_traffic(n: int, k: int, m: int, tile: int) -> int:
    r"""How many numbers of A and B are read for a product in tiles.

    Every tile of the product reads its rows of A and its columns of B from memory, once and whole.

    .. math:: n k \left\lceil \frac{m}{s} \right\rceil + k m \left\lceil \frac{n}{s} \right\rceil

    for tiles of size s.

    Parameters
    ----------
    n, k, m : int >= 1
        A is (n, k) and B is (k, m).
    tile : int >= 1
        Rows and columns of a tile of the product. Tiles at the edge are smaller, and read less.

    Returns
    -------
    int
        Numbers that are read; each counts as often as it is read.

    References
    ----------
    M. Lam, E. Rothberg, M. Wolf: The cache performance and optimizations of blocked algorithms, 1991, section 2.

    Examples
    --------
    >>> tile_traffic(4, 3, 4, tile=1), tile_traffic(4, 3, 4, tile=2), tile_traffic(4, 3, 4, tile=4)
    (96, 48, 24)
    """
    across, down = -(-m // tile), -(-n // tile)
    return n * k * across + k * m * down
