r"""Gated recurrent cells: LSTM and GRU, networks that decide what to remember.

The state of a plain recurrent network is mixed and squashed in every step. Old inputs lose their influence, and
their gradients vanish. A gated cell has a memory with a path of its own. The cell computes gates, numbers between
0 and 1, from its input and its state: they say how much of the memory to keep, to add and to show.

==============  ================================================================
letter          meaning
==============  ================================================================
``B``           sequences in the batch
``T``           time steps
``D``           features of an input
``H``           units: the size of a state
``i, f, o``     LSTM: input gate, forget gate, output gate
``g``           LSTM: candidate, what may be added to the memory
``c``, ``h``    LSTM: memory, state; GRU has the state alone
``z, r``        GRU: update gate, reset gate
``a``           pre-activation: what a gate's sigmoid or a candidate's tanh is applied to
==============  ================================================================

Sequences are stored batch first; index ``t`` of a time axis is the state *after* input ``t``. Samples are rows,
so products read ``x @ Wx``; the lecture notes write columns, ``W_x x``.

How do I …

* run one LSTM step with a triple ``(Wx, Wh, b)`` per gate: ``h, c = lstm_step(x, h, c, i, f, g, o)``;
* run a sequence with all gates in one matrix: ``h, c = lstm_forward(x, h0, c0, Wx, Wh, b)``;
* go back one step: ``lstm_step_backward``; see what the memory lets through: ``memory_path``;
* do with two gates and no separate memory: ``gru_step`` and ``gru_forward``.

Floating inputs keep their dtype. Integers of any width, signed or unsigned, become float64 before any arithmetic:
100 times 2 does not fit into int8. All floating arguments of one call have the same dtype. No function modifies
what it is given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating]
Gate = tuple[Array, Array, Array]


def lstm_step(
    x: Array,
    h: Array,
    c: Array,
    input_gate: Gate,
    forget_gate: Gate,
    candidate: Gate,
    output_gate: Gate,
) -> tuple[Array, Array]:
    r"""One step of a long short-term memory cell, with separate weights per gate.

    .. math::

        i &= \sigma(x W_{xi} + h W_{hi} + b_i), \qquad & f &= \sigma(x W_{xf} + h W_{hf} + b_f) \\
        g &= \tanh(x W_{xg} + h W_{hg} + b_g), \qquad & o &= \sigma(x W_{xo} + h W_{ho} + b_o) \\
        c' &= f \odot c + i \odot g, \qquad & h' &= o \odot \tanh(c')

    Parameters
    ----------
    x : ndarray of shape (B, D)
        The input of this step.
    h, c : ndarray of shape (B, H)
        State and memory before this step.
    input_gate, forget_gate, candidate, output_gate : tuple of ndarrays (Wx, Wh, b)
        Weights of the input (D, H), weights of the state (H, H) and bias (H,) of i, f, g and o.

    Returns
    -------
    h_new, c_new : ndarray of shape (B, H)
        State and memory after this step.

    Notes
    -----
    Pre-activations may be large (1000 and more, of either sign); gates are then 0 or 1, and they are exact
    enough to shut out a memory of 1e9. Cost: O(BH(D + H)).

    References
    ----------
    S. Hochreiter, J. Schmidhuber: Long Short-Term Memory, Neural Computation 9, 1997; the forget gate is due to
    F. Gers, J. Schmidhuber, F. Cummins: Learning to Forget, Neural Computation 12, 2000. Lecture notes
    004:356-360.

    Examples
    --------
    Gates of 3/4, 1/2, 4/5 and 9/10, and a memory that comes out as ln 2, whose tanh is 3/5:

    >>> def gate(Wx, Wh, b):
    ...     return np.array([[Wx]]), np.array([[Wh]]), np.array([b])
    >>> i, f = gate(np.log(3) - 0.1, 2.0, -0.1), gate(0.5, -4.0, -0.1)
    >>> g, o = gate(np.log(3) + 0.3, -1.0, -0.2), gate(np.log(9) - 0.5, 3.0, 0.2)
    >>> x, h, c = np.array([[1.0]]), np.array([[0.1]]), np.array([[2 * (np.log(2) - 0.6)]])
    >>> h_new, c_new = lstm_step(x, h, c, i, f, g, o)
    >>> np.round(h_new, 6), np.round(c_new - np.log(2), 6)
    (array([[0.54]]), array([[0.]]))
    """
    x, h, c = (_real(a) for a in (x, h, c))
    i = _sigmoid(_pre_activation(x, h, input_gate))  # all (B, H)
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    c_new = f * c + i * g
    return o * np.tanh(c_new), c_new


def lstm_forward(x: Array, h0: Array, c0: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Array]:
    r"""Run the cell over whole sequences, with the weights of all gates side by side.

    .. math:: [a_i, a_f, a_g, a_o] = x_t W_x + h_{t-1} W_h + b

    and from there as in `lstm_step`.

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences.
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
    states, memories : ndarray of shape (B, T, H)
        ``h_1`` to ``h_T`` and ``c_1`` to ``c_T``.

    Notes
    -----
    One wide product is faster than four narrow ones. The order of the blocks is a convention: PyTorch and
    Keras stack i, f, g, o, others i, f, o, g. Weights trained in one order mean nothing in another.

    References
    ----------
    Lecture notes 004:349-360; the stacking is not in the notes.

    Examples
    --------
    Without weights the biases alone make gates of 3/4, 1/2, 4/5 and 9/10 in every step:

    >>> b = np.array([np.log(3), 0.0, np.log(3), np.log(9)])
    >>> zero = np.zeros((1, 1))
    >>> h, c = lstm_forward(np.zeros((1, 2, 1)), zero, zero, np.zeros((1, 4)), np.zeros((1, 4)), b)
    >>> np.round(c, 6)
    array([[[0.6],
            [0.9]]])
    >>> np.round(h, 6)
    array([[[0.483345],
            [0.644668]]])
    """
    x, h, c, Wx, Wh, b = (_real(a) for a in (x, h0, c0, Wx, Wh, b))
    states, memories = [], []
    for t in range(x.shape[1]):
        a = x[:, t] @ Wx + h @ Wh + b  # (B, 4H)
        a_i, a_f, a_g, a_o = np.split(a, 4, axis=1)  # each (B, H)
        c = _sigmoid(a_f) * c + _sigmoid(a_i) * np.tanh(a_g)
        h = _sigmoid(a_o) * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)


def lstm_step_backward(
    dh: Array,
    dc: Array,
    x: Array,
    h: Array,
    c: Array,
    input_gate: Gate,
    forget_gate: Gate,
    candidate: Gate,
    output_gate: Gate,
) -> tuple[Array, Array, Array, Gate, Gate, Gate, Gate]:
    r"""Gradients of a loss through one step of `lstm_step`.

    Parameters
    ----------
    dh, dc : ndarray of shape (B, H)
        Upstream gradients of the two results: the derivative of the loss by the new state as later
        computations read it, and by the new memory as the *next step* reads it. That the new state is made
        from the new memory is not in ``dc``.
    x : ndarray of shape (B, D)
        The input of the step.
    h, c : ndarray of shape (B, H)
        State and memory *before* the step.
    input_gate, forget_gate, candidate, output_gate : tuple of ndarrays (Wx, Wh, b)
        The cell, as in `lstm_step`.

    Returns
    -------
    dx : ndarray of shape (B, D)
    dh_old, dc_old : ndarray of shape (B, H)
        Gradients of the state and the memory before the step.
    dinput_gate, dforget_gate, dcandidate, doutput_gate : tuple of ndarrays (dWx, dWh, db)
        Gradients of the parameters, with their shapes; sums over the batch.

    Notes
    -----
    To go back through a sequence, hand ``dh_old`` (plus what the loss says about that state) and ``dc_old`` to
    the step before, and add up the gradients of the parameters. Nothing is clipped: the result is linear in
    ``dh`` and ``dc``, whether their entries are 1e-150 or 1e4. Cost: O(BH(D + H)).

    References
    ----------
    A. Graves, J. Schmidhuber: Framewise Phoneme Classification with Bidirectional LSTM, Neural Networks 18,
    2005, appendix. Lecture notes 004:364-370 look at one of these derivatives.

    Examples
    --------
    >>> def gate(Wx, Wh, b):
    ...     return np.array([[Wx]]), np.array([[Wh]]), np.array([b])
    >>> i, f = gate(np.log(3) - 0.1, 2.0, -0.1), gate(0.5, -4.0, -0.1)
    >>> g, o = gate(np.log(3) + 0.3, -1.0, -0.2), gate(np.log(9) - 0.5, 3.0, 0.2)
    >>> x, h, c = np.array([[1.0]]), np.array([[0.1]]), np.array([[2 * (np.log(2) - 0.6)]])
    >>> dx, dh, dc, di, df, dg, do = lstm_step_backward(
    ...     np.array([[1.0]]), np.array([[0.424]]), x, h, c, i, f, g, o
    ... )
    >>> np.round(dx, 6), np.round(dh, 6), np.round(dc, 6)
    (array([[0.642354]]), array([[0.005706]]), array([[0.5]]))
    >>> [float(np.round(db[0], 6)) for _, _, db in (di, df, dg, do)]
    [0.15, 0.046574, 0.27, 0.054]
    """
    dh, dc, x, h, c = (_real(a) for a in (dh, dc, x, h, c))
    i = _sigmoid(_pre_activation(x, h, input_gate))  # all (B, H)
    f = _sigmoid(_pre_activation(x, h, forget_gate))
    g = np.tanh(_pre_activation(x, h, candidate))
    o = _sigmoid(_pre_activation(x, h, output_gate))
    shown = np.tanh(f * c + i * g)
    # The new memory is read twice: by the next step, and by the new state.
    dc_total = dc + dh * o * (1 - shown**2)
    da_i = dc_total * g * i * (1 - i)  # the derivatives by the pre-activations
    da_f = dc_total * c * f * (1 - f)
    da_g = dc_total * i * (1 - g**2)
    da_o = dh * shown * o * (1 - o)
    # Input and old state enter every gate, so their gradients have four terms: one product, stacked.
    gates = (input_gate, forget_gate, candidate, output_gate)
    da = np.concatenate([da_i, da_f, da_g, da_o], axis=1)  # (B, 4H)
    dx = da @ np.concatenate([_real(gate[0]) for gate in gates], axis=1).T
    dh_old = da @ np.concatenate([_real(gate[1]) for gate in gates], axis=1).T
    di, df, dg, do = ((x.T @ d, h.T @ d, d.sum(axis=0)) for d in (da_i, da_f, da_g, da_o))
    return dx, dh_old, dc_total * f, di, df, dg, do


def memory_path(f_gates: Array) -> Array:
    r"""How much of each earlier memory reaches the last one along the direct path, gate by gate.

    .. math:: p_t = \prod_{j=t}^{T} f_j, \qquad t = 1, \dots, T

    Parameters
    ----------
    f_gates : ndarray of shape (B, T, H), T >= 1, values in [0, 1]
        Forget gates of all steps.

    Returns
    -------
    ndarray of shape (B, T, H)
        ``p_t`` for every step: the direct part of the derivative of ``c_T`` by ``c_{t-1}``, the memory that
        step t was given. In time order; the last entry is the last forget gate itself.

    Notes
    -----
    "Direct" means with all gates and candidates held fixed. They depend on older states, and so on older
    memories, which adds terms of either sign; they vanish where the weights of the state are 0. A gate may be
    exactly 0; the products that hold it are exactly 0, so nothing may be divided by the gates. A product of
    positive gates keeps its relative precision, down to 1e-200. Cost: O(BTH).

    References
    ----------
    Lecture notes 004:364-370.

    Examples
    --------
    >>> memory_path(np.array([[[0.5], [0.8], [0.25]]]))
    array([[[0.1 ],
            [0.2 ],
            [0.25]]])
    """
    path: Array = np.cumprod(_real(f_gates)[:, ::-1], axis=1)[:, ::-1]
    return path


def gru_step(x: Array, h: Array, Wz: Array, Wr: Array, Wh: Array) -> Array:
    r"""One step of a gated recurrent unit, in the form of the lecture notes.

    .. math::

        z &= \sigma([h, x] W_z), \qquad r = \sigma([h, x] W_r) \\
        \hat h &= \tanh([r \odot h, x] W_h) \\
        h' &= (1 - z) \odot h + z \odot \hat h

    Parameters
    ----------
    x : ndarray of shape (B, D)
        The input of this step.
    h : ndarray of shape (B, H)
        The state before this step.
    Wz, Wr, Wh : ndarray of shape (H + D, H)
        Weights of the update gate, the reset gate and the candidate. The first H rows belong to the state,
        the last D rows to the input; there is no bias.

    Returns
    -------
    ndarray of shape (B, H)
        The state after this step.

    Notes
    -----
    PyTorch differs twice. Its z is the share of the *old* state, and its reset gate is applied to the product
    of the old state with its weights, not to the old state before it. Cost: O(BH(D + H)).

    References
    ----------
    K. Cho et al.: Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine
    Translation, EMNLP 2014. Lecture notes 004:380-383.

    Examples
    --------
    An update gate of 3/4, a reset gate of 1/2 and a candidate of 3/5:

    >>> Wz, Wr = np.array([[2.0], [np.log(3) - 1]]), np.array([[2.0], [-1.0]])
    >>> Wh = np.array([[4.0], [np.log(2) - 1]])
    >>> np.round(gru_step(np.array([[1.0]]), np.array([[0.5]]), Wz, Wr, Wh), 6)
    array([[0.575]])
    """
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    return _gru_state(x, h, Wz, Wr, Wh)


def gru_forward(x: Array, h0: Array, Wz: Array, Wr: Array, Wh: Array) -> Array:
    r"""Run `gru_step` over whole sequences.

    .. math:: h_t = \mathrm{GRU}(x_t, h_{t-1}), \qquad t = 1, \dots, T

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences.
    h0 : ndarray of shape (B, H)
        The state before the first step.
    Wz, Wr, Wh : ndarray of shape (H + D, H)
        The cell, the same in every step.

    Returns
    -------
    ndarray of shape (B, T, H)
        ``h_1`` to ``h_T``.

    References
    ----------
    Lecture notes 004:372-383.

    Examples
    --------
    Both gates rest at 1/2; the candidates are 3/5 and 4/5:

    >>> x, zero = np.array([[[np.log(2)], [np.log(3) - 0.3]]]), np.zeros((2, 1))
    >>> np.round(gru_forward(x, np.zeros((1, 1)), zero, zero, np.array([[2.0], [1.0]])), 6)
    array([[[0.3 ],
            [0.55]]])
    """
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h0, Wz, Wr, Wh))
    states = []
    for t in range(x.shape[1]):
        h = _gru_state(x[:, t], h, Wz, Wr, Wh)
        states.append(h)
    return np.stack(states, axis=1)


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _gru_state(x: Array, h: Array, Wz: Array, Wr: Array, Wh: Array) -> Array:
    both = np.concatenate([h, x], axis=1)  # (B, H + D)
    z, r = _sigmoid(both @ Wz), _sigmoid(both @ Wr)  # (B, H)
    candidate = np.tanh(np.concatenate([r * h, x], axis=1) @ Wh)  # (B, H)
    state: Array = (1 - z) * h + z * candidate
    return state


def _pre_activation(x: Array, h: Array, gate: Gate) -> Array:
    Wx, Wh, b = (_real(part) for part in gate)
    return x @ Wx + h @ Wh + b  # (B, H)


def _sigmoid(a: Array) -> Array:
    small = np.exp(-np.abs(a))  # never above 1: e^1000 is infinite, and infinity over infinity is NaN
    share: Array = np.where(a >= 0, 1, small) / (1 + small)
    return share
