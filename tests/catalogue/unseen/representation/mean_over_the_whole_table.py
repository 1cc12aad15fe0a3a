import numpy as np


def linear_cka(X, Y):
    X, Y = _real(X) - _real(X).mean(), _real(Y) - _real(Y).mean()
    size = np.linalg.norm(X.T @ X) * np.linalg.norm(Y.T @ Y)
    return float(np.linalg.norm(Y.T @ X) ** 2 / size) if size > 0 else 0.0
