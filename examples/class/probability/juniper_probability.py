"""Probability, week 4. Checks first, then one formula each."""

import math

import numpy as np

EPS = 1e-6


def asfloat(a):
    a = np.asarray(a)
    if a.dtype.kind in "iub":
        a = a.astype(np.float64)
    return a


def is_distribution(p):
    p = asfloat(p)
    if p.size == 0 or not np.all(np.isfinite(p)):
        return False
    return bool(p.min() >= 0 and abs(float(p.sum()) - 1) <= EPS)


def need_distribution(p, what):
    p = asfloat(p)
    if not is_distribution(p):
        raise ValueError(what + " is not a distribution")
    return p


def need_axis(joint, axis):
    if joint.ndim < 2:
        raise ValueError("at least two variables, please")
    if axis not in range(-joint.ndim, joint.ndim):
        raise ValueError(f"no axis {axis}")
    return axis % joint.ndim


def need_sigma(sigma):
    sigma = float(sigma)
    if math.isnan(sigma) or math.isinf(sigma) or sigma <= 0:
        raise ValueError("sigma has to be positive")
    return sigma


def need_row(x):
    x = asfloat(x)
    if x.ndim != 1 or x.shape[0] < 1:
        raise ValueError("x has to be (n,)")
    return x


def event_probability(values, p, low, high):
    values = asfloat(values)
    p = need_distribution(p, "p")
    if values.ndim != 1 or p.ndim != 1 or len(values) != len(p):
        raise ValueError("values and p have to match")
    mask = (low <= values) & (values <= high)
    return float(np.sum(p, where=mask))


def marginal(joint, axis):
    joint = need_distribution(joint, "joint")
    axis = need_axis(joint, axis)
    return np.add.reduce(joint, axis=axis)


def conditional(joint, given_axis):
    joint = need_distribution(joint, "joint")
    given_axis = need_axis(joint, given_axis)
    moved = np.moveaxis(joint, given_axis, 0)
    flat = moved.reshape(len(moved), -1)
    out = flat.copy()
    for row in out:
        s = row.sum()
        if s > 0:
            row /= s
    return np.moveaxis(out.reshape(moved.shape), 0, given_axis)


def bayes_posterior(prior, likelihood):
    prior = need_distribution(prior, "prior")
    if prior.ndim != 1:
        raise ValueError("prior has to be (K,)")
    likelihood = asfloat(likelihood)
    if likelihood.ndim == 1:
        likelihood = likelihood[np.newaxis, :]
    if likelihood.ndim != 2 or likelihood.shape[1] != prior.shape[0]:
        raise ValueError("likelihood has to be (K,) or (m, K)")
    if np.any(~np.isfinite(likelihood)) or np.any(likelihood < 0):
        raise ValueError("bad likelihood")
    possible = (prior > 0) & np.all(likelihood > 0, axis=0)
    if not possible.any():
        raise ValueError("nothing is possible")
    logs = np.log(prior[possible]) + np.log(likelihood[:, possible]).sum(axis=0)
    e = np.exp(logs - logs.max())
    posterior = np.zeros_like(prior)
    posterior[possible] = e / e.sum()
    return posterior


def _independent(table):
    outer = np.outer(table.sum(axis=1), table.sum(axis=0))
    return np.abs(table - outer).max() <= EPS


def are_independent(joint):
    joint = need_distribution(joint, "joint")
    if joint.ndim != 2:
        raise ValueError("two variables, please")
    return bool(_independent(joint))


def are_conditionally_independent(joint3):
    joint3 = need_distribution(joint3, "joint3")
    if joint3.ndim != 3:
        raise ValueError("three variables, please")
    slices = [joint3[..., c] for c in range(joint3.shape[-1])]
    return all(bool(_independent(s / s.sum())) for s in slices if s.sum() > 0)


def gaussian_pdf(x, mu, sigma):
    sigma = need_sigma(sigma)
    z = (asfloat(x) - float(mu)) / sigma
    return np.exp(-(z**2) / 2) / (sigma * math.sqrt(2 * math.pi))


def gaussian_log_likelihood(x, mu, sigma):
    x, sigma = need_row(x), need_sigma(sigma)
    z = (x - float(mu)) / sigma
    return float(np.sum(-(z**2) / 2 - math.log(sigma) - math.log(2 * math.pi) / 2))


def gaussian_mle(x):
    x = need_row(x)
    return float(x.mean()), float(x.std())


def gaussian_interval(a, b, mu, sigma):
    sigma = need_sigma(sigma)
    a, b = float(a), float(b)
    if not a <= b:
        raise ValueError("a has to be <= b")
    za, zb = (a - float(mu)) / sigma, (b - float(mu)) / sigma
    if za > 0:
        za, zb = -zb, -za

    def phi(z):
        return math.erfc(-z / math.sqrt(2)) / 2

    return phi(zb) - phi(za)


def linear_nll(X, y, w, b, sigma):
    X, y, w, sigma = asfloat(X), asfloat(y), asfloat(w), need_sigma(sigma)
    if X.ndim != 2 or y.shape != (X.shape[0],) or w.shape != (X.shape[1],):
        raise ValueError("shapes")
    return -gaussian_log_likelihood(y - X @ w - float(b), 0.0, sigma)
