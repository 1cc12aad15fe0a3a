"""You handed the whole gradient to every maximum of a window. Only the first of equal ones takes it, or the
window's gradient is counted twice; look at what a comparison with the maximum marks.
"""

import numpy as np


def max_pool_backward(dout, x, size, stride):
    dtype = np.result_type(dout, x)
    dtype = dtype if dtype.kind == "f" else np.dtype(np.float64)
    dout, x = dout.astype(dtype), x.astype(dtype)
    dx = np.zeros_like(x)
    for n, c, u, v in np.ndindex(*dout.shape):
        part = np.s_[n, c, stride * u : stride * u + size, stride * v : stride * v + size]
        place = (x[part] == x[part].max()).astype(dtype)
        dx[part] += dout[n, c, u, v] * place
    return dx
