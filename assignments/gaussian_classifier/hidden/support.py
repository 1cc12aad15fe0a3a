"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def whole_covariance(dtype, d):
    """A covariance of large whole numbers; twice an entry, or a product of two, does not fit into the type."""
    return (100 * np.eye(d) + 20).astype(dtype)


def covariance(rng, d):
    """A covariance with correlations: eigenvalues at least 0.3, all entries distinct."""
    factor = rng.normal(size=(d, d))
    return factor @ factor.T / d + 0.3 * np.eye(d)


def correlated(rng, n, d):
    """Samples with mean 0 and correlations."""
    return rng.normal(size=(n, d)) @ np.linalg.cholesky(covariance(rng, d)).T


def gaussian(rng, d):
    """A mean and a covariance."""
    return rng.normal(1.0, 1.0, size=d), covariance(rng, d)


def classes(rng, k, d, each=True):
    """Means, covariances (one for each class, or one for all) and priors of k classes that overlap."""
    means = rng.normal(0.0, 1.5, size=(k, d))
    covariances = np.stack([covariance(rng, d) for _ in range(k)]) if each else covariance(rng, d)
    priors = rng.permutation(np.arange(1.0, k + 1) ** 2)  # far from equal
    return means, covariances, priors / priors.sum()


def labelled(rng, counts, d):
    """Correlated samples of classes that lie apart, in random order; ``counts[k]`` of label k."""
    y = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    centres = rng.normal(0.0, 5.0, size=(len(counts), d))
    spread = rng.uniform(0.5, 2.0, size=(len(counts), 1))  # classes of different width
    return centres[y] + spread[y] * correlated(rng, y.size, d), y


def at_log_density(rng, values, mu, Sigma):
    """Samples in random directions from the mean at which the log-density has the given values."""
    d, values = len(mu), np.asarray(values)
    highest = -0.5 * (d * np.log(2 * np.pi) + np.linalg.slogdet(Sigma)[1])
    direction = rng.normal(size=(values.size, d))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    radius = np.sqrt(2 * (highest - values))
    return mu + radius[:, None] * direction @ np.linalg.cholesky(Sigma).T


def no_covariances():
    """Symmetric tables that are no covariance one could invert: singular, indefinite, negative."""
    return (
        np.zeros((2, 2)),
        np.array([[4.0, 2.0], [2.0, 1.0]]),
        np.array([[1.0, 2.0], [2.0, 1.0]]),
        np.diag([-1.0, -2.0]),  # its determinant is positive
    )
