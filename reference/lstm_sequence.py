r"""An LSTM over whole sequences: what does not wait for the state is computed before the first step.

A recurrent network takes one step after the other, since each needs the state that the one before has made. But only
half of the sum in a gate needs the state. The other half, inputs times weights, is known for all steps from the start.
As one product of large matrices it takes less time, since each weight that is fetched serves all steps. What is left
within the loop is one product for all sequences and all gates, and a few operations on small arrays.

==============  ================================================================
letter          meaning
==============  ================================================================
``B``           sequences in the batch
``T``           time steps
``D``           features of an input
``H``           units: the size of a state
``i, f, o``     input gate, forget gate, output gate
``g``           candidate, what may be added to the memory
``c``, ``h``    memory, state
==============  ================================================================

How do I …

* go on where a sequence was cut: keep the memory as well, which ``lstm_gru.lstm_forward`` returns;
* start from nothing: ``h0`` and ``c0`` of zeros.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def lstm_sequence(x: Array, h0: Array, c0: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    r"""The states of a long short-term memory in all steps.

    .. math::

        [a_i, a_f, a_g, a_o] &= x_t W_x + h_{t-1} W_h + b \\
        c_t &= \sigma(a_f) \odot c_{t-1} + \sigma(a_i) \odot \tanh(a_g), \qquad h_t = \sigma(a_o) \odot \tanh(c_t)

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences. All entries of all arguments are finite.
    h0, c0 : ndarray of shape (B, H)
        State and memory before the first step.
    Wx : ndarray of shape (D, 4H)
        Weights of the input: H columns for each of i, f, g, o, in this order.
    Wh : ndarray of shape (H, 4H)
        Weights of the state, stacked in the same way.
    b : ndarray of shape (4H,)
        Biases, stacked in the same way.

    Returns
    -------
    ndarray of shape (B, T, H)
        ``h_1`` to ``h_T``. Floating inputs keep their dtype, integers become float64; of mixed dtypes the widest is
        returned.

    Raises
    ------
    ValueError
        If the shapes do not fit each other.

    Notes
    -----
    Pre-activations may be large (1000 and more, of either sign). The number of NumPy calls must not grow with B.

    References
    ----------
    S. Hochreiter, J. Schmidhuber: Long Short-Term Memory, Neural Computation 9, 1997. J. Appleyard, T. Kocisky,
    P. Blunsom: Optimizing performance of recurrent neural networks on GPUs, 2016. Lecture notes 004:349-360.

    Examples
    --------
    Without weights the biases alone make gates of 3/4, 1/2, 4/5 and 9/10 in every step:

    >>> b = np.array([np.log(3), 0.0, np.log(3), np.log(9)])
    >>> zero = np.zeros((1, 1))
    >>> h = lstm_sequence(np.zeros((1, 2, 1)), zero, zero, np.zeros((1, 4)), np.zeros((1, 4)), b)
    >>> np.round(h, 6)
    array([[[0.483345],
            [0.644668]]])
    """
    _require_shapes(x, h0, c0, Wx, Wh, b)
    steps, units = x.shape[1], h0.shape[1]
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    # The sigmoid is a tanh: (1 + tanh(a / 2)) / 2. So one tanh serves all gates, if the sums of i, f and o are halved
    # beforehand; and it cannot overflow.
    half = np.full(4 * units, 0.5, dtype)
    half[2 * units : 3 * units] = 1
    rest = 1 - half
    recurrent = Wh * half
    inputs = x.reshape(-1, x.shape[2]).astype(dtype, copy=False)  # (B T, D)
    known = inputs @ Wx.astype(dtype, copy=False)  # (B T, 4H): the inputs of all steps at once
    known += b
    known *= half
    known = known.reshape(len(x), steps, 4 * units)
    out = np.empty((len(x), steps, units), dtype)
    h, c = h0, c0.astype(dtype)
    for t in range(steps):
        gates = known[:, t]
        gates += h @ recurrent
        np.tanh(gates, out=gates)
        gates *= half
        gates += rest
        i, f, g, o = (gates[:, k * units : (k + 1) * units] for k in range(4))  # each (B, H)
        c *= f
        c += np.multiply(i, g, out=g)
        h = np.multiply(np.tanh(c, out=g), o, out=out[:, t])
    return out


def _require_shapes(x: Array, h0: Array, c0: Array, Wx: Array, Wh: Array, b: Array) -> None:
    """A sentence with all shapes, where one of them does not fit."""
    found = [a.shape for a in (x, h0, c0, Wx, Wh, b)]
    if x.ndim == 3 and h0.ndim == 2:
        (batch, _, features), units = x.shape, h0.shape[1]
        if found[1:] == [(batch, units)] * 2 + [(features, 4 * units), (units, 4 * units), (4 * units,)]:
            return
    raise ValueError(
        "x must be (B, T, D), h0 and c0 (B, H), Wx (D, 4H), Wh (H, 4H) and b (4H,), got "
        + ", ".join(map(str, found))
    )
