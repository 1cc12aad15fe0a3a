"""Answers with a plain number and with a tensor cut off from its input: right as values, without a gradient.

score: 2.666667
energy: passed, failed
"""


def blend(x, w):
    return (x @ w).detach()


def energy(x):
    return (x * x).sum().detach() / 2
