r"""One step of Adam for all tensors of a network, in blocks that stay in the cache.

A network has hundreds of tensors, and most of them are small. A step for each tensor costs more for its calls than for
its numbers. So the tensors lie behind each other in flat arrays. Only the weight decay depends on where one ends,
because each tensor has its own. A step on whole arrays would write and read a dozen of them; a block of each stays in
the cache from the first operation to the last.

======  ==========================================================
letter  meaning
======  ==========================================================
``K``   tensors
``n``   numbers in all tensors together
======  ==========================================================

How do I …

* make flat arrays: ``np.concatenate([tensor.ravel() for tensor in tensors])``;
* take them apart: ``np.split(w, np.cumsum(sizes)[:-1])``, and ``reshape``.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

BLOCK = 1 << 15
"""Numbers in a block: eight arrays of 128 kB in float32 fit the second cache of most processors."""


def fused_adam(
    w: Array,
    g: Array,
    m: Array,
    v: Array,
    sizes: NDArray[np.integer],
    lam: Array,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> Array:
    r"""One step of Adam with decoupled weight decay (AdamW), for all tensors at once.

    .. math:: m' = \beta_1 m + (1 - \beta_1)\, g, \qquad v' = \beta_2 v + (1 - \beta_2)\, g \odot g

    .. math:: \hat m = \frac{m'}{1 - \beta_1^{t + 1}}, \qquad \hat v = \frac{v'}{1 - \beta_2^{t + 1}}, \qquad
              w' = (1 - \eta\lambda_k)\, w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}

    where k is the tensor that a number belongs to.

    Parameters
    ----------
    w : ndarray of shape (n,), n >= 1
        Weights: the numbers of the first tensor, then those of the second, and so on.
    g : ndarray of shape (n,)
        Gradient of the loss at ``w``, without a penalty.
    m, v : ndarray of shape (n,)
        Running means of the gradient and of its square, not corrected; zeros before the first step. ``v`` >= 0.
    sizes : ndarray of shape (K,), integers >= 1
        How many numbers each tensor has; their sum is n.
    lam : ndarray of shape (K,), >= 0
        Weight decay λ of each tensor; 0 for biases.
    t : int >= 0
        Number of steps that have been taken; 0 before the first.
    lr : float > 0
        Learning rate η.
    beta1, beta2 : float, in [0, 1)
        Shares β₁ and β₂ of the means that are kept, such as 0.9 and 0.999.
    eps : float > 0
        The number ε, such as 1e-8, added to the root of the corrected mean.

    Returns
    -------
    ndarray of shape (3, n)
        The new weights, and the two new means, not corrected. A new array of the dtype of ``w``; integers become
        float64.

    Notes
    -----
    The corrections are the same for all numbers. With :math:`c = \sqrt{1 - \beta_2^{t+1}}` the fraction is
    :math:`c / (1 - \beta_1^{t+1})` times :math:`m' / (\sqrt{v'} + c\,\varepsilon)`, so no corrected mean has to be
    written down.

    References
    ----------
    D. P. Kingma, J. Ba: Adam: a method for stochastic optimization, ICLR 2015, algorithm 1, and the end of section 2
    (order of the computation). I. Loshchilov, F. Hutter: Decoupled weight decay regularization, ICLR 2019. Lecture
    notes 003:32-53 name Adam among the optimizers.

    Examples
    --------
    Two tensors, of two numbers and of one; only the first one decays:

    >>> w, g = np.array([1.0, -3.0, 2.0]), np.array([0.5, 20.0, -1.0])
    >>> zeros, sizes, lam = np.zeros(3), np.array([2, 1]), np.array([0.1, 0.0])
    >>> np.round(fused_adam(w, g, zeros, zeros, sizes, lam, 0, 0.1, 0.9, 0.999, 1e-8), 6)
    array([[ 8.90e-01, -3.07e+00,  2.10e+00],
           [ 5.00e-02,  2.00e+00, -1.00e-01],
           [ 2.50e-04,  4.00e-01,  1.00e-03]])
    """
    n, kind = len(w), np.result_type(w.dtype, 1.0)
    c = math.sqrt(1 - beta2 ** (int(t) + 1))
    step = float(lr) * c / (1 - beta1 ** (int(t) + 1))
    keep = np.asarray(1 - float(lr) * lam, kind)  # (K,)
    ends = np.cumsum(sizes).astype(np.int64)  # (K,)
    out: Array = np.empty((3, n), kind)
    spare = np.empty(min(n, BLOCK), kind)
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        at, part = slice(start, stop), spare[: stop - start]
        new_w, new_m, new_v = out[:, at]
        np.multiply(g[at], 1 - beta1, out=part, dtype=kind)
        np.multiply(m[at], beta1, out=new_m, dtype=kind)
        new_m += part
        np.multiply(g[at], g[at], out=part, dtype=kind)
        part *= 1 - beta2
        np.multiply(v[at], beta2, out=new_v, dtype=kind)
        new_v += part
        np.sqrt(new_v, out=part)
        part += c * eps
        np.divide(new_m, part, out=part)
        part *= step
        inside = np.diff(np.clip(ends, start, stop), prepend=start)  # numbers of each tensor in this block
        np.multiply(w[at], np.repeat(keep, inside), out=new_w, dtype=kind)  # type: ignore[arg-type]
        new_w -= part
    return out
