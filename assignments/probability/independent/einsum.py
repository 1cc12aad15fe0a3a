"""Probability with subscripts and few words: sums by einsum, logarithms by logaddexp."""

from __future__ import annotations

from math import erfc, inf, log, pi, sqrt

import numpy as np

LETTERS = "abcdefghijkl"


def is_distribution(p):
    p = floats(p)
    return bool(
        np.isfinite(p).all() and p.min(initial=0.0) >= 0 and np.isclose(p.sum(), 1, rtol=0, atol=1e-6)
    )


def event_probability(values, p, low, high):
    p, values = law(p, 1), floats(values)
    demand(values.shape == p.shape, "one probability for each value")
    inside = np.logical_and(values >= float(low), values <= float(high))
    return np.dot(p, inside.astype(p.dtype))


def marginal(joint, axis):
    joint, axis = law(joint), place(joint, axis)
    names = LETTERS[: joint.ndim]
    return np.einsum(f"{names}->{names.replace(names[axis], '')}", joint)


def conditional(joint, given_axis):
    joint, axis = law(joint), place(joint, given_axis)
    names = LETTERS[: joint.ndim]
    condition = np.einsum(f"{names}->{names[axis]}", joint)
    safe = np.where(condition == 0, np.ones_like(condition), condition)
    shape = [1] * joint.ndim
    shape[axis] = -1
    return joint / safe.reshape(shape)


def bayes_posterior(prior, likelihood):
    prior, likelihood = law(prior, 1), np.atleast_2d(floats(likelihood))
    demand(likelihood.shape == (len(likelihood), prior.size), "one column for each hypothesis")
    demand(
        bool(np.isfinite(likelihood).all()) and not (likelihood < 0).any(), "likelihoods are >= 0 and finite"
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.log(np.vstack([prior[None], likelihood])).sum(axis=0)
        evidence = np.logaddexp.reduce(scores)
    demand(evidence > -inf, "no likelihood leaves a hypothesis")
    return np.exp(scores - evidence)


def are_independent(joint):
    joint = law(joint, 2)
    return bool(np.max(np.abs(joint - np.einsum("ax,yb->ab", joint, joint))) <= 1e-6)


def are_conditionally_independent(joint3):
    joint3 = law(joint3, 3)
    given = conditional(joint3, -1)
    return bool(np.max(np.abs(given - np.einsum("axc,ybc->abc", given, given))) <= 1e-6)


def gaussian_pdf(x, mu, sigma):
    x, sigma = floats(x), spread(sigma)
    return np.exp(-0.5 * ((x - float(mu)) / sigma) ** 2) / sqrt(2 * pi) / sigma


def gaussian_log_likelihood(x, mu, sigma):
    x, sigma = row(x), spread(sigma)
    z = (x - float(mu)) / sigma
    return float(np.sum(-0.5 * z**2 - log(sigma * sqrt(2 * pi))))


def gaussian_mle(x):
    x = row(x)
    return float(np.mean(x)), float(np.std(x))


def gaussian_interval(a, b, mu, sigma):
    sigma = spread(sigma)
    low, high = ((float(end) - float(mu)) / (sqrt(2) * sigma) for end in (a, b))
    demand(low <= high, f"a <= b is needed, got {a} and {b}")
    if low >= 0:
        return (erfc(low) - erfc(high)) / 2
    if high <= 0:
        return (erfc(-high) - erfc(-low)) / 2
    return 1 - (erfc(-low) + erfc(high)) / 2


def linear_nll(X, y, w, b, sigma):
    X, y, w = floats(X), floats(y), floats(w)
    demand(X.ndim == 2 and y.shape == X.shape[:1] and w.shape == X.shape[1:], "X (n, d), y (n,), w (d,)")
    return -gaussian_log_likelihood(y - float(b) - np.einsum("nd,d->n", X, w), 0, sigma)


def demand(condition, words):
    if not condition:
        raise ValueError(words)


def floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def law(p, axes=None):
    p = floats(p)
    demand(is_distribution(p), f"a distribution is needed, got {p}")
    demand(axes is None or p.ndim == axes, f"{axes} axes are needed, got {p.ndim}")
    return p


def place(joint, axis):
    demand(np.ndim(joint) >= 2, "two axes or more are needed")
    demand(axis in range(-np.ndim(joint), np.ndim(joint)), f"there is no axis {axis}")
    return axis % np.ndim(joint)


def row(x):
    x = floats(x)
    demand(x.ndim == 1 and x.size > 0, "x is (n,)")
    return x


def spread(sigma):
    sigma = float(sigma)
    demand(0 < sigma < inf, "sigma is finite and > 0")
    return sigma
