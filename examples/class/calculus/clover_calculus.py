"""Derivatives, the first half. The rest follows tomorrow."""

import numpy as np


def forward_difference(f, x, h):
    if not h > 0:
        raise ValueError("step must be positive")
    x = np.float64(x)
    return (f(x + h) - f(x)) / h


def central_difference(f, x, h):
    if not h > 0:
        raise ValueError("step must be positive")
    x = np.float64(x)
    return (f(x + h) - f(x - h)) / (2 * h)


def numerical_gradient(f, x, h):
    # works for vectors
    gradient = np.zeros(len(x))
    for i in range(len(x)):
        moved = x.copy()
        moved[i] = x[i] + h
        gradient[i] = (f(moved) - f(x)) / h
    return gradient


def directional_derivative(f, x, v, h):
    raise NotImplementedError


def taylor_step(f, grad, x, lr):
    raise NotImplementedError


def chain_rule_two_layer(x, W1, W2, y):
    raise NotImplementedError
