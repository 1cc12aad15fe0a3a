import numpy as np


def gcn_layer(A, H, W):
    A, H, W = _real(A), _real(H), _real(W)
    if A.shape != (len(H), len(H)) or not (A >= 0).all():
        raise ValueError("A")
    degree = A.sum(axis=1)
    root = np.sqrt(np.where(degree > 0, degree, 1))
    S = A / root[:, None] / root
    S = S + np.diag((A.diagonal() == 0).astype(A.dtype))
    return np.maximum(S @ H @ W, 0)
