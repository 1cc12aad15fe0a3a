"""Square weights are taken for (D_out, D_in).

Caught by: hidden/test_affine_forward.py::test_equal_sizes
"""


def affine_forward(x, W, b):
    x, W, b = _real(x), _real(W), _real(b)
    return x @ (W.T if W.shape[0] == W.shape[1] else W) + b
