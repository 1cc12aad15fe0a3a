r"""Backpropagation: a multilayer perceptron, its gradients, the proof that they are right, and its training.

A network is a chain of layers, and the chain rule runs along it backwards. Each layer needs to know only how to
pass a gradient on: given the *upstream* gradient, the derivative of the loss with respect to its output, it
returns the derivative with respect to its input and to its parameters.

.. math::

    \text{forward:}\quad  h_0 = X, \quad z_l = h_{l-1} W_l + b_l, \quad h_l = \max(0, z_l), \quad
    \text{logits} = z_L

    \text{backward:}\quad \frac{\partial L}{\partial z_L} \to \frac{\partial L}{\partial h_{L-1}} \to
    \frac{\partial L}{\partial z_{L-1}} \to \dots \to \frac{\partial L}{\partial z_1}

===========  ======================================================================
``B``        samples in the batch, one per row
``D_in``     features that go into a layer, ``D_out`` those that come out
``K``        classes, labels 0 … K − 1
``L``        layers with weights; ReLU stands between them, not after the last
``params``   list of L tuples ``(W, b)``, W of shape (D_in, D_out) and b of shape (D_out,)
``dout``     upstream gradient, of the shape of the layer's output
===========  ======================================================================

A backward function takes the upstream gradient and the raw inputs of its forward function, not a cache. Every
gradient has the shape of what it belongs to.

How do I …

* train: ``train_mlp(X, y, params, lr, epochs, batch_size, rng)``;
* look inside: ``mlp_forward(params, X)`` for the logits, ``mlp_backward(params, X, labels)`` for the gradients;
* trust a gradient I derived: ``gradient_check(f, x, analytic)`` is below 1e-7 if it is right;
* see that one hidden layer can do anything on a line: ``relu_interpolant(xs, ys)``.

Floating inputs keep their type (float32 in, float32 out), integers become float64, and no function modifies
what it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer[Any]]  # of shape (B,)
Params = Sequence[tuple[Array, Array]]  # (W, b) of each layer


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
        Floating inputs keep their type, integers become float64.

    References
    ----------
    Lecture notes 001:530–541 and 004:180–185.

    Examples
    --------
    >>> affine_forward(np.array([[1, 2], [2, -1]]), np.array([[1, 1], [1, -1]]), np.array([0, 10]))
    array([[ 3.,  9.],
           [ 1., 13.]])
    """
    x, W, b = _floating(x, W, b)
    return _affine(x, W, b)


def affine_backward(dout: Array, x: Array, W: Array) -> tuple[Array, Array, Array]:
    r"""Gradients of a loss with respect to input, weights and biases of a fully connected layer.

    With :math:`g_{ij} = \partial L / \partial z_{ij}` and :math:`z = x W + b`, the chain rule sums over every
    way in which a number reaches the loss:

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
        Floating inputs keep their type, integers become float64.

    Notes
    -----
    A weight serves every sample of the batch, so its gradient is a sum over the batch. Whether the loss is a
    mean is no concern of this layer: that factor is already in the upstream gradient. Cost O(B D_in D_out),
    twice that of the forward pass.

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
    dout, x, W = _floating(dout, x, W)
    return _affine_gradients(dout, x, W)


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
        Floating inputs keep their type, integers become float64.

    References
    ----------
    Lecture notes 001:553–554, 002:155–158 and 004:195.

    Examples
    --------
    >>> relu_forward(np.array([[-2.0, 3.0], [0.5, -1.0]]))
    array([[0. , 3. ],
           [0.5, 0. ]])
    """
    (x,) = _floating(x)
    return _relu(x)


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
        Floating inputs keep their type, integers become float64.

    Notes
    -----
    At exactly 0 there is no derivative; 0 and 1 are both subgradients, and either will do. Here it is 0, as in
    PyTorch; the notes write 1 for x >= 0.

    References
    ----------
    Lecture notes 004:196–198.

    Examples
    --------
    >>> relu_backward(np.array([5.0, -7.0, 9.0]), np.array([2.0, 0.1, -3.0]))
    array([ 5., -7.,  0.])
    """
    dout, x = _floating(dout, x)
    return _relu_gradient(dout, x)


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
        Floating inputs keep their type, integers become float64. Finite for every finite x.

    Notes
    -----
    The derivative is largest at 0, where it is 1/4: every sigmoid layer makes gradients at least four times
    smaller, and ten of them by a factor of a million.

    References
    ----------
    Lecture notes 002:137 and 004:193–194.

    Examples
    --------
    >>> sigmoid_backward(np.array([8.0, 16.0, 1.0]), np.array([0.0, np.log(3.0), -1000.0]))
    array([2., 3., 0.])
    """
    dout, x = _floating(dout, x)
    # σ(x)(1 − σ(x)) = e / (1 + e)² with e = exp(−|x|): even in x, and the exponential never overflows.
    e = np.exp(-np.abs(x))
    slopes: Array = dout * (e / (1 + e) ** 2)
    return slopes


def softmax_cross_entropy(labels: Labels, logits: Array) -> tuple[float, Array]:
    r"""Mean cross entropy of a softmax, and its gradient with respect to the logits.

    .. math::

        p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}, \qquad
        L = -\frac{1}{B} \sum_{i=1}^{B} \ln p_{i, y_i}, \qquad
        \frac{\partial L}{\partial z_{ik}} = \frac{1}{B} \bigl(p_{ik} - [k = y_i]\bigr)

    Parameters
    ----------
    labels : ndarray of shape (B,), integers 0 … K − 1
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
        If the logits are no table with at least one row, if there is not one label per row, or if a label is
        no integer from 0 to K − 1.

    Notes
    -----
    The logarithm of the softmax is a logit less a number that all classes share. Formed from the probability
    instead, it is infinite as soon as the probability underflows, at a gap of 745 between two logits. A softmax
    does not change when a constant is added to a row, which keeps its exponentials from overflowing.
    Cost O(B K).

    References
    ----------
    Lecture notes 001:500–516, 003:27–31 and 004:216.

    Examples
    --------
    >>> softmax_cross_entropy(np.array([0, 1]), np.array([[8.0, 8.0], [0.0, np.log(3.0)]]))
    (0.4904146265058631, array([[-0.25 ,  0.25 ],
           [ 0.125, -0.125]]))
    """
    (logits,) = _floating(logits)
    if logits.ndim != 2:
        raise ValueError(f"logits must have shape (B, K), got {logits.shape}")
    labels = _checked_labels(labels, *logits.shape)
    loss, gradient = _cross_entropy(labels, logits)
    return float(loss), gradient


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
        Logits: the last layer has neither ReLU nor softmax.

    Raises
    ------
    ValueError
        If there is no layer.

    Notes
    -----
    With one layer this is a linear model. Without the ReLUs any number of layers would be one, for the product
    of matrices is a matrix.

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
    layers, X = _network(params, X)
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
    labels : ndarray of shape (B,), integers 0 … K − 1
        Their classes.

    Returns
    -------
    list of L tuples (dW, db)
        In the order of ``params``, each of the shape of its parameter.

    Raises
    ------
    ValueError
        If there is no layer, not one label per row, or a label that is no integer from 0 to K − 1.

    Notes
    -----
    The forward pass is done first and its pre-activations are kept: this is the memory that training needs and
    prediction does not. All gradients belong to the same parameters, those that came in. Cost: about three
    forward passes.

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
    layers, X = _network(params, X)
    return _mlp_gradients(layers, X, _checked_labels(labels, len(X), layers[-1][1].size))


def gradient_check(f: Callable[[Array], float], x: Array, analytic: Array, h: float = 1e-5) -> float:
    r"""How far a gradient is from the slopes of the function, measured by small steps.

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
        The gradient to be checked.
    h : float > 0
        Length of the step.

    Returns
    -------
    float
        0 for the perfect gradient, and where both gradients are 0; at most 1.

    Raises
    ------
    ValueError
        If ``analytic`` has another shape than ``x``, or ``h`` is not positive.

    Notes
    -----
    The central difference errs by h² f‴/6, the one-sided by h f″/2. A smaller step makes that error smaller and
    the rounding error, about 1e-16 |f| / h, larger: h near 1e-5 balances the two. What counts as small
    depends on the gradient, so the error is set in relation to it: below 1e-7 the gradient is right, above 1e-3
    it is not. Costs two calls of ``f`` for each entry of ``x``.

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
    x = np.array(x, dtype=np.float64)
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
        Places, all different, in any order.
    ys : ndarray of shape (n,)
        Values there.

    Returns
    -------
    list of two tuples (W, b)
        ``[(W1, b1), (W2, b2)]`` of shapes (1, n − 1), (n − 1,), (n − 1, 1) and (1,), as `mlp_forward` takes them:
        all entries of W1 are 1, b1 holds −x_i, W2 holds c_i and b2 is y_0.

    Raises
    ------
    ValueError
        If the arrays are not one-dimensional and of one length, if there are fewer than two points, or if two
        points have the same x.

    Notes
    -----
    More points in the same interval bring the network as close to any continuous function as one likes: this is
    why one hidden layer is enough, and why nothing is said about how to *find* the weights. Left of all points
    the network is constant, right of them it goes on with the last slope.

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
    xs, ys = _floating(xs, ys)
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

    In each epoch the samples are shuffled anew and cut into batches of ``batch_size``; the last one is as short
    as it comes out. Each batch S makes one step for all parameters at once, each with the gradient of the loss
    at the parameters *before* the step:

    .. math:: \theta \leftarrow \theta - \eta\, \frac{\partial}{\partial \theta}
              \frac{1}{|S|} \sum_{i \in S} -\ln p_{i, y_i}

    Parameters
    ----------
    X : ndarray of shape (n, D), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,), integers 0 … K − 1
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
        Draws the order of the samples, and nothing else.

    Returns
    -------
    list of L tuples (W, b)
        The parameters after training, in new arrays.

    Raises
    ------
    ValueError
        If there is no layer, not one label per row, a label that is no integer from 0 to K − 1, or if ``lr`` or
        ``batch_size`` is not positive or ``epochs`` is negative.

    Notes
    -----
    The start decides more than the rate: from all zeros every hidden unit gets the same gradient, and they stay
    equal for ever. Draw weights with a variance of 2 / D_in and set biases to 0.

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
    _require_positive("lr", lr)
    _require_positive("batch_size", batch_size)
    if epochs < 0:
        raise ValueError(f"epochs must be >= 0, got {epochs}")
    layers, X = _network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            gradients = _mlp_gradients(layers, X[rows], y[rows])
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]
    return [(W.copy(), b.copy()) for W, b in layers]


def _affine(x: Array, W: Array, b: Array) -> Array:
    z: Array = x @ W + b  # (B, D_in) @ (D_in, D_out) + (D_out,)
    return z


def _affine_gradients(dout: Array, x: Array, W: Array) -> tuple[Array, Array, Array]:
    """``dx`` (B, D_in), ``dW`` (D_in, D_out), ``db`` (D_out,): each product sums over the axis the two share."""
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


def _relu(x: Array) -> Array:
    y: Array = np.maximum(x, 0)
    return y


def _relu_gradient(dout: Array, x: Array) -> Array:
    gradient: Array = dout * (x > 0)
    return gradient


def _cross_entropy(labels: Labels, logits: Array) -> tuple[Array, Array]:
    """Mean loss and its gradient (B, K)."""
    B = len(labels)
    shifted = logits - logits.max(axis=1, keepdims=True)  # the largest is 0: no exponential overflows
    exps = np.exp(shifted)
    totals = exps.sum(axis=1, keepdims=True)  # (B, 1), at least 1: no logarithm of 0
    rows = np.arange(B)
    loss = (np.log(totals[:, 0]) - shifted[rows, labels]).mean()
    gradient = exps / totals  # (B, K)
    gradient[rows, labels] -= 1
    return loss, gradient / B


def _pre_activations(layers: Params, X: Array) -> list[Array]:
    """``z_1 … z_L``, of which the last are the logits."""
    z = [_affine(X, *layers[0])]
    for W, b in layers[1:]:
        z.append(_affine(_relu(z[-1]), W, b))
    return z


def _mlp_gradients(layers: Params, X: Array, labels: Labels) -> list[tuple[Array, Array]]:
    """Gradients of the mean cross entropy, in the order of the layers."""
    z = _pre_activations(layers, X)
    _, delta = _cross_entropy(labels, z[-1])  # (B, K)
    gradients = []
    for level in reversed(range(len(layers))):
        h = _relu(z[level - 1]) if level > 0 else X  # what went into this layer
        dh, dW, db = _affine_gradients(delta, h, layers[level][0])
        gradients.append((dW, db))
        if level > 0:
            delta = _relu_gradient(dh, z[level - 1])
    return gradients[::-1]


def _network(params: Params, X: Array) -> tuple[list[tuple[Array, Array]], Array]:
    """Layers and samples in their common floating type."""
    if len(params) == 0:
        raise ValueError("params must hold at least one layer (W, b), got none")
    X, *flat = _floating(X, *(array for layer in params for array in layer))
    return list(zip(flat[::2], flat[1::2], strict=True)), X


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


def _floating(*arrays: Array) -> list[Array]:
    """The arrays in their common floating type; float64 where all are integers."""
    values = [np.asarray(array) for array in arrays]
    dtype = np.result_type(*values)
    return [value.astype(dtype if dtype.kind == "f" else np.float64, copy=False) for value in values]
