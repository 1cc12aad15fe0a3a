r"""Probability with tables and with the Gaussian: events, conditions, Bayes' theorem, independence, likelihood.

A *distribution* is a table of numbers that are not negative and sum to 1. A table with several axes has one
random variable for each axis; its cell is the probability that all of them take these values at once:

.. math:: P(A = a, B = b) = \text{joint}[a, b]

A continuous variable has a density instead. Here the density is the Gaussian with mean :math:`\mu` and
standard deviation :math:`\sigma`:

.. math:: p(x) = \frac{1}{\sqrt{2\pi}\,\sigma} \exp\left( -\frac{(x - \mu)^2}{2\sigma^2} \right)

==============  ======================================================================
``joint``       a joint table, one axis for each random variable
``A, B, C``     random variables with the values 0, 1, …; axes 0, 1 and 2 of a table
``K``           number of hypotheses
``m``           number of independent observations
``n``, ``d``    number of samples and of features
``mu, sigma``   mean and standard deviation (not the variance) of a Gaussian
==============  ======================================================================

How do I …

* sum a variable out, or fix it: ``marginal(joint, axis)``, ``conditional(joint, given_axis)``;
* learn from observations: ``bayes_posterior(prior, likelihood)``;
* fit a Gaussian and judge the fit: ``gaussian_log_likelihood(x, *gaussian_mle(x))``.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64, and no function modifies
what it is given.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]

TOLERANCE = 1e-6
"""How far a sum of probabilities may be from 1, and a cell of a table from the product of two others."""


def is_distribution(p: ArrayLike) -> bool:
    r"""Tell whether a table is a probability distribution.

    .. math:: P(s) \geq 0 \text{ for every outcome } s, \qquad \sum_s P(s) = 1

    Parameters
    ----------
    p : ndarray of any shape
        Numbers, one for each outcome.

    Returns
    -------
    bool
        True if no number is negative and their sum differs from 1 by at most 1e-6. False for NaN, for
        infinite numbers and for an empty table.

    References
    ----------
    Lecture notes 001, lines 358–363.

    Examples
    --------
    >>> is_distribution([0.2, 0.3, 0.5]), is_distribution([0.2, 0.3, 0.6]), is_distribution([-0.2, 0.7, 0.5])
    (True, False, False)
    """
    return _adds_up(_real(p))


def event_probability(values: Array, p: Array, low: float, high: float) -> float:
    r"""Probability that a random variable lies in an interval, both ends included.

    .. math:: P(\text{low} \leq X \leq \text{high}) = \sum_{i:\, \text{low} \leq x_i \leq \text{high}} P(X = x_i)

    Parameters
    ----------
    values : ndarray of shape (k,)
        Values of the variable, in any order. A value may occur twice; then its probabilities add.
    p : ndarray of shape (k,)
        Their probabilities, a distribution.
    low, high : float
        Ends of the interval; infinite ones are allowed.

    Returns
    -------
    float
        The probability; 0 where no value lies in the interval, also if ``low > high``.

    Raises
    ------
    ValueError
        If ``p`` is no distribution, or ``values`` and ``p`` are not one-dimensional and of one length.

    References
    ----------
    Lecture notes 001, lines 363 and 372–375.

    Examples
    --------
    A fair die shows 1, 2 or 3:

    >>> event_probability(np.arange(1, 7), np.full(6, 1 / 6), 1, 3)
    0.5
    """
    values, p = _real(values), _distribution("p", p)
    if p.ndim != 1 or values.shape != p.shape:
        raise ValueError(f"values and p must have one shape (k,), got {values.shape} and {p.shape}")
    return float(p[(values >= low) & (values <= high)].sum())


def marginal(joint: Array, axis: int) -> Array:
    r"""Sum one variable out of a joint table.

    .. math:: P(B = b) = \sum_a P(A = a, B = b)

    Parameters
    ----------
    joint : ndarray with two or more axes
        A distribution, one axis for each variable.
    axis : int
        Axis of the variable that disappears; −1 is the last one.

    Returns
    -------
    ndarray
        The distribution of the other variables: the shape of ``joint`` without this axis.

    Raises
    ------
    ValueError
        If ``joint`` is no distribution or has fewer than two axes, or has no such axis.

    References
    ----------
    Lecture notes 001, lines 409–413.

    Examples
    --------
    >>> joint = np.array([[0.1, 0.2, 0.1], [0.3, 0.0, 0.3]])
    >>> marginal(joint, axis=0)
    array([0.4, 0.2, 0.4])
    """
    joint = _joint(joint)
    summed: Array = joint.sum(axis=_axis("axis", axis, joint.ndim))
    return summed


def conditional(joint: Array, given_axis: int) -> Array:
    r"""Distribution of the other variables, for each value of one.

    .. math:: P(A = a \mid B = b) = \frac{P(A = a, B = b)}{P(B = b)}

    Parameters
    ----------
    joint : ndarray with two or more axes
        A distribution, one axis for each variable.
    given_axis : int
        Axis of the variable that is known; −1 is the last one.

    Returns
    -------
    ndarray of the shape of ``joint``
        For each value of the known variable a distribution over *all* other variables. Where that value has
        probability 0 the condition never holds, and all these cells are 0.

    Raises
    ------
    ValueError
        If ``joint`` is no distribution or has fewer than two axes, or has no such axis.

    Notes
    -----
    With 0 for what is not defined, ``conditional(joint, axis) * P(condition)`` is ``joint`` in every cell.
    A condition of probability 1e-200 is rare and not impossible: nothing is added to the divisor.

    References
    ----------
    Lecture notes 001, lines 397–400 and 405, where the condition must have a probability above 0.

    Examples
    --------
    >>> joint = np.array([[0.1, 0.2, 0.1], [0.3, 0.0, 0.3]])
    >>> conditional(joint, given_axis=1)
    array([[0.25, 1.  , 0.25],
           [0.75, 0.  , 0.75]])
    """
    joint = _joint(joint)
    return _given(joint, _axis("given_axis", given_axis, joint.ndim))


def bayes_posterior(prior: Array, likelihood: Array) -> Array:
    r"""Probabilities of hypotheses after independent observations.

    .. math:: P(H = k \mid e_1, \dots, e_m) =
              \frac{P(H = k) \prod_{i=1}^{m} P(e_i \mid H = k)}{\sum_j P(H = j) \prod_{i=1}^{m} P(e_i \mid H = j)}

    Parameters
    ----------
    prior : ndarray of shape (K,)
        Probabilities of the hypotheses before any observation, a distribution.
    likelihood : ndarray of shape (K,) or (m, K)
        Probability (or density) of what was observed under each hypothesis, >= 0 and finite: one
        observation, or one per row. With m = 0 the posterior is the prior.

    Returns
    -------
    ndarray of shape (K,)
        Probabilities of the hypotheses after all observations; they sum to 1.

    Raises
    ------
    ValueError
        If ``prior`` is no distribution of shape (K,), ``likelihood`` has another shape or a number that is
        negative or not finite, or no hypothesis with a prior above 0 allows all the observations.

    Notes
    -----
    A thousand factors of 0.1 have the product 0 in floating point, so logarithms are added. Dividing by the
    largest product before ``exp`` changes no ratio. Cost O(m K).

    References
    ----------
    Lecture notes 001, lines 401–405; 000, lines 42–51.

    Examples
    --------
    One of a hundred is ill; the test finds 9 of 10 ill people and is wrong for 1 of 20 healthy ones. After one
    positive test, and after two:

    >>> prior, positive = np.array([0.01, 0.99]), np.array([0.9, 0.05])
    >>> np.round(bayes_posterior(prior, positive), 4)
    array([0.1538, 0.8462])
    >>> np.round(bayes_posterior(prior, np.array([positive, positive])), 4)
    array([0.766, 0.234])
    """
    prior, likelihood = _distribution("prior", prior), _real(likelihood)
    if prior.ndim != 1 or likelihood.ndim not in (1, 2) or likelihood.shape[-1:] != prior.shape:
        raise ValueError(
            f"prior must have shape (K,) and likelihood (K,) or (m, K), got {prior.shape} and {likelihood.shape}"
        )
    if not (np.isfinite(likelihood) & (likelihood >= 0)).all():
        raise ValueError(f"likelihood must hold finite numbers >= 0, got {likelihood}")
    observations = likelihood.reshape(-1, prior.size)  # (m, K)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is -inf, which is what is wanted
        log_joint = np.log(prior) + np.log(observations).sum(axis=0)  # (K,)
    largest = log_joint.max()
    if largest == -math.inf:
        raise ValueError(
            "likelihood must be > 0 for a hypothesis with a prior > 0, got products that are all 0"
        )
    weights = np.exp(log_joint - largest)
    posterior: Array = weights / weights.sum()
    return posterior


def are_independent(joint: Array) -> bool:
    r"""Tell whether two random variables are independent.

    .. math:: P(A = a, B = b) = P(A = a)\, P(B = b) \quad\text{for all } a, b

    Parameters
    ----------
    joint : ndarray of shape (a, b)
        The joint table of A and B, a distribution.

    Returns
    -------
    bool
        True if no cell differs from the product by more than 1e-6.

    Raises
    ------
    ValueError
        If ``joint`` is no distribution or does not have two axes.

    References
    ----------
    Lecture notes 001, lines 414–422.

    Examples
    --------
    >>> are_independent(np.outer([0.2, 0.8], [0.5, 0.1, 0.4])), are_independent(np.eye(2) / 2)
    (True, False)
    """
    joint = _joint(joint)
    if joint.ndim != 2:
        raise ValueError(f"joint must have shape (a, b), got {joint.shape}")
    return _is_product(joint)


def are_conditionally_independent(joint3: Array) -> bool:
    r"""Tell whether A and B are independent once C is known.

    .. math:: P(A = a, B = b \mid C = c) = P(A = a \mid C = c)\, P(B = b \mid C = c)
              \quad\text{for all } a, b \text{ and all } c \text{ with } P(C = c) > 0

    Parameters
    ----------
    joint3 : ndarray of shape (a, b, c)
        The joint table of A, B and C, in this order; a distribution.

    Returns
    -------
    bool
        True if for each value of C with a probability above 0, however small, no cell of the conditional
        table differs from the product by more than 1e-6. A value of C with probability 0 sets no condition.

    Raises
    ------
    ValueError
        If ``joint3`` is no distribution or does not have three axes.

    Notes
    -----
    Neither of independence and conditional independence implies the other. The equivalent form
    P(a, b, c) P(c) = P(a, c) P(b, c) has both sides near 0 for a rare c and would need a tolerance for each.

    References
    ----------
    Lecture notes 001, lines 423–424.

    Examples
    --------
    Two coins of one bag: both are fair (C = 0), or both always show heads. Known C makes them independent:

    >>> joint3 = np.stack([np.full((2, 2), 0.125), np.array([[0.5, 0.0], [0.0, 0.0]])], axis=2)
    >>> are_conditionally_independent(joint3), are_independent(joint3.sum(axis=2))
    (True, False)
    """
    joint3 = _joint(joint3)
    if joint3.ndim != 3:
        raise ValueError(f"joint3 must have shape (a, b, c), got {joint3.shape}")
    return _is_product(_given(joint3, 2))


def gaussian_pdf(x: ArrayLike, mu: float, sigma: float) -> Array:
    r"""Density of a Gaussian, at each x.

    .. math:: p(x) = \frac{1}{\sqrt{2\pi}\,\sigma} \exp\left( -\frac{(x - \mu)^2}{2\sigma^2} \right)

    Parameters
    ----------
    x : ndarray of any shape, or float
        Where the density is wanted.
    mu : float
        Mean.
    sigma : float > 0
        Standard deviation, finite.

    Returns
    -------
    ndarray of the shape of ``x``
        Densities. They may be above 1: only an integral over the density is a probability.

    Raises
    ------
    ValueError
        If ``sigma`` is not a finite number above 0.

    References
    ----------
    Lecture notes 001, lines 382–385 and 429–430.

    Examples
    --------
    >>> np.round(gaussian_pdf(np.array([0.0, 1.0, 40.0]), 0.0, 1.0), 6)
    array([0.398942, 0.241971, 0.      ])
    """
    sigma = _deviation(sigma)
    z = (_real(x) - float(mu)) / sigma
    density: Array = np.exp(-0.5 * z * z) / (sigma * math.sqrt(2 * math.pi))
    return density


def gaussian_log_likelihood(x: Array, mu: float, sigma: float) -> float:
    r"""Logarithm of the likelihood of a Gaussian, given independent samples.

    .. math:: \ln L(\mu, \sigma) = \ln \prod_{i=1}^{n} p(x_i)

    Parameters
    ----------
    x : ndarray of shape (n,), n >= 1
        Samples.
    mu : float
        Mean.
    sigma : float > 0
        Standard deviation, finite.

    Returns
    -------
    float
        The sum of the log-densities, finite also where the product of the densities is 0 in floating point.

    Raises
    ------
    ValueError
        If ``x`` is not one-dimensional or is empty, or ``sigma`` is not a finite number above 0.

    Notes
    -----
    The logarithm is taken on paper: the density 40 deviations from the mean is 0 in floating point, its
    logarithm is −801. Cost O(n).

    References
    ----------
    Lecture notes 001, lines 430–432.

    Examples
    --------
    >>> round(gaussian_log_likelihood(np.array([-1.0, 1.0]), 0.0, 1.0), 6)
    -2.837877
    """
    return _log_likelihood(_samples(x) - float(mu), _deviation(sigma))


def gaussian_mle(x: Array) -> tuple[float, float]:
    r"""Mean and standard deviation that make the likelihood of samples largest.

    .. math:: \mu = \frac{1}{n} \sum_i x_i, \qquad \sigma = \sqrt{\frac{1}{n} \sum_i (x_i - \mu)^2}

    Parameters
    ----------
    x : ndarray of shape (n,), n >= 1
        Samples.

    Returns
    -------
    mu : float
        Mean.
    sigma : float
        Standard deviation, with the divisor n; 0 for one sample.

    Raises
    ------
    ValueError
        If ``x`` is not one-dimensional or is empty.

    Notes
    -----
    The mean of the squares minus the square of the mean is the same number on paper. In floating point it
    loses its digits where the mean is large beside the deviation.

    References
    ----------
    Lecture notes 001, lines 431–432, which name the method.

    Examples
    --------
    >>> gaussian_mle(np.array([1, 1, 5, 5]))
    (3.0, 2.0)
    """
    x = _samples(x)
    mu = x.mean()
    return float(mu), float(np.sqrt(np.square(x - mu).mean()))


def gaussian_interval(a: float, b: float, mu: float, sigma: float) -> float:
    r"""Probability that a Gaussian variable lies between a and b.

    .. math:: P(a \leq X \leq b) = \int_a^b p(x)\, dx
              = \Phi\left(\frac{b - \mu}{\sigma}\right) - \Phi\left(\frac{a - \mu}{\sigma}\right),
              \qquad \Phi(z) = \tfrac{1}{2} \operatorname{erfc}\left(-\frac{z}{\sqrt 2}\right)

    Parameters
    ----------
    a, b : float
        Ends of the interval, a <= b; infinite ones are allowed.
    mu : float
        Mean.
    sigma : float > 0
        Standard deviation, finite.

    Returns
    -------
    float
        The probability, with its digits also where it is tiny.

    Raises
    ------
    ValueError
        If ``a`` is above ``b`` or one of them is NaN, or ``sigma`` is not a finite number above 0.

    Notes
    -----
    Above the mean both values of Φ are near 1, and from 9 deviations on their difference is 0 in floating point.
    The interval on the other side of the mean has the same probability, and there both values are small.

    References
    ----------
    Lecture notes 001, lines 382–385.

    Examples
    --------
    >>> round(gaussian_interval(-1.0, 1.0, 0.0, 1.0), 6), gaussian_interval(0.0, float("inf"), 0.0, 1.0)
    (0.682689, 0.5)
    >>> f"{gaussian_interval(30.0, 31.0, 0.0, 1.0):.4e}"
    '4.9067e-198'
    """
    sigma = _deviation(sigma)
    low, high = (float(a) - float(mu)) / sigma, (float(b) - float(mu)) / sigma
    if not low <= high:
        raise ValueError(f"a must not be above b, got {a} and {b}")
    if low > 0:
        low, high = -high, -low
    return 0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))


def linear_nll(X: Array, y: Array, w: Array, b: float, sigma: float) -> float:
    r"""Negative log-likelihood of a linear model whose errors are Gaussian.

    .. math:: -\ln P(y \mid X) = -\ln \prod_{i=1}^{n} p(y_i \mid x_i),
              \qquad y_i = w^\top x_i + b + \varepsilon_i, \quad \varepsilon_i \sim N(0, \sigma^2)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,)
        Targets.
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.
    sigma : float > 0
        Standard deviation of the errors, finite.

    Returns
    -------
    float
        The sum over the samples.

    Raises
    ------
    ValueError
        If the shapes do not fit, there are no samples, or ``sigma`` is not a finite number above 0.

    Notes
    -----
    For a fixed sigma it is the sum of squared errors times a constant, plus a constant. So the weights and the
    bias that make it smallest are those of least squares. Cost O(n d).

    References
    ----------
    Lecture notes 001, lines 431–436.

    Examples
    --------
    >>> X, y = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 4.0])
    >>> round(linear_nll(X, y, np.array([2.0]), 1.0, 1.0), 6)  # the errors are 0, 0 and −1
    3.256816
    """
    X, y, w = _real(X), _real(y), _real(w)
    if X.ndim != 2 or len(X) == 0 or y.shape != X.shape[:1] or w.shape != X.shape[1:]:
        raise ValueError(
            f"X, y and w must have shapes (n, d), (n,) and (d,) with n >= 1, got {X.shape}, {y.shape} and {w.shape}"
        )
    errors = y - (X @ w + float(b))  # (n,)
    return -_log_likelihood(errors, _deviation(sigma))


def _given(joint: Array, given: int) -> Array:
    """The table divided by the probability of each value of the variable of axis ``given``."""
    others = tuple(axis for axis in range(joint.ndim) if axis != given)
    condition = joint.sum(axis=others, keepdims=True)
    shares: Array = np.divide(joint, condition, out=np.zeros_like(joint), where=condition > 0)
    return shares


def _is_product(table: Array) -> bool:
    """Whether each cell is the product of its sums over axis 0 and over axis 1, for every index behind them."""
    product = table.sum(axis=0) * table.sum(axis=1, keepdims=True)
    return bool((abs(table - product) <= TOLERANCE).all())


def _log_likelihood(deviations: Array, sigma: float) -> float:
    """Sum of the log-densities of samples that lie so far from the mean."""
    z = deviations / sigma
    log_peak = -math.log(sigma) - 0.5 * math.log(2 * math.pi)
    return float(z.size * log_peak - 0.5 * (z * z).sum())


def _adds_up(p: Array) -> bool:
    """Whether no number is negative and all of them sum to 1."""
    return bool((p >= 0).all() and abs(p.sum() - 1) <= TOLERANCE)


def _joint(joint: ArrayLike) -> Array:
    """A joint table of two or more variables as floats."""
    joint = _distribution("joint", joint)
    if joint.ndim < 2:
        raise ValueError(f"joint must have two or more axes, got shape {joint.shape}")
    return joint


def _axis(name: str, axis: int, axes: int) -> int:
    """The number of an axis from 0 on."""
    if not -axes <= axis < axes:
        raise ValueError(f"{name} must be from {-axes} to {axes - 1}, got {axis}")
    return axis % axes


def _distribution(name: str, p: ArrayLike) -> Array:
    """Probabilities as floats, checked to be a distribution."""
    p = _real(p)
    if not _adds_up(p):
        raise ValueError(f"{name} must hold numbers >= 0 that sum to 1, got {p}")
    return p


def _samples(x: ArrayLike) -> Array:
    """Samples as floats, checked to be one-dimensional."""
    x = _real(x)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"x must have shape (n,) with n >= 1, got {x.shape}")
    return x


def _deviation(sigma: float) -> float:
    """A standard deviation as a Python number, which no narrow type can make overflow."""
    if not 0 < float(sigma) < math.inf:
        raise ValueError(f"sigma must be a finite number > 0, got {sigma}")
    return float(sigma)


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
