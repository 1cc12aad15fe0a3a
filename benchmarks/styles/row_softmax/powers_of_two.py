"""Powers of two in place of e, with the factor log2(e) in the exponent; everything in the place of the result.

tier: whole passes
advice: none
"""

import numpy as np


def row_softmax(x):
    p = np.array(x, dtype=np.result_type(x.dtype, 1.0))
    top = np.nanmax(p, axis=1, keepdims=True)
    top[top == -np.inf] = 0
    p -= top
    p *= p.dtype.type(np.log2(np.e))
    np.exp2(p, out=p)
    norm = p @ np.ones((p.shape[1], 1), p.dtype)
    p *= np.reciprocal(norm, out=np.zeros_like(norm), where=norm > 0)
    return p
