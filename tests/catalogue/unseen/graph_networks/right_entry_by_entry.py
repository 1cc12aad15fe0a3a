import math

import numpy as np


def gcn_layer(A, H, W):
    if A.ndim != 2 or not A.shape[0] == A.shape[1] == H.shape[0]:
        raise ValueError("A")
    if not (A >= 0).all():
        raise ValueError("weights are at least 0")
    A, H, W = [part + 0.0 if part.dtype.kind != "f" else part.copy() for part in (A, H, W)]
    N = len(A)
    for i in range(N):
        A[i, i] = A[i, i] or 1
    degree = [math.fsum(map(float, row)) for row in A]
    HW = H @ W
    out = np.zeros((N, W.shape[1]), dtype=HW.dtype)
    for i in range(N):
        for j in range(N):
            out[i] += float(A[i, j]) / math.sqrt(degree[i]) / math.sqrt(degree[j]) * HW[j]
    return np.maximum(out, 0)
