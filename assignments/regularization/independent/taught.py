"""Step by step, as the formulas are taught."""

import numpy as np


def to_float(a):
    if np.issubdtype(a.dtype, np.integer):
        return a.astype(np.float64)
    return a


def check_lam(lam):
    if not lam >= 0:
        raise ValueError("lam must be at least 0")


def l0_norm(w):
    nonzero = w != 0
    return np.sum(nonzero)


def l1_penalty(w, lam):
    check_lam(lam)
    w = to_float(w)
    norm = np.sum(np.abs(w))
    return lam * norm


def l1_grad(w, lam):
    check_lam(lam)
    w = to_float(w)
    signs = np.sign(w)
    return lam * signs


def l2_penalty(w, lam):
    check_lam(lam)
    w = to_float(w)
    squares = np.sum(w**2)
    return lam / 2 * squares


def l2_grad(w, lam):
    check_lam(lam)
    w = to_float(w)
    return lam * w


def project_l2_ball(w, radius):
    if not radius > 0:
        raise ValueError("radius must be positive")
    w = to_float(w)
    norm = np.linalg.norm(w) if w.ndim <= 2 else np.sqrt(np.sum(w**2))
    if norm <= radius:
        return w.copy()
    return w * radius / norm


def map_penalty(prior, scale):
    if not scale > 0:
        raise ValueError("scale must be positive")
    if prior == "gaussian":
        return 1 / scale**2
    if prior == "laplace":
        return 1 / scale
    raise ValueError("prior must be gaussian or laplace")


def log_posterior(w, X, y, noise_var, prior, scale):
    if not scale > 0 or not noise_var > 0:
        raise ValueError("scale and noise_var must be positive")
    w = to_float(w)
    X = to_float(X)
    y = to_float(y)
    n = len(y)
    d = len(w)
    errors = y - X @ w
    sse = np.sum(errors**2)
    likelihood = -n / 2 * np.log(2 * np.pi * noise_var) - sse / (2 * noise_var)
    if prior == "gaussian":
        own = -d / 2 * np.log(2 * np.pi * scale**2) - np.sum(w**2) / (2 * scale**2)
    elif prior == "laplace":
        own = -d * np.log(2 * scale) - np.sum(np.abs(w)) / scale
    else:
        raise ValueError("prior must be gaussian or laplace")
    return likelihood + own


def dropout_forward(x, p, rng, train=True):
    if not 0 <= p < 1:
        raise ValueError("p must be in [0, 1)")
    x = to_float(x)
    if not train:
        mask = np.ones_like(x)
        return x.copy(), mask
    kept = rng.uniform(size=x.shape) > p
    mask = kept.astype(x.dtype) / (1 - p)
    return x * mask, mask


def dropout_backward(dout, mask):
    dout = to_float(dout)
    mask = to_float(mask)
    return dout * mask


def gaussian_noise(x, sigma, rng, train=True):
    if not sigma >= 0:
        raise ValueError("sigma must be at least 0")
    x = to_float(x)
    if not train:
        return x.copy()
    noise = rng.normal(0, sigma, size=x.shape)
    return x + noise.astype(x.dtype)
