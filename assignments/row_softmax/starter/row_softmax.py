"""Softmax over the rows of a large matrix: write the function below, and make it fast.

``n`` rows, ``k`` columns. README.md has the formula, an example to redo by hand, and what the clock will see.
Return a new array; do not change the one you are given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def row_softmax(x: Array) -> Array:
    r"""Every row turned into positive weights that sum to 1.

    .. math::

        p_{ij} = \frac{e^{x_{ij}}}{\sum_{l=1}^{k} e^{x_{il}}}

    Parameters
    ----------
    x : ndarray of shape (n, k), n >= 1, k >= 1
        Logits. An entry may be ``-inf``: its weight is 0. No entry is ``+inf`` or NaN.

    Returns
    -------
    ndarray of shape (n, k)
        A new array. A row that is ``-inf`` throughout has nothing to share out and gives zeros. Floating
        inputs keep their dtype, integers become float64.

    Notes
    -----
    Adding a constant to a row changes nothing, since its exponential cancels. Finite logits may be as large as
    the dtype allows.

    References
    ----------
    I. Goodfellow, Y. Bengio, A. Courville: Deep Learning, section 4.1 (overflow and underflow). Lecture notes
    001:485, 002:85 and 004:202 have the function, without its stable form.

    Examples
    --------
    >>> x = np.log(np.array([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]))
    >>> np.round(row_softmax(x), 6)
    array([[0.125, 0.375, 0.5  ],
           [0.25 , 0.25 , 0.5  ]])
    >>> row_softmax(np.array([[-np.inf, 7.0, -np.inf], [-np.inf, -np.inf, -np.inf]]))
    array([[0., 1., 0.],
           [0., 0., 0.]])
    """
    raise NotImplementedError
