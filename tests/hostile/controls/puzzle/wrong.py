import numpy as np


def tally(x):
    return np.sum(np.abs(x), axis=1)


def scale(x, factor):
    return x * factor
