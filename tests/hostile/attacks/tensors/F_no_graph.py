"""Returns a number that hangs on nothing.

score: 2.666667
energy: passed, failed
"""


def blend(x, w):
    return x @ w


def energy(x):
    return (x.detach() ** 2).sum() / 2
