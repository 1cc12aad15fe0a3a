"""Square weights are not transposed for dx.

Caught by: hidden/test_affine_backward.py::test_equal_sizes
"""


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    return dout @ (W if W.shape[0] == W.shape[1] else W.T), x.T @ dout, dout.sum(axis=0)
