"""A class that keeps centred points and their norms, and writes blocks of 128 rows of the product into the result.

tier: one matrix product
advice: none
"""

import numpy as np


class PointSet:
    """Points around a centre, with the squared norm of each."""

    def __init__(self, points, centre, dtype):
        self.points = np.subtract(points, centre, dtype=dtype)
        self.norms = np.linalg.vecdot(self.points, self.points)

    def blocks(self, size):
        for start in range(0, len(self.points), size):
            yield slice(start, start + size)

    def write_distances(self, other, out):
        twice = np.multiply(other.points, -2).T
        for rows in self.blocks(128):
            block = out[rows]
            np.matmul(self.points[rows], twice, out=block)
            np.add(block, self.norms[rows, np.newaxis], out=block)
            np.add(block, other.norms, out=block)
            np.fmax(block, 0, out=block)


def pairwise_distances(X, Y):
    if (X.ndim, Y.ndim) != (2, 2) or X.shape[1] != Y.shape[1]:
        raise ValueError(f"X {X.shape} and Y {Y.shape} are not sets of points of one space")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    centre = np.mean(X, axis=0, dtype=dtype)
    out = np.empty((X.shape[0], Y.shape[0]), dtype)
    PointSet(X, centre, dtype).write_distances(PointSet(Y, centre, dtype), out)
    return out
