"""Short forms with what the libraries have: linalg.norm, binomial draws, slices of zeros, log-densities by hand."""

import numpy as np


def _floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(float)


def l0_norm(w):
    return len(np.flatnonzero(w))


def l1_penalty(w, lam):
    if not lam >= 0:
        raise ValueError("lam must not be negative")
    return lam * np.linalg.norm(_floats(w).ravel(), 1)


def l1_grad(w, lam):
    if lam < 0 or np.isnan(lam):
        raise ValueError("lam must not be negative")
    w = _floats(w)
    g = np.zeros_like(w)
    g[w > 0] = lam
    g[w < 0] = -lam
    return g


def l2_penalty(w, lam):
    if not lam >= 0:
        raise ValueError("lam must not be negative")
    flat = _floats(w).ravel()
    return 0.5 * lam * np.dot(flat, flat)


def l2_grad(w, lam):
    if not lam >= 0:
        raise ValueError("lam must not be negative")
    return _floats(w) * lam


def project_l2_ball(w, radius):
    if not radius > 0:
        raise ValueError("radius must be positive")
    w = _floats(w)
    return w / max(1.0, float(np.linalg.norm(w.ravel())) / radius)


def map_penalty(prior, scale):
    if not scale > 0:
        raise ValueError("scale must be positive")
    try:
        power = {"gaussian": -2, "laplace": -1}[prior]
    except KeyError:
        raise ValueError("prior must be 'gaussian' or 'laplace'") from None
    return float(scale) ** power


def log_posterior(w, X, y, noise_var, prior, scale):
    if prior not in {"gaussian", "laplace"}:
        raise ValueError("prior must be 'gaussian' or 'laplace'")
    if not (scale > 0 and noise_var > 0):
        raise ValueError("scale and noise_var must be positive")
    w, X, y = (_floats(a) for a in (w, X, y))

    def normal(values, variance):
        return np.sum(-0.5 * np.log(2 * np.pi * variance) - values**2 / (2 * variance))

    own = normal(w, scale**2) if prior == "gaussian" else np.sum(-np.log(2 * scale) - np.abs(w) / scale)
    return normal(y - np.dot(X, w), noise_var) + own


def dropout_forward(x, p, rng, train=True):
    if p < 0 or p >= 1 or p != p:
        raise ValueError("p must be in [0, 1)")
    x = _floats(x)
    if not train:
        return x.copy(), np.ones(x.shape, dtype=x.dtype)
    mask = rng.binomial(1, 1 - p, size=x.shape).astype(x.dtype)
    mask /= 1 - p
    return np.multiply(x, mask), mask


def dropout_backward(dout, mask):
    return np.multiply(_floats(dout), _floats(mask))


def gaussian_noise(x, sigma, rng, train=True):
    if not sigma >= 0:
        raise ValueError("sigma must not be negative")
    x = _floats(x)
    noise = rng.normal(0.0, sigma, x.shape) if train else np.zeros(x.shape)
    return (x + noise).astype(x.dtype)
