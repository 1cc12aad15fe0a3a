"""Perceptron. Sections 5 and 6 are still missing."""

import numpy as np


def mcp_neuron(x, w, threshold):
    return (x @ w >= threshold).astype(int)


def hebb_update(W, x, y, lr):
    return W + lr * np.outer(x, y)


def perceptron_step(w, b, x, y):
    if y not in (-1, 1):
        raise ValueError("y must be -1 or 1")
    if y * (x @ w + b) <= 0:
        w = w + y * x
        b = b + y
    return w, b


def perceptron_fit(X, y, epochs):
    raise NotImplementedError


def logic_gate(name, d=2):
    if name == "AND":
        return np.ones(d), -float(d)
    if name == "OR":
        return np.ones(d), -1.0
    if name == "NAND":
        return -np.ones(d), float(d - 1)
    if name == "NOT":
        return -np.ones(1), 0.0
    raise ValueError("unknown gate")


def xor_network(x):
    h = np.array([[a or b, not (a and b)] for a, b in x]).astype(int)
    return h, h[:, 0] & h[:, 1]


def is_linearly_separable(X, y):
    raise NotImplementedError


def shatters_2d(points):
    raise NotImplementedError
