"""probability - half done, rest on Sunday"""

import math

import numpy as np


def is_distribution(p):
    p = np.asarray(p, dtype=float)
    return bool((p >= 0).all() and abs(p.sum() - 1) <= 1e-6)


def check(p):
    p = np.asarray(p)
    if not is_distribution(p):
        raise ValueError("probabilities must be >= 0 and sum to 1")
    return p if p.dtype.kind == "f" else p.astype(float)


def event_probability(values, p, low, high):
    values, p = np.asarray(values), check(p)
    if values.ndim != 1 or values.shape != p.shape:
        raise ValueError("values and p differ in shape")
    total = 0.0
    for value, probability in zip(values.tolist(), p.tolist(), strict=True):
        if low <= value <= high:
            total += probability
    return total


def marginal(joint, axis):
    joint = check(joint)
    if joint.ndim < 2 or axis < -joint.ndim or axis >= joint.ndim:
        raise ValueError("joint has no such axis")
    return joint.sum(axis=axis)


def conditional(joint, given_axis):
    raise NotImplementedError


def bayes_posterior(prior, likelihood):
    raise NotImplementedError


def are_independent(joint):
    joint = check(joint)
    if joint.ndim != 2:
        raise ValueError("joint must have two axes")
    a, b = joint.sum(axis=1), joint.sum(axis=0)
    return bool(np.all(np.abs(joint - a[:, None] * b[None, :]) <= 1e-6))


def are_conditionally_independent(joint3):
    raise NotImplementedError


def gaussian_pdf(x, mu, sigma):
    if not (sigma > 0 and math.isfinite(sigma)):
        raise ValueError("sigma must be positive")
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
    return np.exp(-(((x - float(mu)) / float(sigma)) ** 2) / 2) / (float(sigma) * math.sqrt(2 * math.pi))


def gaussian_log_likelihood(x, mu, sigma):
    raise NotImplementedError


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    if x.ndim != 1 or x.size == 0:
        raise ValueError("x must be (n,)")
    mu = x.mean()
    return float(mu), float(np.sqrt(((x - mu) ** 2).mean()))


def gaussian_interval(a, b, mu, sigma):
    raise NotImplementedError


def linear_nll(X, y, w, b, sigma):
    raise NotImplementedError
