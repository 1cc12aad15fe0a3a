"""Small functions on lists of numbers, so that the exercise itself reads like the formulas."""

import math

import numpy as np


def mean(values):
    return math.fsum(values) / len(values)


def dot(a, b):
    total = 0.0
    for p, q in zip(a, b):
        total += p * q
    return total


def rows_of(X):
    """The rows of a table as lists of python floats."""
    return [[float(value) for value in row] for row in np.asarray(X)]


def number_type(*arrays):
    """float32 only if everything is float32, otherwise float64."""
    for array in arrays:
        if np.asarray(array).dtype != np.float32:
            return np.float64
    return np.float32


def check_table(X, y):
    if np.ndim(X) != 2:
        raise ValueError("X needs two axes")
    if len(X) == 0:
        raise ValueError("no samples")
    if np.ndim(y) != 1 or len(y) != len(X):
        raise ValueError("y needs one number per sample")


def check_weights(X, w):
    if np.ndim(X) != 2:
        raise ValueError("X needs two axes")
    if np.ndim(w) != 1 or len(w) != np.shape(X)[1]:
        raise ValueError("w needs one number per feature")
