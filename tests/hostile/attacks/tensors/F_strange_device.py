"""Returns a tensor on a device that nobody has.

score: 2
blend: error
"""


def blend(x, w):
    return (x @ w).to("cuda")


def energy(x):
    return (x * x).sum() / 2
