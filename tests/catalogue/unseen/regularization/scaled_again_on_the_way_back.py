import numpy as np


def dropout_backward(dout, mask):
    dout, mask = _real(dout), _real(mask)
    kept = np.count_nonzero(mask) / mask.size
    return (dout * mask / max(kept, 1e-12)).astype(dout.dtype)
