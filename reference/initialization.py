r"""Initialization: how large random weights must be, so that signals and gradients keep their size.

A layer computes :math:`z = a W` from its inputs :math:`a`, with weights :math:`W` of shape (fan_in, fan_out). Its
weights are drawn independently, with mean 0 and variance :math:`\sigma^2`. Then each output is a sum of fan_in
products with mean 0, and each gradient that goes back through the layer is a sum of fan_out products:

.. math:: \operatorname{Var}[z] = n_\text{in}\, \sigma^2\, E[a^2], \qquad
          \operatorname{Var}\left[\frac{\partial L}{\partial a}\right]
          = n_\text{out}\, \sigma^2\, E\left[\left(\frac{\partial L}{\partial z}\right)^2\right]

===============  =============================================================
``fan_in``       number of inputs of a layer, the units before it
``fan_out``      number of outputs of a layer, its own units
``L``            number of layers
``widths``       numbers of units, from the inputs on: L + 1 numbers
``weight_var``   variance of a weight, one for all layers or one for each
``D, H, K``      numbers of inputs, hidden units and outputs of a network
===============  =============================================================

How do I …

* draw weights that suit both directions: ``xavier_uniform``, ``xavier_normal``;
* draw weights that suit ReLU: ``he_normal``;
* see how signals and gradients grow or shrink from layer to layer: ``forward_variance``, ``backward_variance``;
* see why weights must be random: ``symmetric_init_collapses``.

Rows are samples and layers compute ``x @ W``, so weights have shape (fan_in, fan_out). Functions that draw take a
``numpy.random.Generator`` and use no other source of random numbers. No function modifies its arrays.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Values = NDArray[Any]


def xavier_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    r"""Draw weights evenly, with the variance of Xavier initialization.

    .. math:: W_{ij} \sim U(-a, a), \qquad a = \sqrt{\frac{6}{n_\text{in} + n_\text{out}}}

    Parameters
    ----------
    fan_in, fan_out : int >= 1
        Numbers of inputs and outputs of the layer.
    rng : numpy.random.Generator
        Source of the random numbers. It moves on with each draw.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64
        Independent draws.

    Raises
    ------
    ValueError
        If ``fan_in`` or ``fan_out`` is less than 1.

    Notes
    -----
    U(−a, a) has the variance a²/3. With the bound above this is 2 / (fan_in + fan_out).

    References
    ----------
    X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010,
    equation 16. Lecture notes 001, lines 740–785; 002, lines 402–408.

    Examples
    --------
    >>> W = xavier_uniform(100, 50, np.random.default_rng(0))
    >>> W.shape, bool(np.abs(W).max() <= 0.2)
    ((100, 50), True)
    """
    fan_in, fan_out = _fans(fan_in, fan_out)
    bound = math.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, size=(fan_in, fan_out))


def xavier_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    r"""Draw weights from a normal distribution, with the variance of Xavier initialization.

    .. math:: W_{ij} \sim N(0, \sigma^2), \qquad \sigma^2 = \frac{2}{n_\text{in} + n_\text{out}}

    Parameters
    ----------
    fan_in, fan_out : int >= 1
        Numbers of inputs and outputs of the layer.
    rng : numpy.random.Generator
        Source of the random numbers. It moves on with each draw.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64
        Independent draws.

    Raises
    ------
    ValueError
        If ``fan_in`` or ``fan_out`` is less than 1.

    Notes
    -----
    NumPy's ``normal`` takes the standard deviation, the root of the variance.

    References
    ----------
    X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010,
    equation 12. Lecture notes 001, lines 770–781; 002, lines 449–456.

    Examples
    --------
    >>> W = xavier_normal(100, 50, np.random.default_rng(0))
    >>> W.shape, bool(abs(W.std() - 0.1155) < 0.005)
    ((100, 50), True)
    """
    fan_in, fan_out = _fans(fan_in, fan_out)
    std = math.sqrt(2 / (fan_in + fan_out))
    return rng.normal(0, std, size=(fan_in, fan_out))


def he_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    r"""Draw weights from a normal distribution, with a variance that suits ReLU.

    .. math:: W_{ij} \sim N(0, \sigma^2), \qquad \sigma^2 = \frac{2}{n_\text{in}}

    Parameters
    ----------
    fan_in, fan_out : int >= 1
        Numbers of inputs and outputs of the layer.
    rng : numpy.random.Generator
        Source of the random numbers. It moves on with each draw.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64
        Independent draws.

    Raises
    ------
    ValueError
        If ``fan_in`` or ``fan_out`` is less than 1.

    Notes
    -----
    ReLU sets half of the signal to 0, so E[a²] is half of the variance before it. The factor 2 makes up for that.

    References
    ----------
    K. He et al., *Delving Deep into Rectifiers*, 2015, equation 10. Not in the lecture notes, which only say that
    Xavier initialization is bad with ReLU (002, line 412).

    Examples
    --------
    >>> W = he_normal(100, 50, np.random.default_rng(0))
    >>> W.shape, bool(abs(W.std() - 0.1414) < 0.005)
    ((100, 50), True)
    """
    fan_in, fan_out = _fans(fan_in, fan_out)
    std = math.sqrt(2 / fan_in)
    return rng.normal(0, std, size=(fan_in, fan_out))


def forward_variance(widths: ArrayLike, weight_var: ArrayLike, activation: str) -> Array:
    r"""Variance of the outputs of each layer, before its activation.

    .. math:: \operatorname{Var}[z_l] = n_{l-1}\, \sigma_l^2\, E[a_{l-1}^2], \qquad
              E[a_l^2] = \begin{cases} \operatorname{Var}[z_l], & \text{identity} \\
              \tfrac{1}{2} \operatorname{Var}[z_l], & \text{ReLU} \end{cases}

    for l = 1, …, L, with E[a₀²] = 1 for the inputs.

    Parameters
    ----------
    widths : sequence of L + 1 ints >= 1, L >= 1
        Numbers of units: those of the inputs, then those of each layer.
    weight_var : float or sequence of L floats, finite and >= 0
        Variance of the weights: one number for all layers, or one for each.
    activation : {"identity", "relu"}
        What follows each layer.

    Returns
    -------
    ndarray of shape (L,)
        The variances, from the first layer to the last. float32 if ``weight_var`` is a float32 array.

    Raises
    ------
    ValueError
        If there are fewer than two widths or one of them is less than 1, if ``weight_var`` is a sequence of another
        length than L or holds a number that is negative or not finite, or if ``activation`` is another word.

    Notes
    -----
    It is exact for weights that are independent, symmetric about 0 and independent of the inputs, without biases.
    Half of E[z²] is left after ReLU, since z is symmetric about 0. Each step multiplies by n σ²: the
    product of the widths alone overflows for deep networks. Cost O(L).

    References
    ----------
    Lecture notes 001, lines 743–763; 002, lines 412–447. For ReLU: K. He et al., *Delving Deep into Rectifiers*, 2015,
    equations 5–9.

    Examples
    --------
    >>> forward_variance([100, 100, 100, 100], 0.01, "relu")  # Xavier: halved by each layer after the first
    array([1.  , 0.5 , 0.25])
    """
    sizes, variances, kept = _network(widths, weight_var, activation)
    z_variances = np.empty_like(variances)  # (L,)
    signal = 1.0  # E[a²] of the inputs of the layer
    for layer, variance in enumerate(variances):
        fan_in = sizes[layer]
        z_variances[layer] = fan_in * variance * signal
        signal = kept * z_variances[layer]
    return z_variances


def backward_variance(widths: ArrayLike, weight_var: ArrayLike, activation: str) -> Array:
    r"""Variance of the gradient with respect to the inputs of each layer.

    .. math:: \operatorname{Var}\left[\frac{\partial L}{\partial a_{l-1}}\right] = n_l\, \sigma_l^2\, E[\delta_l^2],
              \qquad E[\delta_l^2] = \begin{cases} \operatorname{Var}[\partial L / \partial a_l], & \text{identity} \\
              \tfrac{1}{2} \operatorname{Var}[\partial L / \partial a_l], & \text{ReLU} \end{cases}

    for l = L, …, 1, with :math:`\delta_l = \partial L / \partial z_l` and E[δ²] = 1 for the outputs of the last
    layer.

    Parameters
    ----------
    widths : sequence of L + 1 ints >= 1, L >= 1
        Numbers of units: those of the inputs, then those of each layer.
    weight_var : float or sequence of L floats, finite and >= 0
        Variance of the weights: one number for all layers, or one for each.
    activation : {"identity", "relu"}
        What follows each layer but the last.

    Returns
    -------
    ndarray of shape (L,)
        The variances, **in the order of the layers**: the first entry belongs to the inputs of the network. float32
        if ``weight_var`` is a float32 array.

    Raises
    ------
    ValueError
        As in `forward_variance`.

    Notes
    -----
    It is exact under the conditions of `forward_variance`, if the gradient at the outputs is independent of all else.
    Each unit is active with probability ½. Left out is the case that all units of a layer are 0 at once, which has
    probability 2⁻ⁿ. Cost O(L).

    References
    ----------
    Lecture notes 002, lines 410 and 449. For ReLU: K. He et al., *Delving Deep into Rectifiers*, 2015, equations 11–14.

    Examples
    --------
    >>> backward_variance([10, 20, 40], 0.05, "identity")
    array([2., 2.])
    """
    sizes, variances, kept = _network(widths, weight_var, activation)
    gradient_variances = np.empty_like(variances)  # (L,)
    delta = 1.0  # E[δ²] of the outputs of the layer
    for layer in reversed(range(len(variances))):
        fan_out = sizes[layer + 1]
        gradient_variances[layer] = fan_out * variances[layer] * delta
        delta = kept * gradient_variances[layer]
    return gradient_variances


def symmetric_init_collapses(W1: Values, b1: Values, W2: Values) -> bool:
    r"""Whether the hidden units start equal and stay equal, whatever the data.

    .. math:: \frac{\partial L}{\partial (W_1)_{dj}} = \sum_n x_{nd}\, \tanh'(z_{nj}) \sum_k \delta_{nk} (W_2)_{jk},
              \qquad \frac{\partial L}{\partial (W_2)_{jk}} = \sum_n \tanh(z_{nj})\, \delta_{nk}

    The network computes :math:`\hat y = \tanh(x W_1 + b_1) W_2 + b_2` and is trained by gradient descent on half the
    squared error, with :math:`\delta = \hat y - y`. Two units stay equal if these gradients are the same for both.

    Parameters
    ----------
    W1 : ndarray of shape (D, H), H >= 2
        Weights of the hidden layer; column j belongs to unit j.
    b1 : ndarray of shape (H,)
        Its biases.
    W2 : ndarray of shape (H, K)
        Weights of the outputs; row j belongs to unit j.

    Returns
    -------
    bool
        True if all hidden units have the same incoming weights, bias and outgoing weights. Then the layer acts
        as one unit for ever. False if training separates at least two of them for some data.

    Raises
    ------
    ValueError
        If the shapes do not fit together, an axis is empty, or there are fewer than two hidden units.

    Notes
    -----
    Numbers are compared exactly: a difference of 1e-12 grows in training, and one of 0 does not.

    References
    ----------
    Lecture notes 002, line 396.

    Examples
    --------
    >>> W1, b1, W2 = np.full((3, 2), 0.5), np.zeros(2), np.ones((2, 1))
    >>> symmetric_init_collapses(W1, b1, W2)
    True
    >>> symmetric_init_collapses(W1, b1, np.array([[1.0], [-1.0]]))
    False
    """
    W1, b1, W2 = np.asarray(W1), np.asarray(b1), np.asarray(W2)
    if W1.ndim != 2 or W2.ndim != 2 or b1.shape != (W1.shape[1],) or len(W2) != len(b1):
        raise ValueError(f"shapes must be (D, H), (H,) and (H, K), got {W1.shape}, {b1.shape} and {W2.shape}")
    if len(W1) < 1 or len(b1) < 2 or W2.shape[1] < 1:
        raise ValueError(f"D >= 1, H >= 2 and K >= 1 are needed, got W1 {W1.shape} and W2 {W2.shape}")
    incoming = (W1[:, 1:] == W1[:, :1]).all()
    biases = (b1[1:] == b1[0]).all()
    outgoing = (W2[1:] == W2[0]).all()
    return bool(incoming and biases and outgoing)


def _fans(fan_in: int, fan_out: int) -> tuple[int, int]:
    """Both numbers as Python integers, whose sum never overflows."""
    fan_in, fan_out = int(fan_in), int(fan_out)
    if fan_in < 1 or fan_out < 1:
        raise ValueError(f"fan_in and fan_out must be at least 1, got {fan_in} and {fan_out}")
    return fan_in, fan_out


def _network(widths: ArrayLike, weight_var: ArrayLike, activation: str) -> tuple[Array, Array, float]:
    """Widths (L + 1,), one variance for each layer (L,), and the share of a signal that passes the activation."""
    shares = {"identity": 1.0, "relu": 0.5}
    sizes, variances = np.asarray(widths), np.asarray(weight_var)
    if variances.dtype.kind != "f":
        variances = variances.astype(np.float64)
    if sizes.ndim != 1 or len(sizes) < 2 or (sizes < 1).any():
        raise ValueError(f"widths must be two numbers or more, each at least 1, got {widths!r}")
    if variances.shape not in {(), (len(sizes) - 1,)}:
        raise ValueError(f"weight_var must be one number or {len(sizes) - 1}, got shape {variances.shape}")
    if not ((variances >= 0) & np.isfinite(variances)).all():
        raise ValueError(f"weight_var must be finite and at least 0, got {weight_var!r}")
    if activation not in shares:
        raise ValueError(f'activation must be "identity" or "relu", got {activation!r}')
    return sizes.astype(variances.dtype), np.broadcast_to(variances, len(sizes) - 1), shares[activation]
