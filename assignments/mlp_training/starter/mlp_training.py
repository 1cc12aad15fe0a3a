"""A whole network: fill in the five functions below.

README.md says what is asked, with the formulas and an example done by hand. Each docstring repeats the shapes and
what has to be refused. Letters: ``B`` samples in a batch, ``D`` features of a sample, ``K`` classes with labels
0 … K − 1, ``L`` layers; ``params`` is a list of tuples ``(W, b)``.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given. Helper functions of your own are welcome.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
