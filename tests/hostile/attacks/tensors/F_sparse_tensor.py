"""Returns the right numbers in a sparse tensor.

score: 2
blend: error
"""


def blend(x, w):
    return (x @ w).to_sparse()


def energy(x):
    return (x * x).sum() / 2
