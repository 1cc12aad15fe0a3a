"""A recurrent network: write the seven functions below.

``B`` sequences of ``T`` steps with ``D`` features, ``H`` units, outputs of size ``K``. README.md has the
formulas and an example to redo by hand. Return new arrays; do not change the ones you are given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Weights = tuple[Array, Array, Array, Array]


def rnn_step(x: Array, h: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    r"""One time step: mix input and state, then squash.

    .. math:: h_t = \tanh(x_t W_x + h_{t-1} W_h + b)

    Parameters
    ----------
    x : ndarray of shape (B, D)
        The input of this step.
    h : ndarray of shape (B, H)
        The state before this step.
    Wx : ndarray of shape (D, H)
        Weights of the input.
    Wh : ndarray of shape (H, H)
        Weights of the state.
    b : ndarray of shape (H,)
        Bias.

    Returns
    -------
    ndarray of shape (B, H)
        The state after this step. Floating inputs keep their dtype, integers of any width become float64.

    Notes
    -----
    Pre-activations may be large (1000 and more); the result is then 1 or -1. Cost: O(BH(D + H)).

    References
    ----------
    J. L. Elman: Finding Structure in Time, Cognitive Science 14, 1990. Lecture notes 004:336.

    Examples
    --------
    tanh(ln 2) = 3/5:

    >>> one = np.ones((1, 1))
    >>> rnn_step(np.log(2) / 2 * one, 0.2 * one, 2 * one, 0.5 * one, np.array([-0.1]))
    array([[0.6]])
    """
    raise NotImplementedError


def rnn_forward(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array, Wo: Array) -> tuple[Array, Array]:
    r"""Run the layer over whole sequences and compute an output from every state.

    .. math:: h_t = \tanh(x_t W_x + h_{t-1} W_h + b), \qquad O_t = h_t W_o, \qquad t = 1, \dots, T

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences.
    h0 : ndarray of shape (B, H)
        The state before the first step.
    Wx, Wh, b : ndarray of shape (D, H), (H, H), (H,)
        The layer, the same in every step.
    Wo : ndarray of shape (H, K)
        Weights of the output, the same in every step.

    Returns
    -------
    states : ndarray of shape (B, T, H)
        ``h_1`` to ``h_T``; ``h0`` is not among them.
    outputs : ndarray of shape (B, T, K)
        ``O_1`` to ``O_T``.

    Notes
    -----
    The steps wait for one another, the samples of a batch do not. The output is linear: a softmax, if one is
    wanted, belongs to the loss. Cost: O(BTH(D + H + K)).

    References
    ----------
    Lecture notes 004:332-336.

    Examples
    --------
    tanh(ln 2) = 3/5 and tanh(ln 3) = 4/5:

    >>> x = np.array([[[np.log(2) / 2], [(np.log(3) - 0.2) / 2]]])
    >>> one = np.ones((1, 1))
    >>> states, outputs = rnn_forward(x, 0.2 * one, 2 * one, 0.5 * one, np.array([-0.1]), 10 * one)
    >>> states
    array([[[0.6],
            [0.8]]])
    >>> outputs
    array([[[6.],
            [8.]]])
    """
    raise NotImplementedError


def rnn_backward(
    dh: Array, x: Array, h0: Array, Wx: Array, Wh: Array, b: Array
) -> tuple[Array, Array, Array, Array, Array]:
    r"""Backpropagation through time: gradients of a loss that reads every state.

    With :math:`\ell_t` for the part of the loss that reads :math:`h_t` directly, the upstream gradient is
    :math:`\partial \ell_t / \partial h_t`, and the whole loss is :math:`L = \sum_t \ell_t`.

    Parameters
    ----------
    dh : ndarray of shape (B, T, H)
        Upstream gradient of each state, as the loss reads it directly: what reaches a state by way of later
        states is not in it.
    x : ndarray of shape (B, T, D), T >= 1
        The sequences of the forward pass.
    h0 : ndarray of shape (B, H)
        The state before the first step.
    Wx, Wh, b : ndarray of shape (D, H), (H, H), (H,)
        The layer of the forward pass.

    Returns
    -------
    dx : ndarray of shape (B, T, D)
    dh0 : ndarray of shape (B, H)
    dWx : ndarray of shape (D, H)
    dWh : ndarray of shape (H, H)
    db : ndarray of shape (H,)
        Derivatives of L. Floating inputs keep their dtype, integers of any width become float64.

    Notes
    -----
    The notes write the gradient as a double sum, over the step whose loss is read and over each earlier step.
    That costs O(T^2) products; one pass from the end suffices. All T steps take part. Nothing is clipped: the
    result is linear in ``dh``, whether its entries are 1e-150 or 1e4. Nothing is averaged: if the loss is a mean
    over the batch, its factor is already in ``dh``. Cost: O(BTH(D + H)).

    References
    ----------
    P. J. Werbos: Backpropagation Through Time: What It Does and How to Do It, Proc. IEEE 78, 1990. Lecture
    notes 004:338-344.

    Examples
    --------
    >>> x = np.array([[[np.log(2) / 2], [(np.log(3) - 0.2) / 2]]])
    >>> one, dh = np.ones((1, 1)), np.array([[[1.0], [2.0]]])
    >>> dx, dh0, dWx, dWh, db = rnn_backward(dh, x, 0.2 * one, 2 * one, 0.5 * one, np.array([-0.1]))
    >>> np.round(dx, 6), np.round(dh0, 6)
    (array([[[1.7408],
            [1.44  ]]]), array([[0.4352]]))
    >>> np.round(dWx, 6), np.round(dWh, 6), np.round(db, 6)
    (array([[0.625158]]), array([[0.60608]]), array([1.5904]))
    """
    raise NotImplementedError


def gradient_norms_through_time(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    r"""How strongly the last state still depends on each earlier one.

    .. math:: \left\lVert \frac{\partial h_T}{\partial h_t} \right\rVert_2, \qquad t = 1, \dots, T

    The norm is the spectral norm, the largest singular value: the factor by which a small change of
    :math:`h_t` can at most come out changed in :math:`h_T`.

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences.
    h0 : ndarray of shape (B, H)
        The state before the first step.
    Wx, Wh, b : ndarray of shape (D, H), (H, H), (H,)
        The layer.

    Returns
    -------
    ndarray of shape (B, T)
        One norm per sequence and state, in time order; the last column is 1.

    Notes
    -----
    The norm of a product is at most the product of the norms, and usually much less. Matrices do not commute.
    Norms are neither clipped nor cut off after some number of steps.
    As tanh' is at most 1, the norms vanish if the largest singular value of Wh is below 1. If it is above 1
    they may explode, or still vanish where units saturate. Cost: O(BTH^3).

    References
    ----------
    R. Pascanu, T. Mikolov, Y. Bengio: On the Difficulty of Training Recurrent Neural Networks, ICML 2013,
    section 2. Lecture notes 004:328-344.

    Examples
    --------
    tanh' is 1 - 0.8^2 = 0.36 in step 2, times Wh = 0.5:

    >>> x = np.array([[[np.log(2) / 2], [(np.log(3) - 0.2) / 2]]])
    >>> one = np.ones((1, 1))
    >>> gradient_norms_through_time(x, 0.2 * one, 2 * one, 0.5 * one, np.array([-0.1]))
    array([[0.18, 1.  ]])
    """
    raise NotImplementedError


def birnn_forward(x: Array, forward: Weights, backward: Weights) -> Array:
    r"""Read every sequence in both directions, and give each place both states.

    .. math::

        \overrightarrow{h}_t &= \tanh(x_t W_x + \overrightarrow{h}_{t-1} W_h + b) \\
        \overleftarrow{h}_t &= \tanh(x_t W_x' + \overleftarrow{h}_{t+1} W_h' + b') \\
        s_t &= [\overrightarrow{h}_t, \overleftarrow{h}_t]

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences.
    forward : tuple of ndarrays (h0, Wx, Wh, b)
        The layer that reads from the first input to the last, of H1 units: shapes (B, H1), (D, H1), (H1, H1)
        and (H1,). Its ``h0`` stands before the first input.
    backward : tuple of ndarrays (h0, Wx, Wh, b)
        The layer that reads from the last input to the first, of H2 units: the same shapes with H2. Its
        ``h0`` stands after the last input.

    Returns
    -------
    ndarray of shape (B, T, H1 + H2)
        In time order; the forward state of a place comes first, then its backward state.

    Notes
    -----
    At every place the pair has seen the whole sequence: the forward state what stands before and at the
    place, the backward state what stands at it and after. The two layers share nothing but the input.

    References
    ----------
    M. Schuster, K. K. Paliwal: Bidirectional Recurrent Neural Networks, IEEE Trans. Signal Processing 45,
    1997. In the lecture notes only as a picture.

    Examples
    --------
    >>> x = np.array([[[np.log(2)], [np.log(3) - 0.3]]])
    >>> one = np.ones((1, 1))
    >>> forward = 0 * one, one, 0.5 * one, np.array([0.0])
    >>> backward = 0 * one, 0.5 * one, -0.3 * one, np.array([0.15])
    >>> np.round(birnn_forward(x, forward, backward), 6)
    array([[[0.6     , 0.333333],
            [0.8     , 0.5     ]]])
    """
    raise NotImplementedError


def sentence_vector(
    h: Array, mask: NDArray[np.bool_], how: str = "last", weights: Array | None = None
) -> Array:
    r"""One vector for a whole sentence, from the states of its words.

    With ``how="last"`` it is the state of the last word. With ``how="weighted"`` it is the weighted mean over
    the words of the sentence (the set V of the places where the mask is True):

    .. math:: v = \frac{\sum_{t \in V} \alpha_t h_t}{\sum_{t \in V} \alpha_t}

    Parameters
    ----------
    h : ndarray of shape (B, T, H)
        States.
    mask : ndarray of shape (B, T), bool
        True where a word stands, False at padding, which may stand before, between or after the words.
    how : {"last", "weighted"}
        The last word, or the weighted mean.
    weights : ndarray of shape (B, T), >= 0, optional
        The weights of the mean, not normalised. Without them all words weigh the same. With how="last" they are
        ignored, also where the last word weighs 0.

    Returns
    -------
    ndarray of shape (B, H)
        A sentence without words becomes the zero vector. With how="weighted" a sentence whose words all weigh 0
        becomes the zero vector, too. Floating states keep their dtype, integers of any width become float64.

    Raises
    ------
    ValueError
        If ``how`` is neither "last" nor "weighted".

    Notes
    -----
    States and weights at padded places are arbitrary, NaN and infinity included, and do not reach the result; a
    sentence without words may hold nothing but NaN. States and weights of words are finite. Only the ratios of
    the weights count, so weights of 1e-305 are as good as weights of 1.

    References
    ----------
    Lecture notes 004:313-314.

    Examples
    --------
    >>> h = np.array([[[1.0, 10.0], [3.0, 30.0], [7.0, 70.0]]])
    >>> mask = np.array([[True, True, False]])
    >>> sentence_vector(h, mask)
    array([[ 3., 30.]])
    >>> sentence_vector(h, mask, "weighted", np.array([[3.0, 1.0, 9.0]]))
    array([[ 1.5, 15. ]])
    """
    raise NotImplementedError


def run_mode(
    x: Array, h0: Array, Wx: Array, Wh: Array, b: Array, Wo: Array, mode: str, steps: int | None = None
) -> Array:
    r"""The three ways to use the network: which inputs go in, which outputs are kept.

    =================  ============================  ============================
    mode               inputs                        outputs
    =================  ============================  ============================
    ``many_to_many``   x_1 … x_T                     O_1 … O_T
    ``many_to_one``    x_1 … x_T                     O_T
    ``one_to_many``    x_1, then zero vectors        O_1 … O_steps
    =================  ============================  ============================

    Parameters
    ----------
    x : ndarray of shape (B, T, D), T >= 1
        Sequences; ``one_to_many`` takes one input, T = 1.
    h0 : ndarray of shape (B, H)
        The state before the first step.
    Wx, Wh, b : ndarray of shape (D, H), (H, H), (H,)
        The layer.
    Wo : ndarray of shape (H, K)
        Weights of the output.
    mode : {"many_to_many", "many_to_one", "one_to_many"}
        The mode. It alone decides; T and ``steps`` do not.
    steps : int >= 1, optional
        How many outputs ``one_to_many`` gives. The other modes ignore it, whatever its value.

    Returns
    -------
    ndarray of shape (B, T, K), (B, K) or (B, steps, K)
        The outputs of the mode, in the order of the table.

    Raises
    ------
    ValueError
        If ``mode`` is none of the three; in ``one_to_many`` if ``x`` has more than one time step, or if
        ``steps`` is missing or below 1.

    Notes
    -----
    A zero input is not a missing step: the state goes on through Wh and b.

    References
    ----------
    Lecture notes 004:320-324.

    Examples
    --------
    >>> x = np.array([[[np.log(2) / 2], [(np.log(3) - 0.2) / 2]]])
    >>> one = np.ones((1, 1))
    >>> layer = 0.2 * one, 2 * one, 0.5 * one, np.array([-0.1]), 10 * one
    >>> run_mode(x, *layer, mode="many_to_one")
    array([[8.]])
    >>> np.round(run_mode(x[:, :1], *layer, mode="one_to_many", steps=2), 6)
    array([[[6.      ],
            [1.973753]]])
    """
    raise NotImplementedError
