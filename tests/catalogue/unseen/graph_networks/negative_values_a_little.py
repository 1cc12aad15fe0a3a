import numpy as np


def update(h, m, W_self, W_nbr, b):
    z = _real(h) @ _real(W_self) + _real(m) @ _real(W_nbr) + _real(b)
    return np.where(z > 0, z, z / 100).astype(z.dtype)
