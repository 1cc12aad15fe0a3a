"""Computes in single precision whatever it is given; only the test in single precision passes.

score: 2.666667
blend: failed, passed
"""


def blend(x, w):
    return x.float() @ w.float()


def energy(x):
    return (x * x).sum() / 2
