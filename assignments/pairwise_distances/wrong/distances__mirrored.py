"""You computed one triangle and mirrored it, as if X and Y were the same points. The distance from x to y
stands for this pair alone; look at what is written below the diagonal.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    D = ((X[:, np.newaxis] - Y) ** 2).sum(axis=2)
    for i in range(min(D.shape)):
        D[i, :i] = D[:i, i]
    return D
