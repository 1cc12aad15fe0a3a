import numpy as np


def linear_cka(X, Y):
    def scaled(a):
        a = _real(a) - _real(a).mean(axis=0)
        std = np.sqrt((a**2).mean(axis=0))
        return a / np.where(std > 0, std, 1)

    X, Y = scaled(X), scaled(Y)
    size = np.sqrt(((X.T @ X) ** 2).sum()) * np.sqrt(((Y.T @ Y) ** 2).sum())
    return float(((Y.T @ X) ** 2).sum() / size) if size > 0 else 0.0
