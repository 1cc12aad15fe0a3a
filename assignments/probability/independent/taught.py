"""Probability step by step, as a lecture teaches it: sums in loops, then the formula.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import math

import numpy as np


def is_distribution(p):
    p = _real(p)
    total = np.sum(p)
    distance = abs(total - 1)
    not_negative = np.all(p >= 0)
    return bool(not_negative and distance <= 1e-6)


def event_probability(values, p, low, high):
    values, p = np.asarray(values), _checked("p", p)
    if p.ndim != 1 or values.shape != p.shape:
        raise ValueError(f"values and p must be (k,), got {values.shape} and {p.shape}")
    total = 0.0
    for i in range(len(p)):
        value = float(values[i])
        if low <= value and value <= high:
            total = total + p[i]
    return float(total)


def marginal(joint, axis):
    joint = _checked("joint", joint)
    _check_axis(joint, axis)
    return np.sum(joint, axis=axis)


def conditional(joint, given_axis):
    joint = _checked("joint", joint)
    _check_axis(joint, given_axis)
    result = np.zeros_like(joint)
    slices = np.moveaxis(joint, given_axis, 0)
    filled = np.moveaxis(result, given_axis, 0)
    for c in range(len(slices)):
        condition = np.sum(slices[c])
        if condition > 0:
            filled[c] = slices[c] / condition
    return result


def bayes_posterior(prior, likelihood):
    prior, likelihood = _checked("prior", prior), _real(likelihood)
    if prior.ndim != 1:
        raise ValueError(f"prior must be (K,), got {prior.shape}")
    K = len(prior)
    if likelihood.shape == (K,):
        likelihood = likelihood.reshape(1, K)
    if likelihood.ndim != 2 or likelihood.shape[1] != K:
        raise ValueError(f"likelihood must be (K,) or (m, K), K = {K}, got {likelihood.shape}")
    if not np.all(likelihood >= 0) or not np.all(np.isfinite(likelihood)):
        raise ValueError("likelihood must hold finite numbers >= 0")
    with np.errstate(divide="ignore"):
        log_prior = np.log(prior)
        log_likelihood = np.log(likelihood)
    log_product = np.sum(log_likelihood, axis=0)
    scores = log_prior + log_product
    largest = np.max(scores)
    if np.isneginf(largest):
        raise ValueError("likelihood leaves no hypothesis that is possible")
    shifted = scores - largest
    weights = np.exp(shifted)
    evidence = np.sum(weights)
    return weights / evidence


def are_independent(joint):
    joint = _checked("joint", joint)
    if joint.ndim != 2:
        raise ValueError(f"joint must be (a, b), got {joint.shape}")
    p_a = np.sum(joint, axis=1)
    p_b = np.sum(joint, axis=0)
    for a in range(len(p_a)):
        for b in range(len(p_b)):
            product = p_a[a] * p_b[b]
            difference = abs(joint[a, b] - product)
            if difference > 1e-6:
                return False
    return True


def are_conditionally_independent(joint3):
    joint3 = _checked("joint3", joint3)
    if joint3.ndim != 3:
        raise ValueError(f"joint3 must be (a, b, c), got {joint3.shape}")
    for c in range(joint3.shape[2]):
        together = joint3[:, :, c]
        p_c = np.sum(together)
        if p_c == 0:
            continue
        given_c = together / p_c
        p_a = np.sum(given_c, axis=1)
        p_b = np.sum(given_c, axis=0)
        product = np.outer(p_a, p_b)
        difference = np.abs(given_c - product)
        if np.any(difference > 1e-6):
            return False
    return True


def gaussian_pdf(x, mu, sigma):
    x, mu, sigma = _real(x), float(mu), _positive(sigma)
    distance = x - mu
    variance = sigma**2
    exponent = -(distance**2) / (2 * variance)
    height = 1 / (math.sqrt(2 * math.pi) * sigma)
    return height * np.exp(exponent)


def gaussian_log_likelihood(x, mu, sigma):
    x, mu, sigma = _row(x), float(mu), _positive(sigma)
    n = len(x)
    distance = x - mu
    squares = np.sum(distance**2)
    variance = sigma**2
    constant = -0.5 * n * math.log(2 * math.pi)
    widths = -n * math.log(sigma)
    exponent = -squares / (2 * variance)
    return float(constant + widths + exponent)


def gaussian_mle(x):
    x = _row(x)
    n = len(x)
    mu = np.sum(x) / n
    deviations = x - mu
    squares = np.sum(deviations**2)
    variance = squares / n
    sigma = np.sqrt(variance)
    return float(mu), float(sigma)


def gaussian_interval(a, b, mu, sigma):
    a, b, mu, sigma = float(a), float(b), float(mu), _positive(sigma)
    if not a <= b:
        raise ValueError(f"a must be <= b, got {a} and {b}")
    alpha = (a - mu) / sigma
    beta = (b - mu) / sigma
    root = math.sqrt(2)
    if alpha > 0:
        above_a = 0.5 * math.erfc(alpha / root)
        above_b = 0.5 * math.erfc(beta / root)
        return above_a - above_b
    below_a = 0.5 * math.erfc(-alpha / root)
    below_b = 0.5 * math.erfc(-beta / root)
    return below_b - below_a


def linear_nll(X, y, w, b, sigma):
    X, y, w, b, sigma = _real(X), _real(y), _real(w), float(b), _positive(sigma)
    if X.ndim != 2 or len(X) == 0 or y.shape != (X.shape[0],) or w.shape != (X.shape[1],):
        raise ValueError(f"X, y, w must be (n, d), (n,), (d,), got {X.shape}, {y.shape}, {w.shape}")
    n = len(y)
    predictions = X @ w + b
    errors = y - predictions
    squares = np.sum(errors**2)
    variance = sigma**2
    constant = 0.5 * n * math.log(2 * math.pi)
    widths = n * math.log(sigma)
    exponent = squares / (2 * variance)
    return float(constant + widths + exponent)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _checked(name, p):
    p = _real(p)
    if not is_distribution(p):
        raise ValueError(f"{name} must be a distribution, got {p}")
    return p


def _check_axis(joint, axis):
    if joint.ndim < 2:
        raise ValueError(f"joint must have two or more axes, got {joint.ndim}")
    if axis < -joint.ndim or axis >= joint.ndim:
        raise ValueError(f"there is no axis {axis}")


def _row(x):
    x = _real(x)
    if x.ndim != 1 or len(x) == 0:
        raise ValueError(f"x must be (n,), n >= 1, got {x.shape}")
    return x


def _positive(sigma):
    sigma = float(sigma)
    if not (sigma > 0 and math.isfinite(sigma)):
        raise ValueError(f"sigma must be finite and > 0, got {sigma}")
    return sigma
