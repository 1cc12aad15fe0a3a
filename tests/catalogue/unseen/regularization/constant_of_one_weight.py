import numpy as np


def log_posterior(w, X, y, noise_var, prior, scale):
    if not noise_var > 0 or not scale > 0:
        raise ValueError("not positive")
    w, X, y = _real(w), _real(X), _real(y)
    fit = -len(y) / 2 * np.log(2 * np.pi * noise_var) - ((y - X @ w) ** 2).sum() / (2 * noise_var)
    if prior == "gaussian":
        return fit - 0.5 * np.log(2 * np.pi * scale**2) - (w**2).sum() / (2 * scale**2)
    return fit - np.log(2 * scale) - np.abs(w).sum() / scale
