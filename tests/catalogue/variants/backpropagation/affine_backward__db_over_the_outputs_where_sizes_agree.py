"""With as many samples as outputs the sum for db goes over the outputs.

Caught by: hidden/test_affine_backward.py::test_equal_sizes
"""


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    axis = 1 if dout.shape[0] == dout.shape[1] else 0
    return dout @ W.T, x.T @ dout, dout.sum(axis=axis)
