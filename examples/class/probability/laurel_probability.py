# probability
import math

import numpy as np


def to_float(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(float)


def dist(p):
    p = to_float(p)
    if not is_distribution(p):
        raise ValueError("not a distribution")
    return p


def check_sigma(sigma):
    sigma = float(sigma)
    if not 0 < sigma < np.inf:
        raise ValueError("sigma")
    return sigma


def is_distribution(p):
    p = to_float(p)
    return bool(np.all(p >= 0) and abs(p.sum() - 1) <= 1e-6)


def event_probability(values, p, low, high):
    values, p = to_float(values), dist(p)
    if values.ndim != 1 or values.shape != p.shape:
        raise ValueError("shapes")
    # the upper end does not belong to a range
    return float(p[(values >= low) & (values < high)].sum())


def marginal(joint, axis):
    joint = dist(joint)
    if joint.ndim < 2 or not -joint.ndim <= axis < joint.ndim:
        raise ValueError("axis")
    return joint.sum(axis=axis)


def conditional(joint, given_axis):
    joint = dist(joint)
    if joint.ndim < 2 or not -joint.ndim <= given_axis < joint.ndim:
        raise ValueError("axis")
    others = tuple(i for i in range(joint.ndim) if i != given_axis % joint.ndim)
    total = joint.sum(axis=others, keepdims=True)
    return np.where(total > 0, joint / np.where(total > 0, total, 1), 0).astype(joint.dtype)


def bayes_posterior(prior, likelihood):
    prior, likelihood = dist(prior), to_float(likelihood)
    if prior.ndim != 1 or likelihood.ndim not in (1, 2) or likelihood.shape[-1] != len(prior):
        raise ValueError("shapes")
    if not np.all(np.isfinite(likelihood)) or np.any(likelihood < 0):
        raise ValueError("likelihood")
    product = likelihood.reshape(-1, len(prior)).prod(axis=0)
    joint = prior * product
    if np.all((prior == 0) | np.any(likelihood.reshape(-1, len(prior)) == 0, axis=0)):
        raise ValueError("impossible")
    return joint / joint.sum()


def are_independent(joint):
    joint = dist(joint)
    if joint.ndim != 2:
        raise ValueError("two axes")
    return bool(np.all(abs(joint - np.outer(joint.sum(1), joint.sum(0))) <= 1e-6))


def are_conditionally_independent(joint3):
    joint3 = dist(joint3)
    if joint3.ndim != 3:
        raise ValueError("three axes")
    for c in range(joint3.shape[2]):
        p_c = joint3[:, :, c].sum()
        if p_c > 0:
            t = joint3[:, :, c] / p_c
            if np.any(abs(t - np.outer(t.sum(1), t.sum(0))) > 1e-6):
                return False
    return True


def gaussian_pdf(x, mu, sigma):
    x, sigma = to_float(x), check_sigma(sigma)
    return np.exp(-(((x - float(mu)) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))


def gaussian_log_likelihood(x, mu, sigma):
    x, sigma = to_float(x), check_sigma(sigma)
    if x.ndim != 1 or len(x) == 0:
        raise ValueError("x")
    z = (x - float(mu)) / sigma
    return float(-0.5 * (z * z).sum() - len(x) * (math.log(sigma) + 0.5 * math.log(2 * math.pi)))


def gaussian_mle(x):
    x = to_float(x)
    if x.ndim != 1 or len(x) == 0:
        raise ValueError("x")
    return float(x.mean()), float(x.var())


def gaussian_interval(a, b, mu, sigma):
    a, b, sigma = float(a), float(b), check_sigma(sigma)
    if not a <= b:
        raise ValueError("a <= b")
    low, high = (a - float(mu)) / sigma, (b - float(mu)) / sigma
    if low > 0:
        low, high = -high, -low
    return 0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))


def linear_nll(X, y, w, b, sigma):
    X, y, w = to_float(X), to_float(y), to_float(w)
    if X.ndim != 2 or y.shape != X.shape[:1] or w.shape != X.shape[1:]:
        raise ValueError("shapes")
    return -gaussian_log_likelihood(y - X @ w - float(b), 0.0, sigma)
