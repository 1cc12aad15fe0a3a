"""Training: prediction works, the rest is not there yet."""

import numpy as np


def mlp_forward(params, X):
    if len(params) == 0:
        raise ValueError("no layers")
    h = 1.0 * X
    for W, b in params[:-1]:
        h = np.clip(np.matmul(h, 1.0 * W) + b, 0, None)
    W, b = params[-1]
    return np.matmul(h, 1.0 * W) + b


def mlp_backward(params, X, labels):
    raise NotImplementedError


def gradient_check(f, x, analytic, h=1e-5):
    raise NotImplementedError


def relu_interpolant(xs, ys):
    raise NotImplementedError


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    raise NotImplementedError
