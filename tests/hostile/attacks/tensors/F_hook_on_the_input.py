"""Hangs a hook on the input that turns the gradient round.

score: 2.666667
energy: passed, failed
"""


def blend(x, w):
    return x @ w


def energy(x):
    if x.requires_grad:
        x.register_hook(lambda gradient: -gradient)
    return (x * x).sum() / 2
