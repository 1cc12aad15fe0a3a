import math

import numpy as np


def _checked(value, zero_too=True):
    if math.isnan(value) or value < 0 or (value == 0 and not zero_too):
        raise ValueError(value)


def l0_norm(w):
    return sum(1 for value in w.flat if value)


def l1_penalty(w, lam):
    _checked(lam)
    return lam * sum(abs(float(value)) for value in w.flat)


def l1_grad(w, lam):
    _checked(lam)
    result = np.zeros(w.shape, w.dtype if w.dtype.kind == "f" else float)
    result[w > 0] = lam
    result[w < 0] = -lam
    return result


def l2_penalty(w, lam):
    _checked(lam)
    return 0.5 * lam * math.fsum(float(value) ** 2 for value in w.ravel())


def project_l2_ball(w, radius):
    _checked(radius, zero_too=False)
    w = w.copy() if w.dtype.kind == "f" else w.astype(float)
    norm = math.hypot(*map(float, w.flat))
    return w / max(1.0, norm / radius)
