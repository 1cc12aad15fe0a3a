"""Optimizers, first half. The rest follows."""

import numpy as np


def sgd(w, g, lr):
    return w - lr * g


def momentum(w, g, v, lr, mu=0.9):
    v = mu * v + g
    w = w - lr * v
    return w, v


def nesterov(w, g, v, lr, mu=0.9):
    raise NotImplementedError


def adagrad(w, g, s, lr, eps=1e-8):
    s = s + g * g
    return w - lr * g / (np.sqrt(s) + eps), s


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g * g
    return w - lr * g / (np.sqrt(s) + eps), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    raise NotImplementedError


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    raise NotImplementedError


def batch_gd(grad, w, X, y, lr, steps):
    for i in range(steps):
        w = w - lr * grad(w, X, y)
    return w


def stochastic_gd(grad, w, X, y, lr, order):
    raise NotImplementedError


def minibatch_gd(grad, w, X, y, lr, batches):
    raise NotImplementedError


def converges(lr, curvature):
    return lr < 2 / curvature
