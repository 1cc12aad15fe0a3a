"""Backpropagation: fill in the six functions below.

README.md says what is asked, with the formulas and an example done by hand. Each docstring repeats the shapes and
what has to be refused. Letters: ``B`` samples in a batch, ``D_in`` and ``D_out`` features before and after a
layer, ``K`` classes with labels 0 … K − 1.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given. Helper functions of your own are welcome.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
