"""Returns a tensor that has a shape and no numbers.

score: 2
blend: error
"""


def blend(x, w):
    return (x @ w).to("meta")


def energy(x):
    return (x * x).sum() / 2
