r"""A whole multilayer perceptron: its gradients, the check that they are right, and its training.

The layers of `backpropagation` are chained. The forward pass keeps the input of every layer, the backward pass goes
through the same layers in reverse:

.. math::

    \text{forward:}\quad  h_0 = X, \quad z_l = h_{l-1} W_l + b_l, \quad h_l = \max(0, z_l), \quad
    \text{logits} = z_L

    \text{backward:}\quad \frac{\partial L}{\partial z_L} \to \frac{\partial L}{\partial h_{L-1}} \to
    \frac{\partial L}{\partial z_{L-1}} \to \dots \to \frac{\partial L}{\partial z_1}

===========  ======================================================================
``B``        samples in the batch, one per row; ``n`` samples in the whole data set
``D``        features of a sample
``K``        classes, labels 0 … K − 1
``L``        layers with weights; ReLU stands between them, not after the last
``params``   list of L tuples ``(W, b)``, W of shape (D_in, D_out) and b of shape (D_out,)
===========  ======================================================================

How do I …

* train: ``train_mlp(X, y, params, lr, epochs, batch_size, rng)``;
* look inside: ``mlp_forward(params, X)`` for the logits, ``mlp_backward(params, X, labels)`` for the gradients;
* check a gradient I derived: ``gradient_check(f, x, analytic)`` is below 1e-7 if it is right;
* see that one hidden layer is enough on a line: ``relu_interpolant(xs, ys)``.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer[Any]]  # of shape (B,)
Params = Sequence[tuple[Array, Array]]  # (W, b) of each layer


def mlp_forward(params: Params, X: Array) -> Array:
    r"""Scores of a multilayer perceptron: affine layers with ReLU between them.

    .. math:: h_0 = X, \qquad z_l = h_{l-1} W_l + b_l, \qquad h_l = \operatorname{ReLU}(z_l), \qquad
              \text{result } z_L

    Parameters
    ----------
    params : list of L tuples (W, b), L >= 1
        Weights of shape (D_in, D_out) and biases of shape (D_out,), from the first layer to the last.
    X : ndarray of shape (B, D)
        Samples, one per row.

    Returns
    -------
    ndarray of shape (B, K)
        Logits: the last layer has neither ReLU nor softmax. Floating inputs keep their dtype, integers become
        float64.

    Raises
    ------
    ValueError
        If there is no layer.

    Notes
    -----
    With one layer this is a linear model. Without the ReLUs any number of layers would equal one layer, because a
    product of matrices is a matrix.

    References
    ----------
    Lecture notes 001:530–554 and 002:359–362.

    Examples
    --------
    >>> first = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([0.0, 0.0])
    >>> second = np.array([[1.0, 4.0], [1.0, 3.0]]), np.array([5.0, -4.0])
    >>> mlp_forward([first, second], np.array([[1.0, 2.0], [2.0, -1.0]]))
    array([[8., 8.],
           [9., 9.]])
    """
    layers, X = _checked_network(params, X)
    return _pre_activations(layers, X)[-1]


def mlp_backward(params: Params, X: Array, labels: Labels) -> list[tuple[Array, Array]]:
    r"""Gradient of the mean cross entropy with respect to all parameters of a multilayer perceptron.

    With :math:`\delta_l = \partial L / \partial z_l`, from the last layer down to the first:

    .. math::

        \frac{\partial L}{\partial W_l} = h_{l-1}^\top \delta_l, \qquad
        \frac{\partial L}{\partial b_l} = \sum_i (\delta_l)_i, \qquad
        \delta_{l-1} = (\delta_l W_l^\top) \odot \operatorname{ReLU}'(z_{l-1})

    Parameters
    ----------
    params : list of L tuples (W, b), L >= 1
        Weights of shape (D_in, D_out) and biases of shape (D_out,), from the first layer to the last.
    X : ndarray of shape (B, D), B >= 1
        Samples, one per row.
    labels : ndarray of shape (B,), integers 0 … K − 1 of any width
        Their classes.

    Returns
    -------
    list of L tuples (dW, db)
        In the order of ``params``, each of the shape of its parameter. Floating inputs keep their dtype, integers
        become float64.

    Raises
    ------
    ValueError
        If there is no layer, if there is not one label per row, or if the labels are not integers from 0 to
        K − 1.

    Notes
    -----
    The forward pass runs first and its pre-activations are kept: training needs this memory, prediction does not.
    All gradients are taken at the same parameters, those that came in. Cost: about three forward passes.

    References
    ----------
    Rumelhart, Hinton, Williams 1986. Lecture notes 001:725–732, 002:375–378 and 004:247–253.

    Examples
    --------
    >>> first = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([0.0, 0.0])
    >>> second = np.array([[1.0, 4.0], [1.0, 3.0]]), np.array([5.0, -4.0])
    >>> X = np.array([[1.0, 2.0], [2.0, -1.0]])
    >>> (dW1, db1), (dW2, db2) = mlp_backward([first, second], X, np.array([0, 1]))
    >>> dW1, db1
    (array([[-0.75, -1.  ],
           [ 2.25,  0.5 ]]), array([ 0. , -0.5]))
    >>> dW2, db2
    (array([[-0.5 ,  0.5 ],
           [ 0.75, -0.75]]), array([0., 0.]))
    """
    layers, X = _checked_network(params, X)
    return _gradients(layers, X, _checked_labels(labels, len(X), layers[-1][1].size))


def gradient_check(f: Callable[[Array], float], x: Array, analytic: Array, h: float = 1e-5) -> float:
    r"""Relative distance of a gradient from the slopes of the function, which are measured with small steps.

    .. math::

        n_k = \frac{f(x + h e_k) - f(x - h e_k)}{2h}, \qquad
        \text{result } \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert}

    with the Euclidean norm over all entries, and :math:`a` the analytic gradient.

    Parameters
    ----------
    f : callable
        Takes a float64 array of the shape of ``x`` and returns a number.
    x : ndarray of any shape
        Where the gradient was taken; left as it is. Integers and float32 become float64 before the step.
    analytic : ndarray of the shape of ``x``
        The gradient to be checked. Integers and float32 become float64 here too.
    h : float > 0
        Length of the step.

    Returns
    -------
    float
        0 if both gradients are equal, also where both are 0; at most 1.

    Raises
    ------
    ValueError
        If ``analytic`` has another shape than ``x``, or ``h`` is not positive.

    Notes
    -----
    The error of the central difference is h² f‴/6, that of the one-sided difference h f″/2. A smaller step makes
    this error smaller and the rounding error, about 1e-16 |f| / h, larger: h near 1e-5 balances the two. The
    distance is divided by the size of the gradients, because an absolute distance says nothing about gradients of
    1e-8. Below 1e-7 the gradient is right, above 1e-3 it is wrong. Costs two calls of ``f`` per entry of ``x``.

    References
    ----------
    L. N. Trefethen, D. Bau: *Numerical Linear Algebra*, lecture 12, on differences and rounding. Lecture notes
    001:315 and 004:222 have the one-sided difference.

    Examples
    --------
    Of x³ at 2, with a step of 1, the slope is (27 − 1) / 2 = 13; the derivative is 12, the result 1/25:

    >>> gradient_check(lambda x: float((x**3).sum()), np.array([2.0]), np.array([12.0]), h=1.0)
    0.04
    """
    x, analytic, h = np.array(x, dtype=np.float64), np.array(analytic, dtype=np.float64), float(h)
    if analytic.shape != x.shape:
        raise ValueError(f"analytic must have the shape of x, {x.shape}, got {analytic.shape}")
    _require_positive("h", h)
    numeric = np.empty_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        numeric[index] = (f(x + step) - f(x - step)) / (2 * h)
    scale = np.linalg.norm(analytic) + np.linalg.norm(numeric)  # of tables too, over all entries
    return float(np.linalg.norm(analytic - numeric) / scale) if scale > 0 else 0.0


def relu_interpolant(xs: Array, ys: Array) -> list[tuple[Array, Array]]:
    r"""A network with one hidden layer that passes through given points of a line.

    With the points in order, :math:`x_0 < x_1 < \dots < x_{n-1}`, and :math:`s_i` the slope between points i and
    i + 1, hidden unit i switches on at :math:`x_i` and changes the slope by what is needed there:

    .. math:: f(x) = y_0 + \sum_{i=0}^{n-2} c_i \operatorname{ReLU}(x - x_i), \qquad
              s_i = \frac{y_{i+1} - y_i}{x_{i+1} - x_i}, \qquad
              c_0 = s_0, \quad c_i = s_i - s_{i-1}

    Parameters
    ----------
    xs : ndarray of shape (n,), n >= 2
        Places, all different, in any order and at any distance from each other.
    ys : ndarray of shape (n,)
        Values there.

    Returns
    -------
    list of two tuples (W, b)
        ``[(W1, b1), (W2, b2)]`` of shapes (1, n − 1), (n − 1,), (n − 1, 1) and (1,), as `mlp_forward` takes them:
        all entries of W1 are 1, b1 holds −x_i, W2 holds c_i and b2 is y_0. Floating inputs keep their dtype,
        integers become float64.

    Raises
    ------
    ValueError
        If the arrays are not one-dimensional and of one length, if there are fewer than two points, or if two
        points have the same x.

    Notes
    -----
    With more points in the same interval the network comes as close to any continuous function as needed. So one
    hidden layer is enough; how training could *find* such weights is another question. Left of all points the
    network is constant, right of them it continues with the last slope.

    References
    ----------
    Lecture notes 003:72. G. Cybenko: Approximation by superpositions of a sigmoidal function, Mathematics of
    Control, Signals and Systems 2 (1989), for sigmoids.

    Examples
    --------
    >>> (W1, b1), (W2, b2) = relu_interpolant(np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    >>> W1, b1 + 0.0
    (array([[1., 1.]]), array([ 0., -1.]))
    >>> W2, b2
    (array([[ 2. ],
           [-2.5]]), array([1.]))
    """
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2:
        raise ValueError(f"xs and ys must both have shape (n,) with n >= 2, got {xs.shape} and {ys.shape}")
    order = np.argsort(xs)
    xs, ys = xs[order], ys[order]
    gaps = np.diff(xs)
    if not (gaps > 0).all():
        raise ValueError("xs must hold different places, got two points above each other")
    slopes = np.diff(ys) / gaps  # (n - 1,)
    changes = np.diff(slopes, prepend=slopes.dtype.type(0))  # (n - 1,): before the first point the slope is 0
    return [(np.ones((1, len(gaps)), xs.dtype), -xs[:-1]), (changes[:, np.newaxis], ys[:1])]


def train_mlp(
    X: Array, y: Labels, params: Params, lr: float, epochs: int, batch_size: int, rng: np.random.Generator
) -> list[tuple[Array, Array]]:
    r"""Train a multilayer perceptron by mini-batch gradient descent on the mean cross entropy.

    Each epoch draws one order of the samples, ``order = rng.permutation(n)``, and cuts it into batches of
    ``batch_size`` from the front; the last batch may be shorter. Each batch S makes one step for all parameters
    at once, with the gradients at the parameters *before* the step:

    .. math:: \theta \leftarrow \theta - \eta\, \frac{\partial}{\partial \theta}
              \frac{1}{|S|} \sum_{i \in S} -\ln p_{i, y_i}

    Parameters
    ----------
    X : ndarray of shape (n, D), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,), integers 0 … K − 1 of any width
        Their classes.
    params : list of L tuples (W, b), L >= 1
        Where to start; left as they are.
    lr : float > 0
        Learning rate η.
    epochs : int >= 0
        How often every sample is used.
    batch_size : int >= 1
        Samples per step; with n or more, each epoch is one step with all samples.
    rng : numpy.random.Generator
        Draws one permutation at the start of each epoch, and nothing else.

    Returns
    -------
    list of L tuples (W, b)
        The parameters after training, in new arrays. Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If there is no layer, if there is not one label per row, if the labels are not integers from 0 to K − 1, if
        ``lr`` or ``batch_size`` is not positive, or if ``epochs`` is negative.

    Notes
    -----
    The start matters more than the rate: from all zeros every hidden unit gets the same gradient, so all units
    stay equal. Draw weights with a variance of 2 / D_in and set biases to 0.

    References
    ----------
    Lecture notes 002:60–70 and 004:241–245; K. He et al., Delving Deep into Rectifiers, ICCV 2015, for the start.

    Examples
    --------
    Exclusive or, which no linear model can learn:

    >>> X, y = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    >>> rng = np.random.default_rng(0)
    >>> start = [(rng.normal(size=(2, 16)), np.zeros(16)), (rng.normal(size=(16, 2)) / 3, np.zeros(2))]
    >>> params = train_mlp(X, y, start, lr=0.5, epochs=200, batch_size=2, rng=rng)
    >>> mlp_forward(params, X).argmax(axis=1)
    array([0, 1, 1, 0])
    """
    lr = float(lr)
    _require_positive("lr", lr)
    _require_positive("batch_size", batch_size)
    if epochs < 0:
        raise ValueError(f"epochs must be >= 0, got {epochs}")
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            gradients = _gradients(layers, X[rows], y[rows])
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]
    return [(W.copy(), b.copy()) for W, b in layers]


def _pre_activations(layers: Params, X: Array) -> list[Array]:
    """``z_1 … z_L``, of which the last are the logits."""
    z: list[Array] = []
    h = X
    for W, b in layers:
        z.append(h @ W + b)  # (B, D_in) @ (D_in, D_out) + (D_out,)
        h = np.maximum(z[-1], 0)  # not used after the last layer
    return z


def _gradients(layers: Params, X: Array, labels: Labels) -> list[tuple[Array, Array]]:
    """Gradients of the mean cross entropy, in the order of the layers."""
    z = _pre_activations(layers, X)
    delta = _logit_gradient(z[-1], labels)  # (B, K)
    gradients = []
    for level in reversed(range(len(layers))):
        h = np.maximum(z[level - 1], 0) if level > 0 else X  # the input of this layer
        gradients.append((h.T @ delta, delta.sum(axis=0)))
        if level > 0:
            delta = (delta @ layers[level][0].T) * (z[level - 1] > 0)
    return gradients[::-1]


def _logit_gradient(logits: Array, labels: Labels) -> Array:
    """``(softmax - one_hot) / B``, the gradient of the mean cross entropy with respect to the logits."""
    B = len(labels)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))  # the largest is 1: nothing overflows
    gradient: Array = exps / exps.sum(axis=1, keepdims=True)  # (B, K)
    gradient[np.arange(B), labels] -= 1
    return gradient / B


def _checked_network(params: Params, X: Array) -> tuple[list[tuple[Array, Array]], Array]:
    """Layers and samples as floats, at least one layer."""
    if len(params) == 0:
        raise ValueError("params must hold at least one layer (W, b), got none")
    return [(_real(W), _real(b)) for W, b in params], _real(X)


def _checked_labels(labels: Labels, B: int, K: int) -> Labels:
    """Labels as an array: B integers from 0 to K - 1."""
    labels = np.asarray(labels)
    if labels.shape != (B,) or B == 0:
        raise ValueError(f"labels must have one label per row, shape {(B,)} with B >= 1, got {labels.shape}")
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= K:
        raise ValueError(f"labels must be integers from 0 to K - 1 = {K - 1}, got {labels}")
    return labels


def _require_positive(name: str, value: float) -> None:
    if not value > 0:
        raise ValueError(f"{name} must be > 0, got {value}")


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
