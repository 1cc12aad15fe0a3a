import numpy as np


def tally(x):
    return np.array([float(row @ row) for row in x])


def scale(x, factor):
    return np.multiply(factor, x)
