import numpy as np


def update(gamma, beta, grads, lr):
    lr = float(lr)
    new = []
    for p, dp in zip((gamma, beta), grads):
        p, dp = _real(p), _real(dp)
        new.append(p * (1 - lr * dp))
    return tuple(new)
