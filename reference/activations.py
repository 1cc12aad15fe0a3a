r"""Activation functions and their derivatives: what makes a stack of linear layers more than one linear layer.

Each function is applied to every entry by itself, except the softmax, which turns a row of numbers into
probabilities. Backpropagation multiplies by derivatives, so a derivative has to be right where it is tiny, too: a
product of ten derivatives of the sigmoid is at most 1e-6, and a derivative that is 0 ends all learning below it.

==============  ============================================================================
``x``           inputs of the activation (never its outputs), any shape unless a shape is given
``n, d, K``     samples, features, classes
``Φ, φ``        distribution and density of the standard normal law
==============  ============================================================================

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]


def step(x: Array) -> NDArray[np.int64]:
    r"""The step function of McCulloch and Pitts.

    .. math:: \mathrm{step}(x) = 1 \text{ if } x \ge 0, \text{ else } 0

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.

    Returns
    -------
    ndarray of the shape of ``x``, int64
        0 or 1. At 0 the value is 1: reaching the threshold is enough.

    References
    ----------
    Lecture notes 003, line 5, and 004, line 153.

    Examples
    --------
    >>> step(np.array([-0.5, 0.0, 2.0]))
    array([0, 1, 1])
    """
    return (_real(x) >= 0).astype(np.int64)


def identity(x: Array) -> tuple[Array, Array]:
    """The identity, which is the activation of the last layer of a regression, and its derivative.

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.

    Returns
    -------
    value : ndarray of the shape of ``x``
        The inputs, as floats, in memory of their own.
    derivative : ndarray of the shape of ``x``
        Ones.

    References
    ----------
    Lecture notes 003, line 5.

    Examples
    --------
    >>> identity(np.array([-2, 3]))
    (array([-2.,  3.]), array([1., 1.]))
    """
    x = _real(x)
    return x.copy(), np.ones_like(x)


def sigmoid(x: Array) -> Array:
    r"""The logistic sigmoid.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}}

    Parameters
    ----------
    x : ndarray of any shape
        Inputs, of any size.

    Returns
    -------
    ndarray of the shape of ``x``
        Between 0 and 1.

    Notes
    -----
    :math:`e^{1000}` overflows. With :math:`e^{-|x|}`, which never does, the value is
    :math:`1 / (1 + e^{-|x|})` for positive inputs and :math:`e^{-|x|} / (1 + e^{-|x|})` for negative ones.

    References
    ----------
    Lecture notes 001, lines 558 to 560; 002, lines 123 to 131.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    return _sigmoid(_real(x))


def sigmoid_derivative(x: Array) -> Array:
    r"""The derivative of the sigmoid, at the input x.

    .. math:: \sigma'(x) = \sigma(x) (1 - \sigma(x)) = \sigma(x)\, \sigma(-x)

    Parameters
    ----------
    x : ndarray of any shape
        Inputs, of any size.

    Returns
    -------
    ndarray of the shape of ``x``
        Between 0 and 1/4.

    Notes
    -----
    For x = 40 the sigmoid is 1 in floating point, and 1 − σ(x) is 0 instead of 4e-18. The last form subtracts
    nothing.

    References
    ----------
    Lecture notes 002, lines 128 to 131; 004, lines 190 to 194, where the bound is 1/4, not 1.

    Examples
    --------
    >>> sigmoid_derivative(np.array([0.0, 40.0]))
    array([2.50000000e-01, 4.24835426e-18])
    """
    x = _real(x)
    return _sigmoid(x) * _sigmoid(-x)


def tanh(x: Array) -> Array:
    r"""The hyperbolic tangent.

    .. math:: \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2 \sigma(2x) - 1

    Parameters
    ----------
    x : ndarray of any shape
        Inputs, of any size.

    Returns
    -------
    ndarray of the shape of ``x``
        Between −1 and 1.

    Notes
    -----
    Both formulas subtract numbers that are nearly equal if x is near 0; `numpy.tanh` does not.

    References
    ----------
    Lecture notes 001, lines 563 to 566; 002, lines 139 to 151.

    Examples
    --------
    >>> tanh(np.array([-1000.0, 0.0, 1e-20]))
    array([-1.e+00,  0.e+00,  1.e-20])
    """
    return np.tanh(_real(x))


def tanh_derivative(x: Array) -> Array:
    r"""The derivative of the hyperbolic tangent, at the input x.

    .. math:: \tanh' x = 1 - \tanh^2 x = \frac{1}{\cosh^2 x} = 4\, \sigma(2x)\, \sigma(-2x)

    Parameters
    ----------
    x : ndarray of any shape
        Inputs, of any size.

    Returns
    -------
    ndarray of the shape of ``x``
        Between 0 and 1.

    Notes
    -----
    For x = 20 the tangent is 1 in floating point, and the first form is 0 instead of 1.7e-17. The second one overflows
    at 711, the last one never.

    References
    ----------
    Lecture notes 002, lines 145 to 149.

    Examples
    --------
    >>> tanh_derivative(np.array([0.0, 20.0]))
    array([1.00000000e+00, 1.69934170e-17])
    """
    x = _real(x)
    return 4 * _sigmoid(2 * x) * _sigmoid(-2 * x)


def relu(x: Array) -> Array:
    r"""The rectified linear unit.

    .. math:: \mathrm{relu}(x) = \max(x, 0)

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.

    Returns
    -------
    ndarray of the shape of ``x``
        The positive inputs, and 0 for the others.

    References
    ----------
    Lecture notes 001, line 554; 002, line 158; 004, line 195.

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(_real(x), 0)


def leaky_relu(x: Array, slope: float) -> Array:
    r"""The rectified linear unit with a small slope on its negative side.

    .. math:: f(x) = x \text{ if } x > 0, \text{ else } a x

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.
    slope : float
        The slope a of the negative side, 0 <= a < 1. The notes use 0.1, PyTorch 0.01; 0 gives ReLU.

    Returns
    -------
    ndarray of the shape of ``x``
        The positive inputs as they are, the negative ones times a.

    Raises
    ------
    ValueError
        If ``slope`` is negative, or not below 1.

    References
    ----------
    Lecture notes 002, line 170; 003, line 7.

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 3.0]), 0.1)
    array([-0.2,  3. ])
    """
    x, slope = _real(x), _checked_slope(slope)
    return np.where(x > 0, x, slope * x)


def leaky_relu_derivative(x: Array, slope: float) -> Array:
    r"""The derivative of the leaky rectified linear unit, at the input x.

    .. math:: f'(x) = 1 \text{ if } x > 0, \text{ else } a

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.
    slope : float
        The slope a of the negative side, 0 <= a < 1. With 0 it is the derivative of ReLU.

    Returns
    -------
    ndarray of the shape of ``x``
        1 where the input is positive, a where it is negative. At 0 there is no derivative; both are right.

    Raises
    ------
    ValueError
        If ``slope`` is negative, or not below 1.

    References
    ----------
    Lecture notes 002, lines 167 to 170; 004, line 196, which takes 1 at 0 for ReLU.

    Examples
    --------
    >>> leaky_relu_derivative(np.array([-2.0, 3.0]), 0.1)
    array([0.1, 1. ])
    """
    x, slope = _real(x), _checked_slope(slope)
    return np.where(x > 0, 1.0, slope).astype(x.dtype)


def prelu(x: Array, a: Array) -> Array:
    r"""The parametric rectified linear unit: one learnable slope for each feature.

    .. math:: f(x_{ij}) = x_{ij} \text{ if } x_{ij} > 0, \text{ else } a_j x_{ij}

    Parameters
    ----------
    x : ndarray of shape (n, d)
        Inputs, one sample per row.
    a : ndarray of shape (d,)
        Slopes of the negative side, any numbers: training may make them negative or larger than 1.

    Returns
    -------
    ndarray of shape (n, d)
        The outputs.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    K. He et al., "Delving deep into rectifiers", arXiv:1502.01852 (2015), equation 1. Lecture notes 004, line 198.

    Examples
    --------
    >>> prelu(np.array([[-2.0, -2.0], [3.0, 3.0]]), np.array([0.5, 2.0]))
    array([[-1., -4.],
           [ 3.,  3.]])
    """
    x, a = _features(x, a)
    return np.where(x > 0, x, a * x)


def prelu_gradients(dout: Array, x: Array, a: Array) -> tuple[Array, Array]:
    r"""Gradients of a loss with respect to the inputs and to the slopes of a parametric rectified linear unit.

    .. math:: \frac{\partial L}{\partial x_{ij}} = g_{ij} \cdot (1 \text{ if } x_{ij} > 0, \text{ else } a_j), \qquad
              \frac{\partial L}{\partial a_j} = \sum_{i:\, x_{ij} < 0} g_{ij} x_{ij}

    Parameters
    ----------
    dout : ndarray of shape (n, d)
        The gradient g of the loss with respect to the outputs.
    x : ndarray of shape (n, d)
        Inputs, one sample per row.
    a : ndarray of shape (d,)
        Slopes of the negative side.

    Returns
    -------
    dx : ndarray of shape (n, d)
        With respect to the inputs. At 0 both one-sided derivatives are right.
    da : ndarray of shape (d,)
        With respect to the slopes: every sample uses the slope of its feature, so the terms add up.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    K. He et al., arXiv:1502.01852, equations 2 and 3.

    Examples
    --------
    >>> prelu_gradients(np.ones((2, 1)), np.array([[-2.0], [-3.0]]), np.array([0.5]))
    (array([[0.5],
           [0.5]]), array([-5.]))
    """
    x, a = _features(x, a)
    dout = _real(dout)
    if dout.shape != x.shape:
        raise ValueError(f"dout must have the shape of x, {x.shape}, got {dout.shape}")
    dx = np.where(x > 0, dout, a * dout)
    da = (dout * np.minimum(x, 0)).sum(axis=0)  # (n, d) -> (d,)
    return dx, da


def gelu(x: Array) -> Array:
    r"""The Gaussian error linear unit, in its exact form.

    .. math:: \mathrm{gelu}(x) = x\, \Phi(x), \qquad \Phi(x) = \frac12 \Bigl(1 + \mathrm{erf}\frac{x}{\sqrt 2}\Bigr)

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.

    Returns
    -------
    ndarray of the shape of ``x``
        The outputs. The function is not monotone: its smallest value is −0.17, at −0.75.

    Notes
    -----
    For x = −10 the error function is −1 in floating point, and the sum is 0. The complementary error function gives
    :math:`\Phi(x) = \frac12 \mathrm{erfc}(-x / \sqrt 2)` without a difference.

    References
    ----------
    D. Hendrycks and K. Gimpel, arXiv:1606.08415 (2016). Lecture notes 003, line 11.

    Examples
    --------
    >>> np.round(gelu(np.array([-1.0, 0.0, 1.0])), 4)
    array([-0.1587,  0.    ,  0.8413])
    """
    x = _real(x)
    return x * _normal_cdf(x)


def gelu_derivative(x: Array) -> Array:
    r"""The derivative of the Gaussian error linear unit, at the input x.

    .. math:: \mathrm{gelu}'(x) = \Phi(x) + x\, \varphi(x), \qquad \varphi(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2}

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.

    Returns
    -------
    ndarray of the shape of ``x``
        The derivatives. They are negative below −0.75 and larger than 1 above 1.42.

    References
    ----------
    D. Hendrycks and K. Gimpel, arXiv:1606.08415; the product rule.

    Examples
    --------
    >>> np.round(gelu_derivative(np.array([-1.0, 0.0, 1.0])), 4)
    array([-0.0833,  0.5   ,  1.0833])
    """
    x = _real(x)
    density = np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)
    return _normal_cdf(x) + x * density


def softmax(x: Array) -> Array:
    r"""The softmax of each row.

    .. math:: p_{ij} = \frac{e^{x_{ij}}}{\sum_{k=1}^{K} e^{x_{ik}}}

    Parameters
    ----------
    x : ndarray of shape (n, K), n, K >= 1
        Logits, finite and of any size, one sample per row.

    Returns
    -------
    ndarray of shape (n, K)
        Probabilities: each row sums to 1.

    Raises
    ------
    ValueError
        If ``x`` does not have two axes, or a row has no entries.

    Notes
    -----
    A number that is added to a whole row changes nothing. Without its largest entry a row has no logit above 0, and no
    exponential overflows. The largest of *all* rows would not do: a row far below it would become 0/0.

    References
    ----------
    Lecture notes 000, line 149 (where the sum should run over the classes), and 001, line 490.

    Examples
    --------
    >>> softmax(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]]))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    return _softmax(_logits(x))


def softmax_jacobian(x: Array) -> Array:
    r"""The Jacobian of the softmax, for each row.

    .. math:: J_{ijk} = \frac{\partial p_{ij}}{\partial x_{ik}} = p_{ij} (\delta_{jk} - p_{ik})

    Parameters
    ----------
    x : ndarray of shape (n, K), n, K >= 1
        Logits, one sample per row.

    Returns
    -------
    ndarray of shape (n, K, K)
        One symmetric matrix for each sample; its rows sum to 0.

    Raises
    ------
    ValueError
        If ``x`` does not have two axes, or a row has no entries.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, equation 4.106.

    Examples
    --------
    >>> softmax_jacobian(np.zeros((1, 2)))
    array([[[ 0.25, -0.25],
            [-0.25,  0.25]]])
    """
    p = _softmax(_logits(x))
    own = p[:, :, None] * np.eye(p.shape[1], dtype=p.dtype)  # (n, K, K): p on the diagonal
    jacobian: Array = own - p[:, :, None] * p[:, None, :]
    return jacobian


def dead_units(activations: Array) -> NDArray[np.bool_]:
    """Which units of a layer are 0 for every sample.

    Parameters
    ----------
    activations : ndarray of shape (n, d), n >= 1
        Outputs of a layer, one sample per row.

    Returns
    -------
    ndarray of bool, shape (d,)
        True for a unit whose output is exactly 0 for all samples.

    Raises
    ------
    ValueError
        If ``activations`` does not have two axes, or has no rows.

    Notes
    -----
    A unit with relu that is 0 for every sample has the derivative 0 for every sample. Its weights never change again.
    A unit that is 0 for some samples is what relu is made for.

    References
    ----------
    Lecture notes 000, line 213, which asks for one output of 0 only; 004, line 198.

    Examples
    --------
    >>> dead_units(np.array([[0.0, 0.0, 1.0], [0.0, 2.0, 0.0]]))
    array([ True, False, False])
    """
    activations = np.asarray(activations)
    if activations.ndim != 2 or len(activations) == 0:
        raise ValueError(f"activations must have shape (n, d) with n >= 1, got {activations.shape}")
    dead: NDArray[np.bool_] = (activations == 0).all(axis=0)
    return dead


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _sigmoid(x: Array) -> Array:
    small = np.exp(-np.abs(x))  # in (0, 1]
    values: Array = np.where(x >= 0, 1, small) / (1 + small)
    return values


def _normal_cdf(x: Array) -> Array:
    """Φ, with all digits in the left tail. NumPy has no error function, Python has one for single numbers."""
    values = [0.5 * math.erfc(-value / math.sqrt(2)) for value in x.ravel().tolist()]
    return np.array(values, dtype=x.dtype).reshape(x.shape)


def _softmax(x: Array) -> Array:
    weights = np.exp(x - x.max(axis=1, keepdims=True))
    probabilities: Array = weights / weights.sum(axis=1, keepdims=True)
    return probabilities


def _checked_slope(slope: float) -> float:
    slope = float(slope)
    if not 0 <= slope < 1:
        raise ValueError(f"slope must be at least 0 and below 1, got {slope}")
    return slope


def _features(x: ArrayLike, a: ArrayLike) -> tuple[Array, Array]:
    x, a = _real(x), _real(a)
    if x.ndim != 2 or a.shape != x.shape[1:]:
        raise ValueError(f"x must have shape (n, d) and a shape (d,), got {x.shape} and {a.shape}")
    return x, a


def _logits(x: ArrayLike) -> Array:
    x = _real(x)
    if x.ndim != 2 or x.size == 0:
        raise ValueError(f"x must have shape (n, K) with n, K >= 1, got {x.shape}")
    return x
