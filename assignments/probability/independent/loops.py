"""Probability in plain Python: dictionaries of cells, math.fsum and math.log; arrays only at the ends."""

from __future__ import annotations

import math
from itertools import product

import numpy as np


def is_distribution(p):
    cells = [float(cell) for cell in np.asarray(p).ravel()]
    if any(not 0 <= cell <= 2 for cell in cells):
        return False
    return -1e-6 <= math.fsum(cells) - 1 <= 1e-6


def event_probability(values, p, low, high):
    values, p = np.asarray(values), _law(p)
    if not (values.ndim == p.ndim == 1) or len(values) != len(p):
        raise ValueError("values and p must be rows of one length")
    return math.fsum(
        share for value, share in zip(values.tolist(), p.tolist(), strict=True) if low <= value <= high
    )


def marginal(joint, axis):
    joint = _law(joint)
    axis = _place(joint, axis)
    result = np.zeros([size for number, size in enumerate(joint.shape) if number != axis], joint.dtype)
    for place in product(*map(range, joint.shape)):
        result[place[:axis] + place[axis + 1 :]] += joint[place]
    return result


def conditional(joint, given_axis):
    joint = _law(joint)
    axis = _place(joint, given_axis)
    conditions = [0.0] * joint.shape[axis]
    for place in product(*map(range, joint.shape)):
        conditions[place[axis]] += float(joint[place])
    result = np.zeros(joint.shape, joint.dtype)
    for place in product(*map(range, joint.shape)):
        if conditions[place[axis]] > 0:
            result[place] = float(joint[place]) / conditions[place[axis]]
    return result


def bayes_posterior(prior, likelihood):
    prior, likelihood = _law(prior), _real(likelihood)
    if prior.ndim != 1 or likelihood.ndim not in (1, 2) or likelihood.shape[-1] != len(prior):
        raise ValueError("prior (K,), likelihood (K,) or (m, K)")
    rows = [likelihood.tolist()] if likelihood.ndim == 1 else likelihood.tolist()
    for value in (value for row in rows for value in row):
        if not 0 <= value < math.inf:
            raise ValueError(f"no likelihood: {value}")
    logs = []
    for k in range(len(prior)):
        factors = [float(prior[k])] + [row[k] for row in rows]
        logs.append(-math.inf if 0 in factors else math.fsum(map(math.log, factors)))
    top = max(logs)
    if top == -math.inf:
        raise ValueError("no hypothesis is left by these likelihoods")
    weights = [math.exp(value - top) for value in logs]
    return np.array([weight / math.fsum(weights) for weight in weights], dtype=prior.dtype)


def are_independent(joint):
    joint = _law(joint)
    if joint.ndim != 2:
        raise ValueError("joint must be (a, b)")
    return _splits(joint.tolist())


def are_conditionally_independent(joint3):
    joint3 = _law(joint3)
    if joint3.ndim != 3:
        raise ValueError("joint3 must be (a, b, c)")
    answers = []
    for c in range(joint3.shape[2]):
        cells = joint3[:, :, c].astype(np.float64)
        whole = cells.sum()
        answers.append(whole == 0 or _splits((cells / whole).tolist()))
    return all(answers)


def gaussian_pdf(x, mu, sigma):
    x, mu, sigma = _real(x), float(mu), _width(sigma)
    values = [_density(float(value), mu, sigma) for value in x.ravel()]
    return np.array(values, dtype=x.dtype).reshape(x.shape)


def gaussian_log_likelihood(x, mu, sigma):
    x, mu, sigma = _row(x), float(mu), _width(sigma)
    each = [-(((value - mu) / sigma) ** 2) / 2 for value in x]
    return math.fsum(each) - len(x) * (math.log(sigma) + math.log(2 * math.pi) / 2)


def gaussian_mle(x):
    x = _row(x)
    mu = math.fsum(x) / len(x)
    return mu, math.sqrt(math.fsum((value - mu) ** 2 for value in x) / len(x))


def gaussian_interval(a, b, mu, sigma):
    a, b, mu, sigma = float(a), float(b), float(mu), _width(sigma)
    if math.isnan(a) or math.isnan(b) or a > b:
        raise ValueError("a <= b is needed")
    if a > mu:
        return gaussian_interval(mu - b, mu - a, 0.0, sigma)
    below = [math.erfc((mu - end) / (sigma * math.sqrt(2))) / 2 for end in (a, b)]
    return below[1] - below[0]


def linear_nll(X, y, w, b, sigma):
    X, y, w, b = _real(X), _real(y), _real(w), float(b)
    if X.ndim != 2 or y.shape != (len(X),) or w.shape != (X.shape[1],):
        raise ValueError("X (n, d), y (n,), w (d,)")
    predictions = [math.fsum(p * q for p, q in zip(row, w.tolist(), strict=True)) + b for row in X.tolist()]
    errors = [target - prediction for target, prediction in zip(y.tolist(), predictions, strict=True)]
    return -gaussian_log_likelihood(np.array(errors), 0.0, sigma)


def _splits(cells):
    rows = [math.fsum(row) for row in cells]
    columns = [math.fsum(column) for column in zip(*cells, strict=True)]
    gaps = [abs(cells[i][j] - rows[i] * columns[j]) for i in range(len(rows)) for j in range(len(columns))]
    return max(gaps) <= 1e-6


def _density(value, mu, sigma):
    return math.exp(-min((((value - mu) / sigma) ** 2) / 2, 1e6)) / (sigma * math.sqrt(2 * math.pi))


def _real(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _law(p):
    p = _real(p)
    if not is_distribution(p):
        raise ValueError("numbers >= 0 with the sum 1 are needed")
    return p


def _place(joint, axis):
    if joint.ndim < 2 or not -joint.ndim <= axis < joint.ndim:
        raise ValueError(f"no axis {axis} in a table of shape {joint.shape}")
    return axis if axis >= 0 else axis + joint.ndim


def _row(x):
    x = np.asarray(x)
    if x.ndim != 1 or len(x) == 0:
        raise ValueError("x must be a row of samples")
    return [float(value) for value in x]


def _width(sigma):
    sigma = float(sigma)
    if not 0 < sigma < math.inf:
        raise ValueError("sigma > 0 is needed")
    return sigma
