import numpy as np


def l1_grad(w, lam):
    if not lam >= 0:
        raise ValueError("lam")
    w = _real(w)
    return lam * np.sign(w) / w.size
