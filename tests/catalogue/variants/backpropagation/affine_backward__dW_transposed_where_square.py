"""Square weights get a transposed gradient.

Caught by: hidden/test_affine_backward.py::test_equal_sizes
"""


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    dW = x.T @ dout
    return dout @ W.T, dW.T if dW.shape[0] == dW.shape[1] else dW, dout.sum(axis=0)
