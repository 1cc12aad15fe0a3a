import numpy as np


def l2_penalty(w, lam):
    if not lam >= 0:
        raise ValueError("lam")
    w = _real(w)
    norm = np.linalg.norm(w.reshape(len(w), -1), 2)
    return 0.5 * lam * norm**2
