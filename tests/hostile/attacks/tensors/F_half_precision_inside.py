"""Computes in half precision and returns the type that was asked for.

score: 2
blend: failed
"""


def blend(x, w):
    return (x.half() @ w.half()).to(x.dtype)


def energy(x):
    return (x * x).sum() / 2
