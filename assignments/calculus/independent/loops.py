"""Derivatives by loops over single numbers, without any product of matrices: a right solution."""

from __future__ import annotations

import math

import numpy as np


def forward_difference(f, x, h):
    here = np.array(x, float)
    later = here + positive(h)
    return np.divide(np.subtract(f(later), f(here)), h)


def central_difference(f, x, h):
    here = np.array(x, float)
    half = positive(h)
    return 0.5 * (f(here + half) / half - f(here - half) / half)


def numerical_gradient(f, x, h):
    positive(h)
    here = np.array(x, float)
    numbers = here.ravel().tolist()
    slopes = []
    for i, number in enumerate(numbers):
        low, high = list(numbers), list(numbers)
        low[i], high[i] = number - h, number + h
        values = [f(np.array(one).reshape(here.shape)) for one in (low, high)]
        slopes.append((values[1] - values[0]) / h / 2)
    return np.array(slopes).reshape(here.shape)


def directional_derivative(f, x, v, h):
    positive(h)
    x, v = np.array(x, float), np.array(v, float)
    if v.shape != x.shape:
        raise ValueError("the direction has another shape")

    def along(t):
        return f(x + t * v)

    return float(central_difference(along, 0.0, h))


def taylor_step(f, grad, x, lr):
    positive(lr)
    x = np.array(x, float)
    slope = np.array(grad(x.copy()), float)
    new = x - lr * slope
    promise = math.fsum((lr * slope * slope).ravel().tolist())
    return new, promise, f(x) - f(new)


def chain_rule_two_layer(x, W1, W2, y):
    kind = np.result_type(*(np.asarray(a).dtype for a in (x, W1, W2, y)))
    kind = kind if kind.kind == "f" else np.float64
    if [np.ndim(a) for a in (x, W1, W2, y)] != [1, 2, 2, 1]:
        raise ValueError("x and y have one axis, the weights have two")
    (d, m), (rows, k) = np.shape(W1), np.shape(W2)
    if (d, rows, k) != (len(x), m, len(y)):
        raise ValueError("the sizes do not fit")
    x, y = [float(t) for t in x], [float(t) for t in y]
    W1, W2 = np.array(W1, float).tolist(), np.array(W2, float).tolist()
    s = [logistic(math.fsum(x[i] * W1[i][j] for i in range(d))) for j in range(m)]
    o = [logistic(math.fsum(s[j] * W2[j][q] for j in range(m))) for q in range(k)]
    loss = math.fsum((o[q] - y[q]) ** 2 for q in range(k)) / 2
    dW1, dW2 = np.zeros((d, m)), np.zeros((m, k))
    for q in range(k):
        through = (o[q] - y[q]) * (o[q] - o[q] ** 2)
        for j in range(m):
            dW2[j, q] = through * s[j]
            for i in range(d):
                dW1[i, j] += through * W2[j][q] * (s[j] - s[j] ** 2) * x[i]
    return loss, dW1.astype(kind), dW2.astype(kind)


def logistic(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    e = math.exp(t)
    return e / (1 + e)


def positive(h):
    if not h > 0:
        raise ValueError("a number > 0 is needed")
    return h
