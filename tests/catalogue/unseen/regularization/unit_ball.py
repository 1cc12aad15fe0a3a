import numpy as np


def project_l2_ball(w, radius):
    if not radius > 0:
        raise ValueError("radius")
    w = _real(w)
    norm = np.sqrt((w**2).sum())
    if norm > radius:
        return w / norm
    return w.copy()
