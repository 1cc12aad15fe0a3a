r"""Derivatives by differences, predicted and actual decrease of a step, and the chain rule through two layers.

A derivative is a limit, and a computer can come near to it:

.. math:: f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h} \approx \frac{f(x + h) - f(x - h)}{2h}

Such numbers are slow to get and not exact, but they need no formula for :math:`f'`. So they check formulas, and
`chain_rule_two_layer` is one to be checked.

===========  ======================================================================
``f``        a function that is given
``x``        where the derivative is asked for: a number or an array
``h``        the step, > 0; it is used as it is given
``v``        a direction, an array of the shape of x
``lr``       the learning rate, written η
``d, m, k``  numbers of inputs, hidden units and outputs of the network
===========  ======================================================================

How do I …

* look at a slope: ``central_difference(np.sin, x, 1e-5)``;
* check a gradient: compare it with ``numerical_gradient(f, x, 1e-5)``, or along one direction, for two calls of f, with
  ``directional_derivative(f, x, v, 1e-5)``;
* judge a learning rate: ``taylor_step(f, grad, x, lr)`` gives the predicted and the actual decrease.

Where a function is given, all numbers become float64 first, since differences cost digits; elsewhere float32 stays
float32, and integers become float64. No function modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]


def forward_difference(f: Callable[[Any], Any], x: Array | float, h: float) -> Array | float:
    r"""Slope of a function between x and the next place.

    .. math:: \frac{f(x + h) - f(x)}{h}

    Parameters
    ----------
    f : callable
        Takes a number, or an array of the shape of ``x`` entry by entry, in float64; returns as many.
    x : number or ndarray of any shape
        Where the slope is asked for.
    h : number > 0
        The step.

    Returns
    -------
    number or ndarray of the shape of ``x``, float64
        The slopes.

    Raises
    ------
    ValueError
        If ``h`` is not > 0.

    Notes
    -----
    The error is about h/2 times the second derivative, and rounding adds about 1e-16 |f| / h.

    References
    ----------
    Lecture notes 001, line 315, and 004, line 222.

    Examples
    --------
    >>> round(float(forward_difference(lambda x: x**3, 2.0, 0.1)), 6)
    12.61
    """
    x, h = _double(x), _step(h)
    slopes: Array = (f(x + h) - f(x)) / h
    return slopes


def central_difference(f: Callable[[Any], Any], x: Array | float, h: float) -> Array | float:
    r"""Slope of a function between the places before and after x.

    .. math:: \frac{f(x + h) - f(x - h)}{2h}

    Parameters
    ----------
    f : callable
        Takes a number, or an array of the shape of ``x`` entry by entry, in float64; returns as many.
    x : number or ndarray of any shape
        Where the slope is asked for.
    h : number > 0
        The step to each side.

    Returns
    -------
    number or ndarray of the shape of ``x``, float64
        The slopes.

    Raises
    ------
    ValueError
        If ``h`` is not > 0.

    Notes
    -----
    The error is about h²/6 times the third derivative: what h changes at first order cancels.

    References
    ----------
    W. H. Press et al., *Numerical Recipes*, section 5.7. Not in the lecture notes.

    Examples
    --------
    >>> round(float(central_difference(lambda x: x**3, 2.0, 0.1)), 6)
    12.01
    """
    x, h = _double(x), _step(h)
    slopes: Array = (f(x + h) - f(x - h)) / (2 * h)
    return slopes


def numerical_gradient(f: Callable[[Array], Any], x: Array, h: float) -> Array:
    r"""Gradient of a function of many numbers, one central difference for each of them.

    .. math:: g_i = \frac{f(x + h\, e_i) - f(x - h\, e_i)}{2h}

    Parameters
    ----------
    f : callable
        Takes a float64 array of the shape of ``x`` and returns one number.
    x : ndarray of any shape
        Where the gradient is asked for.
    h : number > 0
        The step in each entry.

    Returns
    -------
    ndarray of the shape of ``x``, float64
        The gradient.

    Raises
    ------
    ValueError
        If ``h`` is not > 0.

    Notes
    -----
    Cost 2n calls of ``f`` for n entries.

    References
    ----------
    Lecture notes 004, line 224: the gradient has one derivative for each variable.

    Examples
    --------
    >>> np.round(numerical_gradient(lambda x: x[0] ** 2 + 3 * x[0] * x[1], np.array([1, 2]), 1e-3), 6)
    array([8., 3.])
    """
    x, h = _double(x), _step(h)
    gradient = np.empty(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        gradient[place] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def directional_derivative(f: Callable[[Array], Any], x: Array, v: Array, h: float) -> float:
    r"""How fast a function changes along a direction, by one central difference.

    .. math:: \frac{f(x + h v) - f(x - h v)}{2h} \approx \nabla f(x)^\top v

    Parameters
    ----------
    f : callable
        Takes a float64 array of the shape of ``x`` and returns one number. It is called twice.
    x : ndarray of any shape
        Where the derivative is asked for.
    v : ndarray of the shape of ``x``
        The direction, as it is: twice as long a direction has twice the derivative.
    h : number > 0
        The step.

    Returns
    -------
    number, float64
        The derivative along ``v``.

    Raises
    ------
    ValueError
        If ``h`` is not > 0, or ``v`` has not the shape of ``x``.

    Notes
    -----
    Two calls of ``f``, however many entries ``x`` has. With the length of ``v`` taken out first, the result would be
    the slope along a path of unit speed; PyTorch's ``jvp`` leaves the length in, as this function does.

    References
    ----------
    Lecture notes 004, lines 234–236.

    Examples
    --------
    >>> f = lambda x: x[0] ** 2 + 3 * x[0] * x[1]
    >>> round(float(directional_derivative(f, np.array([1.0, 2.0]), np.array([3.0, 4.0]), 1e-3)), 6)
    36.0
    """
    x, v, h = _double(x), _double(v), _step(h)
    if v.shape != x.shape:
        raise ValueError(f"v must have the shape of x, {x.shape}, got {v.shape}")
    return float(f(x + h * v) - f(x - h * v)) / (2 * h)


def taylor_step(
    f: Callable[[Array], Any], grad: Callable[[Array], Array], x: Array, lr: float
) -> tuple[Array, float, float]:
    r"""One step of gradient descent, the decrease of f that the Taylor series predicts, and the actual one.

    .. math:: x' = x - \eta\, g, \qquad g = \nabla f(x), \qquad
              f(x) - f(x') \approx g^\top (x - x') = \eta\, \lVert g \rVert^2

    Parameters
    ----------
    f : callable
        Takes a float64 array of the shape of ``x`` and returns one number.
    grad : callable
        Takes the same and returns the gradient of ``f``, an array of this shape.
    x : ndarray of any shape
        Where the step begins.
    lr : number > 0
        The learning rate η.

    Returns
    -------
    x_new : ndarray of the shape of ``x``, float64
        Where the step ends.
    predicted : float
        The decrease of ``f`` by the first-order term; it is never negative.
    actual : float
        The decrease f(x) − f(x'); negative where ``f`` grows.

    Raises
    ------
    ValueError
        If ``lr`` is not > 0.

    Notes
    -----
    The two decreases agree up to a term with η². Where ``actual`` is much smaller, the learning rate is too large.

    References
    ----------
    Lecture notes 004, lines 227–238, and 000, line 244.

    Examples
    --------
    >>> f = lambda x: 0.5 * x[0] ** 2 + 2 * x[1] ** 2
    >>> x_new, predicted, actual = taylor_step(f, lambda x: np.array([1, 4]) * x, np.array([2.0, 1.0]), 0.1)
    >>> x_new, round(predicted, 6), round(actual, 6)
    (array([1.8, 0.6]), 2.0, 1.66)
    """
    x = _double(x)
    if not lr > 0:
        raise ValueError(f"lr must be > 0, got {lr}")
    gradient = _double(grad(x))
    x_new = x - lr * gradient
    return x_new, float(lr * np.sum(gradient * gradient)), float(f(x) - f(x_new))


def chain_rule_two_layer(x: Array, W1: Array, W2: Array, y: Array) -> tuple[float, Array, Array]:
    r"""Loss of a network with one hidden layer at one sample, and its gradients by the chain rule.

    .. math:: a = W_1^\top x, \quad s = \sigma(a), \quad z = W_2^\top s, \quad o = \sigma(z), \quad
              L = \tfrac{1}{2} \sum_j (o_j - y_j)^2
    .. math:: \frac{\partial L}{\partial W_2} = \frac{\partial L}{\partial o} \frac{\partial o}{\partial z}
              \frac{\partial z}{\partial W_2}, \qquad
              \frac{\partial L}{\partial W_1} = \frac{\partial L}{\partial o} \frac{\partial o}{\partial z}
              \frac{\partial z}{\partial s} \frac{\partial s}{\partial a} \frac{\partial a}{\partial W_1}

    Parameters
    ----------
    x : ndarray of shape (d,)
        One sample.
    W1 : ndarray of shape (d, m)
        Weights from the inputs to the hidden units.
    W2 : ndarray of shape (m, k)
        Weights from the hidden units to the outputs.
    y : ndarray of shape (k,)
        The truth.

    Returns
    -------
    loss : float
        Half of the sum of the squared errors.
    dW1 : ndarray of shape (d, m)
        Its gradient with respect to ``W1``.
    dW2 : ndarray of shape (m, k)
        Its gradient with respect to ``W2``.

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Notes
    -----
    The derivative of the sigmoid is written in its result, σ' = σ (1 − σ). Nothing overflows: the sigmoid is
    computed from tanh. Cost O(d m + m k).

    References
    ----------
    Lecture notes 004, lines 248–253 (the chain for one weight of one unit) and line 193 (the derivative of σ).

    Examples
    --------
    >>> W1, W2 = np.array([[2.0, -2.0], [-1.0, 1.0]]), np.array([[4.0], [-4.0]])
    >>> loss, dW1, dW2 = chain_rule_two_layer(np.array([1.0, 2.0]), W1, W2, np.array([1.0]))
    >>> loss
    0.125
    >>> dW1
    array([[-0.125,  0.125],
           [-0.25 ,  0.25 ]])
    >>> dW2
    array([[-0.0625],
           [-0.0625]])
    """
    x, W1, W2, y = _real(x), _real(W1), _real(W2), _real(y)
    if x.ndim != 1 or W1.ndim != 2 or W1.shape[0] != len(x):
        raise ValueError(f"W1 must have shape (d, m) for x of shape (d,), got {W1.shape} for {x.shape}")
    if W2.ndim != 2 or W2.shape[0] != W1.shape[1]:
        raise ValueError(f"W2 must have shape (m, k) for m = {W1.shape[1]}, got {W2.shape}")
    if y.shape != W2.shape[1:]:
        raise ValueError(f"y must have shape (k,) = {W2.shape[1:]}, got {y.shape}")
    s = _sigmoid(x @ W1)  # (m,)
    o = _sigmoid(s @ W2)  # (k,)
    error = o - y
    dz = error * o * (1 - o)  # (k,)
    da = (W2 @ dz) * s * (1 - s)  # (m,)
    return float(0.5 * np.sum(error * error)), np.outer(x, da), np.outer(s, dz)


def _sigmoid(z: Array) -> Array:
    """The logistic function; tanh does not overflow."""
    half: Array = 0.5 * np.tanh(0.5 * z) + 0.5
    return half


def _step(h: float) -> float:
    if not h > 0:
        raise ValueError(f"h must be > 0, got {h}")
    return float(h)


def _double(values: ArrayLike) -> Array:
    """The values in float64."""
    return np.asarray(values, dtype=np.float64)


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
