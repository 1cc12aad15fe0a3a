"""Entry by entry, in plain Python; dropout with random.choice of two factors."""

import math

import numpy as np


def _as_float(a):
    a = np.array(a)
    if a.dtype.kind in "iub":
        a = a.astype("float64")
    return a


def l0_norm(w):
    number = 0
    for value in np.ravel(w):
        if value != 0:
            number += 1
    return number


def l1_penalty(w, lam):
    if math.isnan(lam) or lam < 0:
        raise ValueError("lam")
    return lam * math.fsum(abs(float(v)) for v in np.ravel(w))


def l1_grad(w, lam):
    if math.isnan(lam) or lam < 0:
        raise ValueError("lam")
    w = _as_float(w)
    for place in np.ndindex(w.shape):
        w[place] = 0 if w[place] == 0 else math.copysign(lam, w[place])
    return w


def l2_penalty(w, lam):
    if math.isnan(lam) or lam < 0:
        raise ValueError("lam")
    return math.fsum(float(v) ** 2 * lam / 2 for v in np.ravel(w))


def l2_grad(w, lam):
    if math.isnan(lam) or lam < 0:
        raise ValueError("lam")
    w = _as_float(w)
    w *= lam
    return w


def project_l2_ball(w, radius):
    if math.isnan(radius) or radius <= 0:
        raise ValueError("radius")
    w = _as_float(w)
    length = math.sqrt(math.fsum(float(v) ** 2 for v in w.ravel()))
    if length <= radius:
        return w
    w *= radius / length
    return w


def map_penalty(prior, scale):
    if prior == "gaussian" and scale > 0:
        return 1 / (scale * scale)
    if prior == "laplace" and scale > 0:
        return 1 / scale
    raise ValueError("prior or scale")


def log_posterior(w, X, y, noise_var, prior, scale):
    lam = map_penalty(prior, scale)
    if math.isnan(noise_var) or noise_var <= 0:
        raise ValueError("noise_var")
    total = 0.0
    for row, target in zip(_as_float(X), _as_float(y), strict=True):
        error = float(target) - sum(float(a) * float(b) for a, b in zip(row, w, strict=True))
        total += -math.log(2 * math.pi * noise_var) / 2 - error * error / (2 * noise_var)
    for weight in map(float, w):
        if prior == "gaussian":
            total += -math.log(2 * math.pi * scale**2) / 2 - lam / 2 * weight**2
        else:
            total += -math.log(2 * scale) - lam * abs(weight)
    return total


def dropout_forward(x, p, rng, train=True):
    if not (p >= 0 and p < 1):
        raise ValueError("p")
    x = _as_float(x)
    mask = np.ones_like(x)
    if train and p > 0:
        for place in np.ndindex(x.shape):
            mask[place] = rng.choice([0.0, 1 / (1 - p)], p=[p, 1 - p])
    return x * mask, mask


def dropout_backward(dout, mask):
    dx = _as_float(dout)
    for place in np.ndindex(dx.shape):
        dx[place] = dx[place] * mask[place]
    return dx


def gaussian_noise(x, sigma, rng, train=True):
    if math.isnan(sigma) or sigma < 0:
        raise ValueError("sigma")
    x = _as_float(x)
    if train:
        for place in np.ndindex(x.shape):
            x[place] += sigma * rng.standard_normal()
    return x
