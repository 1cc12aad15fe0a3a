r"""Backpropagation: layers of a network, a loss, and how each of them passes a gradient on.

A network is a chain of layers, and the chain rule follows it from the end to the start. A layer does not have to
know the rest of the network: given the *upstream* gradient, which is the derivative of the loss with respect to the
output of the layer, it returns the derivative with respect to its input and to its parameters.

.. math::

    \text{forward:}\quad x \to z = x W + b \to y = f(z) \to L, \qquad
    \text{backward:}\quad \frac{\partial L}{\partial y} \to \frac{\partial L}{\partial z} \to
    \frac{\partial L}{\partial x}, \frac{\partial L}{\partial W}, \frac{\partial L}{\partial b}

===========  ======================================================================
``B``        samples in the batch, one per row
``D_in``     features that go into a layer, ``D_out`` those that come out
``K``        classes, labels 0 … K − 1
``dout``     upstream gradient, of the shape of the layer's output
===========  ======================================================================

A backward function takes the upstream gradient and the raw inputs of its forward function, not a cache. Every
gradient has the shape of what it belongs to.

How do I …

* run a layer: ``affine_forward(x, W, b)``, then ``relu_forward(z)``;
* get its gradients: ``relu_backward(dout, z)``, then ``affine_backward(dz, x, W)``;
* start the backward pass: ``softmax_cross_entropy(labels, logits)`` returns the loss and its gradient.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer[Any]]  # of shape (B,)


def affine_forward(x: Array, W: Array, b: Array) -> Array:
    r"""Apply a fully connected layer to each sample.

    .. math:: z = x W + b

    Parameters
    ----------
    x : ndarray of shape (B, D_in)
        Inputs, one sample per row.
    W : ndarray of shape (D_in, D_out)
        Weights.
    b : ndarray of shape (D_out,)
        Biases.

    Returns
    -------
    ndarray of shape (B, D_out)
        Floating inputs keep their dtype, integers become float64.

    References
    ----------
    Lecture notes 001:530–541 and 004:180–185.

    Examples
    --------
    >>> affine_forward(np.array([[1, 2], [2, -1]]), np.array([[1, 1], [1, -1]]), np.array([0, 10]))
    array([[ 3.,  9.],
           [ 1., 13.]])
    """
    z: Array = _real(x) @ _real(W) + _real(b)  # (B, D_in) @ (D_in, D_out) + (D_out,)
    return z


def affine_backward(dout: Array, x: Array, W: Array) -> tuple[Array, Array, Array]:
    r"""Gradients of a loss with respect to input, weights and biases of a fully connected layer.

    With :math:`g_{ij} = \partial L / \partial z_{ij}` and :math:`z = x W + b`, the chain rule sums over all paths
    from a number to the loss:

    .. math::

        \frac{\partial L}{\partial x_{ik}} = \sum_j g_{ij} \frac{\partial z_{ij}}{\partial x_{ik}}, \qquad
        \frac{\partial L}{\partial W_{kj}} = \sum_i g_{ij} \frac{\partial z_{ij}}{\partial W_{kj}}, \qquad
        \frac{\partial L}{\partial b_j} = \sum_i g_{ij} \frac{\partial z_{ij}}{\partial b_j}

    Parameters
    ----------
    dout : ndarray of shape (B, D_out)
        Upstream gradient g.
    x : ndarray of shape (B, D_in)
        Inputs of the forward pass.
    W : ndarray of shape (D_in, D_out)
        Weights of the forward pass.

    Returns
    -------
    dx : ndarray of shape (B, D_in)
    dW : ndarray of shape (D_in, D_out)
    db : ndarray of shape (D_out,)
        Floating inputs keep their dtype, integers become float64.

    Notes
    -----
    Every sample of the batch uses the same weights, so their gradient is a sum over the batch. If the loss is a
    mean, the factor 1/B is already in the upstream gradient. Cost O(B D_in D_out), twice that of the forward
    pass.

    References
    ----------
    D. E. Rumelhart, G. E. Hinton, R. J. Williams: Learning representations by back-propagating errors, Nature
    323 (1986). Lecture notes 002:375–378 and 004:247–253, which have the chain rule for a single weight.

    Examples
    --------
    >>> dout, x = np.array([[1.0, 2.0], [10.0, 20.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
    >>> dx, dW, db = affine_backward(dout, x, np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
    >>> dx
    array([[ 1.,  2.,  3.],
           [10., 20., 30.]])
    >>> dW
    array([[ 1.,  2.],
           [10., 20.],
           [12., 24.]])
    >>> db
    array([11., 22.])
    """
    dout, x, W = _real(dout), _real(x), _real(W)
    # (B, D_in), (D_in, D_out), (D_out,): each sums over the axis that its two factors share
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


def relu_forward(x: Array) -> Array:
    r"""Rectify: keep what is positive, replace the rest by 0.

    .. math:: \operatorname{ReLU}(x) = \max(0, x)

    Parameters
    ----------
    x : ndarray of any shape
        Pre-activations.

    Returns
    -------
    ndarray of the same shape
        Floating inputs keep their dtype, integers become float64.

    References
    ----------
    Lecture notes 001:553–554, 002:155–158 and 004:195.

    Examples
    --------
    >>> relu_forward(np.array([[-2.0, 3.0], [0.5, -1.0]]))
    array([[0. , 3. ],
           [0.5, 0. ]])
    """
    y: Array = np.maximum(_real(x), 0)
    return y


def relu_backward(dout: Array, x: Array) -> Array:
    r"""Gradient of a loss with respect to the input of a rectifier.

    .. math:: \frac{\partial L}{\partial x} = \begin{cases} \dfrac{\partial L}{\partial y} & x > 0 \\[1ex]
              0 & x < 0 \end{cases} \qquad\text{with } y = \operatorname{ReLU}(x)

    Parameters
    ----------
    dout : ndarray of any shape
        Upstream gradient.
    x : ndarray of the same shape
        Input of the forward pass, before it was rectified.

    Returns
    -------
    ndarray of the same shape
        Floating inputs keep their dtype, integers become float64.

    Notes
    -----
    At exactly 0 there is no derivative. 0 and 1 are both subgradients and both are accepted. Here it is 0, as in
    PyTorch; the notes write 1 for x >= 0.

    References
    ----------
    Lecture notes 004:196–198.

    Examples
    --------
    >>> relu_backward(np.array([5.0, -7.0, 9.0]), np.array([2.0, 0.1, -3.0]))
    array([ 5., -7.,  0.])
    """
    dx: Array = _real(dout) * (_real(x) > 0)
    return dx


def sigmoid_backward(dout: Array, x: Array) -> Array:
    r"""Gradient of a loss with respect to the input of a sigmoid.

    .. math:: \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\, \sigma(x) \bigl(1 - \sigma(x)\bigr)
              \qquad\text{with } y = \sigma(x) = \frac{1}{1 + e^{-x}}

    Parameters
    ----------
    dout : ndarray of any shape
        Upstream gradient.
    x : ndarray of the same shape
        Input of the forward pass, before the sigmoid was applied.

    Returns
    -------
    ndarray of the same shape
        Floating inputs keep their dtype, integers become float64. Finite for every finite x.

    Notes
    -----
    The derivative is largest at 0, where it is 1/4: each sigmoid layer makes gradients at least four times
    smaller, and ten such layers make them at least a million times smaller.

    References
    ----------
    Lecture notes 002:137 and 004:193–194.

    Examples
    --------
    >>> sigmoid_backward(np.array([8.0, 16.0, 1.0]), np.array([0.0, np.log(3.0), -1000.0]))
    array([2., 3., 0.])
    """
    # σ(x)(1 − σ(x)) = e / (1 + e)² with e = exp(−|x|): even in x, and the exponential never overflows.
    e = np.exp(-np.abs(_real(x)))
    dx: Array = _real(dout) * (e / (1 + e) ** 2)
    return dx


def softmax_cross_entropy(labels: Labels, logits: Array) -> tuple[float, Array]:
    r"""Mean cross entropy of a softmax, and its gradient with respect to the logits.

    .. math::

        p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}, \qquad
        L = -\frac{1}{B} \sum_{i=1}^{B} \ln p_{i, y_i}, \qquad
        \frac{\partial L}{\partial z_{ik}} = \frac{1}{B} \bigl(p_{ik} - [k = y_i]\bigr)

    Parameters
    ----------
    labels : ndarray of shape (B,), integers 0 … K − 1 of any width
        True classes y.
    logits : ndarray of shape (B, K), B >= 1
        Scores z, any finite numbers.

    Returns
    -------
    loss : float
        The mean over the batch, in nats; finite for finite logits.
    gradient : ndarray of shape (B, K)
        Its derivative with respect to the logits.

    Raises
    ------
    ValueError
        If the logits do not have shape (B, K) with B >= 1, if there is not one label per row, or if the labels
        are not integers from 0 to K − 1.

    Notes
    -----
    The logarithm of the softmax is a logit minus a number that all classes of the row share. The logarithm of the
    probability itself is infinite as soon as the probability underflows, at a gap of 745 between two logits. The
    softmax does not change when a constant is added to a row; with the largest logit subtracted no exponential
    overflows. Cost O(B K).

    References
    ----------
    Lecture notes 001:500–516, 003:27–31 and 004:216.

    Examples
    --------
    >>> softmax_cross_entropy(np.array([0, 1]), np.array([[8.0, 8.0], [0.0, np.log(3.0)]]))
    (0.4904146265058631, array([[-0.25 ,  0.25 ],
           [ 0.125, -0.125]]))
    """
    logits = _real(logits)
    if logits.ndim != 2:
        raise ValueError(f"logits must have shape (B, K), got {logits.shape}")
    B, K = logits.shape
    labels = _checked_labels(labels, B, K)
    shifted = logits - logits.max(axis=1, keepdims=True)  # the largest is 0: no exponential overflows
    exps = np.exp(shifted)
    totals = exps.sum(axis=1, keepdims=True)  # (B, 1), at least 1: no logarithm of 0
    rows = np.arange(B)
    loss = (np.log(totals[:, 0]) - shifted[rows, labels]).mean()
    gradient = exps / totals  # (B, K), the probabilities
    gradient[rows, labels] -= 1
    return float(loss), gradient / B


def _checked_labels(labels: Labels, B: int, K: int) -> Labels:
    """Labels as an array: B integers from 0 to K - 1."""
    labels = np.asarray(labels)
    if labels.shape != (B,) or B == 0:
        raise ValueError(f"labels must have one label per row, shape {(B,)} with B >= 1, got {labels.shape}")
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= K:
        raise ValueError(f"labels must be integers from 0 to K - 1 = {K - 1}, got {labels}")
    return labels


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
