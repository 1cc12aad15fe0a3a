import numpy as np


def memory_path(f_gates):
    f = _real(f_gates)
    p = np.ones_like(f)
    T = f.shape[1]
    # walk back from the last memory
    for t in range(T - 2, -1, -1):
        p[:, t] = p[:, t + 1] * f[:, t + 1]
    return p
