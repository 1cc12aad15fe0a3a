"""Returns Python's floats where tensors are asked for.

score: 2
blend: failed
"""


def blend(x, w):
    return (x @ w).tolist()


def energy(x):
    return (x * x).sum() / 2
