r"""Gradients of layer normalisation in blocks of rows: every pass but the first finds its numbers in the cache.

The gradient of a normalised row needs its mean, its variance and two more means over the row, so there are a dozen
steps, and each reads or writes every number once. Taken over a whole matrix, one step after the other, each of them
goes to memory. Taken over a few rows at a time, only the first read and the last write do.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, places of a sequence
``k``   columns: features of a row
======  ==========================================================

How do I …

* get the three gradients: ``dx, dgamma, dbeta = g[:-2], g[-2], g[-1]`` with ``g`` as returned;
* take sequences ``(B, T, k)``: reshape ``dout`` and ``x`` to ``(B * T, k)``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

BLOCK = 1 << 16
"""Entries of a block of rows: 256 kB in float32, of which the cache of a core holds a few."""


def layer_norm_backward(dout: Array, x: Array, gamma: Array, eps: float = 1e-5) -> Array:
    r"""Gradients of a loss with respect to the input, the scale and the offset of layer normalisation.

    The forward pass is, with mean :math:`\mu_i` and population variance :math:`v_i` of row i,

    .. math::

        \hat x_{ij} = \frac{x_{ij} - \mu_i}{\sqrt{v_i + \varepsilon}}, \qquad y_{ij} = \gamma_j \hat x_{ij} + \beta_j

    and with :math:`q_{ij} = \gamma_j \, \partial L / \partial y_{ij}` and means over the columns of a row

    .. math::

        \frac{\partial L}{\partial x_{ij}} = \frac{q_{ij} - \overline{q_i} - \hat x_{ij} \,
        \overline{q_i \hat x_i}}{\sqrt{v_i + \varepsilon}}, \qquad
        \frac{\partial L}{\partial \gamma_j} = \sum_i \frac{\partial L}{\partial y_{ij}} \hat x_{ij}, \qquad
        \frac{\partial L}{\partial \beta_j} = \sum_i \frac{\partial L}{\partial y_{ij}}

    Parameters
    ----------
    dout : ndarray of shape (n, k)
        Upstream gradient, the derivative of the loss with respect to y.
    x : ndarray of shape (n, k), n >= 1, k >= 1
        The input of the forward pass. All entries of dout, x and gamma are finite.
    gamma : ndarray of shape (k,)
        Scale of the forward pass.
    eps : float > 0
        Added to the variance.

    Returns
    -------
    ndarray of shape (n + 2, k)
        The gradient of x in the first n rows, that of gamma in the next row, that of beta in the last row. Floating
        inputs keep their dtype, integers become float64; of mixed dtypes the widest is returned.

    Raises
    ------
    ValueError
        If x is not a matrix, dout has another shape, or gamma is not a vector with one entry per column.

    Notes
    -----
    Rows may lie far from 0 and vary little. Beyond the result, memory must not grow with n.

    References
    ----------
    J. Ba, J. Kiros, G. Hinton: Layer Normalization, 2016, section 3. Lecture notes 004:477-481 have batch
    normalisation, which takes its means over the rows.

    Examples
    --------
    The second row has the deviations -1, 1, -1, 1 and the variance 1:

    >>> x = np.array([[4.0, 4.0, 4.0, 4.0], [1.0, 3.0, 1.0, 3.0]])
    >>> dout = np.array([[1.0, 0.0, 0.0, 0.0], [4.0, 4.0, 0.0, 0.0]])
    >>> gamma = np.array([1.0, 1.0, 2.0, 2.0])
    >>> layer_norm_backward(dout, x, gamma, eps=3.0)
    array([[ 0.4330127 , -0.14433757, -0.14433757, -0.14433757],
           [ 1.        ,  1.        , -1.        , -1.        ],
           [-2.        ,  2.        ,  0.        ,  0.        ],
           [ 5.        ,  4.        ,  0.        ,  0.        ]])
    """
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError(
            "x and dout must be matrices of one shape, gamma must have one entry per column, "
            f"got {x.shape}, {dout.shape} and {gamma.shape}"
        )
    n, k = x.shape
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    scale = gamma.astype(dtype)
    out = np.zeros((n + 2, k), dtype)
    step = min(max(1, BLOCK // k), n)
    deviations, products = np.empty((2, step, k), dtype)  # made once, used by every block
    for start in range(0, n, step):
        end = min(start + step, n)
        upstream = dout[start:end].astype(dtype, copy=False)  # all blocks: (<= step, k)
        centred, product = deviations[: end - start], products[: end - start]
        np.subtract(x[start:end], x[start:end].mean(axis=1, keepdims=True, dtype=dtype), out=centred)
        # One number per row, r = 1 / sqrt(v + eps). The normalised row, r * centred, is never written down.
        r = 1 / np.sqrt(np.einsum("ij,ij->i", centred, centred) / k + eps)
        np.multiply(upstream, centred, out=product)
        out[n] += r @ product
        out[n + 1] += upstream.sum(axis=0)
        dx = np.multiply(upstream, scale, out=out[start:end])  # q
        dx -= (upstream @ scale / k)[:, np.newaxis]
        dx *= r[:, np.newaxis]
        centred *= (r**3 * (product @ scale) / k)[:, np.newaxis]
        dx -= centred
    return out
