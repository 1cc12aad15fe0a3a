import numpy as np


def embedding_gradient(dout, ids, V):
    dout = _real(dout)
    grad = np.zeros((V, dout.shape[-1]), dtype=dout.dtype)
    for word in set(ids.ravel().tolist()):
        grad[word] = dout[ids == word][0]
    return grad
