import numpy as np


def l1_grad(w, lam):
    _check_lam(lam)
    w = _real(w)
    return lam * w / (np.abs(w) + 1e-8)
