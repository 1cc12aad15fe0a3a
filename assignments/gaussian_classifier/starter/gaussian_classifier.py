"""Gaussian classifier: fill in the eight functions below.

README.md says what is asked, with the definitions and an example done by hand. Each docstring repeats the
shapes and what has to be refused. Letters: ``n`` samples, ``d`` features, ``K`` classes with labels 0 … K − 1,
``X`` of shape (n, d) with one row per sample, ``y`` of shape (n,).

Floating inputs keep their dtype (float32 in, float32 out), integers become float64, and no function modifies
what it is given. Helper functions of your own are welcome.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer[Any]]  # of shape (n,)


def class_priors(y: Labels, k: int | None = None) -> Array:
    r"""Estimate how probable each class is before anything is known of a sample.

    .. math:: P(y = j) = \frac{n_j}{n}, \qquad n_j = |\{i : y_i = j\}|

    Parameters
    ----------
    y : ndarray of shape (n,), integers >= 0, n >= 1
        Labels, of any integer type. There may be more samples of a class than this type can count.
    k : int, optional
        Number of classes K; without it, the largest label plus 1.

    Returns
    -------
    ndarray of shape (K,), float64
        Shares of the labels 0 … K − 1; a class that does not occur has 0. They sum to 1.

    Raises
    ------
    ValueError
        If ``y`` is not one-dimensional, is empty, holds something else than integers >= 0, or a label that
        is not below ``k``.

    References
    ----------
    Lecture notes 000, lines 50 and 62.

    Examples
    --------
    >>> class_priors(np.array([0, 2, 0, 2, 2]))
    array([0.4, 0. , 0.6])
    >>> class_priors(np.array([1, 1, 0, 1]), k=4)
    array([0.25, 0.75, 0.  , 0.  ])
    """
    raise NotImplementedError


def fit_gaussian(X: Array) -> tuple[Array, Array]:
    r"""Fit one Gaussian to samples by maximum likelihood.

    .. math:: \mu = \frac{1}{n} \sum_i x_i, \qquad
              \Sigma = \frac{1}{n} \sum_i (x_i - \mu)(x_i - \mu)^\top

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.

    Returns
    -------
    mu : ndarray of shape (d,)
        Mean.
    Sigma : ndarray of shape (d, d)
        Covariance, divided by n; also for one feature a table, of shape (1, 1).

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional or has no rows.

    Notes
    -----
    Dividing by n maximises the likelihood, dividing by n − 1 makes the estimate unbiased; maximum likelihood
    is what is asked here. On paper the covariance also equals the mean of x xᵀ minus μ μᵀ. In floating point
    that is a difference of two large numbers as soon as the mean is large beside the spread: with means
    around 1e6 and a deviation of 1 it keeps 4 digits of 16. Cost O(n d²).

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, section 2.3.4. Lecture notes 000, lines 74–76.

    Examples
    --------
    >>> mu, Sigma = fit_gaussian(np.array([[0, 0], [2, 0], [4, 6]]))
    >>> mu
    array([2., 2.])
    >>> Sigma * 3
    array([[ 8., 12.],
           [12., 24.]])
    """
    raise NotImplementedError


def shared_covariance(X: Array, y: Labels) -> Array:
    r"""One covariance for all classes: how samples spread around the mean *of their own class*.

    .. math:: \Sigma = \arg\max_\Sigma \prod_{i=1}^{n} N(x_i \mid \mu_{y_i}, \Sigma),
              \qquad \mu_k = \text{mean of the samples of class } k

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,), integers >= 0
        Their labels. Labels may be missing in between; such a class adds nothing.

    Returns
    -------
    ndarray of shape (d, d)
        The covariance that, shared by all classes, maximises the likelihood of all samples.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional or has no rows, or ``y`` is not one integer >= 0 per row.

    Notes
    -----
    It is not the covariance of all samples: that one also holds how far the means of the classes lie apart.
    scikit-learn's ``LinearDiscriminantAnalysis(store_covariance=True).covariance_`` is the same matrix.
    Cost O(n d²).

    References
    ----------
    T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning*, section 4.3 (with another
    divisor). Lecture notes 000, lines 77 and 90, which use the matrix without saying how it is estimated.

    Examples
    --------
    Class 0 spreads only along the first feature, class 1 only along the second:

    >>> X = np.array([[0.0, 0.0], [2.0, 0.0], [9.0, 5.0], [9.0, 7.0], [9.0, 9.0]])
    >>> shared_covariance(X, np.array([0, 0, 1, 1, 1]))
    array([[0.4, 0. ],
           [0. , 1.6]])
    """
    raise NotImplementedError


def log_density(X: Array, mu: Array, Sigma: Array) -> Array:
    r"""Logarithm of a Gaussian's density, at each sample.

    .. math:: N(x \mid \mu, \Sigma) = \frac{1}{\sqrt{(2\pi)^d \det\Sigma}}
              \exp\left( -\tfrac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu) \right)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    mu : ndarray of shape (d,)
        Mean.
    Sigma : ndarray of shape (d, d)
        Covariance, symmetric and positive definite.

    Returns
    -------
    ndarray of shape (n,)
        Log-densities ``ln N(x | mu, Sigma)``, finite also where the density itself is too small for a
        floating-point number.

    Raises
    ------
    ValueError
        If the shapes do not fit, or if ``Sigma`` is not positive definite.

    Notes
    -----
    Neither the density nor the determinant is ever formed: a sample 40 standard deviations away has a density
    below the smallest float64, and 110 features with variances of 0.001 have a determinant below it. Their
    logarithms are ordinary numbers. Cost O(d³ + n d²).

    References
    ----------
    Bishop, equation 2.43. Lecture notes 000, lines 63–65 and 75, where the density appears as f(x).

    Examples
    --------
    >>> X = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 40.0]])
    >>> np.round(log_density(X, np.zeros(2), np.eye(2)), 4)
    array([  -1.8379,   -6.3379, -801.8379])
    """
    raise NotImplementedError


def log_likelihood(X: Array, mu: Array, Sigma: Array) -> float:
    r"""Logarithm of the likelihood of a Gaussian, given independent samples.

    .. math:: \ln L(\mu, \Sigma) = \ln \prod_{i=1}^{n} N(x_i \mid \mu, \Sigma)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    mu : ndarray of shape (d,)
        Mean.
    Sigma : ndarray of shape (d, d)
        Covariance, symmetric and positive definite.

    Returns
    -------
    float
        The logarithm of the product of all densities, finite also where the product is 0 in floating point.

    Raises
    ------
    ValueError
        If the shapes do not fit, or if ``Sigma`` is not positive definite.

    Notes
    -----
    Of all means and covariances those of `fit_gaussian` make it largest. Cost O(d³ + n d²).

    References
    ----------
    Lecture notes 000, line 75.

    Examples
    --------
    >>> X = np.array([[-1.0], [1.0]])
    >>> round(log_likelihood(X, np.array([0.0]), np.array([[1.0]])), 4)  # −½ (2 ln 2π + 1 + 1)
    -2.8379
    """
    raise NotImplementedError


def linear_discriminant(mu1: Array, mu0: Array, Sigma: Array, n1: int, n0: int) -> tuple[Array, float]:
    r"""Weights and bias of the log-odds of label 1 against label 0, for two classes with one covariance.

    .. math:: \ln \frac{P(y = 1 \mid x)}{P(y = 0 \mid x)} = w^\top x + b \quad\text{for all } x

    Parameters
    ----------
    mu1, mu0 : ndarray of shape (d,)
        Means of label 1 and of label 0, in this order.
    Sigma : ndarray of shape (d, d)
        Their common covariance, symmetric and positive definite.
    n1, n0 : int > 0
        Number of samples of label 1 and of label 0.

    Returns
    -------
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias. The probability of label 1 is ``sigmoid(w @ x + b)``.

    Raises
    ------
    ValueError
        If the shapes do not fit, ``Sigma`` is not positive definite, or a class has no samples.

    Notes
    -----
    The term quadratic in x is the same in both log-densities and cancels: with a common covariance the border
    between two classes is a hyperplane, and the posterior is a logistic regression that was never trained as
    one. Cost O(d³).

    References
    ----------
    Bishop, equations 4.66 and 4.67. Lecture notes 000, lines 84–90, where C₁ is label 1 and C₂ label 0.

    Examples
    --------
    >>> w, b = linear_discriminant(np.array([6.0, 4.0]), np.array([2.0, 2.0]), 2 * np.eye(2), 3, 3)
    >>> w, b
    (array([2., 1.]), -11.0)
    """
    raise NotImplementedError


def posterior(X: Array, means: Array, covariances: Array, priors: Array) -> Array:
    r"""Probability of each class, given each sample.

    .. math:: P(y = k \mid x) = \frac{P(x \mid y = k)\, P(y = k)}{P(x)},
              \qquad P(x \mid y = k) = N(x \mid \mu_k, \Sigma_k)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    means : ndarray of shape (K, d)
        Means of the classes.
    covariances : ndarray of shape (d, d) or (K, d, d)
        One covariance for all classes, or one for each; symmetric and positive definite.
    priors : ndarray of shape (K,), >= 0, not all 0
        Probabilities of the classes, or numbers in their ratio, such as counts. A class with prior 0 gets
        probability 0 everywhere.

    Returns
    -------
    ndarray of shape (n, K)
        Probabilities; each row sums to 1, also where every density is 0 in floating point.

    Raises
    ------
    ValueError
        If the shapes do not fit, a covariance is not positive definite, or the priors are negative or all 0.

    Notes
    -----
    Far from all means every density is 0 in floating point, and the quotient is 0/0. Its *value* is an ordinary
    number. Distances are squared, so a float64 sample may lie up to 1e150 deviations from a mean and a float32
    sample up to 1e18; beyond, squares overflow and the row is NaN. Cost O(K d³ + n K d²).

    References
    ----------
    Bishop, section 4.2. Lecture notes 000, lines 42–51, 66 and 84.

    Examples
    --------
    Half-way between two means of one spread, the priors decide, near by and far out:

    >>> means = np.array([[-1.0, 0.0], [1.0, 0.0]])
    >>> np.round(posterior(np.array([[0.0, 0.0], [0.0, 1e6]]), means, np.eye(2), np.array([0.2, 0.8])), 6)
    array([[0.2, 0.8],
           [0.2, 0.8]])
    """
    raise NotImplementedError


def predict(X: Array, means: Array, covariances: Array, priors: Array) -> Labels:
    r"""The most probable class of each sample.

    .. math:: \hat y = \arg\max_k P(y = k \mid x)

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    means : ndarray of shape (K, d)
        Means of the classes.
    covariances : ndarray of shape (d, d) or (K, d, d)
        One covariance for all classes, or one for each; symmetric and positive definite.
    priors : ndarray of shape (K,), >= 0, not all 0
        Probabilities of the classes, or numbers in their ratio, such as counts.

    Returns
    -------
    ndarray of shape (n,), integers
        Labels 0 … K − 1.

    Raises
    ------
    ValueError
        If the shapes do not fit, a covariance is not positive definite, or the priors are negative or all 0.

    Notes
    -----
    P(x) is the same for all classes, so it need not be known. A class that is wide or frequent may win at
    places that lie nearer to the mean of another. Cost O(K d³ + n K d²).

    References
    ----------
    Lecture notes 000, lines 40, 51, 59 and 78.

    Examples
    --------
    A wide class around a narrow one wins on both sides:

    >>> X = np.array([[-3.0], [0.0], [3.0]])
    >>> predict(X, np.array([[0.0], [1.0]]), np.array([[[1.0]], [[25.0]]]), np.array([0.5, 0.5]))
    array([1, 0, 1])
    """
    raise NotImplementedError
