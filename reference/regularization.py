r"""Regularization: penalties on weights, priors that stand behind them, dropout and noise.

A model that fits the training data too well is kept simple in two ways. A penalty makes large weights expensive:

.. math:: L(w) = \text{loss}(w) + \frac{\lambda}{2} \lVert w \rVert_2^2
          \qquad \text{or} \qquad
          L(w) = \text{loss}(w) + \lambda \lVert w \rVert_1

Noise during training keeps units from relying on each other: dropout sets units to 0, Gaussian noise moves inputs.

==============  ==================================================================
``w``           weights, any shape with one axis or more; biases are not penalised
``lam``         λ, the weight of the penalty, at least 0
``p``           probability to **drop** a unit, 0 <= p < 1
``sigma``       standard deviation of noise
``rng``         ``numpy.random.Generator``, the source of all randomness
==============  ==================================================================

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Values = NDArray[Any]


def l0_norm(w: Values) -> int:
    r"""Count the weights that are not 0.

    .. math:: \lVert w \rVert_0 = |\{j : w_j \neq 0\}|

    Parameters
    ----------
    w : ndarray of any shape
        Weights.

    Returns
    -------
    int
        How many entries are not 0.

    References
    ----------
    Lecture notes 004:472 and 002:264.

    Examples
    --------
    >>> l0_norm(np.array([[0.0, -3.0], [4.0, 0.0]]))
    2
    """
    return int(np.count_nonzero(w))


def l1_penalty(w: Values, lam: float) -> float:
    r"""Penalty λ ‖w‖₁.

    .. math:: \lambda \sum_j |w_j|

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    lam : float, >= 0
        The weight λ of the penalty.

    Returns
    -------
    float
        The penalty.

    Raises
    ------
    ValueError
        If ``lam`` is negative.

    References
    ----------
    Lecture notes 004:473–474.

    Examples
    --------
    >>> l1_penalty(np.array([3.0, -4.0]), 0.5)
    3.5
    """
    _check_lam(lam)
    return float(lam * np.abs(_real(w)).sum())


def l1_grad(w: Values, lam: float) -> Array:
    r"""Gradient of λ ‖w‖₁, with 0 where a weight is 0.

    .. math:: \lambda \operatorname{sign}(w_j)

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    lam : float, >= 0
        The weight λ of the penalty.

    Returns
    -------
    ndarray of the shape of ``w``
        The gradient.

    Raises
    ------
    ValueError
        If ``lam`` is negative.

    Examples
    --------
    >>> l1_grad(np.array([3.0, 0.0, -4.0]), 0.5).tolist()
    [0.5, 0.0, -0.5]
    """
    _check_lam(lam)
    return lam * np.sign(_real(w))


def l2_penalty(w: Values, lam: float) -> float:
    r"""Penalty λ/2 ‖w‖₂².

    .. math:: \frac{\lambda}{2} \sum_j w_j^2

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    lam : float, >= 0
        The weight λ of the penalty.

    Returns
    -------
    float
        The penalty.

    Raises
    ------
    ValueError
        If ``lam`` is negative.

    References
    ----------
    Lecture notes 001:673 and 002:238.

    Examples
    --------
    >>> l2_penalty(np.array([3.0, -4.0]), 0.5)
    6.25
    """
    _check_lam(lam)
    return float(lam / 2 * np.square(_real(w)).sum())


def l2_grad(w: Values, lam: float) -> Array:
    r"""Gradient of λ/2 ‖w‖₂².

    .. math:: \lambda w_j

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    lam : float, >= 0
        The weight λ of the penalty.

    Returns
    -------
    ndarray of the shape of ``w``
        The gradient.

    Raises
    ------
    ValueError
        If ``lam`` is negative.

    References
    ----------
    Lecture notes 002:242.

    Examples
    --------
    >>> l2_grad(np.array([3.0, -4.0]), 0.5).tolist()
    [1.5, -2.0]
    """
    _check_lam(lam)
    return lam * _real(w)


def project_l2_ball(w: Values, radius: float) -> Array:
    r"""Move weights to the nearest point with ‖w‖₂ ≤ C.

    .. math:: w \cdot \min\Big(1, \frac{C}{\lVert w \rVert_2}\Big)

    Parameters
    ----------
    w : ndarray of any shape
        Weights.
    radius : float, > 0
        The bound C.

    Returns
    -------
    ndarray of the shape of ``w``
        The weights themselves if they are inside or on the edge, otherwise the point on the edge.

    Raises
    ------
    ValueError
        If ``radius`` is not positive.

    References
    ----------
    The constraint: lecture notes 002:272–285.

    Examples
    --------
    >>> project_l2_ball(np.array([3.0, -4.0]), 2.5).tolist()
    [1.5, -2.0]
    >>> project_l2_ball(np.array([3.0, -4.0]), 7.0).tolist()
    [3.0, -4.0]
    """
    if not radius > 0:
        raise ValueError(f"radius must be positive, got {radius}")
    w = _real(w)
    norm = float(np.sqrt(np.square(w).sum()))
    return w * (radius / norm) if norm > radius else w


def map_penalty(prior: str, scale: float) -> float:
    r"""The λ of the penalty that a prior of the weights stands for.

    .. math:: -\log P(w) = \frac{\lambda}{2} \lVert w \rVert_2^2 + \text{const}, \quad \lambda = \frac{1}{\sigma^2}
              \qquad
              -\log P(w) = \lambda \lVert w \rVert_1 + \text{const}, \quad \lambda = \frac{1}{a}

    Parameters
    ----------
    prior : {"gaussian", "laplace"}
        The distribution of each weight, with mean 0.
    scale : float, > 0
        The standard deviation σ of the Gaussian, or the parameter a of the Laplace distribution.

    Returns
    -------
    float
        The weight λ of ``l2_penalty`` (Gaussian) or of ``l1_penalty`` (Laplace).

    Raises
    ------
    ValueError
        If ``prior`` is another word, or ``scale`` is not positive.

    References
    ----------
    Lecture notes 002:300–320, whose coefficient 1/(2a) of the Laplace distribution is a slip.

    Examples
    --------
    >>> map_penalty("gaussian", 0.5), map_penalty("laplace", 0.5)
    (4.0, 2.0)
    """
    _check_prior(prior, scale)
    return float(1 / scale**2 if prior == "gaussian" else 1 / scale)


def log_posterior(w: Values, X: Values, y: Values, noise_var: float, prior: str, scale: float) -> float:
    r"""What a MAP estimate maximises: the log-likelihood of a linear model plus the log-density of the prior.

    .. math:: \sum_{i=1}^n \log N(y_i;\, x_i^\top w,\, v) + \sum_{j=1}^d \log P(w_j)

    Parameters
    ----------
    w : ndarray of shape (d,)
        Weights.
    X : ndarray of shape (n, d)
        Samples in rows.
    y : ndarray of shape (n,)
        Targets.
    noise_var : float, > 0
        The variance v of the noise.
    prior : {"gaussian", "laplace"}
        The distribution of each weight, with mean 0.
    scale : float, > 0
        The standard deviation σ of the Gaussian, or the parameter a of the Laplace distribution.

    Returns
    -------
    float
        The sum of both, with all constants; only log P(y | X) is left out.

    Raises
    ------
    ValueError
        If ``prior`` is another word, or ``noise_var`` or ``scale`` is not positive.

    References
    ----------
    Lecture notes 002:290–298; the likelihood: 001:434–440.

    Examples
    --------
    >>> round(log_posterior(np.array([1.0]), np.array([[1.0]]), np.array([2.0]), 1.0, "gaussian", 1.0), 4)
    -2.8379
    """
    _check_prior(prior, scale)
    if not noise_var > 0:
        raise ValueError(f"noise_var must be positive, got {noise_var}")
    w, X, y = _real(w), _real(X), _real(y)
    squares = float(np.square(y - X @ w).sum())
    log_likelihood = -len(y) / 2 * math.log(2 * math.pi * noise_var) - squares / (2 * noise_var)
    if prior == "gaussian":
        log_prior = -len(w) / 2 * math.log(2 * math.pi * scale**2) - float(np.square(w).sum()) / (
            2 * scale**2
        )
    else:
        log_prior = -len(w) * math.log(2 * scale) - float(np.abs(w).sum()) / scale
    return log_likelihood + log_prior


def dropout_forward(x: Values, p: float, rng: np.random.Generator, train: bool = True) -> tuple[Array, Array]:
    r"""Inverted dropout: set units to 0 with probability p, and divide the others by 1 - p.

    .. math:: y_i = m_i x_i, \qquad
              m_i = \begin{cases} 0 & \text{with probability } p \\ 1/(1-p) & \text{otherwise} \end{cases}

    Parameters
    ----------
    x : ndarray of any shape
        Activations.
    p : float, 0 <= p < 1
        Probability that a unit is dropped.
    rng : numpy.random.Generator
        The source of all randomness.
    train : bool
        Whether the network is trained. If not, nothing is dropped.

    Returns
    -------
    y : ndarray of the shape of ``x``
        The activations after dropout; equal to ``x`` if the network is not trained.
    mask : ndarray of the shape of ``x``
        The factors m: 0 or 1/(1 - p); all 1 if the network is not trained.

    Raises
    ------
    ValueError
        If ``p`` is not in 0 <= p < 1.

    References
    ----------
    Lecture notes 001:694–704 and 002:322–340.

    Examples
    --------
    >>> y, mask = dropout_forward(np.ones((2, 3)), 0.5, np.random.default_rng(1))
    >>> y.tolist()
    [[2.0, 2.0, 0.0], [2.0, 0.0, 0.0]]
    >>> bool((mask == y).all())
    True
    """
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    x = _real(x)
    mask = np.ones_like(x)
    if train:
        mask = ((rng.random(x.shape) >= p) / (1 - p)).astype(x.dtype)
    return x * mask, mask


def dropout_backward(dout: Values, mask: Values) -> Array:
    r"""Gradient of dropout with respect to its input, with the mask of the forward pass.

    .. math:: \frac{\partial L}{\partial x_i} = m_i \frac{\partial L}{\partial y_i}

    Parameters
    ----------
    dout : ndarray of any shape
        The upstream gradient.
    mask : ndarray of the shape of ``dout``
        The factors that ``dropout_forward`` returned.

    Returns
    -------
    ndarray of the shape of ``dout``
        The gradient of ``x``.

    Examples
    --------
    >>> dropout_backward(np.array([5.0, 7.0]), np.array([0.0, 2.0])).tolist()
    [0.0, 14.0]
    """
    return _real(dout) * _real(mask)


def gaussian_noise(x: Values, sigma: float, rng: np.random.Generator, train: bool = True) -> Array:
    r"""Add noise to each input while the network is trained.

    .. math:: x_i' = x_i + \epsilon_i, \qquad \epsilon_i \sim N(0, \sigma^2)

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.
    sigma : float, >= 0
        Standard deviation of the noise.
    rng : numpy.random.Generator
        The source of all randomness.
    train : bool
        Whether the network is trained. If not, nothing is added.

    Returns
    -------
    ndarray of the shape of ``x``
        Inputs with noise; equal to ``x`` if the network is not trained.

    Raises
    ------
    ValueError
        If ``sigma`` is negative.

    References
    ----------
    Lecture notes 001:691–692.

    Examples
    --------
    >>> gaussian_noise(np.zeros(2), 0.5, np.random.default_rng(1)).round(4).tolist()
    [0.1728, 0.4108]
    """
    if not sigma >= 0:
        raise ValueError(f"sigma must be at least 0, got {sigma}")
    x = _real(x)
    if not train:
        return x
    return x + sigma * rng.normal(size=x.shape).astype(x.dtype)


def _check_lam(lam: float) -> None:
    if not lam >= 0:
        raise ValueError(f"lam must be at least 0, got {lam}")


def _check_prior(prior: str, scale: float) -> None:
    if prior not in ("gaussian", "laplace"):
        raise ValueError(f"prior must be 'gaussian' or 'laplace', got {prior!r}")
    if not scale > 0:
        raise ValueError(f"scale must be positive, got {scale}")


def _real(values: Values) -> Array:
    """Floating arrays as they are, integers as float64."""
    values = np.asarray(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
