import numpy as np


def gcn_layer(A, H, W):
    A, H, W = _real(A), _real(H), _real(W)
    if A.shape != (len(H), len(H)) or not (A >= 0).all():
        raise ValueError("A")
    A = A + np.diag((A.diagonal() == 0).astype(A.dtype))
    S = A / np.sqrt(A.sum(axis=1))[:, None] / np.sqrt(A.sum(axis=0))
    return np.maximum(S @ H @ W, 0)
