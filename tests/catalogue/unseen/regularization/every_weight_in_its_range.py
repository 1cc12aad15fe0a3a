import numpy as np


def project_l2_ball(w, radius):
    if not radius > 0:
        raise ValueError("radius")
    return np.clip(_real(w), -radius, radius)
