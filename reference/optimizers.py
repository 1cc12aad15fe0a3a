r"""Optimizers: one step of each, three ways to take the samples, and the rates that converge.

A gradient says which way is down, and nothing about how far to go. The rules below answer that with what they have
seen in earlier steps. Each rule is one pure function: the weights, the gradient and the *state* go in, new weights and
the new state come out. Before the first step every state is 0.

===========  ======================================================================
``w``        weights, of any shape
``g``        gradient of the loss at ``w``, of the shape of ``w``
``v``        velocity: gradients added up with fading weights (momentum, Nesterov)
``s``        squares of the gradients, added up or averaged (AdaGrad, RMSProp)
``m``, ``v``  running means of the gradient and of its square (Adam)
``t``        number of steps that have been taken; 0 before the first step
``lr``       learning rate η > 0
``eps``      ε > 0, outside the root: it keeps a quotient finite where no gradient was seen yet
===========  ======================================================================

How do I …

* descend with Adam: ``m = v = np.zeros_like(w)``, ``t = 0``, then in a loop ``w, m, v, t = adam(w, g, m, v, t, lr)``;
* descend on data: ``batch_gd`` takes all samples in every step, ``stochastic_gd`` one, ``minibatch_gd`` a few;
* know before whether a rate converges: ``converges(lr, curvature)``.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64, and no function modifies what it
is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Rows = NDArray[np.integer[Any]]  # row numbers, of shape (b,)
Gradient = Callable[[Array, Array, Array], Array]  # of w, X, y


def sgd(w: Array, g: Array, lr: float) -> Array:
    r"""One step of gradient descent.

    .. math:: w' = w - \eta\, g

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``.
    lr : float > 0
        Learning rate η.

    Returns
    -------
    ndarray of the shape of ``w``
        The new weights, in a new array.

    Raises
    ------
    ValueError
        If ``g`` has another shape than ``w``, or ``lr`` is not positive.

    Notes
    -----
    The rule has no state. *Stochastic* says how the gradient was made: from one sample, or from a few. Shapes are
    compared, not broadcast: a gradient of shape (n, 1) beside weights of shape (n,) would give an (n, n) table.

    References
    ----------
    H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical Statistics 22 (1951),
    400–407. Lecture notes 000, line 256; 003, line 34; 004, line 239.

    Examples
    --------
    >>> sgd(np.array([1.0, -2.0]), np.array([4.0, 1.0]), lr=0.5)
    array([-1. , -2.5])
    """
    w, g = _real(w), _real(g)
    _require_shape(w, g=g)
    _require_positive(lr=lr)
    return w - float(lr) * g


def momentum(w: Array, g: Array, v: Array, lr: float, mu: float = 0.9) -> tuple[Array, Array]:
    r"""One step of gradient descent with momentum.

    .. math:: v' = \mu\, v + g, \qquad w' = w - \eta\, v'

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``.
    v : ndarray of the shape of ``w``
        Velocity after the last step; zeros before the first.
    lr : float > 0
        Learning rate η.
    mu : float, 0 <= mu < 1
        Share μ of the velocity that is kept.

    Returns
    -------
    w : ndarray
        The new weights.
    v : ndarray
        The new velocity.

    Raises
    ------
    ValueError
        If ``g`` or ``v`` has another shape than ``w``, ``lr`` is not positive, or ``mu`` is not in [0, 1).

    Notes
    -----
    Under a constant gradient the velocity grows to g / (1 − μ): ten times the gradient with μ = 0.9. Two other forms
    are in use. With v' = μ v + η g the rate is inside the velocity, which is the same only as long as the rate does
    not change. With v' = μ v + (1 − μ) g the velocity is a mean, and the rate means something else.

    References
    ----------
    B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational Mathematics
    and Mathematical Physics 4 (1964), 1–17. Lecture notes 003, lines 37–39 (the formula is a picture).

    Examples
    --------
    >>> w, v = momentum(np.array([1.0]), np.array([0.5]), np.array([0.0]), lr=0.1)
    >>> w, v = momentum(w, np.array([0.2]), v, lr=0.1)
    >>> np.round(w, 6), np.round(v, 6)
    (array([0.885]), array([0.65]))
    """
    w, g, v = _real(w), _real(g), _real(v)
    _require_shape(w, g=g, v=v)
    _require_positive(lr=lr)
    _require_share(mu=mu)
    v = float(mu) * v + g
    return w - float(lr) * v, v


def nesterov(w: Array, g: Array, v: Array, lr: float, mu: float = 0.9) -> tuple[Array, Array]:
    r"""One step of gradient descent with Nesterov's momentum.

    .. math:: v' = \mu\, v + g, \qquad w' = w - \eta\, (g + \mu\, v')

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``.
    v : ndarray of the shape of ``w``
        Velocity after the last step; zeros before the first.
    lr : float > 0
        Learning rate η.
    mu : float, 0 <= mu < 1
        Share μ of the velocity that is kept.

    Returns
    -------
    w : ndarray
        The new weights.
    v : ndarray
        The new velocity.

    Raises
    ------
    ValueError
        If ``g`` or ``v`` has another shape than ``w``, ``lr`` is not positive, or ``mu`` is not in [0, 1).

    Notes
    -----
    Nesterov's own form has weights u and takes the gradient where the velocity will carry them,
    v' = μ v + ∇f(u − η μ v), u' = u − η v'. Write w = u − η μ v for that place. Then ∇f(w) is the gradient that is
    given, and w' = u' − η μ v' = u − η v' − η μ v' = w + η μ v − η v' − η μ v' = w − η (g + μ v'), because
    v' − μ v = g. So the step above is Nesterov's, seen from the place where the gradient is taken.

    References
    ----------
    Y. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)", Doklady 269
    (1983), 543–547; the form above: I. Sutskever and others, ICML 2013, and Y. Bengio and others, ICASSP 2013. Not
    in the lecture notes, which name momentum only (003, line 37).

    Examples
    --------
    >>> w, v = nesterov(np.array([1.0]), np.array([0.5]), np.array([0.0]), lr=0.1)
    >>> np.round(w, 6), np.round(v, 6)
    (array([0.905]), array([0.5]))
    """
    w, g, v = _real(w), _real(g), _real(v)
    _require_shape(w, g=g, v=v)
    _require_positive(lr=lr)
    _require_share(mu=mu)
    v = float(mu) * v + g
    return w - float(lr) * (g + float(mu) * v), v


def adagrad(w: Array, g: Array, s: Array, lr: float, eps: float = 1e-8) -> tuple[Array, Array]:
    r"""One step of AdaGrad: each weight has a rate of its own, which falls with the gradients it has seen.

    .. math:: s' = s + g \odot g, \qquad w' = w - \eta\, \frac{g}{\sqrt{s'} + \varepsilon}

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``.
    s : ndarray of the shape of ``w``
        Sum of the squared gradients of all earlier steps; zeros before the first.
    lr : float > 0
        Learning rate η.
    eps : float > 0
        The number ε, added to the root.

    Returns
    -------
    w : ndarray
        The new weights.
    s : ndarray
        The new sum of squares.

    Raises
    ------
    ValueError
        If ``g`` or ``s`` has another shape than ``w``, or ``lr`` or ``eps`` is not positive.

    Notes
    -----
    The first step has length η in every weight, however large its gradient is. After t equal gradients the rate is
    η / √t. The sum never falls, so a weight with large early gradients stays slow; `rmsprop` mends that.

    References
    ----------
    J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization",
    JMLR 12 (2011), 2121–2159. Lecture notes 000, lines 248–250, and 003, lines 43–45 (the formula is a picture).

    Examples
    --------
    >>> w, s = adagrad(np.array([1.0]), np.array([0.5]), np.array([0.0]), lr=0.1)
    >>> w, s = adagrad(w, np.array([0.2]), s, lr=0.1)
    >>> np.round(w, 4), np.round(s, 4)
    (array([0.8629]), array([0.29]))
    """
    w, g, s = _real(w), _real(g), _real(s)
    _require_shape(w, g=g, s=s)
    _require_positive(lr=lr, eps=eps)
    s = s + g * g
    return w - float(lr) * g / (np.sqrt(s) + float(eps)), s


def rmsprop(
    w: Array, g: Array, s: Array, lr: float, rho: float = 0.9, eps: float = 1e-8
) -> tuple[Array, Array]:
    r"""One step of RMSProp: the gradient in units of its own recent size.

    .. math:: s' = \rho\, s + (1 - \rho)\, g \odot g, \qquad w' = w - \eta\, \frac{g}{\sqrt{s'} + \varepsilon}

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``.
    s : ndarray of the shape of ``w``
        Running mean of the squared gradients; zeros before the first step.
    lr : float > 0
        Learning rate η.
    rho : float, 0 <= rho < 1
        Share ρ of the mean that is kept.
    eps : float > 0
        The number ε, added to the root.

    Returns
    -------
    w : ndarray
        The new weights.
    s : ndarray
        The new mean of squares.

    Raises
    ------
    ValueError
        If ``g`` or ``s`` has another shape than ``w``, ``lr`` or ``eps`` is not positive, or ``rho`` is not in
        [0, 1).

    Notes
    -----
    The mean starts at 0 and is not corrected: the first step has length η / √(1 − ρ), about 3.2 η with ρ = 0.9.
    `adam` corrects this start.

    References
    ----------
    G. Hinton, *Neural Networks for Machine Learning*, lecture 6e (2012). Lecture notes 003, lines 47–49 (the
    formula is a picture).

    Examples
    --------
    >>> w, s = rmsprop(np.array([1.0]), np.array([0.5]), np.array([0.0]), lr=0.1, rho=0.75)
    >>> np.round(w, 6), s
    (array([0.8]), array([0.0625]))
    """
    w, g, s = _real(w), _real(g), _real(s)
    _require_shape(w, g=g, s=s)
    _require_positive(lr=lr, eps=eps)
    _require_share(rho=rho)
    s = float(rho) * s + (1 - float(rho)) * g * g
    return w - float(lr) * g / (np.sqrt(s) + float(eps)), s


def adam(
    w: Array,
    g: Array,
    m: Array,
    v: Array,
    t: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Array, Array, Array, int]:
    r"""One step of Adam: a running mean of the gradient, in units of its running size.

    .. math:: t' = t + 1, \qquad m' = \beta_1 m + (1 - \beta_1)\, g, \qquad
              v' = \beta_2 v + (1 - \beta_2)\, g \odot g

    .. math:: \hat m = \frac{m'}{1 - \beta_1^{t'}}, \qquad \hat v = \frac{v'}{1 - \beta_2^{t'}}, \qquad
              w' = w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``.
    m, v : ndarray of the shape of ``w``
        Running means of the gradient and of its square, not corrected; zeros before the first step.
    t : int >= 0
        Number of steps that have been taken; 0 before the first.
    lr : float > 0
        Learning rate η.
    beta1, beta2 : float, in [0, 1)
        Shares β₁ and β₂ of the means that are kept.
    eps : float > 0
        The number ε, added to the root of the corrected mean.

    Returns
    -------
    w : ndarray
        The new weights.
    m, v : ndarray
        The new means, not corrected.
    t : int
        The number of steps, one more than before.

    Raises
    ------
    ValueError
        If ``g``, ``m`` or ``v`` has another shape than ``w``, ``lr`` or ``eps`` is not positive, ``beta1`` or
        ``beta2`` is not in [0, 1), or ``t`` is negative.

    Notes
    -----
    A mean that starts at 0 is too small at first, by the factor 1 − βᵗ: the weights of a running mean of t values
    add up to that. Divided by it, the first step has length η in every weight. The corrected means are used and
    thrown away; the state is what was not corrected. Beside a moved ε (inside the root, or before the correction)
    the result differs only where gradients are as small as ε.

    References
    ----------
    D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Lecture notes 003,
    lines 51–53 (the formula is a picture).

    Examples
    --------
    >>> w, m, v, t = adam(np.array([1.0]), np.array([0.5]), np.array([0.0]), np.array([0.0]), 0, lr=0.1)
    >>> w, m, v, t = adam(w, np.array([0.2]), m, v, t, lr=0.1)
    >>> np.round(w, 4), np.round(m, 6), np.round(v, 8), t
    (array([0.8101]), array([0.065]), array([0.00028975]), 2)
    """
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _require_shape(w, g=g, m=m, v=v)
    _require_adam(t, lr, beta1, beta2, eps)
    direction, m, v, t = _adam_direction(g, m, v, t, float(beta1), float(beta2), float(eps))
    return w - float(lr) * direction, m, v, t


def weight_decay_step(
    w: Array,
    g: Array,
    m: Array,
    v: Array,
    t: int,
    lr: float,
    lam: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Array, Array, Array, int]:
    r"""One step of Adam with decoupled weight decay (AdamW).

    .. math:: w' = (1 - \eta\lambda)\, w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}

    with the running means and their corrections as in `adam`.

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    g : ndarray of the shape of ``w``
        Gradient of the loss at ``w``, without a penalty.
    m, v : ndarray of the shape of ``w``
        Running means of the gradient and of its square; zeros before the first step.
    t : int >= 0
        Number of steps that have been taken; 0 before the first.
    lr : float > 0
        Learning rate η.
    lam : float >= 0
        Decay λ.
    beta1, beta2 : float, in [0, 1)
        Shares β₁ and β₂ of the means that are kept.
    eps : float > 0
        The number ε, added to the root of the corrected mean.

    Returns
    -------
    w : ndarray
        The new weights.
    m, v : ndarray
        The new means. They know nothing of the decay.
    t : int
        The number of steps, one more than before.

    Raises
    ------
    ValueError
        If `adam` raises it, or ``lam`` is negative.

    Notes
    -----
    In plain gradient descent a penalty λ/2 ‖w‖² and the factor 1 − ηλ are the same step:
    w − η (g + λ w) = (1 − ηλ) w − η g. In Adam they are not. A penalty in the gradient is divided by √v̂ together
    with it, so weights with large gradients decay less; the factor shrinks all weights alike.

    References
    ----------
    I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2. The factor 1 − ηλ:
    lecture notes 001, lines 676–680, and 002, lines 241–243.

    Examples
    --------
    >>> zero = np.zeros(2)
    >>> w, m, v, t = weight_decay_step(np.array([1.0, -3.0]), np.array([0.5, 20.0]), zero, zero, 0, lr=0.1, lam=0.1)
    >>> np.round(w, 6)
    array([ 0.89, -3.07])
    """
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _require_shape(w, g=g, m=m, v=v)
    _require_adam(t, lr, beta1, beta2, eps)
    if not lam >= 0:
        raise ValueError(f"lam must be a number >= 0, got {lam}")
    direction, m, v, t = _adam_direction(g, m, v, t, float(beta1), float(beta2), float(eps))
    return (1 - float(lr) * float(lam)) * w - float(lr) * direction, m, v, t


def batch_gd(grad: Gradient, w: Array, X: Array, y: Array, lr: float, steps: int) -> Array:
    r"""Gradient descent on all samples: every step takes the gradient of the whole training set.

    .. math:: w \leftarrow w - \eta\, \nabla L(w; X, y), \qquad \text{steps times}

    Parameters
    ----------
    grad : callable
        ``grad(w, X, y)`` returns the gradient of the mean loss over the rows that it gets, in the shape of ``w``.
    w : ndarray of any shape
        Weights to start from.
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,)
        Targets or labels.
    lr : float > 0
        Learning rate η.
    steps : int >= 0
        Number of steps.

    Returns
    -------
    ndarray of the shape of ``w``
        The weights after the last step, in a new array.

    Raises
    ------
    ValueError
        If ``X`` has no rows or is not two-dimensional, ``y`` has not one entry per row, ``lr`` is not positive, or
        ``steps`` is negative.

    References
    ----------
    Lecture notes 000, lines 256–257, and 004, line 243. (003, line 36 calls mini-batches *batch*.)

    Examples
    --------
    >>> def grad(w, X, y):
    ...     return X.T @ (X @ w - y) / len(y)
    >>> batch_gd(grad, np.array([0.0]), np.array([[1.0], [2.0]]), np.array([2.0, 4.0]), lr=0.2, steps=2)
    array([1.5])
    """
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    if steps < 0:
        raise ValueError(f"steps must be an integer >= 0, got {steps}")
    for _ in range(steps):
        w = w - float(lr) * grad(w, X, y)
    return w


def stochastic_gd(grad: Gradient, w: Array, X: Array, y: Array, lr: float, order: Rows) -> Array:
    r"""Stochastic gradient descent: every step takes the gradient of one sample.

    .. math:: w \leftarrow w - \eta\, \nabla L(w; x_i, y_i), \qquad i = \text{order}_0, \text{order}_1, \dots

    Parameters
    ----------
    grad : callable
        ``grad(w, X, y)`` returns the gradient of the mean loss over the rows that it gets, in the shape of ``w``. It
        gets tables: one sample is a table of shape (1, d) and a target of shape (1,).
    w : ndarray of any shape
        Weights to start from.
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,)
        Targets or labels.
    lr : float > 0
        Learning rate η.
    order : ndarray of shape (k,), integers
        Row numbers 0 … n − 1, one per step. A row may occur several times, or not at all.

    Returns
    -------
    ndarray of the shape of ``w``
        The weights after the last step, in a new array.

    Raises
    ------
    ValueError
        If ``X`` has no rows or is not two-dimensional, ``y`` has not one entry per row, ``lr`` is not positive, or
        ``order`` is not one-dimensional or holds anything but integers from 0 to n − 1.

    Notes
    -----
    Nothing is drawn here. The caller draws ``rng.permutation(n)`` for every epoch and passes the result.

    References
    ----------
    Lecture notes 000, line 258, and 004, line 244.

    Examples
    --------
    >>> def grad(w, X, y):
    ...     return X.T @ (X @ w - y) / len(y)
    >>> X, y = np.array([[1.0], [2.0]]), np.array([2.0, 6.0])
    >>> np.round(stochastic_gd(grad, np.array([0.0]), X, y, 0.1, np.array([1, 0])), 6)
    array([1.28])
    """
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    for i in _checked_rows("order", order, len(X)):
        w = w - float(lr) * grad(w, X[[i]], y[[i]])
    return w


def minibatch_gd(grad: Gradient, w: Array, X: Array, y: Array, lr: float, batches: Sequence[Rows]) -> Array:
    r"""Mini-batch gradient descent: every step takes the mean gradient of a few samples.

    .. math:: w \leftarrow w - \eta\, \nabla L(w; X_B, y_B), \qquad B = B_1, B_2, \dots

    Parameters
    ----------
    grad : callable
        ``grad(w, X, y)`` returns the gradient of the mean loss over the rows that it gets, in the shape of ``w``.
    w : ndarray of any shape
        Weights to start from.
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,)
        Targets or labels.
    lr : float > 0
        Learning rate η.
    batches : sequence of integer ndarrays
        The row numbers of each batch, 0 … n − 1, at least one per batch. Batches may differ in size.

    Returns
    -------
    ndarray of the shape of ``w``
        The weights after the last batch, in a new array.

    Raises
    ------
    ValueError
        If ``X`` has no rows or is not two-dimensional, ``y`` has not one entry per row, ``lr`` is not positive, or a
        batch is empty, is not one-dimensional, or holds anything but integers from 0 to n − 1.

    Notes
    -----
    The gradient is a mean already: a short last batch makes as large a step as a full one, and nothing is divided
    by the size of a batch here.

    References
    ----------
    Lecture notes 001, lines 452–456; 002, lines 60–70; 004, line 245.

    Examples
    --------
    >>> def grad(w, X, y):
    ...     return X.T @ (X @ w - y) / len(y)
    >>> X, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 3.0])
    >>> minibatch_gd(grad, np.array([0.0]), X, y, 0.2, [np.array([0, 1]), np.array([2])])
    array([1.])
    """
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    for k, batch in enumerate(batches):
        rows = _checked_rows(f"batches[{k}]", batch, len(X))
        if rows.size == 0:
            raise ValueError(f"batches[{k}] must hold at least one row number, got none")
        w = w - float(lr) * grad(w, X[rows], y[rows])
    return w


def converges(lr: float, curvature: float) -> bool:
    r"""Whether gradient descent on the loss ½ c x² runs to its minimum from every start.

    .. math:: x' = x - \eta c x = (1 - \eta c)\, x, \qquad
              x_k \to 0 \iff |1 - \eta c| < 1 \iff 0 < \eta < \frac{2}{c}

    Parameters
    ----------
    lr : float
        Learning rate η, of any sign.
    curvature : float > 0
        The curvature c.

    Returns
    -------
    bool
        True if x tends to 0, however slowly. At η = 2/c it jumps between x and −x for ever: False.

    Raises
    ------
    ValueError
        If ``curvature`` is not positive.

    Notes
    -----
    ``abs(1 - lr * curvature) < 1`` is the same on paper. In floating point 1 − 1e-20 is 1, and a small rate would
    be called one that does not converge. In several dimensions the largest curvature decides.

    References
    ----------
    Y. Nesterov, *Lectures on Convex Optimization*, section 1.2.3. Lecture notes 000, lines 240–242.

    Examples
    --------
    >>> [converges(lr, curvature=4.0) for lr in (0.1, 0.49, 0.5, 0.6, -0.1)]
    [True, True, False, False, False]
    """
    _require_positive(curvature=curvature)
    return 0 < float(lr) < 2 / float(curvature)


def _adam_direction(
    g: Array, m: Array, v: Array, t: int, beta1: float, beta2: float, eps: float
) -> tuple[Array, Array, Array, int]:
    """What Adam subtracts from the weights, in units of the rate, and its new state."""
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return m_hat / (np.sqrt(v_hat) + eps), m, v, t


def _require_shape(w: Array, **arrays: Array) -> None:
    for name, array in arrays.items():
        if array.shape != w.shape:
            raise ValueError(f"{name} must have the shape of w, {w.shape}, got {array.shape}")


def _require_positive(**numbers: float) -> None:
    for name, number in numbers.items():
        if not number > 0:
            raise ValueError(f"{name} must be a number > 0, got {number}")


def _require_share(**numbers: float) -> None:
    for name, number in numbers.items():
        if not 0 <= number < 1:
            raise ValueError(f"{name} must be a number in [0, 1), got {number}")


def _require_adam(t: int, lr: float, beta1: float, beta2: float, eps: float) -> None:
    """The single numbers that Adam takes."""
    _require_positive(lr=lr, eps=eps)
    _require_share(beta1=beta1, beta2=beta2)
    if t < 0:
        raise ValueError(f"t must be the number of steps taken, an integer >= 0, got {t}")


def _require_samples(X: Array, y: Array) -> None:
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, d) with n >= 1, got {X.shape}")
    if y.shape != X.shape[:1]:
        raise ValueError(f"y must have one entry per row of X, shape {X.shape[:1]}, got {y.shape}")


def _checked_rows(name: str, rows: Rows, n: int) -> Rows:
    """Row numbers, checked: numpy would take -1 for the last row."""
    rows = np.asarray(rows)
    if rows.ndim != 1 or rows.dtype.kind not in "iu":
        raise ValueError(f"{name} must be a one-dimensional array of integers, got {rows.dtype} {rows.shape}")
    if not ((rows >= 0) & (rows < n)).all():
        raise ValueError(f"{name} must hold row numbers from 0 to n - 1 = {n - 1}, got {rows}")
    return rows


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
